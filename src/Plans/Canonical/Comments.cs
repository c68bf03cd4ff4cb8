using Tracker.Plans.Source;
using Tracker.Plans.Words;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Tracker.Plans.Canonical;

/// <summary>
/// The comments of a file's front matter: the tracker never sees them, and formatting keeps them. Each belongs to the key it
/// stands above, or the one it stands behind; <c>""</c>: the end.
/// </summary>
internal sealed class Comments
{
    private readonly Dictionary<string, List<string>> lines = new(StringComparer.Ordinal);

    public static Comments None { get; } = new();

    public bool Any => lines.Count > 0;

    /// <param name="source">The file.</param>
    /// <param name="keys">Of its front matter.</param>
    public static Comments Read(SourceFile source, KeyTable keys)
    {
        if (MarkdownTree.Read(source) is not { } document || MarkdownTree.FrontMatter(document) is not { } front) return None;
        var read = new Comments();
        var places = YamlTree.Read(source, front.Yaml, front.LineOffset) is YamlMap map ? Places(map, keys).ToList() : [];
        var scanner = new Scanner(new StringReader(front.Yaml), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is not Comment comment) continue;
            var line = (int)comment.Start.Line + front.LineOffset;
            var path = comment.IsInline ? places.LastOrDefault(place => place.Line <= line).Path : places.FirstOrDefault(place => place.Line > line).Path;
            read.Add(path ?? "", comment.Value.Trim());
        }

        return read;
    }

    /// <summary>The comments above a key, as lines without indentation; each is handed out once.</summary>
    public IEnumerable<string> Take(string path)
    {
        if (!lines.Remove(path, out var taken)) return [];
        return taken.Select(text => text.Length == 0 ? "#" : $"# {text}");
    }

    /// <summary>The comments of what stands beneath a key.</summary>
    public IEnumerable<string> TakeBeneath(string path) =>
        lines.Keys.Where(one => one.StartsWith(path + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList().SelectMany(Take);

    /// <summary>What nobody took: its key is not written.</summary>
    public IEnumerable<string> TakeRest() => lines.Keys.Order(StringComparer.Ordinal).ToList().SelectMany(Take);

    private void Add(string path, string text)
    {
        if (!lines.TryGetValue(path, out var of)) lines.Add(path, of = []);
        of.Add(text);
    }

    /// <summary>The keys of the first and second level by line.</summary>
    private static IEnumerable<(int Line, string? Path)> Places(YamlMap map, KeyTable keys)
    {
        foreach (var entry in map.Entries)
        {
            var known = keys.TryFind(entry.Key.Text, out var key);
            var name = known ? key.Name : entry.Key.Text;
            yield return (entry.Key.Place.Line, name);
            if (entry.Value is not YamlMap inner) continue;
            var members = !known ? null : name == "unknown-because" ? keys : key.Shape == Shape.Map ? key.Members : null;
            foreach (var member in inner.Entries)
                yield return (member.Key.Place.Line, $"{name}/{(members is not null && members.TryFind(member.Key.Text, out var inside) ? inside.Name : member.Key.Text)}");
        }
    }
}
