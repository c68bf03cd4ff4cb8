using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;

namespace Tracker.Support.Domain;

/// <summary>
/// A commitment with its evidence, told command by command through the real rules, as the grains would. What a rule accepts is
/// folded into the states and into the history; what it refuses changes nothing.
/// </summary>
public sealed class SomeStory
{
    private readonly SomeRecord _record = new();
    private readonly Dictionary<EvidenceId, EvidenceState> _evidence = [];

    public SomeStory(CommitmentPublished? promise = null)
    {
        Commitment = CommitmentState.None;
        History = CommitmentHistory.Empty;
        Tell(CommitmentRules.Publish(Commitment, new(promise ?? SomeCommitment.WithOneLeaf())), Actor.Import);
    }

    public CommitmentState Commitment { get; private set; }

    public CommitmentHistory History { get; private set; }

    /// <summary>Everything recorded so far, with the evidence it belongs to.</summary>
    public List<(EvidenceId? Evidence, TrackerEvent Event, Header Header)> Told { get; } = [];

    public DateOnly Today => DateOnly.FromDateTime(_record.Now.UtcDateTime);

    /// <summary>The last refusal; null when the last command was accepted.</summary>
    public Refused? Why { get; private set; }

    public CommitmentStanding Standing => History.At(Today);

    public MilestoneStanding Leaf => Standing.Milestones.Single(one => one.Number == SomeCommitment.Leaf);

    public EvidenceState this[EvidenceId id] => _evidence.GetValueOrDefault(id, EvidenceState.None);

    /// <summary>The day on which what follows happens.</summary>
    public SomeStory On(string date)
    {
        _record.Now = SomeRecord.At(date);
        return this;
    }

    public SomeStory Report(Completion level, DateOnly? on = null, Actor? by = null) =>
        Report(new ReportProgress(SomeCommitment.Leaf, level, "Some work was done.", on, Challenges: level <= Completion.Limited ? [Challenge.LackOfResources] : null), by);

    public SomeStory Report(ReportProgress command, Actor? by = null) =>
        Tell(CommitmentRules.ReportProgress(Commitment, command, by ?? SomeActor.Owner(), Today), by ?? SomeActor.Owner());

    public SomeStory Correct(CorrectProgress command, Actor? by = null) =>
        Tell(CommitmentRules.CorrectProgress(Commitment, command, by ?? SomeActor.Owner(), Today), by ?? SomeActor.Owner());

    public SomeStory Import(ImportProgress command, Actor? by = null)
    {
        var actor = by ?? SomeActor.Import(SomeActor.Office, Partner.Government);
        return Tell(CommitmentRules.ImportProgress(Commitment, command, actor, Today), actor);
    }

    public SomeStory Reschedule(string due, MilestoneNumber? leaf = null, Actor? by = null) =>
        Reschedule(new RescheduleMilestone(leaf ?? SomeCommitment.Leaf, DateOnly.Parse(due, CultureInfo.InvariantCulture), "The printer came late."), by);

    public SomeStory Reschedule(RescheduleMilestone command, Actor? by = null) =>
        Tell(CommitmentRules.RescheduleMilestone(Commitment, command, by ?? SomeActor.Owner(), Today), by ?? SomeActor.Owner());

    public SomeStory Amend(string field, string? value, Actor? by = null) => Amend(new AmendCommitment([new(field, value)], "The forum decided so."), by);

    public SomeStory Amend(AmendCommitment command, Actor? by = null) =>
        Tell(CommitmentRules.AmendCommitment(Commitment, command, SomePlan.Names, by ?? SomeActor.Coordinator(), Today), by ?? SomeActor.Coordinator());

    public SomeStory Confirm(EvidenceId id, Completion level, Actor? by = null, bool independent = true, bool appointed = true) => Tell(
        id,
        EvidenceRules.Confirm(this[id], new(level, "It still hangs there."), About(this[id].Leaf), independent, appointed, by ?? SomeActor.Reviewer(), Today),
        by ?? SomeActor.Reviewer());

    public SomeStory Tighten(ProofPolicy policy, Actor? by = null) => Tell(
        CommitmentRules.Tighten(Commitment, new(policy, "The forum decided so."), by ?? SomeActor.Coordinator(), Today), by ?? SomeActor.Coordinator());

    public SomeStory WithdrawMilestone(MilestoneNumber? milestone = null, Actor? by = null) => Tell(
        CommitmentRules.WithdrawMilestone(Commitment, new(milestone ?? SomeCommitment.Leaf, "The forum decided so."), by ?? SomeActor.Coordinator(), Today),
        by ?? SomeActor.Coordinator());

