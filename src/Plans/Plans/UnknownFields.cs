using System.Collections.Immutable;
using Tracker.Domain.Text;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Plans;

/// <summary>
/// Required fields whose value the source does not state: <c>unknown</c>, with the reason under <c>unknown-because</c>, one
/// for each field or one for all.
/// </summary>
internal sealed class UnknownFields
{
    private readonly SourceFile source;
    private readonly Fields fields;
    private readonly ImmutableArray<Language> languages;
    private readonly Dictionary<string, ImmutableSortedDictionary<string, PublicText>> reasons = new(StringComparer.Ordinal);

    /// <param name="source">The file.</param>
    /// <param name="fields">Its front matter.</param>
    /// <param name="languages">Of the plan.</param>
    /// <param name="may">Fields that may be unknown.</param>
    public UnknownFields(SourceFile source, Fields fields, ImmutableArray<Language> languages, string[] may)
    {
        this.source = source;
        this.fields = fields;
        this.languages = languages;
        if (fields.Node("unknown-because") is not YamlMap map || IsForAll(map)) return;
        foreach (var entry in map.Entries)
        {
            var name = Keys.Commitment.TryFind(entry.Key.Text, out var key) ? key.Name : entry.Key.Text;
            if (!may.Contains(name))
                source.Error(entry.Key.Place, "key-unknown", $"`{Fields.Cut(entry.Key.Text)}` cannot be unknown", Spelling.Suggest(entry.Key.Text, may, may));
            else if (!IsUnknown(name))
                source.Error(entry.Key.Place, "reason-without-unknown", $"`{name}` is not `unknown`", $"delete the reason, or the value");
        }
    }

    /// <summary>The reasons of the fields that were asked for and are unknown.</summary>
    public IReadOnlyDictionary<string, ImmutableSortedDictionary<string, PublicText>> Reasons => reasons;

    public bool IsUnknown(string name) => fields.Piece(name) is { } piece && ValueWords.IsUnknown(piece.Text);

    /// <summary>Whether the field is unknown; its reason is then noted, or its absence.</summary>
    public bool Take(string name)
    {
        if (!IsUnknown(name)) return false;
        var reason = fields.Node("unknown-because") switch
        {
            YamlMap map when !IsForAll(map) => map.Entries.FirstOrDefault(entry => Keys.Commitment.TryFind(entry.Key.Text, out var key) && key.Name == name)?.Value,
            var node => node,
        };
        if (reason is not null and not YamlList && source.Texts(reason, languages) is { Count: > 0 } texts)
            reasons[name] = texts;
        else
            source.NeedsReason(fields.Piece(name)!, "unknown-because", $"unknown-because: {{{name}: …}}"); // it is unknown, so it is there
        return true;
    }

    public DateOnly? Date(string name) => Take(name) ? null : fields.Date(name);

    /// <summary>A map of languages is one reason for all.</summary>
    private bool IsForAll(YamlMap map) => map.Entries.Any(entry => languages.Any(language => language.Value == entry.Key.Text));
}
