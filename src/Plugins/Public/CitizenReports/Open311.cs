using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>
/// A citizen's report, as far as it may leave this class: no name, no address, no place, no words of anybody.
/// </summary>
/// <param name="Service">The service's code.</param>
/// <param name="Asked">The day it was made.</param>
/// <param name="Closed">The day it was closed; null: it is open.</param>
/// <param name="Village">The village it names; null: none.</param>
internal sealed record Report(string Service, DateOnly Asked, DateOnly? Closed, string? Village)
{
    public int? Days => Closed is { } closed ? Math.Max(0, closed.DayNumber - Asked.DayNumber) : null;
}

/// <summary>Reads Open311 GeoReport v2 requests, JSON or XML; a request that is none is left out and counted.</summary>
internal static class Open311
{
    private const int MostVillage = 60;

    public static (List<Report> Reports, int LeftOut) Read(byte[] body, string village)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF').TrimStart();
        var requests = text.StartsWith('<') ? Xml(text) : Json(text);
        var reports = new List<Report>();
        var leftOut = 0;
        foreach (var member in requests)
        {
            if (Day(member("requested_datetime")) is not { } asked || member("service_code") is not { Length: > 0 } service)
            {
                leftOut++;
                continue;
            }

            var closed = member("status") == "closed" ? Day(member("updated_datetime")) ?? asked : (DateOnly?)null;
            var place = member(village)?.Trim();
            reports.Add(new(service, asked, closed, place is { Length: > 0 and <= MostVillage } ? place : null));
        }

        return (reports, leftOut);
    }

    /// <summary>Whether it is a list of requests, be it empty.</summary>
    public static bool IsOne(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF').TrimStart();
        if (text.StartsWith('<')) return Document(text)?.Root?.Name.LocalName == "service_requests";
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 16 });
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
            document = JsonDocument.Parse(text, new() { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            yield break;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array) yield break;
            foreach (var request in document.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
                yield return name => request.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null } : null;
        }
    }

    private static IEnumerable<Func<string, string?>> Xml(string text)
    {
        foreach (var request in Document(text)?.Root is { Name.LocalName: "service_requests" } root ? root.Elements("request") : [])
            yield return name => request.Elements().FirstOrDefault(member => member.Name.LocalName == name)?.Value;
    }

    private static XDocument? Document(string text)
    {
        try
        {
            // Nothing may expand, and nothing outside is read.
            using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 32 * 1024 * 1024 });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The day in the moment's own zone.</summary>
    private static DateOnly? Day(string? moment) =>
        moment is { Length: >= 10 } && DateOnly.TryParseExact(moment[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
