using System.Collections.Immutable;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Hidings;

/// <summary>What somebody did about showing the words of an entry, as kept in the views.</summary>
internal sealed record HidingStepBody(HidingStep Step, long Index, DateTimeOffset At, OrganisationId? By, Role Role, Prose? Reason);

/// <summary>What was decided about showing the words of an entry, as kept in the views: the fold of its stream.</summary>
/// <param name="Lapsed">Seven days went by and nobody confirmed it: the follower has read the words again.</param>
internal sealed record HidingBody(
    HidingId Id, string Log, long Target, Ground Ground, HidingStatus Status, DateTimeOffset At, long Version, bool Lapsed, ImmutableArray<HidingStepBody> Steps)
{
    /// <summary>When it ends by itself; null: it does not, or has.</summary>
    public DateTimeOffset? Until => Status == HidingStatus.Hidden && !Lapsed ? At + Tracker.Ledger.Entries.Hiding.Unconfirmed : null;

    /// <summary>What it waits for, and since when; null: for nothing. Whoever decides an appeal decides about the hiding with it.</summary>
    public (HidingNeed Need, DateTimeOffset Since)? Need => Steps[^1] is { Step: HidingStep.Appealed, At: var since } ? (HidingNeed.Appeal, since)
        : Until is null ? null
        : (HidingNeed.Confirmation, At);

    /// <summary>Folds one entry; null before the first that hides.</summary>
    public static HidingBody? Evolve(HidingBody? body, HidingId id, ReadEntry entry) => (body, entry.Event) switch
    {
        (null, TextHidden hidden) => new(id, entry.Header.Log, hidden.Target, hidden.Ground, HidingStatus.Hidden, entry.Header.At, entry.Header.Version, false, [Of(entry, HidingStep.Hidden)]),
        ({ } known, TextWithheld) => known.Next(entry, HidingStep.Confirmed, HidingStatus.Withheld),
        ({ } known, TextShown) => known.Next(entry, HidingStep.Lifted, HidingStatus.Shown),
        ({ } known, HidingAppealed) => known.Next(entry, HidingStep.Appealed, known.Status),
        _ => body,
    };

    private static HidingStepBody Of(ReadEntry entry, HidingStep step) =>
        new(step, entry.Header.Index, entry.Header.At, entry.Header.Actor.Organisation, entry.Header.Actor.Role, entry.Prose("reason"));

    private HidingBody Next(ReadEntry entry, HidingStep step, HidingStatus status) => this with
    {
        Status = status,
        Version = entry.Header.Version,
        Steps = Steps.Add(Of(entry, step)),
    };
}
