using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Evidence;

/// <summary>What waits for the reviewer's organisation, the oldest first.</summary>
public sealed class ReviewsPage(EvidenceViews evidence, ReviewViews reviews, OrganisationViews organisations, PlanClock clock) : OwnPage
{
    public ReviewQueue Queue { get; private set; } = new([], null, 0);

    /// <summary>Disputes and appeals that its organisation may decide.</summary>
    public ImmutableArray<NeedItem> Undecided { get; private set; } = [];

    /// <summary>Challenged declarations that its organisation may decide.</summary>
    public ImmutableArray<ChallengeItem> Challenges { get; private set; } = [];

    /// <summary>What waits elsewhere so long that any reviewer may take it.</summary>
    public ImmutableArray<EvidenceItem> TooLong { get; private set; } = [];

    /// <summary>What was accepted for an earlier wording and waits for a confirmation.</summary>
    public ImmutableArray<EvidenceItem> Earlier { get; private set; } = [];

    /// <summary>Reviews that differ from another independent finding, and of which its organisation may decide.</summary>
    public ImmutableArray<EvidenceItem> Differing { get; private set; } = [];

    /// <summary>What a coordinator hid and they may decide: what ends by itself first, then the longest waiting.</summary>
    public ImmutableArray<HidingItem> Hidings { get; private set; } = [];

    public int Plans { get; private set; }

    public async Task<IActionResult> OnGet(string? cursor, [FromServices] Reader reader, [FromServices] UndecidedHidings hidings)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Reviewer)) return StatusCode(StatusCodes.Status403Forbidden);
        var own = organisations.ReviewedBy(caller.Organisation);
        ImmutableArray<PlanId> plans = [.. own.Where(caller.Reviews)];
        Plans = plans.Length;
        Undecided = [.. evidence.Undecided(caller.Organisation, plans, clock.Today)];
        Differing = reviews.Undecided(caller.Organisation, plans);
        Challenges = organisations.Undecided(caller.Organisation, plans);
        // Whoever reviews some plan may take what waits too long in another; an organisation that reviews none is refused there too.
        if (own.Length > 0)
        {
            Undecided = [.. Undecided, .. evidence.UndecidedTooLong(caller.Organisation, own, clock.Today)];
            TooLong = evidence.WaitingTooLong(caller.Organisation, own, clock.Today);
        }

        Hidings = await hidings.For(caller);
        Earlier = evidence.ForEarlierWording(caller.Organisation, plans);
        try
        {
            Queue = evidence.Queue(caller.Organisation, plans, cursor, 20, clock.Today);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
