using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Grains.Commitments;
using Tracker.Ledger;

namespace Tracker.Grains.Plans;

/// <inheritdoc cref="IPlanGrain"/>
public sealed class PlanGrain(LogReader reader) : StreamGrain<PlanState, PlanEvent>(reader), IPlanGrain
{
    protected override PlanState None => PlanState.None;

    public Task<WriteResult> Publish(Write<PublishPlan> write) =>
        Write(write, write.Command.Content.Jurisdiction.Value, state => PlanRules.Publish(state, write.Command));

    public async Task<WriteResult> AmendPlan(Write<AmendPlan> write, ImmutableSortedDictionary<string, string>? kept) =>
        await FindLog() is { } log
            ? await Write(write, log, state => PlanRules.Amend(state, write.Command, kept, write.Actor))
            : new WriteResult.Declined(Rules.PlanUnknown.Refuse());

    public async Task<WriteResult> ChangePlan(Write<ChangePlan> write) =>
        await FindLog() is { } log
            ? await Write(write, log, state => PlanRules.Change(state, write.Command, write.Actor, write.Today))
            : new WriteResult.Declined(Rules.PlanUnknown.Refuse());

    public async Task<WriteResult> TightenPolicy(Write<TightenPolicy> write) =>
        await FindLog() is { } log
            ? await Write(write, log, state => PlanRules.Tighten(state, write.Command, write.Actor, write.Today))
            : new WriteResult.Declined(Rules.PlanUnknown.Refuse());

    public async Task<WriteResult> AppointReviewer(Write<AppointReviewer> write) =>
        await FindLog() is { } log
            ? await Write(write, log, state => PlanRules.AppointReviewer(state, write.Command, write.Actor))
            : new WriteResult.Declined(Rules.PlanUnknown.Refuse());

    public Task<bool> IsPublished() => Is(state => state.Plan is not null);

    public async Task<PlanNames?> Names() => PlanNames.Of(await Newest());

    public Task<bool> IsReviewer(OrganisationId organisation) => Is(state => state.IsReviewer(organisation));

    public async Task<SubjectAnswer> Subject()
    {
        var log = await FindLog();
        if (State.Plan is not { } plan) return new(log, null, Rules.PlanUnknown.Refuse());
        var commitments = await Task.WhenAll(plan.Commitments.Select(number =>
            GrainFactory.GetGrain<ICommitmentGrain>(new CommitmentId(plan.Plan, number).Value).Subject(null)));
        return new(log, PlanRules.Subject(plan, commitments.Select(answer => answer.Subject).OfType<EvidenceSubject>()), null);
    }

    protected override PlanState Evolve(PlanState state, Recorded<PlanEvent> recorded) => state.Evolve(recorded);
}
