using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What came of a row that was sent.</summary>
/// <param name="Row">The row.</param>
/// <param name="Recorded">Whether it is in the public record.</param>
/// <param name="Why">Why not.</param>
public sealed record RowOutcome(WorkbookRow Row, bool Recorded, Refused? Why);

/// <summary>
/// What a workbook would report, and then what came of it. The rules are asked of every row before the first is sent, when it is shown
/// and when it is sent: what was shown is sent whole, or nothing of it. Each row is a report of its own, under a key of its own: sent
/// again after an answer that did not come, it is recorded once.
/// </summary>
public sealed class WorkbookPreviewPage(
    IMediator mediator, WorkbookTrial trial, Drafts drafts, CommitmentViews commitments, PlanClock clock, WriteLimiter limiter, Reader reader) : OwnPage
{
    /// <summary>The form's field that names each row that was shown.</summary>
    public const string Shown = "row";

    public string Name { get; private set; } = "";

    /// <summary>What would be recorded, and what is wrong; found before the page is shown.</summary>
    public WorkbookForecast Forecast { get; private set; } = new([], [], []);

    /// <summary>Empty: nothing was sent yet.</summary>
    public ImmutableArray<RowOutcome> Sent { get; private set; } = [];

    /// <summary>Why nothing was sent, although somebody asked; null: nobody did, or it was sent.</summary>
    public Refused? Stopped { get; private set; }

    public Projections.Words Title(CommitmentId commitment, MilestoneNumber leaf) =>
        DraftedReport.Leaf(commitments, clock, commitment, leaf.Value)?.Milestone.Title ?? Projections.Words.None;

    public async Task<IActionResult> OnGet(string name)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Owner)) return StatusCode(StatusCodes.Status403Forbidden);
        if (Find(caller, name) is not { } reading) return NotFound();
        Forecast = await trial.Of(caller, name, reading, HttpContext.RequestAborted);
        if (Forecast is { Rows.IsEmpty: true, Recorded.IsEmpty: false }) Sent = [.. Forecast.Recorded.Select(row => new RowOutcome(row, true, null))];
        return Page();
    }

    public async Task<IActionResult> OnPost(string name)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Owner)) return StatusCode(StatusCodes.Status403Forbidden);
        if (Find(caller, name) is not { } reading) return NotFound();
        Forecast = await trial.Of(caller, name, reading, HttpContext.RequestAborted);
        var shown = Request.Form[Shown].ToHashSet();
        var sending = Forecast.Rows.Concat(Forecast.Recorded).Where(row => shown.Contains(Number(row))).OrderBy(row => row.Row).ToList();
        if (sending.Count < shown.Count || sending.Count == 0) return Stop(StatusCodes.Status409Conflict, DoorRules.SheetOvertaken.Refuse());
        using var lease = limiter.Take(caller, sending.Count);
        if (!lease.IsAcquired) return Stop(StatusCodes.Status429TooManyRequests, DoorRules.TooManyRequests.Refuse());
        var (outcomes, written) = (ImmutableArray.CreateBuilder<RowOutcome>(), new OwnWrites());
        foreach (var row in sending)
        {
            // What was begun is finished, whether or not somebody waits for it.
            var outcome = await mediator.Send(written.Of(caller, name, row), CancellationToken.None);
            if (outcome is WriteOutcome.Done done) written.Add(row, done);
            outcomes.Add(Outcome(row, outcome));
        }

        Sent = outcomes.ToImmutable();
        return Page();
    }

    /// <summary>A row's number, as a form has it.</summary>
    public static string Number(WorkbookRow row) => row.Row.ToString(CultureInfo.InvariantCulture);

    private PageResult Stop(int status, Refused why)
    {
        Stopped = why;
        Response.StatusCode = status;
        return Page();
    }

    private static RowOutcome Outcome(WorkbookRow row, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Done => new(row, true, null),
        WriteOutcome.Declined declined => new(row, false, declined.Why),
        WriteOutcome.Full => new(row, false, DoorRules.StorageFull.Refuse()),
        _ => new(row, false, DoorRules.OutcomeUnknown.Refuse()),
    };

    private WorkbookReading? Find(Caller caller, string name)
    {
        var kept = drafts.Find(caller.AccountId, name).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (!kept.TryGetValue("reading", out var reading)) return null;
        Name = kept["file"];
        return JsonSerializer.Deserialize<WorkbookReading>(reading, DomainJson.Options);
    }
}
