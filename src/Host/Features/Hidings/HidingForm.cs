using MediatR;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>What the forms about an entry's words share: which entry, and what was decided about it so far.</summary>
public abstract class HidingForm(IMediator mediator, HistoryViews history, HidingViews hidings, Reader reader) : FormPage(mediator)
{
    public HistoryEntry Entry { get; private set; } = null!; // the page is shown only after Find has found it

    /// <summary>What was decided; null: nothing ever was.</summary>
    public HidingView? Hiding { get; private set; }

    protected override Target Target => HiddenEntry.Of(Entry);

    protected override bool Find()
    {
        if (RouteData.Values["log"] is not string log || !long.TryParse(RouteData.Values["index"] as string, System.Globalization.CultureInfo.InvariantCulture, out var index)
            || history.Entry(log, index) is not { Plan: not null } entry) return false;
        Entry = entry;
        Hiding = hidings.Of(log, index);
        return true;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Entry(Entry.Log, Entry.Index), done);
}
