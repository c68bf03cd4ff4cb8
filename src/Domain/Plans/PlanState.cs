using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

namespace Tracker.Domain.Plans;

/// <summary>What the rules must know of a plan's register. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record PlanState
{
    /// <summary>Before anything happened.</summary>
    public static PlanState None { get; } = new();

    /// <summary>The plan; null until it is published.</summary>
    public PlanPublished? Plan { get; private init; }

    /// <summary>Of the files that were read in or applied last.</summary>
    public string? Digest { get; private init; }

    /// <summary>The rule of proof that holds now.</summary>
    public ProofPolicy Policy { get; private init; } = ProofPolicy.Standard;

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>The reviewing organisations: those the plan names and those entered since.</summary>
    public ImmutableHashSet<OrganisationId> Reviewers { get; private init; } = [];

    /// <summary>Whether an organisation reviews this plan.</summary>
    public bool IsReviewer(OrganisationId organisation) => Reviewers.Contains(organisation);

    /// <summary>The next state.</summary>
    public PlanState Evolve(Recorded<PlanEvent> recorded)
    {
        var next = this with { Version = recorded.Header.Version };
        return recorded.Event switch
        {
            PlanPublished plan => next with { Plan = plan, Policy = plan.Policy ?? ProofPolicy.Standard, Digest = plan.Digest, Reviewers = next.Reviewers.Union(plan.Reviewers) },
            PlanChanged changed when Plan is { } plan => next with { Plan = PlanFields.Done(plan, changed) },
            PolicyTightened tightened => next with { Policy = tightened.Policy },
            PlanAmended amended => next with { Digest = amended.Digest },
            ReviewerAppointed appointed => next with { Reviewers = next.Reviewers.Add(appointed.Reviewer) },
            _ => next,
        };
    }
}
