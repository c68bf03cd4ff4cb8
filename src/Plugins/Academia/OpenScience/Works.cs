using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tracker.Plugins.Academia.OpenScience;

/// <summary>A work, or a dataset, as a registry describes it.</summary>
/// <param name="Id">Its DOI, or its name in the catalogue.</param>
/// <param name="Title">Its title, in one line.</param>
/// <param name="On">When it was published: the first day that the registry's words allow.</param>
/// <param name="Licence">Its licence; null: not stated.</param>
/// <param name="Link">Where it can be read; null: not stated.</param>
/// <param name="Retracted">Whether the registry says that it was retracted.</param>
internal sealed record Work(string Id, string Title, DateOnly On, string? Licence, string? Link, bool Retracted);

/// <summary>What a catalogue answers at once.</summary>
/// <param name="Count">How many datasets it says there are, on all pages.</param>
/// <param name="Names">What it gave, by name; what has none, by all that it says.</param>
/// <param name="Datasets">What of it can be read.</param>
internal sealed record CataloguePage(int Count, ImmutableArray<string> Names, ImmutableArray<Work> Datasets);

/// <summary>Reads DataCite's and Crossref's JSON of a DOI, and CKAN's package_search; what is none gives nothing.</summary>
internal static class Works
{
    private const int MostTitle = 160;

    /// <summary>https://support.datacite.org/docs/api-get-doi</summary>
    public static Work? DataCite(string doi, byte[] body) => Read(body, root =>
    {
        var attributes = root.At("data").At("attributes");
        var date = attributes.List("dates").FirstOrDefault(one => one.Text("dateType") is "Issued" or "Available").Text("date") ?? attributes.Words("publicationYear");
        // Whoever takes a work back says when (schema 4.2). That a newer version takes its place (IsObsoletedBy) is no retraction.
        var retracted = attributes.List("dates").Any(one => one.Text("dateType") == "Withdrawn");
        var licence = attributes.List("rightsList").Select(one => one.Text("rightsIdentifier") ?? one.Text("rights")).FirstOrDefault(text => text is not null);
        return attributes.List("titles").FirstOrDefault().Text("title") is { } title && Day(date) is { } on ? new Work(doi, JsonText.Line(title, MostTitle), on, licence, attributes.Text("url"), retracted) : null;
    });

    /// <summary>https://api.crossref.org/swagger-ui/</summary>
    public static Work? Crossref(string doi, byte[] body) => Read(body, root =>
    {
        var message = root.At("message");
        var title = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("title", out var titles) && titles.ValueKind == JsonValueKind.Array
            ? titles.EnumerateArray().FirstOrDefault(one => one.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } first ? first.GetString() : null
            : null;
        var retracted = message.List("updated-by").Any(one => one.Text("type") is "retraction" or "withdrawal") || title?.StartsWith("RETRACTED", StringComparison.OrdinalIgnoreCase) == true;
        return title is not null && Parts(message.At("published")) is { } on
            ? new Work(doi, JsonText.Line(title, MostTitle), on, message.List("license").FirstOrDefault().Text("URL"), message.Text("URL"), retracted)
            : null;
    });

    /// <summary>An answer of CKAN's <c>package_search</c>, which may have found nothing; null: it is none. https://docs.ckan.org/en/latest/api/</summary>
    public static CataloguePage? Ckan(byte[] body) => Read(body, root =>
        root.At("result") is var result && result.At("results") is { ValueKind: JsonValueKind.Array } list
        && result.At("count") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count >= 0
            ? new CataloguePage(
                count,
                [.. list.EnumerateArray().Select(one => one.Text("name") is { Length: > 0 } name ? name : one.GetRawText())],
                [.. result.List("results").Select(Dataset).OfType<Work>().OrderBy(work => work.Id, StringComparer.Ordinal)])
            : null);

    private static Work? Dataset(JsonElement dataset) =>
        dataset.Text("name") is { Length: > 0 and <= 100 } name && Day(dataset.Text("metadata_created")) is { } on
            ? new Work(name, JsonText.Line(dataset.Text("title") is { Length: > 0 } title ? title : name, MostTitle), on, dataset.Text("license_id"), dataset.Text("url"), dataset.Text("state") == "deleted")
            : null;

    private static T? Read<T>(byte[] body, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonText.Parse(body, 64);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateOnly? Day(string? text) => text switch
    {
        { Length: >= 10 } when DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        { Length: 7 } when DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) => month,
        { Length: 4 } when DateOnly.TryParseExact(text + "-01-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) => year,
        _ => null,
    };

    /// <summary>Crossref's <c>date-parts</c>: <c>[[2026, 3, 10]]</c>, month and day where they are known.</summary>
    private static DateOnly? Parts(JsonElement date)
    {
        if (date.ValueKind != JsonValueKind.Object || !date.TryGetProperty("date-parts", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0
            || list[0].ValueKind != JsonValueKind.Array) return null;
        var parts = list[0].EnumerateArray().Select(part => part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out var number) ? number : 0).ToList();
        var (year, month, day) = (parts.ElementAtOrDefault(0), Math.Max(1, parts.ElementAtOrDefault(1)), Math.Max(1, parts.ElementAtOrDefault(2)));
        return year is > 0 and < 10000 && month <= 12 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }

    private static JsonElement At(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static IEnumerable<JsonElement> List(this JsonElement of, string name) =>
        of.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(this JsonElement of, string name) => of.At(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Words(this JsonElement of, string name) =>
        of.At(name) switch { { ValueKind: JsonValueKind.String } text => text.GetString(), { ValueKind: JsonValueKind.Number } number => number.GetRawText(), _ => null };
}
