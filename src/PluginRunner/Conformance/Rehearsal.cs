using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What a plugin did in one rehearsed run.</summary>
/// <param name="Drafts">Its drafts by key, each as canonical JSON without the times of fetching.</param>
/// <param name="Steps">How many messages it sent.</param>
/// <param name="Cursor">The cursor it answered; null for none.</param>
/// <param name="Error">The error it answered with, in words; null for none.</param>
/// <param name="ErrorCode">The error's code; null for none.</param>
internal sealed record Rehearsed(ImmutableSortedDictionary<string, string> Drafts, int Steps, string? Cursor, string? Error, int? ErrorCode = null);

/// <summary>
/// Plays the host for one run: greets, asks to collect, replays fetches, takes drafts, and holds every message against
/// <see cref="MessageRules"/>.
/// </summary>
/// <param name="plugin">The plugin's process.</param>
/// <param name="script">What it is given.</param>
/// <param name="sources">What stands in for the web.</param>
/// <param name="policy">How it may fetch.</param>
/// <param name="clock">What day it is: what has not happened is no evidence.</param>
internal sealed class Rehearsal(RehearsedProcess plugin, RehearsalScript script, ISourcesReplayed sources, FetchPolicy policy, TimeProvider clock)
{
    private const int MostSteps = 200_000;
    private static readonly TimeSpan s_furthestEast = TimeSpan.FromHours(14); // where a day begins first

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _bodies = new(StringComparer.Ordinal);
    private readonly HashSet<(string Sha256, string Address)> _cited = [];
    private readonly SortedDictionary<string, string> _drafts = new(StringComparer.Ordinal);
    private DateTimeOffset _latest = clock.GetUtcNow(); // or when something was recorded, where this clock is behind
    private long _asked;
    private int _steps;
    private int _fetches;
    private long _fetched;
    private long _kept;
    private int _sent;

    /// <summary>The run ends before this step of the plugin is answered, as if the host had been killed; null for never.</summary>
    public int? HangUpAt { get; init; }

    /// <summary>Who keeps what it logs; null: nobody.</summary>
    public LogLines? Log { get; init; }

    /// <summary>Greets the plugin.</summary>
    public async Task<JsonObject> Greet(CancellationToken cancellationToken) => MessageRules.Result(await Ask("initialize", new JsonObject
    {
        ["protocol"] = Protocol.Version,
        ["settings"] = script.Settings.DeepClone(),
        ["partner"] = script.Partner,
        ["locale"] = script.Locale,
    }, cancellationToken));