    public SomeStory WithdrawCommitment(Actor? by = null) => Tell(
        CommitmentRules.WithdrawCommitment(Commitment, new("The forum decided so."), by ?? SomeActor.Coordinator(), Today), by ?? SomeActor.Coordinator());

    public SomeStory Send(EvidenceId id, SubmitEvidence command, Actor by, bool independent = true, int waiting = 0) =>
        Tell(id, EvidenceRules.Submit(this[id], command, About(command.Leaf), independent, by, Today, waiting), by);

    /// <summary>Sends an objection to what stands there now, as whoever calls the rule sees it.</summary>
    public SomeStory Oppose(EvidenceId id, SubmitEvidence command, Actor by) =>
        Tell(id, EvidenceRules.Submit(this[id], command, About(command.Leaf), true, by, Today, 0, Against(command.Leaf, command.Period, command.On)), by);

    /// <summary>Accepts an objection to what stands there now.</summary>
    public SomeStory AcceptObjection(EvidenceId id, Completion level, Actor? by = null) => Tell(
        id,
        EvidenceRules.Accept(
            this[id], new(level, "We checked."), About(this[id].Leaf), true, true, by ?? SomeActor.Reviewer(), Today, Against(this[id].Leaf, this[id].Period, this[id].On)),
        by ?? SomeActor.Reviewer());

    public Standpoint? Against(MilestoneNumber? leaf, DateOnly? period, DateOnly on) =>
        Standpoint.Of(Standing, leaf, period, on, About(leaf).Occurrences);

    public SomeStory Import(EvidenceId id, ImportEvidence command, Actor by, bool independent = true) =>
        Tell(id, EvidenceRules.Import(this[id], command, About(command.Leaf), independent, by, Today), by);

    public SomeStory Accept(EvidenceId id, Completion level, Actor? by = null, bool independent = true, bool appointed = true) =>
        Tell(id, EvidenceRules.Accept(this[id], new(level, "We checked."), About(this[id].Leaf), independent, appointed, by ?? SomeActor.Reviewer(), Today), by ?? SomeActor.Reviewer());

    /// <summary>Somebody without an account sends it.</summary>
    public SomeStory Send(EvidenceId id, SendEvidence command, int waiting = 0, Actor? by = null) =>
        Tell(id, VisitorRules.Send(this[id], command, About(command.Leaf), waiting, by ?? SomeActor.Visitor(), Today), by ?? SomeActor.Visitor());

    public SomeStory Release(EvidenceId id, Actor? by = null, bool independent = true, bool appointed = true) =>
        Tell(id, VisitorRules.Release(this[id], About(this[id].Leaf), independent, appointed, by ?? SomeActor.Reviewer(), Today), by ?? SomeActor.Reviewer());

    public SomeStory Refuse(EvidenceId id, Ground ground = Ground.Personal, Actor? by = null, bool independent = true, bool appointed = true, string reason = "It names a neighbour.", FileId? file = null) => Tell(
        id, VisitorRules.Refuse(this[id], new(ground, reason, file), About(this[id].Leaf), independent, appointed, by ?? SomeActor.Reviewer(), Today), by ?? SomeActor.Reviewer());

    public SomeStory Return(EvidenceId id, Actor? by = null) =>
        Tell(id, EvidenceRules.Return(this[id], new("No date."), About(this[id].Leaf), true, true, by ?? SomeActor.Reviewer(), Today), by ?? SomeActor.Reviewer());

    public SomeStory Revise(EvidenceId id, ReviseEvidence command, Actor by, int waiting = 0) =>
        Tell(id, EvidenceRules.Revise(this[id], command, About(this[id].Leaf), true, by, Today, waiting), by);

    public SomeStory Withdraw(EvidenceId id, Actor by) =>
        Tell(id, EvidenceRules.Withdraw(this[id], new("A mistake."), by), by);

    /// <summary>The office answers a dispute.</summary>
    public SomeStory Answer(EvidenceId id, Actor? by = null) =>
        Tell(id, DisputeRules.Answer(this[id], new("The files are there now."), About(this[id].Leaf), by ?? SomeActor.Owner(), Today), by ?? SomeActor.Owner());

    /// <summary>A third organisation ends a dispute.</summary>
    public SomeStory Decide(EvidenceId id, DisputeOutcome outcome, Actor? by = null, bool independent = true, bool appointed = true) =>
        Tell(id, DisputeRules.Decide(this[id], new(outcome, "We looked."), About(this[id].Leaf), independent, appointed, by ?? SomeActor.Third(), Today), by ?? SomeActor.Third());

    public SomeStory Appeal(EvidenceId id, Actor by) =>
        Tell(id, AppealRules.Appeal(this[id], new("The date is on the back."), by), by);

