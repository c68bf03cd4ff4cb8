using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Grains.Commitments;
using Tracker.Grains.Organisations;
using Tracker.Grains.Plans;
using Tracker.Ledger;

namespace Tracker.Grains.Evidence;

/// <inheritdoc cref="IEvidenceGrain"/>
public sealed class EvidenceGrain(LogReader reader) : StreamGrain<EvidenceState, EvidenceEvent>(reader), IEvidenceGrain
{
    protected override EvidenceState None => EvidenceState.None;

    private CommitmentId Commitment => Id.Commitment;

    private EvidenceId Id =>
        EvidenceId.TryFromStream(this.GetPrimaryKeyString(), out var id)
            ? id
            : throw new FormatException($"'{this.GetPrimaryKeyString()}' is not a stream of evidence.");

    public async Task<WriteResult> Submit(Write<SubmitEvidence> write, int waiting, Standpoint? against)
    {
        // The dispute that stands here is over: its organisation's next one about the same has its own stream.
        if (write is { Command.Stance: Stance.Disputes, Actor.Role: not Role.Plugin } && (await Newest()).IsOver)
            return await GrainFactory.GetGrain<IEvidenceGrain>(Id.After().Stream).Submit(write, waiting, against);
        var result = await Write(Keyed(write), _ => write.Command.Leaf, async (state, subject) =>
            EvidenceRules.Submit(state, write.Command, subject, await Independent(write.Actor, subject), write.Actor, write.Today, waiting, against));
        // A plugin sends a hundred thousand, and asks after none of them again: they must not all stay in memory.
        if (write.Actor.Role == Role.Plugin) DeactivateOnIdle();
        return result;
    }

    public Task<WriteResult> Send(Write<SendEvidence> write, int waiting, Standpoint? against) =>
        Write(write, _ => write.Command.Leaf, (state, subject) =>
            Task.FromResult(VisitorRules.Send(state, write.Command, subject, waiting, write.Actor, write.Today, against)));

