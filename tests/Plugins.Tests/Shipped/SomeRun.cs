using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;
using Tracker.Support;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>A plugin that comes with the product, installed as it is installed beside a host, run in its sandbox over feeds of a test.</summary>
internal sealed class SomeRun : IPluginCalls, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracker-shipped-");
    private readonly string _source;
    private readonly SomeRecord _record = new();

    /// <summary>What every draft is refused with; null: it is taken.</summary>
    public EvidenceResult? Refuses { get; set; }

    /// <summary>The site's language.</summary>
    public string Locale { get; init; } = "en";

    /// <param name="place">Where its source is: <c>Government/OpenContracting</c>.</param>
    public SomeRun(string place)
    {
        _source = Required.File($"src/Plugins/{place}", "the plugin is part of the repository");
        var name = place.Split('/')[^1];
        var built = Required.File($"artifacts/bin/{name}/{new DirectoryInfo(AppContext.BaseDirectory).Name}", "it is built before these tests");
        foreach (var file in Directory.EnumerateFiles(built).Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        foreach (var file in Directory.EnumerateFiles(_source, "template.*").Append(Path.Combine(_source, PluginFolder.ManifestName)))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        var recorded = Path.Combine(_source, RecordedFetches.FolderName);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, RecordedFetches.FolderName));
        foreach (var file in Directory.EnumerateFiles(recorded)) File.Copy(file, Path.Combine(_folder.FullName, RecordedFetches.FolderName, Path.GetFileName(file)));
        Folder = PluginFolder.Read(_folder.FullName);
        Settings = JsonNode.Parse(File.ReadAllText(Path.Combine(_source, "samples", "settings.json")).Replace("{feed}", "https://feed.example.org", StringComparison.Ordinal))!.AsObject();
    }

    /// <summary>Every plugin that comes with the product, by its place.</summary>
    public static IEnumerable<string> Places()
    {
        var plugins = Path.GetDirectoryName(Required.File("src/Plugins/README.md", "the plugins are part of the repository"))!; // a file has a folder
        return Directory.EnumerateFiles(plugins, PluginFolder.ManifestName, SearchOption.AllDirectories)
            .Select(manifest => Path.GetRelativePath(plugins, Path.GetDirectoryName(manifest)!).Replace('\\', '/')).Order(StringComparer.Ordinal); // as above
    }

    public PluginFolder Folder { get; }

    public JsonObject Settings { get; }

    /// <summary>What is at an address; an address without anything answers 404.</summary>
    public Dictionary<string, byte[]> Feeds { get; } = [];

    /// <summary>Of what type every source says that its bytes are; null: none says it.</summary>
    public string? ContentType { get; set; }

    /// <summary>When everything was there.</summary>
    public DateTimeOffset ArchivedAt { get; init; } = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A source that reads what it is asked, where nothing is at an address; null: there is none.</summary>
    public Func<Uri, (int Status, string Body)>? Source { get; set; }

    /// <summary>What was sent and taken, said again or not; what the record refuses is not among it.</summary>
    public ConcurrentQueue<JsonElement> Drafts { get; } = [];

    /// <summary>What became of drafts, in their order: the key, and the outcome or the rule that refused it.</summary>
    public ConcurrentQueue<string> Outcomes { get; } = [];

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>The commitments of the invented example that samples speak about.</summary>
    public ImmutableArray<CommitmentBrief> Commitments { get; init; } =
    [
        new("contoh", "1", "Puskesmas terbuka", "contoh", [], [new("1.1", "Standar", []), new("1.2", "Papan", []), new("1.4", "Kanal keluhan", [])], Currency: "IDR"),
        new("contoh", "2", "Anggaran desa terbuka", "contoh", [], [new("2.1.1", "Papan anggaran", [])], Currency: "IDR"),
        new("contoh", "5", "Kontrak terbuka", "contoh", [], [new("5.1", "Peraturan", [], Budget: 200_000_000m), new("5.2", "Data", [])], Currency: "IDR"),
    ];

    /// <summary>The sample feeds, as the development host serves them.</summary>
    public SomeRun WithSamples()
    {
        var samples = Path.Combine(_source, "samples", "feed");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories))
            Feeds[$"https://feed.example.org/{Path.GetRelativePath(samples, file).Replace('\\', '/')}"] = File.ReadAllBytes(file);
        return this;
    }

    public SomeRun With(string path, string text)
    {
        Feeds[$"https://feed.example.org/{path}"] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    /// <summary>A reviewer accepts what was sent under a key.</summary>
    public void Accept(string key) => _record.Accept(key);

    public Task<string?> Collect(string partner, string? cursor = null) =>
        With(partner, async session => (await session.Collect(new(Commitments, cursor), CancellationToken.None)).Cursor);

    public Task Receive(string partner, byte[] body, DateTimeOffset at, params (string Name, string Value)[] headers) => With(partner, async session =>
    {
        await session.Receive(
            new(headers.ToImmutableSortedDictionary(one => one.Name, one => one.Value), body, at, Convert.ToHexStringLower(SHA256.HashData(body)), "https://site.example.org/hooks/x", Commitments),
            CancellationToken.None);
        return null;
    });

    /// <summary>How a run fails over what its sources answer; null: it goes well.</summary>
    public async Task<(PluginFailure Failure, string Words)?> Fails(string partner)
    {
        try
        {
            await Collect(partner);
            return null;
        }
        catch (PluginFailed failed)
        {
            return (failed.Reason, failed.Message);
        }
    }

    public async Task<JsonObject> Fields(string partner, string locale)
    {
        JsonObject? schema = null;
        await With(partner, async session =>
        {
            schema = (await session.Fields(new(locale), CancellationToken.None)).Schema;
            return null;
        });
        return schema!; // it answered
    }

    /// <summary>Asks whether the sources of a draft that it sent still say so.</summary>
    public async Task<CheckResult?> Check(string partner, JsonElement draft) => (await Check(partner, [draft])).Single();

    /// <summary>Asks one process about several.</summary>
    public async Task<IReadOnlyList<CheckResult?>> Check(string partner, IEnumerable<JsonElement> drafts)
    {
        var said = new List<CheckResult?>();
        await With(partner, async session =>
        {
            foreach (var draft in drafts)
            {
                var sources = draft.GetProperty("sources").EnumerateArray().Select(source => source.Deserialize<SourceReference>(PluginJson.Options)!); // it was sent as one
                said.Add(await session.Check(new(draft.GetProperty("key").GetString()!, [.. sources], JsonObject.Create(draft.GetProperty("data"))), CancellationToken.None)); // as above
            }

            return null;
        });
        return said;
    }

    /// <summary>Sends its form for one commitment and, where one is named, one milestone of it; what is wrong with it, by its field.</summary>
    public async Task<(string? Field, string Words)?> Submit(string partner, JsonObject values, string commitment, string? milestone, string locale = "en")
    {
        (string?, string)? wrong = null;
        await With(partner, async session =>
        {
            wrong = await Submit(session, values, commitment, milestone, locale);
            return null;
        });
        return wrong;
    }

    private Task<(string? Field, string Words)?> Submit(PluginSession session, JsonObject values, string commitment, string? milestone, string locale)
    {
        var about = Commitments.Single(one => one.Number == commitment);
        if (milestone is not null) about = about with { Milestones = [.. about.Milestones.Where(one => one.Number == milestone)] };
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(values.ToJsonString())));
        return session.Submit(new(values, digest, "https://site.example.org/hooks/x", [about], locale), CancellationToken.None);
    }

    private async Task<string?> With(string partner, Func<PluginSession, Task<string?>> ask)
    {
        var whyNot = await Bubblewrap.Probe(CancellationToken.None);
        Required.That(whyNot is null, $"{whyNot}");
        var manifest = Folder.Manifest ?? throw new InvalidOperationException(string.Join('\n', Folder.Findings));
        await using var session = await PluginSession.Start(
            new(Folder.Path, manifest.Command, manifest.Limits, Isolation.Sandboxed, Settings, partner, Locale), this, TimeProvider.System, CancellationToken.None);
        var answer = await ask(session);
        await session.Shutdown();
        return answer;
    }

    public Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
    {
        var policy = PluginUnderTest.Policy(Folder.Manifest!, Settings); // it runs
        if (WebAddress.Read(asked.Address) is not { } address || !policy.Allows(address)) throw new RpcError(ErrorCodes.FetchRefused, $"{asked.Address} is not declared.");
        var (status, body) = Feeds.TryGetValue(asked.Address, out var fed) ? (200, fed)
            : Source?.Invoke(new(asked.Address)) is var (code, text) ? (code, Encoding.UTF8.GetBytes(text))
            : (404, []);
        return Task.FromResult(new FetchedBody(new(
            status, ContentType is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("content-type", ContentType), asked.Address,
            Convert.ToHexStringLower(SHA256.HashData(body)), ArchivedAt, body.Length, []), body));
    }

    public Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
    {
        var result = Refuses ?? _record.Take(draft);
        Outcomes.Enqueue($"{draft.GetProperty("key").GetString()}: {result.Rule ?? result.Outcome.ToString()}");
        if (Refuses is not null || result.Outcome != Outcome.Refused) Drafts.Enqueue(draft.Clone());
        return Task.FromResult(result);
    }

    public void Log(LogLevel level, string text) => Lines.Enqueue(text);

    public void Progress(ProgressParams progress)
    {
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
