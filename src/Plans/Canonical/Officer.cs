using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>
/// The responsible officer as a file names them. The tracker publishes title and department as one text and never learns
/// mail and telephone: only a file tells them apart.
/// </summary>
internal sealed record Officer(string? Title, string? Department, string? Name = null, string? Email = null, string? Phone = null)
{
    /// <returns>Null: the file names none.</returns>
    public static Officer? Read(SourceFile source, KeyTable keys)
    {
        if (MarkdownTree.Read(source) is not { } document || MarkdownTree.FrontMatter(document) is not { } front) return null;
        if (YamlTree.Read(source, front.Yaml, front.LineOffset) is not YamlMap map) return null;
        if (map.Entries.FirstOrDefault(entry => keys.TryFind(entry.Key.Text, out var key) && key.Name == "officer")?.Value is not YamlMap officer) return null;
        return new(Of("title"), Of("department"), Of("name"), Of("email"), Of("phone"));

        string? Of(string name) =>
            officer.Entries.FirstOrDefault(entry => Keys.Officer.TryFind(entry.Key.Text, out var key) && key.Name == name)?.Value is YamlScalar { Value: var value }
            && value.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>What the tracker has, told apart at the first comma: put together again it is the same text.</summary>
    public static Officer? Of(string? office, string? name)
    {
        if (office is null && name is null) return null;
        return office?.Split(", ", 2) is [var title, var department] && IsWhole(title) && IsWhole(department)
            ? new(title, department, name)
            : new(office, null, name);

        static bool IsWhole(string part) => part.Length > 0 && part.Trim() == part;
    }

    public void Write(FrontMatter facts) => facts.Map("officer", new[]
    {
        ("title", Title), ("department", Department), ("name", Name), ("email", Email), ("phone", Phone),
    }.Where(part => part.Item2 is not null).Select(part => (part.Item1, System.Collections.Immutable.ImmutableArray.Create($"{part.Item1}: {YamlWord.Of(part.Item2!)}")))); // filtered
}
