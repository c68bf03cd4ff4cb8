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

    /// <summary>The day in the plan's zone on which it was hidden.</summary>
    public DateOnly HiddenOn => Day(HiddenAt);

    /// <summary>The organisation that hid it.</summary>
    public OrganisationId? Hider { get; private init; }

    /// <summary>The organisation that decided about it last.</summary>
    public OrganisationId? Decider { get; private init; }

    /// <summary>The day in the plan's zone on which an appeal began to wait; null: none does.</summary>
    public DateOnly? AppealedOn => AppealedAt is { } at ? Day(at) : null;

    /// <summary>An appeal was decided: there is no second one.</summary>
    public bool AppealDecided { get; private init; }

    private DateTimeOffset HiddenAt { get; init; }

    private DateTimeOffset? AppealedAt { get; init; }

    private TimeSpan Zone { get; init; }

    /// <summary>The same for whoever asks for days, in a zone this far from universal time.</summary>
    public HidingState In(TimeSpan zone) => this with { Zone = zone };

    /// <summary>The next state.</summary>
    public HidingState Evolve(Recorded<HidingEvent> recorded)
    {
        var next = this with { Version = recorded.Header.Version };
        var (by, at) = (recorded.Header.Actor.Organisation, recorded.Header.At);
        return recorded.Event switch
        {
            TextHidden => next with { Status = HidingStatus.Hidden, HiddenAt = at, Hider = by },
            TextWithheld => next.Decided(HidingStatus.Withheld, by),
            TextShown => next.Decided(HidingStatus.Shown, by),
            HidingAppealed => next with { AppealedAt = at },
            _ => next,
        };
    }

    private HidingState Decided(HidingStatus became, OrganisationId? by) =>
        this with { Status = became, Decider = by, AppealDecided = AppealDecided || AppealedAt is not null, AppealedAt = null };

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Zone).DateTime);
}
