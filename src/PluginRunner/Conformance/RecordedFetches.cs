using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// What a plugin's sources answered once, in the folder <c>recorded</c> of the plugin: <c>fetches.json</c> and the bodies by
/// their SHA-256. Replayed, a plugin is a function of fetched bytes that can be tested without a network.
/// </summary>
public sealed class RecordedFetches
{
    /// <summary>The folder inside a plugin's folder.</summary>
    public const string FolderName = "recorded";

    private const string Index = "fetches.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never HTML
        WriteIndented = true,
    };

    private readonly string _folder;
    private readonly ImmutableArray<RecordedFetch> _fetches;

    private RecordedFetches(string folder, ImmutableArray<RecordedFetch> fetches) => (_folder, _fetches) = (folder, fetches);

    /// <summary>Everything recorded, in the order in which it was fetched.</summary>
    public ImmutableArray<RecordedFetch> All => _fetches;

    /// <summary>Reads a plugin's recorded fetches; none where it has none.</summary>
    /// <param name="pluginFolder">The plugin's folder.</param>
    /// <exception cref="NotUsable">The index cannot be read, or a body is missing or not what its digest says.</exception>
    public static RecordedFetches Read(string pluginFolder)
    {
        var folder = Path.Combine(pluginFolder, FolderName);
        var index = Path.Combine(folder, Index);
        if (!File.Exists(index)) return new RecordedFetches(folder, []);
        if (JsonText.Read(index) is not JsonArray list) throw new NotUsable($"{index} is no list of fetches: 'tracker plugin record' writes it");
        foreach (var (at, fetch) in list.Index())
        {
            if (Wrong(fetch) is { } wrong) throw new NotUsable($"{index}, entry {at + 1}: {wrong}");
        }

        ImmutableArray<RecordedFetch> fetches;
        try
        {
            fetches = list.Deserialize<ImmutableArray<RecordedFetch>>(Json);
        }
        catch (JsonException e)
        {
            throw new NotUsable($"{index} is not as 'tracker plugin record' writes it, at {e.Path ?? "$"}: record it again", e);
        }

        var recorded = new RecordedFetches(folder, fetches);
        foreach (var fetch in recorded.All) recorded.BodyOf(fetch);
        return recorded;
    }

    /// <summary>Writes what was fetched, in place of what was recorded before.</summary>
    /// <param name="pluginFolder">The plugin's folder.</param>
    /// <param name="fetches">What was fetched, with the bodies.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string pluginFolder, IReadOnlyList<(RecordedFetch Fetch, ReadOnlyMemory<byte> Body)> fetches)
    {
        var folder = Path.Combine(pluginFolder, FolderName);
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder).Where(file => SourceArchive.IsDigest(Path.GetFileName(file)))) File.Delete(old);
        foreach (var (path, bytes) in Files(fetches)) File.WriteAllBytes(Path.Combine(pluginFolder, path), bytes);
    }

    /// <summary>The files in which fetches are recorded, by their path inside the plugin's folder; the bodies first.</summary>
    internal static IEnumerable<(string Path, byte[] Bytes)> Files(IReadOnlyList<(RecordedFetch Fetch, ReadOnlyMemory<byte> Body)> fetches) =>
    [
        .. fetches.Select(entry => ($"{FolderName}/{entry.Fetch.Source.Sha256}", entry.Body.ToArray())),
        ($"{FolderName}/{Index}", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fetches.Select(entry => entry.Fetch), Json) + "\n")),
    ];

    /// <summary>What was recorded for a request; null where nothing was.</summary>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="address">The address as the plugin asks for it.</param>
    /// <param name="posted">SHA-256 of what it posts; null: nothing.</param>
    public RecordedFetch? Find(string method, string address, string? posted = null) =>
        _fetches.FirstOrDefault(fetch => fetch.Method == method && WithoutFragment(fetch.Address) == WithoutFragment(address) && fetch.Posted == posted);

    /// <summary>What was recorded for a request, whatever headers go with it: they may hold secrets, and are not recorded.</summary>
    internal RecordedFetch? Find(FetchRequest request) => Find(request.Method, request.Address, Posted(request));

    /// <summary>The digest of what a request posts; null: nothing.</summary>
    internal static string? Posted(FetchRequest request) => request.Body.IsEmpty ? null : SourceArchive.DigestOf(request.Body.Span);

    /// <summary>The recorded bytes, verified.</summary>
    /// <exception cref="NotUsable">They are missing or not what their digest says.</exception>
    public byte[] BodyOf(RecordedFetch fetch)
    {
        var digest = fetch.Source.Sha256;
        var file = Path.Combine(_folder, digest);
        if (!SourceArchive.IsDigest(digest) || !File.Exists(file)) throw new NotUsable($"{Path.Combine(_folder, Index)} names '{digest}', which is not beside it");
        var body = File.ReadAllBytes(file);
        return SourceArchive.DigestOf(body) == digest ? body : throw new NotUsable($"{file} is not what its digest says: record it again");
    }

    /// <summary>What in an entry is of another kind than a recording has; null: nothing.</summary>
    private static Remark? Wrong(JsonNode? fetch)
    {
        if (fetch is not JsonObject entry) return $"there is {JsonText.Kind(fetch)}, where an object belongs";
        if (entry["source"] is not JsonObject source) return $"`source` is {JsonText.Kind(entry["source"])}, where an object belongs";
        return Text("method", entry["method"]) ?? Text("address", entry["address"]) ?? Text("posted", entry["posted"], mayBeAbsent: true)
            ?? Text("source.sha256", source["sha256"]) ?? Text("source.address", source["address"]) ?? Text("source.finalAddress", source["finalAddress"])
            ?? Number("source.length", source["length"]) ?? Number("source.status", source["status"])
            ?? Time("source.at", source["at"]) ?? Text("source.contentType", source["contentType"], mayBeAbsent: true)
            ?? (source["headers"] is JsonArray ? null : Remark.Of($"`source.headers` is {JsonText.Kind(source["headers"])}, where a list belongs"));

        static Remark? Text(string member, JsonNode? there, bool mayBeAbsent = false) =>
            (mayBeAbsent && there is null) || there?.GetValueKind() == JsonValueKind.String ? null : Remark.Of($"`{member}` is {JsonText.Kind(there)}, where a text belongs");

        static Remark? Number(string member, JsonNode? there) =>
            there is JsonValue number && number.TryGetValue<int>(out _) ? null : Remark.Of($"`{member}` is {there?.ToJsonString() ?? "null"}, where a whole number belongs");

        static Remark? Time(string member, JsonNode? there) =>
            there is JsonValue time && time.TryGetValue<DateTimeOffset>(out _) ? null : Remark.Of($"`{member}` is {there?.ToJsonString() ?? "null"}, where a time belongs, such as 2027-03-01T00:00:00Z");
    }

    private static string WithoutFragment(string address) => address.Split('#')[0];
}
