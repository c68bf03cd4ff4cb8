using System.Collections.Concurrent;
using System.Text.Json;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Running;

/// <summary>Answers what the plugin asks; hands out the parts of what was fetched in this run.</summary>
internal sealed class HostAnswers(IPluginCalls calls) : IAnswers, IDisposable
{
    private const int MostText = 2_000;
    private readonly ConcurrentDictionary<string, FetchedBody> _bodies = new(StringComparer.Ordinal);
    private long _kept;

    /// <summary>Gives the bodies back. Nothing is answered any more.</summary>
    public void Dispose()
    {
        foreach (var body in _bodies.Values) body.Lent?.Dispose();
    }

    public async Task<object?> Answer(string method, JsonElement parameters, CancellationToken ct) => method switch
    {
        Methods.Fetch => await Fetch(Read<FetchParams>(parameters), ct),
        Methods.FetchPart => Part(Read<FetchPartParams>(parameters)),
        Methods.Evidence => await calls.Evidence(Read<EvidenceReceived>(parameters).Draft, ct),
        _ => throw new RpcError(ErrorCodes.MethodNotFound, $"There is no method '{Short(method, 40)}'."),
    };

    public void Told(string method, JsonElement parameters)
    {
        try
        {
            if (method == Methods.Log && Read<LogParams>(parameters) is var line) calls.Log(line.Level, Short(line.Text, MostText));
            else if (method == Methods.Progress && Read<ProgressParams>(parameters) is var far) calls.Progress(far with { Text = far.Text is null ? null : Short(far.Text, MostText) });
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException) // the second: half of a surrogate pair
        {
            calls.Log(LogLevel.Warning, $"A '{Short(method, 40)}' that is none was left out.");
        }
    }

    private async Task<FetchResult> Fetch(FetchParams asked, CancellationToken ct)
    {
        var whole = await calls.Fetch(asked, ct);
        var (answer, body, lent) = whole;
        var first = answer with { Body = body[..Math.Min(body.Length, RunLimits.PartBytes)].ToArray() };
        if (body.Length <= RunLimits.PartBytes || _bodies.ContainsKey(answer.Sha256))
        {
            lent?.Dispose(); // whole already, or there already
        }
        else if (Interlocked.Add(ref _kept, body.Length) > RunLimits.KeptBytes || !_bodies.TryAdd(answer.Sha256, whole))
        {
            Interlocked.Add(ref _kept, -body.Length);
            lent?.Dispose();
            if (!_bodies.ContainsKey(answer.Sha256)) throw new RpcError(ErrorCodes.TooMuch, $"A run keeps at most {RunLimits.KeptBytes >> 20} MiB of long bodies.");
        }

        return first;
    }

    private FetchPartResult Part(FetchPartParams asked)
    {
        if (!_bodies.TryGetValue(asked.Sha256, out var fetched)) throw new RpcError(ErrorCodes.InvalidParams, "Nothing with this digest was fetched in this run.");
        var body = fetched.Body;
        if (asked.Offset < 0 || asked.Offset > body.Length) throw new RpcError(ErrorCodes.InvalidParams, "The offset lies outside of it.");
        return new(body.Slice((int)asked.Offset, (int)Math.Min(RunLimits.PartBytes, body.Length - asked.Offset)).ToArray());
    }

    private static T Read<T>(JsonElement parameters) => parameters.Deserialize<T>(PluginJson.Options) ?? throw new JsonException("they are null");

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}
