using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;

namespace Tracker.Host.Running;

/// <summary>What a plugin asks over the protocol, brought to the run's own calls. Nothing in a message is believed.</summary>
internal sealed class PluginRequests(IRunCalls calls) : IPluginCalls
{
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "key", "plan", "commitment", "milestone", "kind", "title", "summary", "on", "period", "shows", "stance", "settledBy", "sources", "data",
    };

    public async Task<FetchResult> Fetch(FetchParams asked, CancellationToken ct)
    {
        var headers = (asked.Headers ?? ImmutableSortedDictionary<string, string>.Empty).Select(header => (header.Key, header.Value)).ToImmutableArray();
        return await calls.Fetch(asked.Method, asked.Address, headers, ct, asked.Body) switch
        {
            SourceAnswer.Came came => new(
                came.Status,
                came.Headers.GroupBy(header => header.Name, StringComparer.Ordinal).ToImmutableSortedDictionary(
                    named => named.Key, named => string.Join(", ", named.Select(header => header.Value)), StringComparer.Ordinal),
                came.Address, came.Sha256, came.At, came.Body.Length, came.Body.ToArray()),
            SourceAnswer.Refused refused => throw new RpcError(ErrorCodes.FetchRefused, refused.Detail, new JsonObject { ["reason"] = refused.Reason }),
            var other => throw new InvalidOperationException($"Nobody said what {other.GetType().Name} means."),
        };
    }

    public async Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
    {
        var outcome = Read(draft, out var received) is { } malformed ? new DraftOutcome.Refused(malformed) : null;
        try
        {
            return await (outcome is null ? calls.Evidence(received, ct) : calls.Refused(outcome, received.Key ?? "")) switch
            {
                DraftOutcome.Accepted => new(Outcome.Accepted),
                DraftOutcome.Unchanged => new(Outcome.Unchanged),
                DraftOutcome.Revised => new(Outcome.Revised),
                DraftOutcome.Refused { Why: var why } => new(Outcome.Refused, why.Rule, why.Reason, why.Field),
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

    private static Refused? Read(JsonElement draft, out ReceivedDraft received)
    {
        received = new(null, null, null, null, null, null, null, null, null, null, null, null, [], null);
        if (draft.ValueKind != JsonValueKind.Object) return DoorRules.MalformedValue.Refuse("draft", ("wanted", "an object"));
        try
        {
            var once = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in draft.EnumerateObject())
            {
                if (!s_members.Contains(member.Name)) return DoorRules.UnknownMember.Refuse(null, ("member", Short(member.Name)));
                if (!once.Add(member.Name)) return DoorRules.MemberTwice.Refuse(null, ("member", member.Name));
            }

            received = new(
                Text(draft, "key"), Text(draft, "plan"), Text(draft, "commitment"), Text(draft, "milestone"), Text(draft, "kind"), Text(draft, "title"),
                Text(draft, "summary"), Text(draft, "on"), Text(draft, "period"), Text(draft, "shows"), Text(draft, "stance"), Text(draft, "settledBy"),
                Sources(draft), Data(draft));
            return null;
        }
        catch (InvalidOperationException) // not of the kind, or half a surrogate pair
        {
            return DoorRules.NotText.Refuse();
        }
    }

    private static string? Text(JsonElement draft, string name) =>
        draft.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static ImmutableArray<ReceivedSource> Sources(JsonElement draft) => draft.TryGetProperty("sources", out var sources)
        ? [.. sources.EnumerateArray().Take(Domain.Evidence.Contribution.MostSources + 1).Select(source =>
            new ReceivedSource(Text(source, "sha256"), Text(source, "address"), Text(source, "page"), Text(source, "quotation")))]
        : [];

    /// <summary>The text that is recorded: without the blanks that say nothing.</summary>
    private static string? Data(JsonElement draft) => draft.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null
        ? JsonSerializer.Serialize(data, DomainJson.Options)
        : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}
