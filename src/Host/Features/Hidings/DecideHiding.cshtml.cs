using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Files;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;
using Tracker.Ledger;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Hidings;

/// <summary>The form by which a reviewer decides whether what was hidden stays hidden; whoever may decide sees the words there, and nowhere else.</summary>
public sealed class DecideHidingPage(
    IMediator mediator, HistoryViews history, HidingViews hidings, EvidenceViews evidence, PlanClock clock, LogReader ledger, Reader reader)
    : HidingForm(mediator, history, hidings, reader)
{
    public override string Form => "decide-hiding";

    /// <summary>The words that are hidden.</summary>
    public ImmutableArray<EntryText> Words { get; private set; } = [];

    /// <summary>The file that is hidden with them; null: the entry is about none, or nobody here may see it.</summary>
    public new FileView? File { get; private set; }

    protected override IEnumerable<Type> Commands => [typeof(DecideHiding)];

    protected override async Task<bool> FindAsked()
    {
        if (!Find()) return false;
        if (Hiding is not null && await Reads()
            && await ledger.ReadWithHeldTexts(Entry.Log, Entry.Index, HttpContext.RequestAborted) is { } stored)
            Words = HistoryViews.TextsOf(stored);
        if (Words.Length > 0 && EvidenceId.TryFromStream(Entry.Stream, out var piece))
            File = evidence.Evidence(piece, clock.Today(piece.Commitment.Plan))?.Files.FirstOrDefault(file => file.Index == Entry.Index);
        return true;
    }

    /// <summary>The bytes of a hidden file: on this page, to those who see its words here, and nowhere else.</summary>
    public async Task<IActionResult> OnGetFile([FromServices] KeptBytes kept)
    {
        if (Caller.Of(HttpContext) is null || !await FindAsked() || File is not { } file || Words.FirstOrDefault(text => text.Name == "sha256") is not { Text: var sha256 }) return NotFound();
        return await kept.Open(sha256, HttpContext.RequestAborted) is { } bytes
            ? base.File(bytes, SeenFiles.ContentType(file.Type), $"{sha256[..16]}{FileNames.Endings(file.Type)[0]}")
            : NotFound();
    }

    protected override Task<Domain.Refused?> Bars() => Asked(new DecideHiding(HidingOutcome.Stands, "-"));

    protected override Task<WriteOutcome?> Send()
    {
        var outcome = Typed.Choice<HidingOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        return Send(outcome is null || reason is null ? null : new DecideHiding(outcome.Value, reason));
    }

    /// <summary>Whoever the rule lets decide it: nobody decides unread, and nobody else reads.</summary>
    private async Task<bool> Reads() => Writer.Is(Role.Reviewer) && await Asked(new DecideHiding(HidingOutcome.Stands, "-")) is null;
}
