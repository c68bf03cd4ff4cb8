using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>What became of what somebody sent without an account.</summary>
public sealed class ReadSubmissionEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/submissions/{trackingNumber}", (HttpContext http, string trackingNumber, EvidenceViews views, HidingViews hidings, PlanClock clock) =>
        {
            Asked.Only(http);
            http.Response.Headers.CacheControl = "no-store"; // the address is a secret of whoever sent it
            if (Submissions.Find(trackingNumber, views, clock) is not var (_, view)) return Submissions.Unknown(http);
            http.Response.Headers.ETag = view.ETag; // what an appeal says it has seen
            return Results.Json(SubmissionAnswer.Of(view, Submissions.Hidden(view, hidings)), OpenAnswer.Json);
        })
        .WithName("ReadSubmission")
        .WithSummary("What became of what somebody sent without an account, by its tracking number.")
        .Produces<SubmissionAnswer>()
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType);
}

/// <summary>Finds a piece by its tracking number.</summary>
internal static class Submissions
{
    public static (TrackingNumber Number, EvidenceView View)? Find(string? text, EvidenceViews views, PlanClock clock) =>
        TrackingNumber.TryParse(text, out var number)
        && views.Submitted(number.Local) is { } id
        && views.Evidence(id, clock.Today(id.Commitment.Plan)) is { } view
            ? (number, view)
            : null;

    /// <summary>What is answered to a number that nothing has.</summary>
    public static IResult Unknown(HttpContext http) =>
        Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.SubmissionUnknown.Refuse("trackingNumber"));

    /// <summary>The entries that its sender wrote: the words, and each file.</summary>
    public static IEnumerable<long> Entries(EvidenceView view) => view.Contents.Select(content => content.Index).Concat(view.Files.Select(file => file.Index));

    /// <summary>What of it is hidden now, and why.</summary>
    public static IEnumerable<HidingView> Hidden(EvidenceView view, HidingViews hidings) =>
        Entries(view).Select(index => hidings.Of(view.Contents[0].Log, index)).OfType<HidingView>().Where(hiding => hiding.Open);

    /// <summary>Whether a file may be put to it: the rule itself is asked when the file is there.</summary>
    public static bool TakesFiles(EvidenceView view) =>
        view.Row.Status is EvidenceStage.Submitted or EvidenceStage.Returned && view.Files.Length < FileRules.MostFiles;
}

/// <summary>What became of what somebody sent without an account. Of its words it has none: these are on the piece's own page once they were released.</summary>
/// <param name="Id">Public id of the piece.</param>
/// <param name="Version">Its version, of which If-Match may say that it was seen.</param>
/// <param name="State">submitted, accepted, returned, refused, settled or upheld.</param>
/// <param name="Held">Whether the world cannot read it yet.</param>
/// <param name="WaitingSince">Since when it waits for a check; null: it does not.</param>
/// <param name="WaitingDays">For how many days.</param>
/// <param name="Level">The level it was accepted at.</param>
/// <param name="Files">The files that were put to it, in order.</param>
/// <param name="Course">Everything that was done about it, the oldest first, with reasons.</param>
/// <param name="Hidden">Which of its entries are hidden from the world now: its sender may appeal.</param>
public sealed record SubmissionAnswer(
    string Id, long Version, string Plan, string Commitment, string? Leaf, EvidenceStage State, bool Held, DateTimeOffset SentAt, DateTimeOffset? WaitingSince,
    int? WaitingDays, Completion? Level, ImmutableArray<SubmissionFile> Files, ImmutableArray<EvidenceJudgement> Course,
    ImmutableArray<SubmissionHiding> Hidden)
{
    public static SubmissionAnswer Of(EvidenceView view, IEnumerable<HidingView> hidden)
    {
        var row = view.Row;
        return new(
            row.Id.Value, row.Version, row.Id.Commitment.Plan.Value, row.Id.Commitment.Number.Value, row.Leaf?.Value, row.Status, row.Held, row.SubmittedAt,
            row.WaitingSince, row.WaitingSince is { } since ? view.Plan.DaysSince(since) : null, row.Level,
            [.. view.Files.Select(file => new SubmissionFile(file.Type, file.Size, file.At, file.Held, file.Refused, file.Ground, file.Reason?.Text))],
            [.. view.Judgements.Select(EvidenceJudgement.Of)],
            [.. hidden.Select(hiding => new SubmissionHiding(hiding.Index, hiding.Ground, hiding.Until, hiding.Appealed))]);
    }
}

/// <summary>An entry whose words, or whose file, are hidden from the world.</summary>
/// <param name="LedgerIndex">The entry's index.</param>
/// <param name="Ground">Under which rule.</param>
/// <param name="Until">When it ends by itself; null: it does not.</param>
/// <param name="Appealed">Whether an appeal waits for a decision.</param>
public sealed record SubmissionHiding(long LedgerIndex, Ground Ground, DateTimeOffset? Until, bool Appealed);

/// <summary>A file that its sender put to it.</summary>
/// <param name="Size">Bytes as kept: a photograph's without what it said beside its picture.</param>
/// <param name="Held">Whether the world cannot see it yet.</param>
/// <param name="Refused">A reviewer decided that it is not shown.</param>
/// <param name="Ground">Under which rule; null: it was not refused by itself.</param>
/// <param name="Reason">And why, in Markdown.</param>
public sealed record SubmissionFile(FileType Type, long Size, DateTimeOffset SentAt, bool Held, bool Refused, Ground? Ground, string? Reason);
