using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

namespace Tracker.Domain.Hidings;

/// <summary>Whether the words of an entry are shown, as far as somebody decided it.</summary>
public enum HidingStatus
{
    /// <summary>Nobody ever hid them.</summary>
    None,

    /// <summary>A coordinator hid them; after seven days this means nothing any more, unless somebody confirms it.</summary>
    Hidden,

    /// <summary>A reviewer decided that they stay hidden.</summary>
    Withheld,

    /// <summary>A reviewer decided that they are shown.</summary>
    Shown,
}

/// <summary>What the rules must know of a hiding. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record HidingState
{
    /// <summary>Before anything happened.</summary>
    public static HidingState None { get; } = new();

    public HidingStatus Status { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>The day, in universal time, on which it was hidden.</summary>
    public DateOnly HiddenOn { get; private init; }

    /// <summary>The organisation that hid it.</summary>
    public OrganisationId? Hider { get; private init; }

    /// <summary>The organisation that decided about it last.</summary>
    public OrganisationId? Decider { get; private init; }

    /// <summary>The day on which an appeal began to wait; null: none does.</summary>
    public DateOnly? AppealedOn { get; private init; }

    /// <summary>An appeal was decided: there is no second one.</summary>
    public bool AppealDecided { get; private init; }

    /// <summary>The next state.</summary>
    public HidingState Evolve(Recorded<HidingEvent> recorded)
    {
        var next = this with { Version = recorded.Header.Version };
        var (by, day) = (recorded.Header.Actor.Organisation, DateOnly.FromDateTime(recorded.Header.At.UtcDateTime));
        return recorded.Event switch
        {
            TextHidden => next with { Status = HidingStatus.Hidden, HiddenOn = day, Hider = by },
            TextWithheld => next.Decided(HidingStatus.Withheld, by),
            TextShown => next.Decided(HidingStatus.Shown, by),
            HidingAppealed => next with { AppealedOn = day },
            _ => next,
        };
    }

    private HidingState Decided(HidingStatus became, OrganisationId? by) =>
        this with { Status = became, Decider = by, AppealDecided = AppealDecided || AppealedOn is not null, AppealedOn = null };
}
