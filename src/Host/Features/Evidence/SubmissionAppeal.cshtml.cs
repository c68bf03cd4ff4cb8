using System.Globalization;
using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which whoever has its tracking number appeals against words or a file of a piece being hidden.</summary>
public sealed class SubmissionAppealPage(
    IMediator mediator, EvidenceViews evidence, HistoryViews history, HidingViews hidings, PlanClock clock, Reader reader) : FormPage<AppealHiding>(mediator)
{
    private HidingId _target;

    public override string Form => "appeal-hiding";

    public TrackingNumber Number { get; private set; }

    public EvidenceView View { get; private set; } = null!; // the page is shown only after Find has found it

    /// <summary>What was decided so far.</summary>
    public HidingView Hiding { get; private set; } = null!; // as above

    protected override bool NeedsAccount => false;

    protected override Target Target => _target;

    protected override bool Find()
    {
        if (Submissions.Find(RouteData.Values["trackingNumber"] as string, evidence, clock) is not var (number, view)
            || !long.TryParse(RouteData.Values["index"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !Submissions.Entries(view).Contains(index)
            || history.Entry(view.Contents[0].Log, index) is not { } entry
            || hidings.Of(entry.Log, index) is not { } hiding) return false;
        (Number, View, Hiding, _target) = (number, view, hiding, new(entry.Stream, entry.Version));
        return true;
    }

    protected override Domain.Organisations.Actor ActorFor<TCommand>() => Number.Visitor;

    /// <summary>It has no words of its own: the rule says why.</summary>
    protected override AppealHiding? Read() => new("");

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Submission(Number.Shown), done);
}
