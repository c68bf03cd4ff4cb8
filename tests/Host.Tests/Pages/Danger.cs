using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Tracker.Host.Tests.Pages;

/// <summary>Reads HTML as a browser does and names every node that could run something.</summary>
internal static class Danger
{
    private static readonly string[] s_elements =
        ["script", "iframe", "object", "embed", "applet", "base", "style", "svg", "math", "frame", "frameset", "portal", "template", "noscript", "xml"];

    private static readonly string[] s_addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset", "ping"];

    public static IReadOnlyList<string> In(string html) => Of(new HtmlParser().ParseDocument(html));

    public static IReadOnlyList<string> Of(IDocument document) => [.. document.All.SelectMany(Of)];

    private static IEnumerable<string> Of(IElement element)
    {
        if (s_elements.Contains(element.LocalName) && !IsOwn(element)) yield return $"<{element.LocalName}>";
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) yield return $"{element.LocalName}[{attribute.Name}]";
            if (attribute.Name.Equals("style", StringComparison.OrdinalIgnoreCase)) yield return $"{element.LocalName}[style]";
            if (attribute.Name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase)) yield return $"{element.LocalName}[srcdoc]";
            if (s_addresses.Contains(attribute.Name) && !IsSafe(attribute.Value)) yield return $"{element.LocalName}[{attribute.Name}={attribute.Value}]";
        }

        if (element.LocalName == "meta" && element.HasAttribute("http-equiv") && !IsReadAgain(element)) yield return "meta[http-equiv]";
    }

    // Drawings of ours: an icon out of the site's own file, or a bar of rectangles.
    private static bool IsOwn(IElement element) => element.LocalName == "svg" && (
        (element.ClassList.Contains("icon") && element.Children is [{ LocalName: "use" } use] && use.GetAttribute("href")?.StartsWith("/icons.svg#", StringComparison.Ordinal) == true)
        || (element.ClassList.Contains("bar") && element.Children.All(child => child.LocalName == "rect")))
        || IsData(element);

    // A block of data for programs, which no browser runs; nothing in it can end it early.
    private static bool IsData(IElement element) => element is { LocalName: "script", ParentElement.LocalName: "head", Attributes.Length: 1 }
        && element.GetAttribute("type") == "application/ld+json"
        && JsonNode.Parse(element.TextContent) is JsonObject
        && !element.TextContent.Contains('<', StringComparison.Ordinal);

    // The page of a run that its reader follows: it leads nowhere but to itself.
    private static bool IsReadAgain(IElement element) => element is { ParentElement.LocalName: "head", Attributes.Length: 2 }
        && element.GetAttribute("http-equiv") == "refresh"
        && element.GetAttribute("content") is { Length: > 0 } seconds && seconds.All(char.IsAsciiDigit);

    private static bool IsSafe(string address)
    {
        var read = string.Concat(address.Where(c => c > ' ' && c != '\u007f'));
        var scheme = read.Split(':', 2);
        return scheme.Length == 1 || scheme[0].IndexOfAny(['/', '?', '#']) >= 0
            || scheme[0].ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO";
    }
}
