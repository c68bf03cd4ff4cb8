using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Grains.Organisations;
using Tracker.Grains.Plans;
using Tracker.Ledger;

namespace Tracker.Grains.Commitments;

/// <inheritdoc cref="ICommitmentGrain"/>
public sealed class CommitmentGrain(LogReader reader)
    : StreamGrain<CommitmentState, CommitmentEvent>(reader), ICommitmentGrain
{
    protected override CommitmentState None => CommitmentState.None;

    public Task<WriteResult> Publish(Write<PublishCommitment> write) =>
        Write(write, write.Command.Content.Jurisdiction.Value, state => CommitmentRules.Publish(state, write.Command));

    public Task<WriteResult> ReportProgress(Write<ReportProgress> write) => Write(write, Overtaken(write), Rule(write));

    public Task<WriteResult> CorrectProgress(Write<CorrectProgress> write) =>
        Write(
            write,
            state => state.TryLeafOf(write.Command.Corrects, out var leaf) && state.ChangedSince(leaf, write.Seen ?? 0),
            state => CommitmentRules.CorrectProgress(state, write.Command, write.Actor, write.Today));

    public Task<WriteResult> ImportProgress(Write<ImportProgress> write) =>
        Write(write, _ => false, state => CommitmentRules.ImportProgress(state, write.Command, write.Actor, write.Today));

    public Task<WriteResult> RescheduleMilestone(Write<RescheduleMilestone> write) =>
        Write(
            write,
            state => state.ChangedSince(write.Command.Leaf, write.Seen ?? 0),
            state => CommitmentRules.RescheduleMilestone(state, write.Command, write.Actor, write.Today));

    public async Task<WriteResult> AmendCommitment(Write<AmendCommitment> write) => await FindLog() is { } log
        ? await Write(
            write,
            log,
            state => !write.Command.Changes.IsDefault && state.AmendedSince(write.Command.Changes.Select(change => change?.Field), write.Seen ?? 0),
            async state => await Names(state, write.Command) is { } plan
                ? CommitmentRules.AmendCommitment(state, write.Command, plan, write.Actor, write.Today)
                : Rules.PlanUnknown.Refuse())
        : new WriteResult.Declined(Rules.CommitmentUnknown.Refuse());

    public Task<WriteResult> WithdrawMilestone(Write<WithdrawMilestone> write) =>
        Write(
            write,
            state => state.AnyChangedSince(write.Command.Milestone, write.Seen ?? 0),
            state => CommitmentRules.WithdrawMilestone(state, write.Command, write.Actor, write.Today));

    public Task<WriteResult> Tighten(Write<TightenCommitment> write) =>
        Write(write, _ => false, state => CommitmentRules.Tighten(state, write.Command, write.Actor, write.Today));

    public Task<WriteResult> WithdrawCommitment(Write<WithdrawCommitment> write) =>
        Write(
            write,
            state => state.AnyChangedSince(null, write.Seen ?? 0),
            state => CommitmentRules.WithdrawCommitment(state, write.Command, write.Actor, write.Today));

    public async Task<SubjectAnswer> Subject(MilestoneNumber? leaf)
    {
        var log = await FindLog();
        return State.TrySubject(leaf, out var subject, out var why) ? new(log, subject, null) : new(log, null, why);
    }

    protected override CommitmentState Evolve(CommitmentState state, Recorded<CommitmentEvent> recorded) => state.Evolve(recorded);

    private static Func<CommitmentState, bool> Overtaken(Write<ReportProgress> write) => state => state.ChangedSince(write.Command.Leaf, write.Seen ?? 0);

    private static Func<CommitmentState, Outcome<CommitmentEvent>> Rule(Write<ReportProgress> write) =>
        state => CommitmentRules.ReportProgress(state, write.Command, write.Actor, write.Today);

    /// <summary>What the plan names, and whom of those that the amendment names it leaves apart: who reviews the plan or declared independence of this.</summary>
    private async Task<PlanNames?> Names(CommitmentState state, AmendCommitment command)
    {
        if (state.Promise is not { } promise || await GrainFactory.GetGrain<IPlanGrain>(promise.Commitment.Plan.Value).Names() is not { } plan) return null;
        if (!state.TrySubject(null, out var subject, out _)) return plan;
        foreach (var organisation in CommitmentRules.Named(command).Where(one => plan.Organisations.ContainsKey(one.Value)))
        {
            if (await GrainFactory.GetGrain<IOrganisationGrain>($"organisation/{organisation.Value}").IsStillIndependentOf(subject))
                plan = plan with { Apart = plan.Apart.Add(organisation) };
        }

        return plan;
    }

    private async Task<WriteResult> Write<TCommand>(
        Write<TCommand> write, Func<CommitmentState, bool> stale, Func<CommitmentState, Outcome<CommitmentEvent>> rule) =>
        await FindLog() is { } log
            ? await Write(write, log, stale, state => Task.FromResult(rule(state)))
            : new WriteResult.Declined(Rules.CommitmentUnknown.Refuse());
}
