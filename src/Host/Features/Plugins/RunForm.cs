using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// A reviewer judges what a run contributed, as a batch: one decision of theirs for each piece, one entry for each, through the
/// corridor like any other. So each can be refused on its own, and appealed on its own.
/// </summary>
public abstract class RunForm<TCommand>(IMediator mediator, PluginViews plugins, PluginStore store, EvidenceViews evidence, Reader reader) : FormPage(mediator)
{
    private const int AtOnce = 100;
    private readonly IMediator _mediator = mediator;

    public PluginView Plugin { get; private set; } = null!; // the page is shown only after FindAsked has found it

    public RunView Run { get; private set; } = null!; // as above

    /// <summary>What waits for a check and is not of the reviewer's own organisation, sorted by a named rule.</summary>
    public ImmutableArray<(EvidenceRow Row, BatchSort Sort)> Waiting { get; private set; } = [];

    /// <summary>Whether more waits than stands on the form; it comes once these are judged.</summary>
    public bool More { get; private set; }

    protected override Target Target => Plugin.Id;

    protected override IEnumerable<Type> Commands => [typeof(TCommand)];

    /// <summary>A piece's words on the form.</summary>
    public IEnumerable<Fields.Option> Pieces(Speech T) => Waiting.Select(one => new Fields.Option(
        Value(one.Row), one.Row.Title ?? T["evidence.removed"], $"{T.Say("confirm-run.said", ("level", T.Of(one.Row.Shows!.Value)))} {T.Of(one.Sort)}")); // FindAsked took only those that say it

    /// <summary>The command for one piece.</summary>
    protected abstract TCommand Judge(EvidenceRow row, string reason);

    /// <summary>Whether a piece is chosen before anybody has looked.</summary>
    protected abstract bool Chosen(BatchSort sort);

    protected override bool Find() => false;

    protected override async Task<bool> FindAsked()
    {
        if (!PluginId.TryParse(RouteData.Values["id"] as string, out var id) || plugins.Plugin(id) is not { } view
            || !long.TryParse(RouteData.Values["run"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await store.Run(id, number) is not { } run) return false;
        (Plugin, Run) = (view, run);
        var waiting = ImmutableArray.CreateBuilder<(EvidenceRow, BatchSort)>();
        await foreach (var row in Unjudged())
        {
            More = waiting.Count == AtOnce;
            if (More) break;
            waiting.Add((row, BatchSorting.Of(row, await store.Check(row.Id))));
        }

        Waiting = [.. waiting.OrderBy(one => one.Item2)];
        return true;
    }

    /// <summary>Everything of the run that waits for a check and is not of the reviewer's own organisation, part by part.</summary>
    private async IAsyncEnumerable<EvidenceRow> Unjudged()
    {
        EvidenceId? after = null;
        do
        {
            var ids = await store.Pieces(Run.Row.Number, after, AtOnce);
            foreach (var row in evidence.Rows(ids).Where(row => row is { Status: EvidenceStage.Submitted, Shows: not null } && row.By?.Id != Writer.Organisation))
                yield return row;
            after = ids.Length == AtOnce ? ids[^1] : null;
        }
        while (after is not null);
    }

    protected override void Prefill() => Typed.Set("pieces", Waiting.Where(one => Chosen(one.Sort)).Select(one => Value(one.Row)));

    /// <summary>Why this reviewer may judge none of it: one piece of each plan tells.</summary>
    protected override async Task<Refused?> Bars()
    {
        Refused? barred = null;
        foreach (var (row, _) in Waiting.DistinctBy(one => one.Row.Id.Commitment.Plan))
        {
            var trial = new Write<TCommand>(Judge(row, "-"), row.Id, Writer.For<TCommand>(), NewKey(), row.Version, Trial: true);
            if (await _mediator.Send(trial, CancellationToken.None) is not WriteOutcome.Declined { Why: { Field: null } why }) return null;
            barred = why;
        }

        return barred;
    }

    protected override async Task<WriteOutcome?> Send()
    {
        var reason = Typed.Prose("reason", required: true);
        var chosen = await Chosen();
        if (chosen.Count == 0) Typed.Refuse("pieces", Rules.ValueUnknown.Refuse("pieces"));
        if (reason is null || Typed.Wrong.Count > 0) return null;
        var (judged, declined) = (0, ImmutableArray.CreateBuilder<WriteOutcome>());
        foreach (var (row, seen) in chosen)
        {
            var outcome = await _mediator.Send(
                new Write<TCommand>(Judge(row, reason), row.Id, Writer.For<TCommand>(), $"{Typed[Typed.Key]}:{row.Id.Local}", seen), CancellationToken.None);
            if (outcome is WriteOutcome.Done) judged++;
            else declined.Add(outcome);
        }

        return judged == 0 ? declined[0] : new WriteOutcome.Noted(string.Create(CultureInfo.InvariantCulture, $"{judged}-{declined.Count}"));
    }

    protected override string Shown(WriteOutcome.Done done) => reader.To.Run(Plugin.Id, Run.Row.Number);

    protected override string Shown(WriteOutcome.Noted noted) => $"{reader.To.Run(Plugin.Id, Run.Row.Number)}?{Form[..Form.IndexOf('-', StringComparison.Ordinal)]}ed={noted.Id}";

    // The version that was seen goes with each: what changed meanwhile is refused, and the others are not.
    private static string Value(EvidenceRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id.Value}@{row.Version}");

    /// <summary>
    /// What was ticked and is of this run, judged meanwhile or not: what is sent once more gets its first receipt again, and anything
    /// else is told by the rule what has become of it.
    /// </summary>
    private async Task<List<(EvidenceRow Row, long Version)>> Chosen()
    {
        var seen = new Dictionary<EvidenceId, long>();
        foreach (var value in Typed.All("pieces").Take(AtOnce))
        {
            if (value.Split('@') is not [var named, var told] || !EvidenceId.TryParse(named, out var id)
                || !long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || !await store.IsPiece(Run.Row.Number, id)) continue;
            seen.TryAdd(id, version);
        }

        return [.. evidence.Rows([.. seen.Keys]).Where(row => row.Shows is not null && row.By?.Id != Writer.Organisation).Select(row => (row, seen[row.Id]))];
    }
}
