using System.Collections.Concurrent;
using System.Text.Json;
using Tracker.PluginRunner;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;
using Tracker.Support;

namespace Tracker.Plugins.Tests.Running;

/// <summary>A plugin of a few lines of Python in a folder of its own, and a host that notes what it asked.</summary>
internal sealed class SomePlugin : IPluginCalls, IDisposable
{
    private const string Polite = PluginInPython.Framing + """
        def answer(message, result):
            write(id=message["id"], result=result)

        def greet(protocol="1.0"):
            answer(read(), {"protocol": protocol, "name": "some", "version": "1.0.0"})

        """;

    private static readonly Lazy<Task<NoSandbox?>> s_probe = new(() => Bubblewrap.Probe(CancellationToken.None));
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracker-plugin-");

    /// <param name="body">What it does, after the helpers <c>read</c>, <c>write</c>, <c>raw</c>, <c>answer</c> and <c>greet</c>.</param>
    public SomePlugin(string body)
    {
        Required.That(File.Exists("/usr/bin/python3"), "the plugins of these tests are Python (Debian: apt-get install python3)");
        File.WriteAllText(Path.Combine(_folder.FullName, "plugin.py"), Polite + body);
    }

    public string Folder => _folder.FullName;

    public PluginLimits Limits { get; init; } = new(Seconds: 60, MemoryMiB: 64, OutputMiB: 4, Processes: 8);

    public Isolation Isolation { get; init; } = Isolation.Sandboxed;

    /// <summary>Whether its last run failed.</summary>
    public bool Last { get; init; }

    public ConcurrentQueue<JsonElement> Drafts { get; } = [];

    /// <summary>The bodies that it fetched.</summary>
    public ConcurrentQueue<LentBytes> Lent { get; } = [];

    public ConcurrentQueue<string> Lines { get; } = [];

    public Func<FetchParams, FetchResult> Fetching { get; init; } = asked => throw new RpcError(ErrorCodes.FetchRefused, $"{asked.Address} is not declared.");

    public bool KeepsWaiting { get; private set; }

    /// <summary>For how long whoever sends a draft waits for the host.</summary>
    public Task Taking { get; init; } = Task.CompletedTask;

    public async Task<PluginSession> Start(TimeProvider? clock = null)
    {
        if (Isolation == Isolation.Sandboxed)
        {
            var whyNot = await s_probe.Value;
            Required.That(whyNot is null, $"{whyNot}");
        }

        return await PluginSession.Start(
            new(_folder.FullName, ["/usr/bin/python3", "-u", "plugin.py"], Limits, Isolation, [], "academia", "id", Last), this, clock ?? TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Starts it, asks it to collect, and says how that failed.</summary>
    public async Task<PluginFailed> Fails(TimeProvider? clock = null)
    {
        try
        {
            await using var session = await Start(clock);
            await session.Collect(new([]), CancellationToken.None);
        }
        catch (PluginFailed failed)
        {
            return failed;
        }

        throw new InvalidOperationException("It did not fail.");
    }

    public Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
    {
        var came = Fetching(asked);
        var lent = LentBytes.Of(came.Body.Length);
        came.Body.CopyTo(lent.Bytes);
        Lent.Enqueue(lent);
        return Task.FromResult(new FetchedBody(came, lent.Bytes, lent));
    }

    public async Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
    {
        Drafts.Enqueue(draft.Clone());
        KeepsWaiting = !Taking.IsCompleted;
        await Taking;
        KeepsWaiting = false;
        return new(Outcome.Accepted);
    }

    public void Log(LogLevel level, string text)
    {
        Lines.Enqueue($"{level}: {text}");
        _said.TrySetResult();
    }

    /// <summary>Ends when it has written its first line.</summary>
    public Task Said => _said.Task;

    public void Progress(ProgressParams progress) => Lines.Enqueue($"{progress.Done} of {progress.Of}");

    public void Dispose() => _folder.Delete(recursive: true);
}
