using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Finding = Tracker.Remarks.Finding;

namespace Tracker.Plans;

/// <summary>What reading an example's script gave; no steps where there is an error.</summary>
public sealed record ScriptReading(ImmutableArray<ScriptStep> Steps, ImmutableArray<Finding> Findings);

/// <summary>One command of an example's script, to be sent through the corridor as the account would.</summary>
/// <param name="Line">Where it stands, for messages.</param>
/// <param name="As">The account: <c>owner</c>, <c>partner-academia</c>.</param>
/// <param name="Name">What later steps call what this one wrote; null: nothing refers to it.</param>
/// <param name="Seen">The step after which the actor last looked (If-Match is that step's version); null: just now.</param>
/// <param name="Key">The idempotency key, stable over runs.</param>
/// <param name="Refusal">The rule expected to refuse it; null: accepted.</param>
public abstract record ScriptStep(int Line, string As, string? Name, string? Seen, string Key, string? Refusal);

/// <summary>Declares the account's organisation independent.</summary>
public sealed record DeclareIndependenceStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, DeclareIndependence Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Challenges another organisation's declaration.</summary>
public sealed record ChallengeIndependenceStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, OrganisationId Organisation, ChallengeIndependence Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Decides a challenge.</summary>
/// <param name="Challenge">The name of the step that challenged: its version takes the place of the command's
/// <see cref="DecideChallenge.Challenge"/>, which is 0 here.</param>
public sealed record DecideChallengeStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, OrganisationId Organisation, string Challenge, DecideChallenge Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Reports on a leaf.</summary>
public sealed record ReportProgressStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Commitment, ReportProgress Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Corrects a report.</summary>
/// <param name="Corrects">The name of the step that reported, or a version in digits: it takes the place of the command's
/// <see cref="CorrectProgress.Corrects"/>, which is 0 here.</param>
public sealed record CorrectProgressStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Commitment, string Corrects, CorrectProgress Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Changes what a commitment promised.</summary>
/// <param name="Command"><see cref="RescheduleMilestone"/>, <see cref="AmendCommitment"/>, <see cref="WithdrawMilestone"/> or <see cref="WithdrawCommitment"/>.</param>
public sealed record ChangeTermsStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Commitment, object Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Makes a plan's rule of proof stricter.</summary>
public sealed record TightenPolicyStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, PlanId Plan, TightenPolicy Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Sends evidence.</summary>
public sealed record SubmitEvidenceStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Commitment, SubmitEvidence Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Sends evidence without an account: whoever does is a visitor, whatever <see cref="ScriptStep.As"/> says.</summary>
public sealed record SendEvidenceStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Commitment, SendEvidence Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Publishes a review.</summary>
/// <param name="Subject">The commitment, or what stands in its place for the whole plan.</param>
public sealed record PublishReviewStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, CommitmentId Subject, PublishReview Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>A <see cref="DecideDifference"/> whose other finding is still called by the name of its step.</summary>
public sealed record DifferenceToDecide(string Other, DisputeOutcome Outcome, string Reason);

/// <summary>Attaches a table to evidence that is there already.</summary>
/// <param name="Evidence">As in <see cref="JudgeEvidenceStep"/>.</param>
/// <param name="File">What the file is called.</param>
/// <param name="Table">Its rows, as CSV.</param>
public sealed record AttachFileStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, string Evidence, string File, string Table)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Decides about showing the words of an entry.</summary>
/// <param name="Entry">The name of the step that wrote it.</param>
/// <param name="Command"><see cref="HideText"/> or <see cref="DecideHiding"/>.</param>
public sealed record HidingStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, string Entry, object Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);

/// <summary>Does something with evidence that is there already.</summary>
/// <param name="Evidence">The name of the step that sent it, the title of a row of <c>history/evidence.csv</c>, or a public id.</param>
/// <param name="Command"><see cref="AcceptEvidence"/>, <see cref="ConfirmEvidence"/>, <see cref="ReturnEvidence"/>, <see cref="ReviseEvidence"/>,
/// <see cref="ReleaseEvidence"/>, <see cref="AnswerReview"/>, <see cref="WithdrawReview"/>, <see cref="DifferenceToDecide"/>,
/// <see cref="WithdrawEvidence"/>, <see cref="AnswerDispute"/>, <see cref="DecideDispute"/>, <see cref="AppealReturn"/> or
/// <see cref="DecideAppeal"/>.</param>
public sealed record JudgeEvidenceStep(
    int Line, string As, string? Name, string? Seen, string Key, string? Refusal, string Evidence, object Command)
    : ScriptStep(Line, As, Name, Seen, Key, Refusal);
