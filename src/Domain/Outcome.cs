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

    /// <summary>Allowed: these events, at least one, in this order. What was asked for stands last, after whatever it brings about: a receipt names that one.</summary>
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
    ImmutableSortedDictionary<string, string>? Values = null)
{
    /// <summary>What is wrong with other fields of the same command; empty: nothing, or nobody looked.</summary>
    public ImmutableArray<Refused> Others { get; init; } = [];

    /// <summary>
    /// Other fields without which this cannot be told: it holds of what they say together. Where one of them cannot be read, nobody
    /// knows yet whether this is so, and it is not said.
    /// </summary>
    public ImmutableArray<string> ReadWith { get; init; } = [];

    /// <summary>The same, told only where these fields could be read as well.</summary>
    public Refused Beside(params ReadOnlySpan<string> fields) => this with { ReadWith = [.. fields] };

    /// <summary>
    /// What is wrong with a command's fields, all of it: the first refusal with the others beside it, one for each field. Only for
    /// what can be told of each field whatever the others say; what the state of things forbids is asked before, and stands alone.
    /// </summary>
    /// <returns>Null: nothing.</returns>
    public static Refused? Every(params ReadOnlySpan<Refused?> checks)
    {
        Refused? first = null;
        foreach (var check in checks)
        {
            if (check is not null) first = first is null ? check : first.And(check);
        }

        return first;
    }

    /// <summary>This one, with another and the others of that one beside it; a field is told once.</summary>
    public Refused And(Refused other) => this with
    {
        Others = [.. Others.Concat(other.Others.Prepend(other with { Others = [] })).Where(one => one.Field != Field).DistinctBy(one => one.Field)],
    };

    /// <summary>This one and the others, one after the other.</summary>
    public IEnumerable<Refused> Each() => Others.Prepend(this with { Others = [] });
}

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
