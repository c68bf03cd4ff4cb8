using Tracker.Domain.Organisations;

namespace Tracker.Domain.Plans;

/// <summary>Publish a plan for the first time. A plan file's content is exactly what the event will say.</summary>
public sealed record PublishPlan(PlanPublished Content);

/// <summary>Enter a reviewing organisation that the forum named.</summary>
public sealed record AppointReviewer(OrganisationId Reviewer, Partner MemberOf, string Reason, bool Development = false);
