using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Host.Projections.Store;
using Tracker.Host.Text;

namespace Tracker.Host.Projections.History;

/// <summary>The texts of a promise: the first ones, and those that amendments put in their place, entry by entry.</summary>
/// <param name="first">The entry that published it.</param>
internal sealed class AmendedTexts(ReadEntry first)
{
    private readonly Dictionary<string, EntryText> _texts = first.Texts.ToDictionary(text => text.Name, StringComparer.Ordinal);

    /// <summary>The first entry, with what it would say now.</summary>
    public ReadEntry Now => first with { Texts = [.. _texts.Values] };

    /// <summary>An amendment puts texts in the place of others.</summary>
    /// <remarks>Where it puts a text otherwise in some languages, the others have an earlier wording: unless one of those it changes
    /// had been left behind itself, and follows now. A translation that is added or taken away leaves nothing behind.</remarks>
    public void Amend(ReadEntry entry, ImmutableSortedDictionary<string, AmendedText>? amended)
    {
        var all = (amended ?? ImmutableSortedDictionary<string, AmendedText>.Empty)
            .Select(one => (Amended: one.Value, After: entry.Text($"texts/{one.Key}/after"))).ToList();
        foreach (var text in all.GroupBy(one => Text(one.Amended.Field)))
        {
            var put = text.Where(one => one.Amended.Added is null && one.After is not null).Select(one => one.Amended.Field).ToHashSet(StringComparer.Ordinal);
            if (put.Count == 0 || put.Any(field => _texts.TryGetValue(field, out var stood) && stood.Earlier)) continue;
            foreach (var other in _texts.Keys.Where(field => Text(field) == text.Key && text.All(one => one.Amended.Field != field)).ToList())
                _texts[other] = _texts[other] with { Earlier = true };
        }

        foreach (var (one, after) in all) Put(one.Field, after);
    }

    /// <summary>A text is put in the place of another; null: none is.</summary>
    public void Put(string field, EntryText? text)
    {
        if (text is null) _texts.Remove(field);
        else _texts[field] = new(field, text.Text, ReadEntry.IsMarkdown(field) ? Markdown.ToHtml(text.Text) : null);
    }

    /// <summary>A field without its language.</summary>
    private static string Text(string field) => field.LastIndexOf('/') is > 0 and var at ? field[..at] : field;
}
