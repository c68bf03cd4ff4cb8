using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>What the forms about one piece of evidence share: which piece, and which version of it was seen.</summary>
public abstract class EvidenceForm(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader) : FormPage(mediator)
{
    public EvidenceView View { get; protected set; } = null!; // the page is shown only after Find has found it

    protected Reader Reader => reader;

    protected override Target Target => View.Row.Id;

    protected override long? Version => View.Row.Version;

    /// <summary>The piece that has a tracking number; null: none has it.</summary>
    private protected (TrackingNumber Number, EvidenceView View)? Tracked(string? number) => Submissions.Find(number, evidence, clock);

    protected override bool Find()
    {
        if (!EvidenceId.TryParse(RouteData.Values["id"] as string, out var id) || evidence.Evidence(id, clock.Today(id.Commitment.Plan)) is not { } view) return false;
        View = view;
        return true;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Evidence(View.Row.Id), done);
}
