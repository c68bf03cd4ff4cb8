using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;

namespace Tracker.Domain.Organisations;

/// <summary>What the rules must know of an organisation. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record OrganisationState
{
    /// <summary>Before anything happened.</summary>
    public static OrganisationState None { get; } = new();

    /// <summary>The entry in the register; null until there is one.</summary>
    public OrganisationRegistered? Registered { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>What it declared itself independent of; null as the number: every commitment of the plan.</summary>
    public ImmutableHashSet<(PlanId Plan, CommitmentNumber? Number)> Declared { get; private init; } = [];

    /// <summary>Who of it holds which role, and for which plan.</summary>
    public ImmutableHashSet<(string Holder, Role Role, PlanId? Plan)> Granted { get; private init; } = [];

    /// <summary>Whether a declaration covers a commitment.</summary>
    public bool HasDeclared(CommitmentId commitment) =>
        Declared.Contains((commitment.Plan, null)) || Declared.Contains((commitment.Plan, commitment.Number));

    /// <summary>
    /// Whether it is independent of a commitment: outside government, declared, and neither lead nor supporter of anything in it.
    /// An unknown lead does not prevent it.
    /// </summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="involved">Everybody who leads or supports anything in it.</param>
    public bool IsIndependentOf(CommitmentId commitment, ImmutableArray<OrganisationId> involved) =>
        Registered is { } itself
        && itself.MemberOf != Partner.Government
        && HasDeclared(commitment)
        && !involved.Contains(itself.Organisation);

    /// <inheritdoc cref="IsIndependentOf(CommitmentId, ImmutableArray{OrganisationId})"/>
    public bool IsIndependentOf(EvidenceSubject subject) => IsIndependentOf(subject.Commitment, subject.Involved);

    /// <summary>The next state.</summary>
    public OrganisationState Evolve(Recorded<OrganisationEvent> recorded)
    {
        var next = this with { Version = recorded.Header.Version };
        return recorded.Event switch
        {
            OrganisationRegistered entry => next with { Registered = entry },
            IndependenceDeclared declared => next with { Declared = next.Declared.Union(Scope(declared.Plan, declared.Commitments)) },
            RoleGranted granted => next with { Granted = next.Granted.Add((granted.Holder, granted.Appointed, granted.Plan)) },
            RoleEnded ended => next with { Granted = next.Granted.Remove((ended.Holder, ended.Appointed, ended.Plan)) },
            _ => next,
        };
    }

    internal static IEnumerable<(PlanId Plan, CommitmentNumber? Number)> Scope(PlanId plan, ImmutableArray<CommitmentNumber>? commitments) =>
        commitments is { IsDefault: false } named ? named.Select(one => (plan, (CommitmentNumber?)one)) : [(plan, null)];
}
