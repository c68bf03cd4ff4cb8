using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Evidence;

/// <summary>What a plugin contributed, for all or for one organisation, a part at a time.</summary>
public sealed class ContributedPage(PluginViews plugins, EvidenceViews evidence) : PublicPage
{
    public PluginView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public OrganisationId? Organisation { get; private set; }

    public EvidenceStage? State { get; private set; }

    /// <summary>Where a contributed piece can be.</summary>
    public ImmutableArray<EvidenceStage> States { get; } = [.. Enum.GetValues<EvidenceStage>().Where(stage => stage != EvidenceStage.Stated)];

    public Page<EvidenceRow> Rows { get; private set; } = new([], null);

    public IActionResult OnGet(string id, string? organisation, string? state, string? cursor)
    {
        if (!PluginId.TryParse(id, out var plugin) || plugins.Plugin(plugin) is not { } view) return NotFound();
        View = view;
        if (!string.IsNullOrEmpty(organisation))
        {
            if (!OrganisationId.TryParse(organisation, out var of)) return NotFound();
            Organisation = of;
        }

        if (!string.IsNullOrEmpty(state))
        {
            State = States.Cast<EvidenceStage?>().FirstOrDefault(known => Fields.Word(known!.Value) == state); // cast from values
            if (State is null) return NotFound();
        }

        try
        {
            Rows = ListContributedEndpoint.Part(plugins, evidence, plugin, Organisation, State, cursor, 100);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
