using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>What waits in a plan, and for how long: for a check, an answer, a decision.</summary>
public sealed class ListWaitingEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plans/{plan}/waiting", (HttpContext http, PlanId plan, WaitingViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, views.Of(plan, clock.Today(plan), clock.Now(plan)) is { } waiting ? WaitingAnswer.Of(waiting) : null);
        })
        .Answers<WaitingAnswer>("ListWaiting", "What waits in a plan, and for how long.", mayBeMissing: true).HasAPast();
        api.MapWhole("/plans/{plan}/waiting", "ExportWaiting", "Where submissions of a plan wait for their first check, the longest waiting first", mayBeMissing: true, form => (
            HttpContext http, PlanId plan, WaitingViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            return views.Of(plan, clock.Today(plan), clock.Now(plan)) is { } waiting
                ? WholeList.Of(form, $"{plan}-waiting", WaitingAnswer.Of(waiting).Leaves, WaitingAt.Table)
                : OpenAnswer.Of<WaitingAnswer>(http, null);
        }, hasAPast: true);
    }
}

/// <summary>How much waits, and for how long.</summary>
/// <param name="Days">For how many days the oldest waits.</param>
/// <param name="TooLong">How many wait so long that any reviewer of the site may take them.</param>
public sealed record WaitingFigure(int Count, DateTimeOffset? Oldest, int Days, int TooLong)
{
    public static WaitingFigure Of(WaitingCount count) => new(count.Count, count.Oldest, count.Days, count.TooLong);
}

/// <summary>Submissions that wait at a leaf; without one: for the whole commitment.</summary>
public sealed record WaitingAt(string Commitment, string? Leaf, WaitingFigure Checks)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<WaitingAt> Table { get; } = new Table<WaitingAt>()
        .Text("commitment", row => row.Commitment).Text("leaf", row => row.Leaf).Value("count", row => row.Checks.Count)
        .Value("oldest", row => row.Checks.Oldest).Value("days", row => row.Checks.Days).Value("tooLong", row => row.Checks.TooLong);
}

/// <summary>What waits in a plan.</summary>
/// <param name="Checks">For their first check; too long after 14 days.</param>
/// <param name="Answers">Disputes, for the office's answer.</param>
/// <param name="Decisions">Disputes, for a decision; too long after 30 days.</param>
/// <param name="Appeals">Appeals, for a decision; too long after 14 days.</param>
/// <param name="Hidings">Hidings, for a reviewer who confirms or lifts them; unconfirmed they end by themselves after 7 days.</param>
/// <param name="HidingAppeals">Appeals against a hiding, for a decision; too long after 14 days.</param>
/// <param name="NeverAnswered">Disputes that nobody had answered when the plan was closed.</param>
/// <param name="Leaves">Where submissions wait, the longest waiting first.</param>
public sealed record WaitingAnswer(
    string Plan, DateOnly Today, WaitingFigure Checks, WaitingFigure Answers, WaitingFigure Decisions, WaitingFigure Appeals, WaitingFigure Hidings,
    WaitingFigure HidingAppeals, int NeverAnswered, ImmutableArray<WaitingAt> Leaves)
{
    public static WaitingAnswer Of(PlanWaiting waiting) => new(
        waiting.Plan.Value, waiting.Today, WaitingFigure.Of(waiting.Checks), WaitingFigure.Of(waiting.Answers),
        WaitingFigure.Of(waiting.Decisions), WaitingFigure.Of(waiting.Appeals),
        WaitingFigure.Of(waiting.Hidings), WaitingFigure.Of(waiting.HidingAppeals), waiting.NeverAnswered,
        [.. waiting.Leaves.Select(leaf => new WaitingAt(leaf.Commitment.Number.Value, leaf.Leaf?.Value, WaitingFigure.Of(leaf.Checks)))]);
}
