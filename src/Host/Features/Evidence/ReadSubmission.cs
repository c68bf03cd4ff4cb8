using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>What became of what somebody sent without an account.</summary>
public sealed class ReadSubmissionEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/submissions/{trackingNumber}", (HttpContext http, string trackingNumber, EvidenceViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            http.Response.Headers.CacheControl = "no-store"; // the address is a secret of whoever sent it
            return Submissions.Find(trackingNumber, views, clock) is var (_, view)
                ? Results.Json(SubmissionAnswer.Of(view), OpenAnswer.Json)
                : Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.SubmissionUnknown.Refuse("trackingNumber"));
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
}

/// <summary>What became of what somebody sent without an account. Of its words it has none: these are on the piece's own page once they were released.</summary>
/// <param name="Id">Public id of the piece.</param>
/// <param name="State">submitted, accepted, returned, refused, settled or upheld.</param>
/// <param name="Held">Whether the world cannot read it yet.</param>
/// <param name="WaitingSince">Since when it waits for a check; null: it does not.</param>
/// <param name="WaitingDays">For how many days.</param>
/// <param name="Level">The level it was accepted at.</param>
/// <param name="Course">Everything that was done about it, the oldest first, with reasons.</param>
public sealed record SubmissionAnswer(
    string Id, string Plan, string Commitment, string? Leaf, EvidenceStage State, bool Held, DateTimeOffset SentAt, DateTimeOffset? WaitingSince,
    int? WaitingDays, Completion? Level, ImmutableArray<EvidenceJudgement> Course)
{
    public static SubmissionAnswer Of(EvidenceView view)
    {
        var row = view.Row;
        return new(
            row.Id.Value, row.Id.Commitment.Plan.Value, row.Id.Commitment.Number.Value, row.Leaf?.Value, row.Status, row.Held, row.SubmittedAt,
            row.WaitingSince, row.WaitingSince is { } since ? DaysSince(since, view.Plan.Today) : null, row.Level,
            [.. view.Judgements.Select(EvidenceJudgement.Of)]);
    }

    /// <summary>For how many days something waits, as the rules count.</summary>
    internal static int DaysSince(DateTimeOffset since, DateOnly today) => Math.Max(0, today.DayNumber - DateOnly.FromDateTime(since.UtcDateTime).DayNumber);
}
