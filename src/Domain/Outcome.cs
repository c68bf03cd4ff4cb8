using System.Collections.Immutable;
using Tracker.Domain.Record;

namespace Tracker.Domain;

/// <summary>What a rule answers: the events that happened, or the refusal. Refusing changes nothing.</summary>
public abstract record Outcome<TEvent>
    where TEvent : TrackerEvent
{
    private Outcome()
    {
    }

    /// <summary>Allowed: these events, at least one, in this order.</summary>
    public sealed record Accepted(ImmutableArray<TEvent> Events) : Outcome<TEvent>;

    /// <summary>Not allowed.</summary>
    public sealed record Declined(Refused Why) : Outcome<TEvent>;

    public static implicit operator Outcome<TEvent>(TEvent happened) => new Accepted([happened]);

    public static implicit operator Outcome<TEvent>(Refused refused) => new Declined(refused);
}

/// <summary>A refusal: the rule that refused and words a person can act on.</summary>
/// <param name="Rule">The rule's name, kebab-case, stable: the key of its translations.</param>
/// <param name="Kind">What sort of refusal, so that one place can answer with the right status.</param>
/// <param name="Reason">English words with <c>{name}</c> where a value belongs.</param>
/// <param name="Field">The command's field it is about, camelCase; null: the whole.</param>
/// <param name="Values">The values for the words.</param>
public sealed record Refused(
    string Rule,
    RefusalKind Kind,
    string Reason,
    string? Field = null,
    ImmutableSortedDictionary<string, string>? Values = null);

/// <summary>What sort of refusal.</summary>
public enum RefusalKind
{
    /// <summary>The command itself cannot be (400).</summary>
    Invalid,

    /// <summary>Not by this actor (403).</summary>
    Forbidden,

    /// <summary>What it is about does not exist (404).</summary>
    Missing,

    /// <summary>Not in the state things are in (409).</summary>
    Conflict,

    /// <summary>What the person saw has changed since (412).</summary>
    Stale,
}
