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

    /// <summary>What a third organisation found not to be so, of what it declared of every commitment of a plan.</summary>
    public ImmutableHashSet<(PlanId Plan, CommitmentNumber Number)> Refuted { get; private init; } = [];

    /// <summary>Challenges that nobody has decided yet, by their version in the stream.</summary>
    public ImmutableSortedDictionary<long, OpenChallenge> Challenges { get; private init; } = ImmutableSortedDictionary<long, OpenChallenge>.Empty;

    /// <summary>Who of it holds which role, and for which plan.</summary>
    public ImmutableHashSet<(string Holder, Role Role, PlanId? Plan)> Granted { get; private init; } = [];

    /// <summary>Whether a declaration covers a commitment.</summary>
    public bool HasDeclared(CommitmentId commitment) =>
        Declared.Contains((commitment.Plan, commitment.Number))
        // Of a whole plan is whoever declared all of it, and of whom nothing in it was refuted.
        || (commitment.Number == CommitmentNumber.OfWholePlan && Declared.Contains((commitment.Plan, null)) && !Refuted.Any(one => one.Plan == commitment.Plan))
        || (commitment.Number != CommitmentNumber.OfWholePlan && Declared.Contains((commitment.Plan, null)) && !Refuted.Contains((commitment.Plan, commitment.Number)));

    /// <summary>Whether something that it declared of a plan is among these commitments; null: any of the plan.</summary>
    public bool Declares(PlanId plan, ImmutableArray<CommitmentNumber>? commitments) => commitments is { IsDefault: false } named
        ? named.Any(number => HasDeclared(new(plan, number)))
        : Declared.Any(one => one.Plan == plan);

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
            IndependenceDeclared declared => next with
            {
                Declared = next.Declared.Union(Scope(declared.Plan, declared.Commitments)),
                Refuted = next.Refuted.Except(next.Refuted.Where(one => one.Plan == declared.Plan && Covers(declared.Commitments, one.Number))),
            },
            IndependenceChallenged challenged => next with
            {
                Challenges = next.Challenges.SetItem(next.Version, new(challenged.Plan, challenged.Commitments, recorded.Header.Actor.Organisation)),
            },
            ChallengeDecided decided when next.Challenges.TryGetValue(decided.Challenge, out var open) =>
                (decided.Outcome == ChallengeOutcome.Refuted ? next.Without(open) : next) with { Challenges = next.Challenges.Remove(decided.Challenge) },
            RoleGranted granted => next with { Granted = next.Granted.Add((granted.Holder, granted.Appointed, granted.Plan)) },
            RoleEnded ended => next with { Granted = next.Granted.Remove((ended.Holder, ended.Appointed, ended.Plan)) },
            _ => next,
        };
    }

    /// <summary>What was found false was never declared: from now on it does not count.</summary>
    private OrganisationState Without(OpenChallenge refuted) => this with
    {
        Declared = Declared.Except(Declared.Where(one =>
            one.Plan == refuted.Plan && (one.Number is { } number ? Covers(refuted.Commitments, number) : refuted.Commitments is null))),
        Refuted = refuted.Commitments is { IsDefault: false } named && Declared.Contains((refuted.Plan, null))
            ? Refuted.Union(named.Select(number => (refuted.Plan, number)))
            : Refuted.Except(Refuted.Where(one => one.Plan == refuted.Plan && refuted.Commitments is null)),
    };

    internal static bool Covers(ImmutableArray<CommitmentNumber>? commitments, CommitmentNumber number) =>
        commitments is not { IsDefault: false } named || named.Contains(number);

    internal static IEnumerable<(PlanId Plan, CommitmentNumber? Number)> Scope(PlanId plan, ImmutableArray<CommitmentNumber>? commitments) =>
        commitments is { IsDefault: false } named ? named.Select(one => (plan, (CommitmentNumber?)one)) : [(plan, null)];
}

/// <summary>A challenge that waits for a decision.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Commitments">The commitments; null: every one of the plan.</param>
/// <param name="By">The organisation that challenges.</param>
public sealed record OpenChallenge(PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, OrganisationId? By)
{
    /// <summary>Whether both speak of a same commitment.</summary>
    public bool Meets(ImmutableArray<CommitmentNumber>? others) =>
        others is not { IsDefault: false } named || named.Any(number => OrganisationState.Covers(Commitments, number));
}
