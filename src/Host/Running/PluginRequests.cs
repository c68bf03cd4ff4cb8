using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Texts;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;

namespace Tracker.Host.Running;

/// <summary>What a plugin asks over the protocol, brought to the run's own calls. Nothing in a message is believed.</summary>
/// <param name="calls">The run's calls.</param>
/// <param name="site">The site's language.</param>
internal sealed class PluginRequests(IRunCalls calls, string site) : IPluginCalls
{
    private string? _person;

    public bool KeepsWaiting => calls.KeepsWaiting;

    /// <summary>From now on it speaks of a form that a person filled in: refusals are words for that person.</summary>
    /// <param name="language">The language it was filled in; null: the site's.</param>
    public void ReadBy(string? language) => _person = language ?? site;

    public async Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
    {
        var headers = (asked.Headers ?? ImmutableSortedDictionary<string, string>.Empty).Select(header => (header.Key, header.Value)).ToImmutableArray();
        return await calls.Fetch(asked.Method, asked.Address, headers, ct, asked.Body) switch
        {
            SourceAnswer.Came came => new(new(
                came.Status,
                came.Headers.GroupBy(header => header.Name, StringComparer.Ordinal).ToImmutableSortedDictionary(
                    named => named.Key, named => string.Join(", ", named.Select(header => header.Value)), StringComparer.Ordinal),
                came.Address, came.Sha256, came.At, came.Body.Length, []), came.Body, came.Lent),
            SourceAnswer.Refused refused => throw new RpcError(ErrorCodes.FetchRefused, refused.Detail, new JsonObject { ["reason"] = refused.Reason }),
            var other => throw new InvalidOperationException($"Nobody said what {other.GetType().Name} means."),
        };
    }

    public async Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
    {
        var outcome = DraftReading.Read(draft, out var received) is { } malformed ? new DraftOutcome.Refused(malformed) : null;
        try
        {
            return await (outcome is null ? calls.Evidence(received, ct) : calls.Refused(outcome, received.Key ?? "")) switch
            {
                DraftOutcome.Accepted => new(Outcome.Accepted),
                DraftOutcome.Unchanged => new(Outcome.Unchanged),
                DraftOutcome.Revised => new(Outcome.Revised),
                DraftOutcome.Refused { Why: var why } => new(Outcome.Refused, why.Rule, Words(why), why.Field),
                var other => throw new InvalidOperationException($"Nobody said what {other.GetType().Name} means."),
            };
        }
        catch (DraftLost lost)
        {
            throw new RpcError(ErrorCodes.TooMuch, lost.Message);
        }
    }

    public void Log(PluginSdk.LogLevel level, string text) => calls.Log(level.ToString().ToLowerInvariant(), text);

    public void Progress(ProgressParams progress) => calls.Progress(progress.Done, progress.Of, progress.Text);

    private string Words(Refused why) => _person is { } person ? Spoken(person).Refusal(why) : RefusalWords.ForPrograms(Spoken(site), why);

    private static Speech Spoken(string language) => Speech.In(Speech.Speaks(language) ? language : "en");
}
