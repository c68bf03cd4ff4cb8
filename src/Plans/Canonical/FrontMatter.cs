using System.Collections.Immutable;
using System.Text;

namespace Tracker.Plans.Canonical;

/// <summary>Writes the facts between the lines <c>---</c>: one key a line, in the order of the parser's table.</summary>
internal sealed class FrontMatter(Comments comments)
{
    /// <summary>What does not fit into a line of this many characters goes on lines of its own.</summary>
    private const int Widest = 120;

    private readonly List<string> lines = [];

    public void Value(string key, string? value)
    {
        if (value is not null) Add(key, [$"{key}: {YamlWord.Of(value)}"]);
    }

    /// <summary>A text, or one for each language.</summary>
    public void Texts(string key, ImmutableArray<(string Language, string Text)> texts, string own)
    {
        if (texts.Length > 0) Add(key, TextLines(key, texts, own, 0));
    }

    public void List(string key, IEnumerable<string>? values)
    {
        if (values?.ToList() is not { Count: > 0 } all) return;
        var line = $"{key}: [{string.Join(", ", all.Select(YamlWord.Within))}]";
        Add(key, line.Length <= Widest ? [line] : [$"{key}:", .. all.Select(value => $"  - {YamlWord.Of(value)}")]);
    }

    /// <summary>A map whose entries stand on lines of their own.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="entries">The name and the lines of each, not indented.</param>
    public void Map(string key, IEnumerable<(string Name, ImmutableArray<string> Lines)> entries)
    {
        var all = entries.ToList();
        if (all.Count == 0) return;
        lines.AddRange(comments.Take(key));
        lines.Add($"{key}:");
        foreach (var (name, of) in all)
        {
            lines.AddRange(comments.Take($"{key}/{name}").Concat(of).Select(line => "  " + line));
        }
    }

    /// <param name="key">The key.</param>
    /// <param name="texts">In the order of the plan's languages.</param>
    /// <param name="own">The language that a single text needs not name.</param>
    /// <param name="indent">How far the lines will be indented.</param>
    public static ImmutableArray<string> TextLines(string key, ImmutableArray<(string Language, string Text)> texts, string own, int indent)
    {
        if (texts is [(var only, var text)] && only == own) return [$"{key}: {YamlWord.Of(text)}"];
        var line = $"{key}: {{{string.Join(", ", texts.Select(one => $"{one.Language}: {YamlWord.Within(one.Text)}"))}}}";
        return line.Length + indent <= Widest ? [line] : [$"{key}:", .. texts.Select(one => $"  {one.Language}: {YamlWord.Of(one.Text)}")];
    }

    /// <param name="to">Where it goes.</param>
    /// <param name="always">Whether it stands there even with nothing in it.</param>
    public void Write(StringBuilder to, bool always)
    {
        lines.AddRange(comments.Take(""));
        lines.AddRange(comments.TakeRest());
        if (lines.Count == 0 && !always) return;
        to.Append("---\n");
        foreach (var line in lines) to.Append(line).Append('\n');
        to.Append("---\n");
    }

    private void Add(string key, IEnumerable<string> written)
    {
        lines.AddRange(comments.Take(key));
        lines.AddRange(comments.TakeBeneath(key));
        lines.AddRange(written);
    }
}
