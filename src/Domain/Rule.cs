using System.Collections.Immutable;

namespace Tracker.Domain;

/// <summary>A rule that can refuse.</summary>
/// <param name="Name">Kebab-case and stable: the key of its translations and part of the API.</param>
/// <param name="Kind">What sort of refusal it makes.</param>
/// <param name="Reason">English words a person can act on, with <c>{name}</c> where a value belongs.</param>
public sealed record Rule(string Name, RefusalKind Kind, string Reason)
{
    /// <summary>Refuses.</summary>
    /// <param name="field">The command's field it is about, as the API names it; null: the whole.</param>
    /// <param name="values">A value for each name in <see cref="Reason"/>.</param>
    public Refused Refuse(string? field = null, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values) given[name] = value;
        return new(Name, Kind, Reason, field, given.Count == 0 ? null : given.ToImmutable());
    }
}
