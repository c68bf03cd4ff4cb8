using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>What became of what somebody sent without an account, for whoever has its tracking number. It needs no cookie.</summary>
public sealed class SubmissionPage(EvidenceViews evidence, HidingViews hidings, PlanClock clock, Reader reader) : OwnPage
{
    public TrackingNumber? Number { get; private set; }

    /// <summary>Null: no number was given yet, or none that is known.</summary>
    public EvidenceView? View { get; private set; }

    /// <summary>Whether it was sent a moment ago: now the number is told.</summary>
    public bool Sent { get; private set; }

    /// <summary>Whether a file was put to it a moment ago.</summary>
    public bool Attached { get; private set; }

    /// <summary>The entry that its sender's appeal became a moment ago.</summary>
    public long? RecordedAt { get; private set; }

    /// <summary>The newest entry about it that is shown already.</summary>
    public long Newest => Math.Max(View!.History.IsDefaultOrEmpty ? -1 : View.History[0].Index, Hidden.Select(hiding => hiding.Steps[^1].Index).DefaultIfEmpty(-1).Max()); // asked of a known number

    /// <summary>What of it is hidden now, and why.</summary>
    public ImmutableArray<HidingView> Hidden { get; private set; } = [];

    /// <summary>What was typed and is no known number.</summary>
    public string? Unknown { get; private set; }

    public IActionResult OnGet(string? trackingNumber, string? number, int? sent, int? attached, long? recorded)
    {
        if (trackingNumber is null && TrackingNumber.TryParse(number, out var typed)) return Redirect(reader.To.Submission(typed.Shown));
        if ((trackingNumber ?? number) is not { Length: > 0 } asked) return Page();
        if (Submissions.Find(asked, evidence, clock) is not var (known, view))
        {
            Unknown = asked.Length <= 100 ? asked : "";
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        (Number, View, Sent, Attached, RecordedAt) = (known, view, sent is not null, attached is not null, recorded);
        Hidden = [.. Submissions.Hidden(view, hidings)];
        return Page();
    }
}
