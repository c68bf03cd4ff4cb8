using System.Collections.Concurrent;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections;

/// <summary>
/// Numbers that grow whenever something is shown otherwise than before, so that who keeps what was made from the views learns
/// without a question to them whether it still holds. Counted since the start of the host, in the order of the ledger.
/// </summary>
public sealed class ViewStamps
{
    private readonly ConcurrentDictionary<PlanId, long> _plans = new();
    private readonly ConcurrentDictionary<PlanId, long> _themselves = new();
    private readonly ConcurrentDictionary<CommitmentId, long> _commitments = new();
    private long _site;

    /// <summary>Grows when something that is of no plan changed: an organisation, a plugin.</summary>
    public long Site => Interlocked.Read(ref _site);

    /// <summary>Grows when anything of a plan or of one of its commitments changed.</summary>
    public long Of(PlanId plan) => _plans.GetValueOrDefault(plan);

    /// <summary>Grows when something of a commitment changed, or of its plan itself; not with what is reported of, or sent to, its neighbours.</summary>
    public long Of(CommitmentId commitment) => _themselves.GetValueOrDefault(commitment.Plan) + _commitments.GetValueOrDefault(commitment);

    internal void Count(Changed changed)
    {
        if (changed.Plan is not { } plan)
        {
            Interlocked.Increment(ref _site);
            return;
        }

        if (changed.Commitment is { } commitment) Grow(_commitments, commitment);
        else Grow(_themselves, plan);
        Grow(_plans, plan);
    }

    private static void Grow<T>(ConcurrentDictionary<T, long> counts, T key)
        where T : notnull => counts.AddOrUpdate(key, 1, static (_, count) => count + 1);
}
