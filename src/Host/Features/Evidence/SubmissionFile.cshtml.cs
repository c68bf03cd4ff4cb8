using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Host.Features.Shared;
using Tracker.Host.Files;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which whoever has its tracking number puts a photograph, or another file, to what was sent without an account.</summary>
[FilesOfTracked]
public sealed class SubmissionFilePage(
    IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader, FileIntake intake, IOptions<TrackerOptions> options)
    : FileForm(mediator, evidence, clock, reader, intake)
{
    public TrackingNumber Number { get; private set; }

    protected override bool NeedsAccount => false;

    protected override long? Room => (long)options.Value.FileMegabytesPerSubmission << 20;

    protected override bool Find()
    {
        if (Tracked(RouteData.Values["trackingNumber"] as string) is not var (number, view)) return false;
        (Number, View) = (number, view);
        return true;
    }

    protected override Domain.Organisations.Actor ActorFor<TCommand>() => Number.Visitor;

    protected override string Shown(WriteOutcome.Done done) => $"{Reader.To.Submission(Number.Shown)}?attached=1";
}
