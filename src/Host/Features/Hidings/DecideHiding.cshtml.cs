using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Ledger;

namespace Tracker.Host.Features.Hidings;

/// <summary>The form by which a reviewer decides whether what was hidden stays hidden; reviewers of the plan see the words there, and nowhere else.</summary>
public sealed class DecideHidingPage(
    IMediator mediator, HistoryViews history, HidingViews hidings, OrganisationViews organisations, LogReader ledger, Reader reader)
    : HidingForm(mediator, history, hidings, reader)
{
    public override string Form => "decide-hiding";

    /// <summary>The words that are hidden.</summary>
    public ImmutableArray<EntryText> Words { get; private set; } = [];

    protected override IEnumerable<Type> Commands => [typeof(DecideHiding)];

    protected override async Task<bool> FindAsked()
    {
        if (!Find()) return false;
        if (Hiding is not null && Writer.Is(Role.Reviewer) && organisations.ReviewedBy(Writer.Organisation).Contains(Entry.Plan!.Value) // Find has asked
            && await ledger.ReadWithHeldTexts(Entry.Log, Entry.Index, HttpContext.RequestAborted) is { } stored)
            Words = HistoryViews.TextsOf(stored);
        return true;
    }

    protected override Task<WriteOutcome?> Send()
    {
        var outcome = Typed.Choice<HidingOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        return Send(outcome is null || reason is null ? null : new DecideHiding(outcome.Value, reason));
    }
}
