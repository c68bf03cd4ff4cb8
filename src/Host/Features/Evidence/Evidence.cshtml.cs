using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Evidence;

/// <summary>A piece of evidence, whole, beside the claim it is about.</summary>
[AsOf]
public sealed class EvidencePage(EvidenceViews evidence, PluginStore plugins, SourceQuestions questions, IOptions<TrackerOptions> options, PlanClock clock) : PublicPage
{
    public EvidenceView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public long? RecordedAt { get; private set; }

    /// <summary>What its plugin said when it looked at the source again; null: nobody has.</summary>
    public SourceCheck? Check { get; private set; }

    /// <summary>Why its plugin cannot be asked for such a look; null: it can.</summary>
    public Refused? NoLook { get; private set; }

    /// <summary>Whether somebody has just asked for such a look.</summary>
    public bool Asked { get; private set; }

    public async Task<IActionResult> OnGet(string id, long? recorded, int? asked, [FromServices] Reader reader)
    {
        if (!EvidenceId.TryParse(id, out var found) || evidence.Evidence(found, clock.Today(found.Commitment.Plan)) is not { } view) return NotFound();
        if (view.Row.Review) return Redirect(reader.To.ReviewPage(found) + Request.QueryString);
        View = view;
        RecordedAt = recorded;
        Asked = asked is not null;
        // What was sent here is read nowhere again: a plugin that is sent the same once more says the same, and has looked at nothing.
        if (view.Row.Plugin is not null && !PluginHooks.IsOne(options.Value, view.Contents[^1].Source)) Check = await plugins.Check(found);
        NoLook = await questions.Bar(view.Row);
        return Page();
    }
}