    public Task<WriteResult> Release(Write<ReleaseEvidence> write) =>
        Write(write, state => state.Leaf, async (state, subject) => VisitorRules.Release(
            state, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> Refuse(Write<RefuseEvidence> write) =>
        Write(write, state => state.Leaf, async (state, subject) => VisitorRules.Refuse(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> Import(Write<ImportEvidence> write) =>
        Write(write, _ => write.Command.Leaf, async (state, subject) =>
            EvidenceRules.Import(state, write.Command, subject, await Independent(write.Actor, subject), write.Actor, write.Today));

    public Task<WriteResult> Accept(Write<AcceptEvidence> write, Standpoint? against) =>
        Write(write, state => state.Leaf, async (state, subject) => EvidenceRules.Accept(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today, against));

    public Task<WriteResult> Confirm(Write<ConfirmEvidence> write) =>
        Write(write, state => state.Leaf, async (state, subject) => EvidenceRules.Confirm(
            state, write.Command, subject, await Independent(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> Return(Write<ReturnEvidence> write) =>
        Write(write, state => state.Leaf, async (state, subject) => EvidenceRules.Return(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> Revise(Write<ReviseEvidence> write, int waiting) =>
        Write(Keyed(write), state => state.Leaf, async (state, subject) =>
            EvidenceRules.Revise(state, write.Command, subject, await Independent(write.Actor, subject), write.Actor, write.Today, waiting));

    public Task<WriteResult> Withdraw(Write<WithdrawEvidence> write) =>
        Write(write, state => state.Leaf, (state, _) => Task.FromResult(EvidenceRules.Withdraw(state, write.Command, write.Actor)));

    public Task<WriteResult> AnswerDispute(Write<AnswerDispute> write) =>
        Write(write, state => state.Leaf, (state, subject) =>
            Task.FromResult(DisputeRules.Answer(state, write.Command, subject, write.Actor, write.Today)));

    public Task<WriteResult> DecideDispute(Write<DecideDispute> write) =>
        Write(write, state => state.Leaf, async (state, subject) => DisputeRules.Decide(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> AppealReturn(Write<AppealReturn> write) =>
        Write(write, state => state.Leaf, (state, _) => Task.FromResult(AppealRules.Appeal(state, write.Command, write.Actor)));

    public Task<WriteResult> DecideAppeal(Write<DecideAppeal> write) =>
        Write(write, state => state.Leaf, async (state, subject) => AppealRules.Decide(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> AttachFile(Write<AttachFile> write, int waiting) =>
        Write(write, state => state.Leaf, (state, _) => Task.FromResult(FileRules.Attach(state, write.Command, write.Actor, waiting)));

    public Task<WriteResult> Discount(Write<DiscountEvidence> write) =>
        Write(write, state => state.Leaf, (state, _) => Task.FromResult(DiscountRules.Discount(state, write.Command, write.Actor)));

    public async Task<WriteResult> PublishReview(Write<PublishReview> write)
    {
        // The review that stands here is over: its organisation's next one about the same has its own stream.
        if ((await Newest()).IsOver) return await GrainFactory.GetGrain<IEvidenceGrain>(Id.After().Stream).PublishReview(write);
        return await Write(write, _ => write.Command.Leaf, async (state, subject) => ReviewRules.Publish(
            state, write.Command, subject, await Judges(write.Actor, subject), await Appointed(write.Actor), write.Actor, write.Today));
    }

    public Task<WriteResult> ImportReview(Write<ImportReview> write) =>
        Write(write, _ => write.Command.Leaf, async (state, subject) =>
            ReviewRules.Import(state, write.Command, subject, await Independent(write.Actor, subject), write.Actor, write.Today));

    public Task<WriteResult> AnswerReview(Write<AnswerReview> write) =>
        Write(write, state => state.Leaf, (state, subject) => Task.FromResult(ReviewRules.Answer(state, write.Command, subject, write.Actor)));

    public Task<WriteResult> WithdrawReview(Write<WithdrawReview> write) =>
        Write(write, state => state.Leaf, (state, _) => Task.FromResult(ReviewRules.Withdraw(state, write.Command, write.Actor)));

    public Task<WriteResult> DecideDifference(Write<DecideDifference> write) =>
        Write(write, state => state.Leaf, async (state, subject) => ReviewRules.Decide(
            state, write.Command, subject, await Other(write.Command.Other, subject), await Judges(write.Actor, subject), await Appointed(write.Actor),
            write.Actor, write.Today));

    public async Task<Finding?> Finding(EvidenceSubject subject) => (await Newest()).FindingOf(subject);

    protected override EvidenceState Evolve(EvidenceState state, Recorded<EvidenceEvent> recorded) => state.Evolve(recorded);

    /// <summary>
    /// A plugin's key says what is said; what is said is a repetition only while it takes the place of the same content. One
    /// thing, then another, then the first again are three versions, and none of them is anybody's lost answer.
    /// </summary>
    private Write<TCommand> Keyed<TCommand>(Write<TCommand> write) =>
        write.Actor.Role == Role.Plugin ? write with { Key = $"{write.Key}:{State.Content}" } : write;

    private async Task<WriteResult> Write<TCommand>(
        Write<TCommand> write,
        Func<EvidenceState, MilestoneNumber?> leaf,
        Func<EvidenceState, EvidenceSubject, Task<Outcome<EvidenceEvent>>> rule)
    {
        var log = await FindLog() ?? (await Subject(null)).Log;
        if (log is null) return new WriteResult.Declined((Id.IsOfPlan ? Rules.PlanUnknown : Rules.CommitmentUnknown).Refuse());
        return await Write(write, log, state => state.Version > write.Seen, async state =>
        {
            var (_, subject, why) = await Subject(leaf(state));
            return subject is null ? why! : await rule(state.In(write.Zone), subject); // one of the two is there
        });
    }

    private Task<SubjectAnswer> Subject(MilestoneNumber? leaf) => Id.IsOfPlan
        ? GrainFactory.GetGrain<IPlanGrain>(Commitment.Plan.Value).Subject()
        : GrainFactory.GetGrain<ICommitmentGrain>(Commitment.Value).Subject(leaf);

    /// <summary>A finding about the same commitment; asking itself would wait for itself, and nothing differs from itself.</summary>
    private async Task<Finding?> Other(EvidenceId other, EvidenceSubject subject) =>
        other.Commitment == Commitment && other != Id ? await GrainFactory.GetGrain<IEvidenceGrain>(other.Stream).Finding(subject) : null;

    private async Task<bool> Independent(Actor actor, EvidenceSubject subject) =>
        actor.Organisation is { } organisation
        && await GrainFactory.GetGrain<IOrganisationGrain>($"organisation/{organisation.Value}").IsIndependentOf(subject);

    private async Task<bool> Judges(Actor actor, EvidenceSubject subject) =>
        actor.Organisation is { } organisation
        && await GrainFactory.GetGrain<IOrganisationGrain>($"organisation/{organisation.Value}").IsStillIndependentOf(subject);

    private async Task<bool> Appointed(Actor actor) =>
        actor.Organisation is { } organisation
        && await GrainFactory.GetGrain<IPlanGrain>(Commitment.Plan.Value).IsReviewer(organisation);
}
