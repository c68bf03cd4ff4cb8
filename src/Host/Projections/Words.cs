using System.Collections.Immutable;

namespace Tracker.Host.Projections;

/// <summary>A text in one language.</summary>
/// <param name="Language">The language it is in, <c>id</c>.</param>
/// <param name="Text">As written.</param>
/// <param name="Html">Rendered and clean, where the text is Markdown; null: plain text, to be encoded.</param>
/// <param name="Earlier">The promise was put otherwise in another language since, and this has not followed.</param>
public sealed record Worded(string Language, string Text, string? Html, bool Earlier = false);

/// <summary>A text in the languages it was written in; the first is the plan's own.</summary>
public sealed record Words(ImmutableArray<Worded> Versions)
{
    public static Words None { get; } = new(ImmutableArray<Worded>.Empty);

    /// <summary>In the reader's language where there is one, else in the first: <see cref="Worded.Language"/> tells which.</summary>
    public Worded? In(string language) =>
        Versions.FirstOrDefault(worded => worded.Language == language) ?? Versions.FirstOrDefault();

    /// <summary>The languages that still have an earlier wording.</summary>
    public IEnumerable<string> Earlier => Versions.Where(worded => worded.Earlier).Select(worded => worded.Language);

    /// <summary>As written in the plan's own language; empty when there is none.</summary>
    public string Own => Versions.IsEmpty ? "" : Versions[0].Text;

    /// <summary>As written, by language.</summary>
    public ImmutableSortedDictionary<string, string> ByLanguage() =>
        Versions.ToImmutableSortedDictionary(worded => worded.Language, worded => worded.Text, StringComparer.Ordinal);

    /// <summary>Plain text in the reader's language or the plan's own; empty when there is none.</summary>
    public string Text(string language) => In(language)?.Text ?? "";
}

/// <summary>A person's or an organisation's own words, in whatever language they wrote.</summary>
/// <param name="Text">As written.</param>
/// <param name="Html">Rendered from Markdown, and clean.</param>
public sealed record Prose(string Text, string Html);

/// <summary>A part of a list, and where the next one starts.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor to send for the next part; null at the end.</param>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);
