using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Says on the ledger that a file was put to a piece of evidence. No address takes it: <see cref="Files.ContinueUploadEndpoint"/> and the page send it.</summary>
public sealed class AttachFileHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AttachFile>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AttachFile> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AttachFile);
}
