using System.Collections.Immutable;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Mvc;
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
/// What a workbook would report, and then what came of it. Each row is a report of its own, under a key of its own: sent again after
/// an answer that did not come, it is recorded once.
/// </summary>
public sealed class WorkbookPreviewPage(IMediator mediator, Drafts drafts, CommitmentViews commitments, PlanClock clock, WriteLimiter limiter, Reader reader) : OwnPage
{
    public string Name { get; private set; } = "";

    public ImmutableArray<WorkbookRow> Rows { get; private set; } = [];

    public ImmutableArray<WrongCell> Wrong { get; private set; } = [];

    /// <summary>Null: nothing was sent yet.</summary>
    public ImmutableArray<RowOutcome>? Sent { get; private set; }

    public Projections.Words Title(CommitmentId commitment, MilestoneNumber leaf) =>
        DraftedReport.Leaf(commitments, clock, commitment, leaf.Value)?.Milestone.Title ?? Projections.Words.None;

    public IActionResult OnGet(string name) => Caller.Of(HttpContext) is not { } caller ? Redirect(reader.To.SignInFor(reader.Here))
        : !caller.Is(Role.Owner) ? StatusCode(StatusCodes.Status403Forbidden)
        : Find(caller, name) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPost(string name)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Owner)) return StatusCode(StatusCodes.Status403Forbidden);
        if (!Find(caller, name)) return NotFound();
        var outcomes = ImmutableArray.CreateBuilder<RowOutcome>();
        foreach (var row in Rows)
        {
            using var lease = limiter.Take(caller);
            // What was begun is finished, whether or not somebody waits for it.
            outcomes.Add(lease.IsAcquired ? Outcome(row, await mediator.Send(
                new Write<ReportProgress>(row.Command, row.Commitment, caller.For<ReportProgress>(), $"workbook:{name}:{row.Row}", row.Seen), CancellationToken.None))
                : new(row, false, DoorRules.TooManyRequests.Refuse()));
        }

        Sent = outcomes.ToImmutable();
        return Page();
    }

    private static RowOutcome Outcome(WorkbookRow row, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Done => new(row, true, null),
        WriteOutcome.Declined declined => new(row, false, declined.Why),
        WriteOutcome.Full => new(row, false, DoorRules.StorageFull.Refuse()),
        _ => new(row, false, DoorRules.OutcomeUnknown.Refuse()),
    };

    private bool Find(Caller caller, string name)
    {
        var kept = drafts.Find(caller.AccountId, name).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (!kept.TryGetValue("rows", out var rows)) return false;
        Rows = JsonSerializer.Deserialize<ImmutableArray<WorkbookRow>>(rows, DomainJson.Options);
        Wrong = JsonSerializer.Deserialize<ImmutableArray<WrongCell>>(kept["wrong"], DomainJson.Options);
        Name = kept["file"];
        return true;
    }
}
