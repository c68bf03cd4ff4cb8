using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Files;

/// <summary>Begin to send a file for one's evidence, whose words are recorded already.</summary>
/// <param name="Evidence">The piece it is for.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="KeepPlace">Say where a photograph was taken, as it says itself; otherwise that is forgotten.</param>
public sealed record StartUpload(EvidenceId Evidence, string Name, long Size, bool KeepPlace = false);

/// <summary>
/// Begins an upload in parts: <c>Location</c> says where they go. Nothing of it is on the ledger before all parts are there.
/// </summary>
public sealed class StartUploadEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/files", (Delegate)((HttpContext http) => WriteDoor.Take<StartUpload>(http, new Target.OfEvidence(default), async write =>
        {
            var outcome = await http.RequestServices.GetRequiredService<IMediator>().Send(write with { Target = write.Command.Evidence }, http.RequestAborted);
            if (outcome is WriteOutcome.Noted noted) http.Response.Headers.Location = Addresses.File(FileId.Parse(noted.Id));
            return outcome;
        })))
        .TakesOrder<StartUpload>()
        .WithSummary("Begins to send a file for one's evidence, in parts.");
}

public sealed class StartUploadHandler(Uploads uploads, EvidenceViews evidence, PlanClock clock, IOptions<TrackerOptions> options)
    : IRequestHandler<Write<StartUpload>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<StartUpload> request, CancellationToken cancellationToken)
    {
        var (id, name, size, keepPlace) = request.Command;
        if (Refusal(request) is { } why) return new WriteOutcome.Declined(why);
        var (upload, refused) = await uploads.Begin(
            request.Actor.By, request.Key, id, name, size, keepPlace, (long)options.Value.FileMegabytesPerAccount << 20);
        return upload is not null ? new WriteOutcome.Noted(upload.Id.Value)
            : refused is not null ? new WriteOutcome.Declined(refused)
            : new WriteOutcome.KeyReused();
    }

    private Refused? Refusal(Write<StartUpload> request)
    {
        var (id, name, size, _) = request.Command;
        if (Parts.Unfit(name, size) is { } unfit) return unfit;
        if (evidence.Evidence(id, clock.Today(id.Commitment.Plan)) is not { } view) return Rules.EvidenceUnknown.Refuse("evidence");
        if (view.Row.By?.Id != request.Actor.Organisation) return Rules.NotContributor.Refuse("evidence");
        return Parts.Refusal(view, name, size);
    }
}
