using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Grains.Commitments;
using Tracker.Grains.Plans;
using Tracker.Ledger;

namespace Tracker.Grains.Organisations;

/// <inheritdoc cref="IOrganisationGrain"/>
public sealed class OrganisationGrain(LogReader reader)
    : StreamGrain<OrganisationState, OrganisationEvent>(reader), IOrganisationGrain
{
    /// <summary>Organisations belong to no jurisdiction: the reserved log.</summary>
    private const string Site = "site";

    protected override OrganisationState None => OrganisationState.None;

    public Task<WriteResult> Register(Write<RegisterOrganisation> write) =>
        Write(write, Site, state => OrganisationRules.Register(state, write.Command, write.Actor));

    public Task<WriteResult> DeclareIndependence(Write<DeclareIndependence> write) =>
        Write(write, Site, _ => false, async state => OrganisationRules.DeclareIndependence(
            state, write.Command, await About(write.Command.Plan, write.Command.Commitments, state), write.Actor));

    public Task<WriteResult> ChallengeIndependence(Write<ChallengeIndependence> write) =>
        Write(write, Site, _ => false, async state => ChallengeRules.Challenge(
            state, write.Command, await About(write.Command.Plan, write.Command.Commitments, state), write.Actor));

    public Task<WriteResult> DecideChallenge(Write<DecideChallenge> write) => Write(write, Site, _ => false, async state => ChallengeRules.Decide(
        state,
        write.Command,
        state.Challenges.TryGetValue(write.Command.Challenge, out var open) && write.Actor.Organisation is { } organisation
            && await GrainFactory.GetGrain<IPlanGrain>(open.Plan.Value).IsReviewer(organisation),
        write.Actor));

    public Task<WriteResult> GrantRole(Write<GrantRole> write) =>
        Write(write, Site, state => OrganisationRules.GrantRole(state, write.Command, write.Actor));

    public Task<WriteResult> EndRole(Write<EndRole> write) =>
        Write(write, Site, state => OrganisationRules.EndRole(state, write.Command, write.Actor));

    public Task<bool> IsIndependentOf(EvidenceSubject subject) => Is(state => state.IsIndependentOf(subject));

    public async Task<bool> IsStillIndependentOf(EvidenceSubject subject) => (await Newest()).IsIndependentOf(subject);

    /// <summary>Asks the commitments that are named, up to the first that does not exist: so nobody has more of them asked than there are.</summary>
    private async Task<DeclaredCommitments> About(PlanId plan, ImmutableArray<CommitmentNumber>? commitments, OrganisationState state)
    {
        if (plan.Value is null || !await GrainFactory.GetGrain<IPlanGrain>(plan.Value).IsPublished()) return new(Plan: false);
        CommitmentNumber? involved = null;
        foreach (var number in commitments is { IsDefault: false } named ? named.Where(one => one.Value is not null).Distinct() : [])
        {
            var (_, subject, _) = await GrainFactory.GetGrain<ICommitmentGrain>(new CommitmentId(plan, number).Value).Subject(null);
            if (subject is null) return new(Plan: true, number);
            if (involved is null && state.Registered is { } itself && subject.Involved.Contains(itself.Organisation)) involved = number;
        }

        return new(Plan: true, null, involved);
    }

    protected override OrganisationState Evolve(OrganisationState state, Recorded<OrganisationEvent> recorded) => state.Evolve(recorded);
}
