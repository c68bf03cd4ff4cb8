using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The four partners, and the plugins by which each contributes. All of it is public.</summary>
public sealed class PartnersPage(PluginStandings standings, PluginFiles files, IPluginIsolation isolation, TimeProvider clock) : PublicPage
{
    public ImmutableArray<PluginStanding> All { get; private set; } = [];

    /// <summary>Folders that were put there and are no plugins.</summary>
    public ImmutableArray<BrokenFolder> Broken { get; } = files.Broken;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Why only plugins that came with the product run here; null: every approved one does.</summary>
    public string? OnlyShipped => isolation.WhyNot;

    /// <summary>A plugin stands with every partner that it is made for.</summary>
    public IEnumerable<PluginStanding> Of(Partner partner) =>
        All.Where(one => one.View.Current.MadeFor.Contains(partner) || one.View.Speaking.Any(approval => approval.Partner == partner));

    public async Task<IActionResult> OnGet()
    {
        All = await standings.All();
        return Page();
    }
}
