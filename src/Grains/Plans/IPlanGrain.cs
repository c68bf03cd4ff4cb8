using System.Collections.Immutable;
using Orleans.Concurrency;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;

namespace Tracker.Grains.Plans;

/// <summary>The register of a plan. Key: <c>&lt;plan&gt;</c>.</summary>
public interface IPlanGrain : IGrainWithStringKey
{
    Task<WriteResult> Publish(Write<PublishPlan> write);

    /// <param name="write">What is asked.</param>
    /// <param name="kept">As <see cref="PlanRules.Amend"/> takes it. Not part of what is asked: the same asked again is answered by the same receipt.</param>
    Task<WriteResult> AmendPlan(Write<AmendPlan> write, ImmutableSortedDictionary<string, string>? kept);

    Task<WriteResult> ChangePlan(Write<ChangePlan> write);

    Task<WriteResult> TightenPolicy(Write<TightenPolicy> write);

    Task<WriteResult> AppointReviewer(Write<AppointReviewer> write);

    /// <summary>Whether there is such a plan.</summary>
    [AlwaysInterleave]
    Task<bool> IsPublished();

    /// <summary>What it names; null: there is no such plan.</summary>
    [AlwaysInterleave]
    Task<PlanNames?> Names();

    /// <summary>Whether it is a reviewing organisation of this plan.</summary>
    [AlwaysInterleave]
    Task<bool> IsReviewer(OrganisationId organisation);

    /// <summary>What a review of the whole plan is about: everybody who leads or supports anything in it.</summary>
    [AlwaysInterleave]
    Task<SubjectAnswer> Subject();
}
