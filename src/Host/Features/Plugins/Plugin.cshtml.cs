using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Features.Plugins;

/// <summary>One plugin: what was listed, for whom it speaks, how its runs went. All of it is public.</summary>
public sealed class PluginPage(PluginStandings standings, PluginStore store, PluginFiles files, IPluginRuns runs, OrganisationViews organisations, TimeProvider clock) : PublicPage
{
    private const int AtOnce = 50;

    public PluginStanding Standing { get; private set; } = null!; // the page is shown only after OnGet has found it

    public ImmutableArray<RunRow> Runs { get; private set; } = [];

    public long? Older { get; private set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public long? RecordedAt { get; private set; }

    /// <summary>How it may ask its sources, beyond reading them; null: in no other way, or its files are not here.</summary>
    public AllowedRequests? Requests => files.Find(Standing.View.Current.Digest)?.Requests;

    /// <summary>Whether the files that were listed are here.</summary>
    public bool AreHere(PluginListingView listing) => files.Find(listing.Digest) is not null;

    /// <summary>When its schedule runs it next; null: it has none, and runs when somebody says so or something is delivered.</summary>
    public DateTimeOffset? Next(PluginDigest digest, RunRow last) => runs.Next(Standing.View.Id, digest, last.Started);

    /// <summary>Whether it speaks for an organisation and offers its people a form.</summary>
    public bool FormFor(OrganisationId organisation) => Standing.View.Speaking.Any(one => one.Organisation.Id == organisation && files.Find(one.Digest)?.Form == true);

    /// <summary>Whom a run spoke for.</summary>
    public OrganisationName SpokeFor(RunRow run) => organisations.Name(run.Organisation);

    public async Task<IActionResult> OnGet(string id, long? before, long? recorded)
    {
        if (!PluginId.TryParse(id, out var plugin) || await standings.Plugin(plugin) is not { } found) return NotFound();
        Standing = found;
        var runs = await store.Runs(plugin, before, AtOnce + 1);
        Runs = [.. runs.Take(AtOnce)];
        Older = runs.Length > AtOnce ? Runs[^1].Number : null;
        RecordedAt = recorded;
        return Page();
    }
}
