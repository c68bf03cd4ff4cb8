using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Organisations;

/// <summary>An organisation named somewhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; the id where it is not registered.</param>
/// <param name="Partner">Its partner; null where it is not registered.</param>
public sealed record OrganisationName(OrganisationId Id, Words Name, Partner? Partner)
{
    /// <summary>The name in the reader's language, else the id.</summary>
    public string Text(string language) => Name.In(language)?.Text ?? Id.Value;
}

/// <summary>What an organisation did, everywhere: public.</summary>
/// <param name="Sent">Pieces of evidence sent.</param>
/// <param name="Waiting">Of these, waiting.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="Returned">Of these, returned and not repaired yet.</param>
/// <param name="Withdrawn">Of these, taken back.</param>
/// <param name="Disputes">Of these, disputes.</param>
/// <param name="DisputesAccepted">Of these disputes, accepted by a reviewer: those that counted.</param>
/// <param name="JudgedAccepted">Pieces of others that it accepted.</param>
/// <param name="JudgedReturned">Pieces of others that it returned.</param>
/// <param name="Reports">Progress reports it made.</param>
/// <param name="DisputesOpen">Of the disputes, open: neither decided nor taken back.</param>
/// <param name="DisputesSettled">Of the disputes, settled by a third organisation.</param>
/// <param name="DisputesUpheld">Of the disputes, upheld by a third organisation.</param>
/// <param name="Reviews">Reviews it made, published here or imported, and did not take back.</param>
public sealed record OrganisationRecord(
    int Sent, int Waiting, int Accepted, int Returned, int Withdrawn, int Disputes, int DisputesAccepted,
    int JudgedAccepted, int JudgedReturned, int Reports, int DisputesOpen, int DisputesSettled, int DisputesUpheld, int Reviews);

/// <summary>A row of the register.</summary>
public sealed record OrganisationRow(OrganisationName Organisation, bool Invented, int Declarations, OrganisationRecord Record);

/// <summary>A public declaration of independence.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Commitments">The commitments; null: every one of the plan.</param>
/// <param name="Statement">In the organisation's words.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Development">Granted by a development host only.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
public sealed record Declaration(
    PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, Prose Statement, DateTimeOffset At, bool Development,
    string Log, long Index);

/// <summary>A challenge of a declaration.</summary>
/// <param name="Version">Version in the organisation's stream: what a decision names.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Commitments">The commitments; null: all that was declared of the plan.</param>
/// <param name="Reason">Why; null where held or erased.</param>
/// <param name="By">Who challenges.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="Ruling">The decision; null: it waits for one.</param>
public sealed record ChallengeView(
    long Version, PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, Prose? Reason, OrganisationName? By, DateTimeOffset At,
    string Log, long Index, ChallengeRuling? Ruling);

/// <summary>The decision of a challenge.</summary>
/// <param name="Outcome">Whether the declaration stands.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Index">Where it stands on the ledger.</param>
public sealed record ChallengeRuling(ChallengeOutcome Outcome, Prose? Reason, OrganisationName? By, DateTimeOffset At, long Index);

/// <summary>A challenge that waits for a reviewer's decision, with the organisation that is challenged.</summary>
public sealed record ChallengeItem(OrganisationName Organisation, ChallengeView Challenge);

/// <summary>A declaration that was refuted, and where and when that was decided.</summary>
public sealed record Refutation(PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, DateTimeOffset At, long Index)
{
    public bool Covers(CommitmentNumber number) => Commitments is not { IsDefault: false } named || named.Contains(number);
}

/// <summary>An appointment.</summary>
/// <param name="Holder">The random public id of the account.</param>
/// <param name="Role">The role.</param>
/// <param name="Plan">The plan it is limited to; null: it is not limited.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Development">Granted by a development host only.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="Ended">When its end was recorded; null: it has not ended.</param>
/// <param name="EndedIndex">Where its end stands on the ledger.</param>
public sealed record Appointment(
    string Holder, Role Role, PlanId? Plan, DateTimeOffset At, bool Development, string Log, long Index,
    DateTimeOffset? Ended = null, long? EndedIndex = null);

/// <summary>A plan that names an organisation as its reviewer.</summary>
public sealed record ReviewerOf(PlanId Plan, Words PlanTitle);

/// <summary>One organisation.</summary>
public sealed record OrganisationView(
    OrganisationName Organisation,
    bool Invented,
    Words? Note,
    DateTimeOffset RegisteredAt,
    string Log,
    long Index,
    ImmutableArray<Declaration> Declarations,
    ImmutableArray<Appointment> Appointments,
    ImmutableArray<ReviewerOf> Reviews,
    OrganisationRecord Record,
    ImmutableArray<ChallengeView> Challenges)
{
    /// <summary>Of which plans a third organisation found its declaration false.</summary>
    public IEnumerable<(ChallengeView Challenge, ChallengeRuling Ruling)> Refuted =>
        Challenges.Select(challenge => (challenge, challenge.Ruling!)).Where(one => one.Item2 is { Outcome: ChallengeOutcome.Refuted }); // the others have none

    /// <summary>Whether all of a declaration was refuted after it was made.</summary>
    public bool IsRefuted(Declaration declaration) => Challenges.Any(challenge =>
        challenge.Plan == declaration.Plan && challenge.Ruling is { Outcome: ChallengeOutcome.Refuted, At: var at } && at >= declaration.At
        && (challenge.Commitments is not { IsDefault: false } refuted || (declaration.Commitments is { IsDefault: false } declared && declared.All(refuted.Contains))));
}
