using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Domain.Commitments;

/// <summary>Publish a commitment for the first time. A plan file's content is exactly what the event will say.</summary>
public sealed record PublishCommitment(CommitmentPublished Content);

/// <summary>Say how far a leaf is. Parameters as in <see cref="ProgressReported"/>; the texts are plain strings still.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Completion">The level.</param>
/// <param name="Narrative">What was done; required.</param>
/// <param name="On">The date it was so; null: today.</param>
/// <param name="Period">Which occurrence; null: the one containing <paramref name="On"/>.</param>
/// <param name="Percent">A figure.</param>
/// <param name="Challenges">Required when Not Started or Limited after the due date.</param>
/// <param name="ChallengesOther">Required with <see cref="Challenge.Other"/>.</param>
/// <param name="NextStep">What comes next.</param>
/// <param name="NextDate">When.</param>
public sealed record ReportProgress(
    MilestoneNumber Leaf,
    Completion Completion,
    string Narrative,
    DateOnly? On = null,
    DateOnly? Period = null,
    Percent? Percent = null,
    ImmutableArray<Challenge>? Challenges = null,
    string? ChallengesOther = null,
    string? NextStep = null,
    DateOnly? NextDate = null);

/// <summary>Correct a report, with a reason. The leaf and the period stay the corrected report's.</summary>
/// <param name="Leaf">The leaf it is taken to be about; null: whichever the report is about.</param>
public sealed record CorrectProgress(
    long Corrects,
    Completion Completion,
    string Narrative,
    string Reason,
    DateOnly? On = null,
    Percent? Percent = null,
    ImmutableArray<Challenge>? Challenges = null,
    string? ChallengesOther = null,
    string? NextStep = null,
    DateOnly? NextDate = null,
    MilestoneNumber? Leaf = null);

/// <summary>Enter a claim from before the plan's first publication here.</summary>
/// <param name="Published">The day the plan was first published here: only what is older is history.</param>
public sealed record ImportProgress(
    MilestoneNumber Leaf,
    Completion? Completion,
    DateOnly On,
    DateOnly? Period,
    string? About,
    Percent? Percent,
    OrganisationId EnteredBy,
    string Narrative,
    string Source,
    DateOnly Published);

/// <summary>Move the due date of a leaf, with a reason.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Due">The new date: today or later, within the plan.</param>
/// <param name="Reason">Why; required.</param>
public sealed record RescheduleMilestone(MilestoneNumber Leaf, DateOnly Due, string Reason);

/// <summary>Withdraw a milestone, with everything beneath it.</summary>
/// <param name="Milestone">A leaf or a parent.</param>
/// <param name="Reason">Why; required.</param>
public sealed record WithdrawMilestone(MilestoneNumber Milestone, string Reason);

/// <summary>Withdraw a whole commitment.</summary>
/// <param name="Reason">Why; required.</param>
public sealed record WithdrawCommitment(string Reason);

/// <summary>Put otherwise what a commitment promises, with a reason.</summary>
/// <param name="Changes">The fields, each once.</param>
/// <param name="Reason">Why, and who decided it; required.</param>
/// <param name="FromFiles">Whether it was read from the plan's files.</param>
public sealed record AmendCommitment(ImmutableArray<FieldChange> Changes, string Reason, bool FromFiles = false)
{
    /// <summary>How many fields one amendment may change.</summary>
    public const int MostFields = 60;

    /// <summary>How many UTF-8 bytes all values, old and new, may have together.</summary>
    public const int MostBytes = 256 * 1024;
}

/// <summary>What a field shall say.</summary>
/// <param name="Field">As <see cref="PromiseFields"/> names it: <c>milestones/1.1/title/id</c>.</param>
/// <param name="Value">Words as they are, a date as year-month-day, a list as a JSON array; null: nothing any more.</param>
public sealed record FieldChange(string Field, string? Value);

/// <summary>Have the plan's stricter rule of proof hold for this commitment.</summary>
/// <param name="Policy">The rule from now on.</param>
/// <param name="Reason">Why, and who decided it; required.</param>
public sealed record TightenCommitment(ProofPolicy Policy, string Reason);
