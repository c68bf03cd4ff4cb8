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
/// A reviewer confirms what a run contributed, each piece at the level it is said to show: one decision of theirs for each, one
/// entry for each, through the corridor like any other.
/// </summary>
public sealed class ConfirmRunPage(IMediator mediator, PluginViews plugins, PluginStore store, EvidenceViews evidence, Reader reader) : FormPage(mediator)
{
    private const int AtOnce = 100;
    private readonly IMediator _mediator = mediator;

    public override string Form => "confirm-run";

    public PluginView Plugin { get; private set; } = null!; // the page is shown only after Find has found it

    public RunView Run { get; private set; } = null!; // as above

    /// <summary>What waits for a check and is not of the reviewer's own organisation.</summary>
    public ImmutableArray<EvidenceRow> Waiting { get; private set; } = [];

    protected override Target Target => Plugin.Id;

    protected override IEnumerable<Type> Commands => [typeof(AcceptEvidence)];

    public IEnumerable<Fields.Option> Pieces(Speech T) => Waiting.Select(row => new Fields.Option(
        Value(row), row.Title ?? T["evidence.removed"], T.Say("confirm-run.at-level", ("level", T.Of(row.Shows!.Value))))); // Find took only those that say it

    protected override bool Find() => false;

    protected override async Task<bool> FindAsked()
    {
        if (!PluginId.TryParse(RouteData.Values["id"] as string, out var id) || plugins.Plugin(id) is not { } view
            || !long.TryParse(RouteData.Values["run"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await store.Run(id, number) is not { } run) return false;
        (Plugin, Run) = (view, run);
        Waiting =
        [
            .. evidence.Rows(run.Evidence)
                .Where(row => row is { Status: EvidenceStage.Submitted, Shows: not null } && row.By?.Id != Writer.Organisation).Take(AtOnce),
        ];
        return true;
    }

    protected override void Prefill() => Typed.Set("pieces", Waiting.Select(Value));

    protected override async Task<WriteOutcome?> Send()
    {
        var reason = Typed.Prose("reason", required: true);
        var chosen = Typed.All("pieces").Select(Seen).OfType<(EvidenceRow Row, long Version)>().DistinctBy(one => one.Row.Id).ToList();
        if (chosen.Count == 0) Typed.Refuse("pieces", Rules.ValueUnknown.Refuse("pieces"));
        if (reason is null || Typed.Wrong.Count > 0) return null;
        var (accepted, declined) = (0, ImmutableArray.CreateBuilder<WriteOutcome>());
        foreach (var (row, seen) in chosen)
        {
            var outcome = await _mediator.Send(
                new Write<AcceptEvidence>(
                    new(row.Shows!.Value, reason), row.Id, Writer.For<AcceptEvidence>(), $"{Typed[Typed.Key]}:{row.Id.Local}", seen), // as above
                CancellationToken.None);
            if (outcome is WriteOutcome.Done) accepted++;
            else declined.Add(outcome);
        }

        return accepted == 0 ? declined[0] : new WriteOutcome.Noted(string.Create(CultureInfo.InvariantCulture, $"{accepted}-{declined.Count}"));
    }

    protected override string Shown(WriteOutcome.Done done) => reader.To.Run(Plugin.Id, Run.Row.Number);

    protected override string Shown(WriteOutcome.Noted noted) => $"{reader.To.Run(Plugin.Id, Run.Row.Number)}?confirmed={noted.Id}";

    // The version that was seen goes with each: what changed meanwhile is refused, and the others are not.
    private static string Value(EvidenceRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id.Value}@{row.Version}");

    private (EvidenceRow Row, long Version)? Seen(string value) =>
        value.Split('@') is [var id, var version]
        && Waiting.FirstOrDefault(row => row.Id.Value == id) is { } row
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (row, seen) : null;
}
