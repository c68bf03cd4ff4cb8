using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>How a plugin is, in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PluginStatus>))]
public enum PluginStatus
{
    /// <summary>It speaks, and its last run went well or it has not run yet.</summary>
    [JsonStringEnumMemberName("Healthy")] Healthy,

    /// <summary>It speaks, and its last run failed; it is tried again.</summary>
    [JsonStringEnumMemberName("Failing")] Failing,

    /// <summary>It failed too often in a row and is not started.</summary>
    [JsonStringEnumMemberName("Quarantined")] Quarantined,

    /// <summary>It never spoke, and nobody has decided about it yet.</summary>
    [JsonStringEnumMemberName("Awaiting approval")] AwaitingApproval,

    /// <summary>It was refused.</summary>
    [JsonStringEnumMemberName("Refused")] Refused,

    /// <summary>It was stopped for all it spoke for; newer files of it may wait.</summary>
    [JsonStringEnumMemberName("Revoked")] Revoked,

    /// <summary>It cannot run here: it speaks another protocol, or was approved and its files are not here or cannot be isolated.</summary>
    [JsonStringEnumMemberName("Incompatible")] Incompatible,
}

/// <summary>How a plugin is for one organisation.</summary>
/// <param name="Approval">What was approved.</param>
/// <param name="Status">How it is.</param>
/// <param name="Health">How its runs went.</param>
/// <param name="LastRun">Its last run; null: it never ran.</param>
/// <param name="Obstacle">Why it cannot run here; null: it can.</param>
public sealed record SpeakingPlugin(PluginApprovalView Approval, PluginStatus Status, PluginHealth Health, RunRow? LastRun, Domain.Refused? Obstacle)
{
    /// <summary>The addresses that it may read in the organisation's name, its settings put in; none where its files are not here.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>How its last run that has ended failed, while it is failing; null: it is not.</summary>
    public string? Failure { get; init; }

    /// <summary>When it is tried again, whatever its schedule says; null: as its schedule says, or it is not started at all.</summary>
    public DateTimeOffset? NextTry => Status is PluginStatus.Healthy or PluginStatus.Failing ? Health.NotBefore : null;
}

/// <summary>A plugin, as decided and as it runs.</summary>
/// <param name="View">What the ledger says.</param>
/// <param name="Status">How it is, in one word: the worst over the organisations it speaks for.</param>
/// <param name="Speaking">For whom it speaks or spoke.</param>
/// <param name="LastRun">Its last run, for whomever; null: it never ran.</param>
public sealed record PluginStanding(PluginView View, PluginStatus Status, ImmutableArray<SpeakingPlugin> Speaking, RunRow? LastRun)
{
    /// <summary>Files that nobody has decided about and nobody can approve, and why: they speak another major version of the protocol. They wait for nothing.</summary>
    public ImmutableDictionary<PluginDigest, Domain.Refused> Foreign { get; init; } = ImmutableDictionary<PluginDigest, Domain.Refused>.Empty;

    /// <summary>The files that wait for a decision which somebody can make, the longest waiting first.</summary>
    public IEnumerable<PluginListingView> Waiting => View.Waiting.Where(one => !Foreign.ContainsKey(one.Digest));

    /// <summary>Whether it is a partner's: made for it, or speaking for an organisation of it.</summary>
    public bool IsOf(Partner partner) => View.Current.MadeFor.Contains(partner) || View.Speaking.Any(approval => approval.Partner == partner);

    /// <summary>Whether it is so; a newer version that waits does, however the one is that goes on or was stopped.</summary>
    public bool Is(PluginStatus status) => Status == status || (status == PluginStatus.AwaitingApproval && Waiting.Any());

    /// <summary>Why it cannot run here, where it cannot; null: it can, or nobody has let it.</summary>
    public Domain.Refused? Obstacle => Status != PluginStatus.Incompatible ? null
        : Speaking.Select(one => one.Obstacle).OfType<Domain.Refused>().FirstOrDefault()
            ?? View.Waiting.Reverse().Select(one => Foreign.GetValueOrDefault(one.Digest)).OfType<Domain.Refused>().FirstOrDefault();

    /// <summary>Puts together what was decided and what happened.</summary>
    public static PluginStanding Of(
        PluginView view, IEnumerable<RunRow> last, IEnumerable<(PluginId Plugin, OrganisationId Organisation, PluginHealth Health)> health,
        Func<PluginId, PluginDigest, Domain.Refused?> obstacle, Func<PluginDigest, Domain.Refused?> foreign)
    {
        var never = view.Waiting.Select(one => (one.Digest, Why: foreign(one.Digest))).Where(one => one.Why is not null)
            .DistinctBy(one => one.Digest).ToImmutableDictionary(one => one.Digest, one => one.Why!); // filtered
        var runs = last.Where(run => run.Plugin == view.Id).ToList();
        var well = health.Where(one => one.Plugin == view.Id).ToList();
        var speaking = view.Approvals.Select(approval =>
        {
            var run = runs.Where(one => one.Organisation == approval.Organisation.Id).MaxBy(one => one.Number);
            var ended = runs.Where(one => one.Organisation == approval.Organisation.Id && one.Ended is not null).MaxBy(one => one.Number);
            var now = run?.Digest == approval.Digest ? well.Find(one => one.Organisation == approval.Organisation.Id).Health ?? PluginHealth.Well : PluginHealth.Well;
            var cannot = approval.RevokedAt is null ? obstacle(view.Id, approval.Digest) : null;
            var status = approval.RevokedAt is not null ? PluginStatus.Revoked
                : approval.QuarantinedAt is not null ? PluginStatus.Quarantined
                : cannot is not null || run is { State: RunState.Failed, Failure: "wrong-protocol" } ? PluginStatus.Incompatible
                : now.Failures > 0 || (ended is { State: RunState.Failed } && ended.Digest == approval.Digest) ? PluginStatus.Failing
                : PluginStatus.Healthy;
            return new SpeakingPlugin(approval, status, now, run, cannot) { Failure = status == PluginStatus.Failing ? ended?.Failure : null };
        }).ToImmutableArray();
        var alive = speaking.Where(one => one.Approval.RevokedAt is null).ToList();
        var worst = alive.Count > 0 ? alive.OrderBy(one => one.Status switch
            {
                PluginStatus.Quarantined => 0,
                PluginStatus.Incompatible => 1,
                PluginStatus.Failing => 2,
                _ => 3,
            }).First().Status
            : speaking.Length > 0 ? PluginStatus.Revoked // what was decided; that newer files wait is told beside it
            : view.Waiting.Any(one => !never.ContainsKey(one.Digest)) ? PluginStatus.AwaitingApproval
            : view.Waiting.Any() ? PluginStatus.Incompatible
            : PluginStatus.Refused;
        return new(view, worst, speaking, runs.MaxBy(run => run.Number)) { Foreign = never };
    }
}