    /// <summary>Asks to collect everything since a cursor.</summary>
    public async Task<Rehearsed?> Collect(string? cursor, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["commitments"] = script.Commitments.DeepClone() };
        if (cursor is not null) parameters["cursor"] = cursor;
        try
        {
            var answer = await Ask("collect", parameters, cancellationToken);
            var error = MessageRules.ErrorIn(answer);
            var next = error is null ? MessageRules.Cursor(MessageRules.Result(answer)) : null;
            return new Rehearsed(_drafts.ToImmutableSortedDictionary(StringComparer.Ordinal), _steps, next, error, CodeIn(answer));
        }
        catch (HungUp)
        {
            return null;
        }
    }

    private static int? CodeIn(JsonObject answer) => MessageRules.ErrorIn(answer) is null ? null : (int)answer["error"]!["code"]!; // ErrorIn checked it

    /// <summary>Hands over something that came from outside, and sees what comes of it.</summary>
    public async Task<Rehearsed> Take(Occasion occasion, CancellationToken cancellationToken)
    {
        var (parameters, sha256) = occasion.Parameters(script.Commitments);
        _bodies[sha256] = default; // it may be cited, and is not fetched
        _cited.Add((sha256, Occasion.Address));
        var answer = await Ask(occasion.Method, parameters, cancellationToken);
        var error = MessageRules.ErrorIn(answer);
        return new(_drafts.ToImmutableSortedDictionary(StringComparer.Ordinal), _steps, null, error, CodeIn(answer));
    }

    /// <summary>Asks whether the sources of a draft still say so; null: it offers no such thing.</summary>
    public async Task<string?> Check(JsonObject draft, CancellationToken cancellationToken)
    {
        var answer = await Ask(
            "check", new JsonObject { ["key"] = draft["key"]?.DeepClone(), ["sources"] = draft["sources"]?.DeepClone(), ["data"] = draft["data"]?.DeepClone() }, cancellationToken);
        if (CodeIn(answer) == ErrorCodes.MethodNotFound) return null;
        return MessageRules.Verdict(MessageRules.Result(answer));
    }

    /// <summary>Asks for something by name and returns the answer, whichever it is.</summary>
    public async Task<JsonObject> Ask(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = ++_asked;
        await plugin.Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }, cancellationToken);
        while (true)
        {
            var message = await plugin.Receive(cancellationToken) ?? throw await plugin.Instead(method);
            if (++_steps > MostSteps) throw new NonConformant($"it sent more than {MostSteps} messages");
            if (_steps - 1 == HangUpAt) throw new HungUp();
            MessageRules.Envelope(message);
            if (message["method"] is null)
            {
                if (!MessageRules.IsAnswerTo(message, id)) throw new NonConformant($"it answers a request that nobody made");
                if (message["result"] is JsonObject result) await MessageSchema.Holds($"{method}.result", result);
                if (message["error"] is JsonObject error) await MessageSchema.Holds("error", error);
                if (MessageRules.ErrorIn(message) is { } words && LastWords.TellOfNoMemory(words)) throw plugin.NoMemory(method, words);
                return message;
            }

            if (await Reply(message, cancellationToken) is { } reply) await plugin.Send(reply, cancellationToken);
        }
    }

    private async Task<JsonObject?> Reply(JsonObject message, CancellationToken cancellationToken)
    {
        var parameters = MessageRules.Parameters(message);
        switch ((string)message["method"]!) // Envelope checked it
        {
            case Methods.Log:
                MessageRules.Log(parameters);
                await MessageSchema.Holds("log.params", parameters);
                Log?.Add((string)parameters["level"]!, (string)parameters["text"]!); // MessageRules checked both
                return null;
            case Methods.Progress:
                MessageRules.Progress(parameters);
                await MessageSchema.Holds("progress.params", parameters);
                return null;
            case Methods.Fetch:
                var asked = MessageRules.Fetch(parameters);
                await MessageSchema.Holds("fetch.params", parameters);
                return Answered(message, await Fetch(asked, cancellationToken));
            case Methods.FetchPart:
                var part = MessageRules.Part(parameters);
                await MessageSchema.Holds("fetchPart.params", parameters);
                return Answered(message, Part(part.Sha256, part.Offset));
            case Methods.Evidence:
                if (++_sent > RunLimits.Drafts) throw new NonConformant($"it sent more than {RunLimits.Drafts} drafts in one run");
                var draft = MessageRules.Draft(parameters, script.Commitments, DateOnly.FromDateTime(_latest.UtcDateTime + s_furthestEast));
                await MessageSchema.Holds("evidence.params", parameters);
                return Answered(message, (Take(draft), null));
            case var other:
                throw new NonConformant($"the protocol has no '{other}' from plugin to host");
        }
    }

    private async Task<(JsonObject? Result, string? Refusal)> Fetch(FetchRequest asked, CancellationToken cancellationToken)
    {
        if (++_fetches > RunLimits.Fetches) throw new NonConformant($"it fetches more than {RunLimits.Fetches} times in one run");
        if (_fetched > RunLimits.FetchedBytes) throw new NonConformant($"it has fetched {_fetched >> 20} MiB in one run and fetches more: a host then gives nothing beyond {RunLimits.FetchedBytes >> 20} MiB");
        if (GuardedFetch.NotAllowed(asked, policy) is { } forbidden) return (null, forbidden.Detail);
        var (source, body, refusal) = await sources.Answer(asked, cancellationToken);
        if (source is null) return (null, refusal);
        _fetched += body.Length;
        if (_bodies.TryAdd(source.Sha256, body) && body.Length > RunLimits.PartBytes && (_kept += body.Length) > RunLimits.KeptBytes)
            throw new NonConformant($"the bodies that it fetched in one run and that come in parts have {_kept >> 20} MiB together: a host keeps {RunLimits.KeptBytes >> 20} MiB of them");
        if (source.At > _latest) _latest = source.At;
        foreach (var address in new[] { asked.Address, source.FinalAddress }) _cited.Add((source.Sha256, address));
        var headers = new JsonObject();
        foreach (var header in source.Headers) headers[header.Name] = header.Value;
        return (new JsonObject
        {
            ["status"] = source.Status,
            ["headers"] = headers,
            ["address"] = source.FinalAddress,
            ["sha256"] = source.Sha256,
            ["archivedAt"] = source.At,
            ["length"] = body.Length,
            ["body"] = Convert.ToBase64String(body.Span[..Math.Min(body.Length, Protocol.MostPartBytes)]),
        }, null);
    }

    private (JsonObject? Result, string? Refusal) Part(string sha256, int offset)
    {
        if (!_bodies.TryGetValue(sha256, out var body) || offset > body.Length) return (null, "nothing of this digest was fetched in this run, or it is shorter");
        return (new JsonObject { ["body"] = Convert.ToBase64String(body.Span.Slice(offset, Math.Min(body.Length - offset, Protocol.MostPartBytes))) }, null);
    }

    private JsonObject Take(JsonObject draft)
    {
        var key = (string)draft["key"]!; // Draft checked it
        foreach (var (digest, address) in draft["sources"]!.AsArray().Select(source => ((string)source!["sha256"]!, (string)source["address"]!))) // as above
        {
            if (!_bodies.ContainsKey(digest)) throw new NonConformant($"draft '{key}' rests on {digest}, which was never fetched in this run");
            if (!_cited.Contains((digest, address))) throw new NonConformant($"draft '{key}' says that {digest} came from {address}, where nothing was fetched: cite the address that the fetch gave");
        }

        var content = Canonical.Text(draft);
        var outcome = !_drafts.TryGetValue(key, out var before) ? "accepted" : before == content ? "unchanged" : "revised";
        if (before is not null && IsAnotherSubject(JsonNode.Parse(before)!, draft)) // it was written here
            throw new NonConformant($"draft '{key}' was sent before about another milestone, or for the other side: a revision changes neither, so give it a key of its own");
        _drafts[key] = content;
        return new JsonObject { ["outcome"] = outcome };
    }

    /// <summary>Whether a revision speaks about something else; under another commitment a key is another piece of evidence.</summary>
    private static bool IsAnotherSubject(JsonNode before, JsonNode draft)
    {
        return Same("plan") && Same("commitment") && !(Same("milestone") && Same("stance"));

        bool Same(string member) => Canonical.Text(before[member]) == Canonical.Text(draft[member]);
    }

    private static JsonObject Answered(JsonObject request, (JsonObject? Result, string? Refusal) answer)
    {
        var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]?.DeepClone() };
        if (answer.Result is not null) reply["result"] = answer.Result;
        else reply["error"] = new JsonObject { ["code"] = ErrorCodes.FetchRefused, ["message"] = answer.Refusal };
        return reply;
    }
}

/// <summary>A rehearsal ends here on purpose.</summary>
internal sealed class HungUp : Exception;
