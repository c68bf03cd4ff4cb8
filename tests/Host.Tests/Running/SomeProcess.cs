using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Running;
using Tracker.PluginRunner.Fetching;
using Tracker.Support.Domain;

namespace Tracker.Host.Tests.Running;

/// <summary>A plugin that does what the test says, in place of a process.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It is started and ended again and again.")]
internal sealed class SomeProcess : IPluginProcesses, IPluginProcess
{
    private TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _stopping = new();

    public Func<IRunCalls, string?, JsonArray, CancellationToken, Task<string?>> Collects { get; set; } = (_, cursor, _, _) => Task.FromResult(cursor);

    public Func<IRunCalls, Delivery, Task> Receives { get; set; } = (_, _) => Task.CompletedTask;

    public JsonObject? Asks { get; set; }

    /// <summary>Asks for the fields of its form instead, by the settings that it has.</summary>
    public Func<JsonObject, JsonObject?>? AsksBy { get; set; }

    public Func<IRunCalls, SaidOnce, Task<LookedAgain>> Checks { get; set; } = (_, _) => Task.FromResult(new LookedAgain(Offers: false));

    public Func<IRunCalls, JsonObject, Task<FormRefusal?>> Submits { get; set; } = (_, _) => Task.FromResult<FormRefusal?>(null);

    public int Starts { get; private set; }

    public Greeting? Greeted { get; private set; }

    public bool? Last { get; private set; }

    /// <summary>Ends when it is told to end.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends with it, as what a real one has asked for does.</summary>
    public CancellationToken Stopping => _stopping.Token;

    private IRunCalls? Calls { get; set; }

    public Task<IPluginProcess> Start(KnownPlugin plugin, Greeting greeting, IRunCalls calls, bool last, CancellationToken ct)
    {
        (Greeted, Calls, Last) = (greeting, calls, last);
        Starts++;
        (_over, _stopping) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new());
        return Task.FromResult<IPluginProcess>(this);
    }

    public Task<string?> Collect(string? cursor, JsonArray commitments, CancellationToken ct) => Collects(Calls!, cursor, commitments, ct); // started before

    public Task Receive(Delivery delivery, CancellationToken ct) => Receives(Calls!, delivery).WaitAsync(ct); // as above

    public Task<JsonObject?> Fields(string locale, CancellationToken ct) => Task.FromResult(AsksBy is null ? Asks : AsksBy(Greeted!.Settings)); // as above

    public Task<FormRefusal?> Submit(Delivery filled, CancellationToken ct) => Submits(Calls!, JsonNode.Parse(filled.Body.Span)!.AsObject()); // as above

    public Task<LookedAgain> Check(SaidOnce said, CancellationToken ct) => Checks(Calls!, said); // as above

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _stopping.CancelAsync();
    }
}

/// <summary>Isolates, unless a test says why not.</summary>
internal sealed class SomeIsolation : IPluginIsolation
{
    public bool Works => WhyNot is null;

    public string? WhyNot { get; set; }

    public Task Probe(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Answers every address with the address itself, archived nowhere, unless a test says otherwise.</summary>
internal sealed class SomeSources : ISources
{
    /// <summary>Why each address was fetched.</summary>
    public List<(string Address, FetchPurpose Purpose)> Asked { get; } = [];

    public Func<string, SourceAnswer?> Answers { get; set; } = _ => null;

    /// <summary>What an address waits for before it is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>As if nobody had asked it anything, nor told it what to answer.</summary>
    public void Forget()
    {
        Asked.Clear();
        (Answers, Before) = (_ => null, _ => Task.CompletedTask);
    }

    public async Task<SourceAnswer> Get(
        KnownPlugin plugin, ImmutableArray<string> secrets, string method, string address, ImmutableArray<(string Name, string Value)> headers, ReadOnlyMemory<byte> body,
        FetchPurpose purpose, CancellationToken ct)
    {
        lock (Asked) Asked.Add((address, purpose));
        var text = method == "GET" ? address
            : $"{method} {address} {string.Join(' ', headers.Select(header => $"{header.Name}: {header.Value}"))} {System.Text.Encoding.UTF8.GetString(body.Span)} ({(plugin.Requests?.Post == true ? "may post" : "may not post")}; {string.Join(' ', plugin.Requests?.Headers ?? [])})";
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        await Before(address);
        return Answers(address) ?? new SourceAnswer.Came(200, [], address, address, Convert.ToHexStringLower(SHA256.HashData(bytes)), default, bytes);
    }

    public Task<string> Keep(string address, DateTimeOffset at, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Task.FromResult(Convert.ToHexStringLower(SHA256.HashData(body.Span)));
}

/// <summary>
/// Reads a folder of one file <c>plugin.yaml</c> whose first line is the plugin's id, and whose second, where it has one, the JSON
/// Schema of its settings: the rest is <see cref="SomePlugin"/>.
/// </summary>
internal sealed class SomeReader : IPluginReader
{
    public JsonObject? Settings { get; set; }

    public ImmutableArray<string> Fetches { get; set; } = ["https://data.example.org/"];

    public string? Schedule { get; set; }

    public ImmutableArray<string>? Webhook { get; set; } = ["x-signature"];

    public PluginReading Read(string folder, bool taken = false, bool anyProtocol = false)
    {
        var file = Path.Combine(folder, "plugin.yaml");
        if (!File.Exists(file)) return new(null, new("plugin-malformed", RefusalKind.Invalid, "No manifest."));
        var bytes = File.ReadAllBytes(file);
        var lines = File.ReadAllLines(file);
        return new(
            new KnownPlugin(
                PluginId.Parse(lines[0]), lines is [_, .., ['v', .. var version]] ? PluginVersion.Parse(version) : SomePlugin.Version, PluginDigest.Parse(Convert.ToHexStringLower(SHA256.HashData(bytes))), folder,
                [Partner.Public], ImmutableSortedDictionary<string, string>.Empty.Add("en", "Counts"), "MIT", null, Fetches, Schedule,
                lines is [_, ['{', ..] schema, ..] ? JsonNode.Parse(schema)!.AsObject() : Settings,
                Webhook, Form: true));
    }
}
