using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tracker.Plans.Source;

internal abstract record YamlNode(Place Place);

internal sealed record YamlScalar(Place Place, string Value, bool Plain) : YamlNode(Place);

internal sealed record YamlList(Place Place, ImmutableArray<YamlNode> Items) : YamlNode(Place);

internal sealed record YamlMap(Place Place, ImmutableArray<YamlEntry> Entries) : YamlNode(Place);

internal sealed record YamlEntry(Piece Key, YamlNode Value);

/// <summary>
/// Reads YAML as a small tree that remembers places. Anchors, aliases and tags are refused: nothing may expand, and nothing
/// may choose a type.
/// </summary>
internal sealed class YamlTree
{
    private const int Deepest = 8;
    private readonly SourceFile source;
    private readonly Parser parser;
    private readonly int lineOffset;

    private YamlTree(SourceFile source, string yaml, int lineOffset)
    {
        this.source = source;
        this.lineOffset = lineOffset;
        parser = new(new Scanner(new StringReader(yaml), skipComments: true));
    }

    /// <param name="source">The file.</param>
    /// <param name="yaml">The YAML in it.</param>
    /// <param name="lineOffset">Lines of the file before it.</param>
    /// <returns>Null, with a finding, where it is not YAML as plan files have it.</returns>
    public static YamlNode? Read(SourceFile source, string yaml, int lineOffset)
    {
        var tree = new YamlTree(source, yaml, lineOffset);
        try
        {
            tree.parser.Consume<StreamStart>();
            if (tree.parser.TryConsume<StreamEnd>(out _)) return new YamlMap(new(lineOffset + 1, 1), []);
            tree.parser.Consume<DocumentStart>();
            var root = tree.Node(1);
            tree.parser.Consume<DocumentEnd>();
            if (!tree.parser.Accept<StreamEnd>(out _))
                throw new NotTaken(tree.parser.Current!.Start, $"there is a second document"); // not at the end, so there is a current one
            return root;
        }
        catch (NotTaken e)
        {
            return Unreadable(source, At(e.At), e.Why);
        }
        catch (YamlException e) // in the words of the YAML reader, which knows English only
        {
            return Unreadable(source, At(e.Start), $"the YAML reader says “{FirstLine(e.Message)}”");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException) // what the YAML reader throws on some broken input
        {
            return Unreadable(source, new(lineOffset + 1, 1), $"it is not YAML");
        }

        Place At(Mark mark) => new((int)mark.Line + lineOffset, Math.Max(1, (int)mark.Column));
    }

    private static YamlNode? Unreadable(SourceFile source, Place place, Remark why)
    {
        source.Error(place, "yaml", $"the front matter cannot be read: {why}", $"write `key: value`, one a line; put a text with a colon in double quotes");
        return null;
    }

    private YamlNode Node(int depth)
    {
        var at = parser.Current ?? (parser.MoveNext() ? parser.Current! : throw new NotTaken(Mark.Empty, $"it ends too early")); // MoveNext gave one
        if (depth > Deepest) throw new NotTaken(at.Start, $"it is nested more than {Deepest} deep");
        if (at is AnchorAlias || (at is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific))))
            throw new NotTaken(at.Start, $"anchors (&), aliases (*) and tags (!) are not taken");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(PlaceOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
        return parser.TryConsume<SequenceStart>(out var sequence) ? List(sequence, depth) : Map(parser.Consume<MappingStart>(), depth);
    }

    private YamlList List(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new(PlaceOf(start.Start), items.ToImmutable());
    }

    private YamlMap Map(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            if (key is not YamlScalar { Value: var name })
            {
                source.Error(key.Place, "yaml", $"a key must be a word", $"write `key: value`");
                name = "";
            }

            entries.Add(new(new(name, key.Place), Node(depth + 1)));
        }

        return new(PlaceOf(start.Start), entries.ToImmutable());
    }

    private Place PlaceOf(Mark mark) => new((int)mark.Line + lineOffset, (int)mark.Column);

    /// <summary>YAML that plan files do not have.</summary>
    private sealed class NotTaken(Mark at, Remark why) : Exception(why.ToString())
    {
        public Mark At => at;

        public Remark Why => why;
    }

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        text = (end < 0 ? text : text[..end]).TrimEnd('.', ' ', '\r');
        return text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
