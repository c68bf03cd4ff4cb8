using System.ComponentModel;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>Begin to send a file for what was sent without an account. It is held, as the words are.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="KeepPlace">Say where a photograph was taken, as it says itself; otherwise that is forgotten.</param>
public sealed record SendFile(string Name, long Size, bool KeepPlace = false);

/// <summary>
/// Whoever has a tracking number sends a file to their piece, in parts: begins it, goes on with it, asks how much is here. As with an
/// account (<c>/files</c>), under the same rules and limits; who it is says the number in the address.
/// </summary>
public sealed class SendFileEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/submissions/{trackingNumber}/files", Begin)
            .TakesVisitors<SendFile, Accepted>(StatusCodes.Status202Accepted, seen: false)
            .WithSummary("Begins to send a file for what was sent without an account, in parts. It is held until a reviewer has looked.");
        var part = api.MapPatch("/submissions/{trackingNumber}/files/{id}", Go)
            .WithName("SendPart")
            .WithSummary("Takes the next part of a file of a visitor's; the last one attaches it. Content-Type: application/partial-upload.")
            .WithMetadata(new RequestSizeLimitAttribute(FileRules.MostBytes + 1024))
            .Produces<Receipt>(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status204NoContent);
        foreach (var status in (int[])[400, 403, 404, 409, 413, 415, 429, 503, 507]) part.Produces<Problem>(status, Problems.ContentType);
        var asked = api.MapMethods("/submissions/{trackingNumber}/files/{id}", [HttpMethods.Head], Ask)
            .WithName("ReadPart")
            .WithSummary("How much of a visitor's file is here.")
            .Produces(StatusCodes.Status200OK);
        foreach (var status in (int[])[400, 404, 429]) asked.Produces<Problem>(status, Problems.ContentType);
    }

    private static async Task<IResult> Begin(HttpContext http, string trackingNumber, EvidenceViews views, PlanClock clock, IMediator mediator)
    {
        if (Submissions.Find(trackingNumber, views, clock) is not var (number, view)) return Submissions.Unknown(http);
        var key = Preconditions.Key(http);
        var command = await Body.Read<SendFile>(http, new Dictionary<string, JsonNode?>(), http.RequestAborted);
        var outcome = await mediator.Send(new Write<SendFile>(command, view.Row.Id, number.Visitor, key), http.RequestAborted);
        if (outcome is WriteOutcome.Noted noted) http.Response.Headers.Location = Addresses.FileOfSubmission(number.Shown, FileId.Parse(noted.Id));
        return WriteDoor.Answer(http, outcome);
    }

    private static async Task<IResult> Go(
        HttpContext http, string trackingNumber, FileId id, EvidenceViews views, PlanClock clock,
        [FromHeader(Name = "Upload-Offset")][Description("How many bytes of the file were sent before this part.")] string? uploadOffset = null) =>
        Submissions.Find(trackingNumber, views, clock) is var (number, _)
            ? await Parts.Take(http, id, number.Visitor.By, uploadOffset, () => number.Visitor)
            : Submissions.Unknown(http);

    private static async Task<IResult> Ask(HttpContext http, string trackingNumber, FileId id, EvidenceViews views, PlanClock clock, Uploads uploads)
    {
        Asked.Only(http);
        if (Submissions.Find(trackingNumber, views, clock) is not var (number, _)) return Submissions.Unknown(http);
        // Also what is attached already: whoever lost the last answer learns that all of it is here.
        if (await uploads.Find(id) is not { } upload || upload.Owner != number.Visitor.By) return Problems.Answer(http, DoorRules.UploadUnknown.Refuse());
        Parts.Say(http, uploads, upload);
        return Results.Ok();
    }
}

public sealed class SendFileHandler(Uploads uploads, EvidenceViews evidence, PlanClock clock, IOptions<TrackerOptions> options)
    : IRequestHandler<Write<SendFile>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<SendFile> request, CancellationToken cancellationToken)
    {
        var (name, size, keepPlace) = request.Command;
        var id = ((Target.OfEvidence)request.Target).Id; // the door names no other
        if (evidence.Evidence(id, clock.Today(id.Commitment.Plan)) is not { } view) return new WriteOutcome.Declined(Rules.EvidenceUnknown.Refuse());
        if (Parts.Refusal(view, name, size) is { } why) return new WriteOutcome.Declined(why);
        var (upload, refused) = await uploads.Begin(
            request.Actor.By, request.Key, id, name, size, keepPlace, (long)options.Value.FileMegabytesPerSubmission << 20);
        return upload is not null ? new WriteOutcome.Noted(upload.Id.Value)
            : refused is not null ? new WriteOutcome.Declined(refused)
            : new WriteOutcome.KeyReused();
    }
}
