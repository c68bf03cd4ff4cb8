using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Projections.Reviews;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Commitments;

/// <summary>What was promised, what government says, what evidence shows, and the history of all three.</summary>
[AsOf]
public sealed class CommitmentPage(CommitmentViews commitments, ReviewViews reviews, PluginViews plugins, PluginFiles files, PlanClock clock) : PublicPage
{
    public CommitmentView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    /// <summary>Its reviews and those of its leaves.</summary>
    public ImmutableArray<EvidenceItem> Reviews { get; private set; } = [];

    /// <summary>The plugins that offer a form to an organisation's people.</summary>
    public IEnumerable<PluginView> FormsFor(OrganisationId organisation) => plugins.Speaking()
        .Where(one => one.Organisation == organisation && files.Find(one.Digest)?.Form == true)
        .Select(one => plugins.Plugin(one.Plugin)).OfType<PluginView>();

    public long? RecordedAt { get; private set; }

    public IActionResult OnGet(string plan, string number, long? recorded)
    {
        if (!CommitmentId.TryParse($"{plan}/{number}", out var id) || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return NotFound();
        View = view;
        Reviews = reviews.List(new(id.Plan, id), null, Asked.MostAtOnce).Items;
        RecordedAt = recorded;
        return Page();
    }
}
