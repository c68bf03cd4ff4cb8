using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Says on the ledger that a file was put to a piece of evidence. No address takes it: <see cref="Files.ContinueUploadEndpoint"/> and the pages send it.</summary>
public sealed class AttachFileHandler(IGrainFactory grains, WaitingRoom room) : IRequestHandler<Write<AttachFile>, WriteOutcome>
{
    // A piece that was sent back waits again with its file: it is counted as a new one is.
    public Task<WriteOutcome> Handle(Write<AttachFile> request, CancellationToken cancellationToken) =>
        room.Again(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AttachFile);
}
