using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Plans;

/// <summary>Publish a plan for the first time. A plan file's content is exactly what the event will say.</summary>
public sealed record PublishPlan(PlanPublished Content);

/// <summary>Enter a reviewing organisation that the forum named.</summary>
public sealed record AppointReviewer(OrganisationId Reviewer, Partner MemberOf, string Reason, bool Development = false);

/// <summary>Make the plan's own rule of proof stricter, with a reason. It never applies to what is due already.</summary>
/// <param name="PartnersForComplete">As in <see cref="ProofPolicy"/>.</param>
/// <param name="OrganisationsForCommitment">As in <see cref="ProofPolicy"/>.</param>
/// <param name="Reason">Why, and who decided it; required.</param>
public sealed record TightenPolicy(int PartnersForComplete, int OrganisationsForCommitment, string Reason)
{
    /// <summary>The rule that is asked for.</summary>
    public ProofPolicy Asked() => new(PartnersForComplete, OrganisationsForCommitment);
}

/// <summary>Put the plan's own fields otherwise, as its changed files say.</summary>
/// <param name="Changes">Each field once, as <see cref="PlanFields"/> names it.</param>
/// <param name="Reason">Why, and who decided it; required.</param>
public sealed record ChangePlan(ImmutableArray<FieldChange> Changes, string Reason);

/// <summary>Apply the plan's changed files, with a reason.</summary>
/// <param name="Digest">Of the files, as whoever applies them has seen them.</param>
/// <param name="Reason">Why, and who decided it; required.</param>
/// <param name="Take">Fields that changed both in the files and here, and for which the files hold; null: there are none such.</param>
public sealed record AmendPlan(string Digest, string Reason, ImmutableArray<string>? Take = null);
