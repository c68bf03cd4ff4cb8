using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>
/// A citizen's report, as far as it may leave this class: no name, no address, no place, no words of anybody.
/// </summary>
/// <param name="Service">The service's code.</param>
/// <param name="Asked">The day it was made.</param>
/// <param name="Closed">The day it was closed; null: it is open.</param>
/// <param name="Village">The village it names; null: none.</param>
/// <param name="Reopened">Whether its source says that it was opened again after it was closed.</param>
/// <param name="Id">What its source calls it, to know it again on another page; null: nothing.</param>
internal sealed record Report(string Service, DateOnly Asked, DateOnly? Closed, string? Village, bool Reopened, string? Id)
{
    public int? Days => Closed is { } closed ? Math.Max(0, closed.DayNumber - Asked.DayNumber) : null;
}

/// <summary>Reads Open311 GeoReport v2 requests, JSON or XML; a request that is none is left out and counted.</summary>
internal static class Open311
{
    private static readonly string[] s_no = ["0", "false", "no", "tidak"];

    /// <param name="body">What the source answered.</param>
    /// <param name="village">Which member names the village.</param>
    /// <param name="reopened">Which member says that a report was opened again; empty: GeoReport v2 has none, and this source neither.</param>
    public static (List<Report> Reports, int LeftOut) Read(byte[] body, string village, string reopened)
    {
        var requests = Items(body, "service_requests", "request");
        var reports = new List<Report>();
        var leftOut = 0;
        foreach (var member in requests)
        {
            if (Days.OfMoment(member("requested_datetime")) is not { } asked || member("service_code") is not { Length: > 0 } service)
            {
                leftOut++;
                continue;
            }

            var closed = member("status") == "closed" ? Days.OfMoment(member("updated_datetime")) ?? asked : (DateOnly?)null;
            var place = member(village)?.Trim() is { } text && Coverage.IsVillage(text) && Personal.In(text) is null ? text : null; // it is published
            reports.Add(new(service, asked, closed, place, IsReopened(member, reopened), member("service_request_id") is { Length: > 0 } id ? id : null));
        }

        return (reports, leftOut);
    }

    /// <summary>An address of the source with what is asked of it; where one system serves several places, with the one that is meant.</summary>
    public static string Address(PluginHost host, string address, params ReadOnlySpan<(string Name, string Value)> asked)
    {
        var text = new StringBuilder(address);
        var sign = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("jurisdiction_id", host.Setting("jurisdiction") ?? ""), .. asked])
        {
            if (value.Length == 0) continue;
            text.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }

        return text.ToString();
    }

    /// <summary>A count, a yes or a moment in the member that says so; or a status of its own, as some systems have beside open and closed.</summary>
    private static bool IsReopened(Func<string, string?> member, string name) =>
        member("status") is "reopen" or "reopened" || (name.Length > 0 && member(name)?.Trim() is { Length: > 0 } said && !s_no.Contains(said, StringComparer.OrdinalIgnoreCase));

    /// <summary>The members of each item of a list, JSON or XML; what is no list has none.</summary>
    /// <param name="body">What the source answered.</param>
    /// <param name="list">What the list is called in XML.</param>
    /// <param name="item">What an item is called in XML.</param>
    public static IEnumerable<Func<string, string?>> Items(byte[] body, string list, string item)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF').TrimStart();
        return text.StartsWith('<') ? Xml(text, list, item) : Json(text);
    }

    /// <summary>Whether it is a list of requests, be it empty.</summary>
    public static bool IsOne(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF').TrimStart();
        if (text.StartsWith('<')) return Document(text)?.Root?.Name.LocalName == "service_requests";
        try
        {
            using var document = JsonText.Parse(text, 16);
            return document.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<Func<string, string?>> Json(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonText.Parse(text, 16);
        }
        catch (JsonException)
        {
            yield break;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array) yield break;
            foreach (var request in document.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
                yield return name => request.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), JsonValueKind.True => "true", _ => null } : null;
        }
    }

    private static IEnumerable<Func<string, string?>> Xml(string text, string list, string item)
    {
        foreach (var request in Document(text)?.Root is { } root && root.Name.LocalName == list ? root.Elements().Where(one => one.Name.LocalName == item) : [])
            yield return name => request.Elements().FirstOrDefault(member => member.Name.LocalName == name)?.Value;
    }

    private static XDocument? Document(string text)
    {
        try
        {
            // Nothing may expand, and nothing outside is read. What is no character costs nothing but its own text.
            using var reader = XmlReader.Create(new StringReader(text), new() { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 32 * 1024 * 1024 });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
