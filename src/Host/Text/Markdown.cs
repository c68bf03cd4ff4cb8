using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Tracker.Domain;
using Tracker.Domain.Text;

namespace Tracker.Host.Text;

/// <summary>
/// Markdown in texts that anybody may have written, rendered once, when a projection writes it. Three fences, each of which would do
/// alone for what is known today: the pipeline makes no HTML of the writer's, the tree keeps no address but a harmless one, and
/// the sanitizer keeps no element or attribute that is not on a short list.
/// </summary>
public static class Markdown
{
    /// <summary>The elements that can come out.</summary>
    public static IReadOnlyList<string> Elements { get; } =
    [
        "p", "br", "hr", "a", "strong", "em", "del", "ins", "sub", "sup", "mark", "code", "pre", "blockquote",
        "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    ];

    /// <summary>The attributes that can come out.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["href", "rel", "start"];

    private static readonly FrozenSet<string> s_fields = new[]
    {
        "narrative", "answer", "nextStep", "summary", "settledBy", "reason", "statement", "about", "brief", "problem", "description",
        "analysis", "budgetSource", "links", "note",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Never UseAdvancedExtensions: generic attributes let {onclick=…} through.
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras().UseAutoLinks().DisableHtml().Build();

    private static readonly HtmlSanitizer s_sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(Elements, StringComparer.OrdinalIgnoreCase),
        AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase), // empty would keep javascript:
    });

    /// <summary>Whether texts of this name are Markdown, in commands and on the ledger alike.</summary>
    public static bool IsField(string name) => s_fields.Contains(name);

    /// <summary>Clean HTML. A text that cannot be rendered, which no door lets in, comes out as it was written.</summary>
    public static string ToHtml(string text) => TryRender(text, out var html) ? html : Plain(text);

    /// <summary>The words alone, for programs that render nothing.</summary>
    public static string ToWords(string text)
    {
        try
        {
            return Markdig.Markdown.ToPlainText(text, s_pipeline).Trim();
        }
        catch (ArgumentException) // nested too deeply, as when it is rendered
        {
            return text;
        }
    }

    /// <summary>Whether a door must refuse a text because it cannot be rendered; null when it can.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The command's field it is in.</param>
    public static Refused? Refusal(string text, string field) => Wording.TooLong(field, text, TextLimits.Hard) ?? (TryRender(text, out _)
        ? null
        : new("text-not-renderable", RefusalKind.Invalid, "This text nests too deeply or is too long to be shown. Simplify it.", field));

    /// <summary>Whether an address that somebody wrote may become a link: http, https, mailto, or relative.</summary>
    public static bool IsHarmless(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return false;
        // Browsers drop control characters and blanks before they read the scheme, so they are no part of it here either.
        var read = string.Concat(address.Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not ('\u00ad' or '\u200b')));
        if (read.StartsWith('\\') || read.StartsWith("//", StringComparison.Ordinal) || read.StartsWith("/\\", StringComparison.Ordinal)) return false;
        var colon = read.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || read.AsSpan(0, colon).ContainsAny('/', '?', '#')) return true;
        return read[..colon].ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO";
    }

    /// <summary>
    /// One line of letters, digits and a few marks that mean nothing in Markdown, in HTML or in an address: what most reports
    /// are, and what comes out of the whole pipeline as it went in.
    /// </summary>
    internal static bool IsProse(string text)
    {
        if (text.Length is 0 or > TextLimits.Hard / 3 // three bytes a character at most
            || !char.IsLetter(text[0]) || text[^1] == ' ') return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':' && i + 1 < text.Length && text[i + 1] != ' ') return false; // the beginning of an address
            if (!char.IsLetterOrDigit(c) && c is not (' ' or ',' or '.' or ';' or ':' or '?' or '%')) return false;
        }

        return !text.Contains("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryRender(string text, out string html)
    {
        if (!IsProse(text)) return TryPipeline(text, out html);
        html = $"<p>{text}</p>";
        return true;
    }

    /// <summary>The three fences, whatever the text is.</summary>
    internal static bool TryPipeline(string text, out string html)
    {
        html = "";
        if (Encoding.UTF8.GetByteCount(text) > TextLimits.Hard) return false;
        try
        {
            var document = Markdig.Markdown.Parse(text, s_pipeline);
            Calm(document);
            html = s_sanitizer.Sanitize(document.ToHtml(s_pipeline)).Trim();
            return true;
        }
        catch (ArgumentException) // Markdig's answer to deep nesting
        {
            return false;
        }
    }

    /// <summary>Keeps harmless links, names them as somebody else's; images become links, headings strong lines: the page's outline is its own.</summary>
    private static void Calm(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            if (link.FirstChild is null) link.AppendChild(new LiteralInline(link.Url ?? ""));
            if (IsHarmless(link.Url)) link.GetAttributes().AddProperty("rel", "nofollow noopener ugc");
            else Unlink(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (link.IsEmail || IsHarmless(link.Url)) link.GetAttributes().AddProperty("rel", "nofollow noopener ugc");
            else link.ReplaceBy(new LiteralInline(link.Url));
        }

        foreach (var heading in document.Descendants<HeadingBlock>().ToList()) Strengthen(heading);
    }

    private static void Unlink(LinkInline link)
    {
        while (link.FirstChild is { } child)
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }

    private static void Strengthen(HeadingBlock heading)
    {
        if (heading.Parent is not { } parent) return;
        var strong = new EmphasisInline { DelimiterChar = '*', DelimiterCount = 2 };
        while (heading.Inline?.FirstChild is { } child)
        {
            child.Remove();
            strong.AppendChild(child);
        }

        parent[parent.IndexOf(heading)] = new ParagraphBlock { Inline = new ContainerInline().AppendChild(strong) };
    }

    private static string Plain(string text) => $"<p>{HtmlEncoder.Default.Encode(text)}</p>";
}
