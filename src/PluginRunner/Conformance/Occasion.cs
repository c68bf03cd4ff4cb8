using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// Something that came to a plugin from outside, recorded with what it made of it: in <c>recorded/forms.json</c> what people
/// filled in, in <c>recorded/deliveries.json</c> what was delivered. An entry has what came and the drafts that came of it, or
/// the code of the error that it was answered with.
/// </summary>
/// <param name="Method"><c>submit</c> or <c>receive</c>.</param>
/// <param name="Entry">As it is recorded.</param>
internal sealed record Occasion(string Method, JsonObject Entry)
{
    /// <summary>What people filled in.</summary>
    public const string Forms = "forms.json";

    /// <summary>What was delivered.</summary>
    public const string Deliveries = "deliveries.json";

    /// <summary>The address that a host would give what came.</summary>
    internal const string Address = "https://tracker.example.org/hooks/rehearsed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never HTML
        WriteIndented = true,
    };

    /// <summary>What a plugin's folder has of a kind.</summary>
    /// <exception cref="NotUsable">There is none, or it cannot be read.</exception>
    public static IReadOnlyList<Occasion> Read(string pluginFolder, string file)
    {
        var path = Path.Combine(pluginFolder, RecordedFetches.FolderName, file);
        if (!File.Exists(path))
        {
            throw file == Forms
                ? new NotUsable($"{path} is missing: it holds what somebody filled in, and the drafts that come of it")
                : new NotUsable($"{path} is missing: it holds what was delivered, and the drafts that come of it");
        }

        var entries = (JsonText.Read(path) as JsonArray)?.OfType<JsonObject>().ToList();
        return entries is { Count: > 0 }
            ? [.. entries.Select(entry => new Occasion(file == Forms ? "submit" : "receive", entry))]
            : throw new NotUsable($"{path} is no list with an entry in it");
    }

    /// <summary>Writes them with what came of each.</summary>
    public static void Write(string pluginFolder, string file, IEnumerable<Occasion> occasions) => File.WriteAllText(
        Path.Combine(pluginFolder, RecordedFetches.FolderName, file), new JsonArray([.. occasions.Select(one => one.Entry.DeepClone())]).ToJsonString(Json) + "\n");

    /// <summary>The script with this entry's own settings; where it has a secret it is one of the tests alone.</summary>
    public RehearsalScript Script(RehearsalScript of)
    {
        var settings = of.Settings.DeepClone().AsObject();
        foreach (var (name, value) in Entry["settings"] as JsonObject ?? []) settings[name] = value?.DeepClone();
        return of with { Settings = settings };
    }

    /// <summary>The parameters that a host would send, and the digest of what came.</summary>
    /// <exception cref="NotUsable">The entry lacks something.</exception>
    public (JsonObject Parameters, string Sha256) Parameters(JsonArray commitments)
    {
        try
        {
            return Method == "submit" ? Submitted(commitments) : Delivered(commitments);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw Method == "submit"
                ? new NotUsable($"an entry of {Forms} has values (an object), plan and commitment of one that {RehearsalScript.FileName} names, and may have a milestone", e)
                : new NotUsable($"an entry of {Deliveries} has headers (an object), body (a text) and receivedAt (a time)", e);
        }
    }

    /// <summary>What is recorded to have come of it: drafts by their keys, as canonical JSON, and the code of the error where it was not taken.</summary>
    public (SortedDictionary<string, string> Drafts, int? Error) Expected() => (
        new((Entry["drafts"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(draft => Canonical.Text(draft["key"]).Trim('"'), draft => Canonical.Text(draft)), StringComparer.Ordinal),
        Entry["error"] is JsonValue code && code.TryGetValue<int>(out var number) ? number : null);

    /// <summary>The entry with what came of it.</summary>
    public Occasion With(Rehearsed run)
    {
        var entry = Entry.DeepClone().AsObject();
        entry.Remove("error");
        entry["drafts"] = new JsonArray([.. run.Drafts.Values.Select(draft => JsonNode.Parse(draft))]);
        if (run.ErrorCode is { } code) entry["error"] = code;
        return this with { Entry = entry };
    }

    private (JsonObject Parameters, string Sha256) Submitted(JsonArray commitments)
    {
        var values = Entry["values"]!.AsObject(); // what is missing is caught
        var about = commitments.OfType<JsonObject>()
            .First(one => Canonical.Text(one["plan"]) == Canonical.Text(Entry["plan"]) && Canonical.Text(one["number"]) == Canonical.Text(Entry["commitment"]))
            .DeepClone().AsObject();
        if (Entry["milestone"] is { } milestone)
            about["milestones"] = new JsonArray([.. about["milestones"]!.AsArray().Where(leaf => Canonical.Text(leaf!["number"]) == Canonical.Text(milestone)).Select(leaf => leaf!.DeepClone())]); // as above
        var sha256 = Digest(Encoding.UTF8.GetBytes(Canonical.Text(values)));
        return (new() { ["values"] = values.DeepClone(), ["sha256"] = sha256, ["address"] = Address, ["commitments"] = new JsonArray(about) }, sha256);
    }

    private (JsonObject Parameters, string Sha256) Delivered(JsonArray commitments)
    {
        var body = Encoding.UTF8.GetBytes((string)Entry["body"]!); // what is missing is caught
        var sha256 = Digest(body);
        return (
            new()
            {
                ["headers"] = Entry["headers"]!.AsObject().DeepClone(), // as above
                ["body"] = Convert.ToBase64String(body),
                ["receivedAt"] = DateTimeOffset.Parse((string)Entry["receivedAt"]!, System.Globalization.CultureInfo.InvariantCulture), // as above
                ["sha256"] = sha256,
                ["address"] = Address,
                ["commitments"] = commitments.DeepClone(),
            },
            sha256);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
