using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Projections.Store;

/// <summary>Plans, organisations and plugins: few, named on every page, hence held in memory as of the last batch.</summary>
internal sealed record Register(
    ImmutableSortedDictionary<string, PlanBody> Plans, ImmutableSortedDictionary<string, OrganisationBody> Organisations,
    ImmutableSortedDictionary<string, PluginBody> Plugins)
{
    public static Register Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, PlanBody>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, OrganisationBody>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, PluginBody>(StringComparer.Ordinal));

    public static Register Load(ViewConnection connection) => new(
        connection.Query("SELECT body FROM plan", row => ViewJson.Read<PlanBody>(row.GetString(0)))
            .ToImmutableSortedDictionary(plan => plan.Id.Value, plan => plan, StringComparer.Ordinal),
        connection.Query("SELECT body FROM organisation", row => ViewJson.Read<OrganisationBody>(row.GetString(0)))
            .ToImmutableSortedDictionary(organisation => organisation.Id.Value, organisation => organisation, StringComparer.Ordinal),
        connection.Query("SELECT body FROM plugin", row => ViewJson.Read<PluginBody>(row.GetString(0)))
            .ToImmutableSortedDictionary(plugin => plugin.Id.Value, plugin => plugin, StringComparer.Ordinal));

    public PlanBody? Plan(PlanId id) => Plans.GetValueOrDefault(id.Value);

    public OrganisationName Name(OrganisationId id) =>
        Organisations.GetValueOrDefault(id.Value)?.AsName() ?? new(id, Words.None, null);

    public OrganisationName? Name(OrganisationId? id) => id is { } known ? Name(known) : null;

    /// <summary>The organisation's name, and the partner a plan gives it where the register does not know it.</summary>
    public OrganisationName Name(OrganisationId id, PlanBody? plan) => Name(id) is var name && name.Partner is not null
        ? name
        : name with { Partner = plan is not null && plan.Organisations.TryGetValue(id.Value, out var partner) ? partner : null };

    public OrganisationName? Name(OrganisationId? id, PlanBody? plan) => id is { } known ? Name(known, plan) : null;
}