    public SomeStory Decide(EvidenceId id, AppealOutcome outcome, Actor? by = null, bool independent = true, bool appointed = true) =>
        Tell(id, AppealRules.Decide(this[id], new(outcome, "We looked."), About(this[id].Leaf), independent, appointed, by ?? SomeActor.Third(), Today), by ?? SomeActor.Third());

    /// <summary>A dispute that counts, and that the office has answered.</summary>
    public SomeStory Dispute(EvidenceId id, Completion level, Actor by, Actor? reviewer = null) =>
        Send(id, SomeEvidence.Disputing(level, new(2026, 4, 1)), by).Accept(id, level, reviewer).Answer(id);

    public SomeStory Attach(EvidenceId id, Actor by, char file = 'a', Func<AttachFile, AttachFile>? but = null, int waiting = 0)
    {
        var attach = new AttachFile(FileId.Parse(new string(file, 32)), FileType.Jpeg, 482_113, "papan-anggaran.jpg", new string(file, 64));
        return Tell(id, FileRules.Attach(this[id], but is null ? attach : but(attach), by, waiting), by);
    }

    /// <summary>An independent reviewer publishes a review.</summary>
    public SomeStory Publish(EvidenceId id, PublishReview command, Actor by, bool independent = true, bool appointed = true) =>
        Tell(id, ReviewRules.Publish(this[id], command, About(command.Leaf), independent, appointed, by, Today), by);

    public SomeStory Import(EvidenceId id, ImportReview command, Actor by, bool independent = true) =>
        Tell(id, ReviewRules.Import(this[id], command, About(command.Leaf), independent, by, Today), by);

    public SomeStory AnswerReview(EvidenceId id, Actor? by = null) =>
        Tell(id, ReviewRules.Answer(this[id], new("We do not see it so."), About(this[id].Leaf), by ?? SomeActor.Owner()), by ?? SomeActor.Owner());

    public SomeStory WithdrawReview(EvidenceId id, Actor by) =>
        Tell(id, ReviewRules.Withdraw(this[id], new("We mixed up two villages."), by), by);

    /// <summary>A third organisation decides between a review and what differs from it.</summary>
    public SomeStory Decide(EvidenceId id, EvidenceId other, DisputeOutcome outcome, Actor? by = null, bool independent = true, bool appointed = true) => Tell(
        id,
        ReviewRules.Decide(
            this[id], new(other, outcome, "We went there."), About(this[id].Leaf), this[other].FindingOf(About(this[id].Leaf)), independent, appointed,
            by ?? SomeActor.Third(), Today),
        by ?? SomeActor.Third());

    /// <summary>The site records that an organisation's independence was refuted.</summary>
    public SomeStory Discount(EvidenceId id, OrganisationId refuted, Actor? by = null) =>
        Tell(id, DiscountRules.Discount(this[id], new(refuted, 41), by ?? Actor.Import), by ?? Actor.Import);

    /// <summary>Sends evidence and has it accepted at the level it claims.</summary>
    public SomeStory Prove(EvidenceId id, Completion level, Actor contributor, Actor? reviewer = null, MilestoneNumber? leaf = null) =>
        Send(id, SomeEvidence.Supporting(level) with { Leaf = leaf ?? SomeCommitment.Leaf }, contributor).Accept(id, level, reviewer);

    public EvidenceSubject About(MilestoneNumber? leaf) =>
        Commitment.TrySubject(leaf, out var subject, out var why) ? subject : throw new InvalidOperationException(why.Rule);

    private SomeStory Tell(Outcome<CommitmentEvent> outcome, Actor by)
    {
        Why = (outcome as Outcome<CommitmentEvent>.Declined)?.Why;
        if (outcome is not Outcome<CommitmentEvent>.Accepted accepted) return this;
        foreach (var happened in accepted.Events)
        {
            var recorded = _record.Next(SomeCommitment.Id.Value, happened, by);
            Told.Add((null, happened, recorded.Header));
            Commitment = Commitment.Evolve(recorded);
            History = History.Evolve(recorded);
        }

        return this;
    }

    private SomeStory Tell(EvidenceId id, Outcome<EvidenceEvent> outcome, Actor by)
    {
        Why = (outcome as Outcome<EvidenceEvent>.Declined)?.Why;
        if (outcome is not Outcome<EvidenceEvent>.Accepted accepted) return this;
        foreach (var happened in accepted.Events)
        {
            var recorded = _record.Next(id.Stream, happened, by);
            Told.Add((id, happened, recorded.Header));
            _evidence[id] = this[id].Evolve(recorded);
            History = History.Evolve(id, recorded);
        }

        return this;
    }
}
