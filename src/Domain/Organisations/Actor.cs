namespace Tracker.Domain.Organisations;

/// <summary>Who acts: in what role, under which public id, for which organisation.</summary>
/// <param name="Role">The role acted in.</param>
/// <param name="By">A random id per person (the table from id to shown name lives with the accounts and can be erased),
/// <c>plugin:&lt;id&gt;@&lt;version&gt;</c> or <c>system:import</c>. Never a name.</param>
/// <param name="Organisation">Null for a visitor and for the site itself.</param>
/// <param name="Partner">The partner that the organisation belongs to; null exactly when it is.</param>
public sealed record Actor(Role Role, string By, OrganisationId? Organisation, Partner? Partner)
{
    /// <summary>Plan files entering the tracker.</summary>
    public static Actor Import { get; } = new(Role.System, "system:import", null, null);
}
