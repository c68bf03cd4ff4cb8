using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
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
        Write(write, Site, state => OrganisationRules.DeclareIndependence(state, write.Command, write.Actor));

    public Task<WriteResult> ChallengeIndependence(Write<ChallengeIndependence> write) =>
        Write(write, Site, state => ChallengeRules.Challenge(state, write.Command, write.Actor));

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

    protected override OrganisationState Evolve(OrganisationState state, Recorded<OrganisationEvent> recorded) => state.Evolve(recorded);
}
