using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>One run: what it fetched, what became of what it sent, and why something was refused. While it goes on, as far as it is.</summary>
public sealed class RunPage(PluginViews plugins, PluginStore store, EvidenceViews evidence, OrganisationViews organisations) : PublicPage
{
    /// <summary>How long whoever follows a run waits for the page to be read again.</summary>
    public const int SecondsBetween = 5;

    private const int Shown = 100;

    public PluginView Plugin { get; private set; } = null!; // the page is shown only after OnGet has found it

    public RunView View { get; private set; } = null!; // as above

    public OrganisationName Organisation { get; private set; } = null!; // as above

    /// <summary>A part of what it contributed.</summary>
    public ImmutableArray<EvidenceRow> Evidence { get; private set; } = [];

    /// <summary>The last piece of this part, where there is another one.</summary>
    public EvidenceId? Last { get; private set; }

    /// <summary>What the plugin wrote is for whoever looks after it: nobody has checked it for names.</summary>
    public bool ShowsLines => Caller.Of(HttpContext) is { } caller && (caller.Is(Role.Admin) || caller.Organisation == View.Row.Organisation);

    /// <summary>
    /// Whether the page looks again by itself: only where its reader asked for it, who can stop it (WCAG 2.2.1), and only while there
    /// is something to come.
    /// </summary>
    public bool Follows { get; private set; }

    /// <summary>How many pieces a reviewer has just accepted, and how many not.</summary>
    public (int Accepted, int Declined)? Confirmed { get; private set; }

    /// <summary>How many pieces a reviewer has just sent back, and how many not.</summary>
    public (int Returned, int Declined)? Returned { get; private set; }

    public async Task<IActionResult> OnGet(string id, long run, string? confirmed, string? returned, string? after, string? follow)
    {
        (Confirmed, Returned) = (Counts(confirmed), Counts(returned));
        if (!PluginId.TryParse(id, out var plugin) || plugins.Plugin(plugin) is not { } view || await store.Run(plugin, run) is not { } found) return NotFound();
        (Plugin, View, Organisation) = (view, found, organisations.Name(found.Row.Organisation));
        var ids = await store.Pieces(run, EvidenceId.TryParse(after, out var last) ? last : null, Shown + 1);
        Evidence = evidence.Rows(ids.Take(Shown));
        if (ids.Length > Shown) Last = ids[Shown - 1];
        Follows = follow is not null && found.Row.State == RunState.Running;
        return Page();
    }

    private static (int, int)? Counts(string? told) =>
        told?.Split('-') is [var yes, var no] && int.TryParse(yes, out var done) && int.TryParse(no, out var declined) ? (done, declined) : null;
}
