using Orleans.Concurrency;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Grains.Organisations;

/// <summary>An organisation: its partner, its declarations, its grants. Key: <c>organisation/&lt;id&gt;</c>.</summary>
public interface IOrganisationGrain : IGrainWithStringKey
{
    Task<WriteResult> Register(Write<RegisterOrganisation> write);

    Task<WriteResult> DeclareIndependence(Write<DeclareIndependence> write);

    Task<WriteResult> ChallengeIndependence(Write<ChallengeIndependence> write);

    Task<WriteResult> DecideChallenge(Write<DecideChallenge> write);

    Task<WriteResult> GrantRole(Write<GrantRole> write);

    Task<WriteResult> EndRole(Write<EndRole> write);

    /// <summary>The same of whoever judges, as the ledger has it now: another server may have recorded meanwhile that it was refuted.</summary>
    [AlwaysInterleave]
    Task<bool> IsStillIndependentOf(EvidenceSubject subject);

    /// <summary>Whether it has declared that it is independent of what evidence is about, and neither leads nor supports it.</summary>
    [AlwaysInterleave]
    Task<bool> IsIndependentOf(EvidenceSubject subject);
}
