namespace Tracker.Plans.Words;

/// <summary>What may stand behind a key.</summary>
internal enum Shape
{
    /// <summary>One text, number, date or word.</summary>
    Value,

    /// <summary>A text in the plan's first language, or a text for each language.</summary>
    Texts,

    /// <summary>A list of values; one value alone is a list of one.</summary>
    Values,

    /// <summary>A map with keys of its own.</summary>
    Map,

    /// <summary>A map whose keys the author chooses, each with <see cref="Texts"/> or a map.</summary>
    Named,
}

/// <summary>A key of a plan file: read here, explained in the documentation and described in the JSON Schema.</summary>
/// <param name="Name">In English: what this project writes.</param>
/// <param name="Indonesian">In Indonesian.</param>
/// <param name="Shape">What may stand behind it.</param>
/// <param name="Required">Whether the file is incomplete without it.</param>
/// <param name="Members">The keys of a <see cref="Shape.Map"/>, or of each map in a <see cref="Shape.Named"/>.</param>
/// <param name="Words">The words that may stand behind it, where there is a list.</param>
/// <param name="Also">Other names that are read.</param>
internal sealed record Key(
    string Name,
    string Indonesian,
    Shape Shape = Shape.Value,
    bool Required = false,
    KeyTable? Members = null,
    IEnumerable<string>? Words = null,
    string[]? Also = null)
{
    public IEnumerable<string> AllNames => [Name, Indonesian, .. Also ?? []];

    /// <summary>As it is called in the reader's language.</summary>
    public ByLanguage Called => new(Name, Indonesian);
}

/// <summary>The keys of one kind of map.</summary>
internal sealed class KeyTable(params Key[] keys)
{
    private readonly Vocabulary<Key> names = new([.. keys.Select(key => (key, key.AllNames.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()))]);

    public IReadOnlyList<Key> Keys => keys;

    public bool TryFind(string name, out Key key) => names.TryRead(name, out key);

    public Remark Suggest(string name) => Spelling.Suggest(name, names.AllWords, ByLanguage.List(keys.Select(key => key.Called)));
}
