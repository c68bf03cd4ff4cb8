using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Organisations;

/// <summary>Reads the public register. Nothing here waits: views are local.</summary>
public sealed class OrganisationViews
{
    /// <summary>A part of the register, by id.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<OrganisationRow> List(Partner? partner, string? cursor, int limit) => new([], null);

    /// <summary>An organisation, whole; null when it is not registered.</summary>
    public OrganisationView? Organisation(OrganisationId organisation) => null;

    /// <summary>Its name; the bare id when it is not registered.</summary>
    public OrganisationName Name(OrganisationId organisation) => new(organisation, Words.None, null);

    /// <summary>The plans that name an organisation as reviewer.</summary>
    public ImmutableArray<PlanId> ReviewedBy(OrganisationId organisation) => [];
}
