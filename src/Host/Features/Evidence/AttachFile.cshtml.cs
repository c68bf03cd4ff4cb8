using MediatR;
using Tracker.Host.Features.Shared;
using Tracker.Host.Files;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form for putting a file to one's organisation's evidence.</summary>
[FilesOfSignedIn]
public sealed class AttachFilePage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader, FileIntake intake)
    : FileForm(mediator, evidence, clock, reader, intake);
