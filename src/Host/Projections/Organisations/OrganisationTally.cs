using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Organisations;

/// <summary>What each organisation did, counted as it happens: on the whole site, and in each plan.</summary>
internal sealed class OrganisationTally
{
    private readonly Dictionary<string, long[]> _site = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Plan, string Org), (Partner Partner, long[] Counts)> _plans = [];

    /// <summary>An organisation reported.</summary>
    public void Report(OrganisationId? by)
    {
        if (by is { } organisation) Site(organisation)[9]++;
    }

    /// <summary>A piece of evidence became another; null: it was not there before.</summary>
    public void Evidence(EvidenceBody? before, EvidenceBody after)
    {
        if (before is not null) Count(before, -1);
        Count(after, 1);
    }

    /// <summary>An organisation judged what another sent.</summary>
    public void Judged(PlanId plan, OrganisationId? by, Partner? partner, bool accepted)
    {
        if (by is not { } organisation || partner is not { } member) return;
        Site(organisation)[accepted ? 7 : 8]++;
        Plan(plan, organisation, member)[4]++;
    }

    public void Flush(ViewConnection views)
    {
        foreach (var (org, n) in _site)
        {
            object?[] values = [org, .. n];
            if (views.Run(
                """
                UPDATE organisation_tally SET sent = sent + $2, waiting = waiting + $3, accepted = accepted + $4,
                    returned = returned + $5, withdrawn = withdrawn + $6, disputes = disputes + $7,
                    disputes_accepted = disputes_accepted + $8, judged_accepted = judged_accepted + $9,
                    judged_returned = judged_returned + $10, reports = reports + $11, disputes_open = disputes_open + $12,
                    disputes_settled = disputes_settled + $13, disputes_upheld = disputes_upheld + $14,
                    reviews = reviews + $15 WHERE org = $1
                """,
                values) == 0)
                views.Run("INSERT INTO organisation_tally VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)", values);
        }

        foreach (var ((plan, org), (partner, n)) in _plans)
        {
            object?[] values = [plan, org, partner, .. n];
            if (views.Run(
                """
                UPDATE plan_organisation SET partner = $3, sent = sent + $4, waiting = waiting + $5, accepted = accepted + $6,
                    disputes = disputes + $7, judged = judged + $8 WHERE plan = $1 AND org = $2
                """,
                values) == 0)
                views.Run("INSERT INTO plan_organisation VALUES($1, $2, $3, $4, $5, $6, $7, $8)", values);
        }

        Clear();
    }

    public void Clear()
    {
        _site.Clear();
        _plans.Clear();
    }

    private void Count(EvidenceBody piece, int sign)
    {
        if (piece.By is not { } organisation) return;
        var dispute = piece.Content.Stance == Stance.Disputes;
        var site = Site(organisation);
        // A review is its own kind of contribution: it is neither sent to be checked nor a judgement of what somebody sent.
        if (piece.IsReview)
        {
            if (piece.Status != EvidenceStage.Withdrawn) site[13] += sign;
            return;
        }

        site[0] += sign;
        site[1 + (int)Stood(piece.Status)] += sign;
        if (dispute) site[5] += sign;
        if (dispute && Stood(piece.Status) == EvidenceStage.Accepted) site[6] += sign;
        if (dispute && piece.Status is not (EvidenceStage.Withdrawn or EvidenceStage.Settled or EvidenceStage.Upheld)) site[10] += sign;
        if (piece.Status == EvidenceStage.Settled) site[11] += sign;
        if (piece.Status == EvidenceStage.Upheld) site[12] += sign;
        if (piece.Partner is not { } partner) return;
        var plan = Plan(piece.Id.Commitment.Plan, organisation, partner);
        plan[0] += sign;
        if (piece.Status == EvidenceStage.Submitted) plan[1] += sign;
        if (Stood(piece.Status) == EvidenceStage.Accepted) plan[2] += sign;
        if (dispute && Stood(piece.Status) == EvidenceStage.Accepted) plan[3] += sign;
    }

    /// <summary>A decided dispute was accepted before; an appealed piece was sent back.</summary>
    private static EvidenceStage Stood(EvidenceStage stage) => stage switch
    {
        EvidenceStage.Settled or EvidenceStage.Upheld => EvidenceStage.Accepted,
        EvidenceStage.Appealed => EvidenceStage.Returned,
        _ => stage,
    };

    private long[] Site(OrganisationId organisation)
    {
        if (!_site.TryGetValue(organisation.Value, out var counts)) _site.Add(organisation.Value, counts = new long[14]);
        return counts;
    }

    private long[] Plan(PlanId plan, OrganisationId organisation, Partner partner)
    {
        if (!_plans.TryGetValue((plan.Value, organisation.Value), out var counts))
            _plans.Add((plan.Value, organisation.Value), counts = (partner, new long[5]));
        return counts.Counts;
    }
}
