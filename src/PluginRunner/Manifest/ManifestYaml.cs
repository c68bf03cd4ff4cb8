using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tracker.PluginRunner.Manifest;

internal abstract record YamlValue(int Line, int Column);

internal sealed record YamlText(int Line, int Column, string Text, bool Plain) : YamlValue(Line, Column);

internal sealed record YamlItems(int Line, int Column, ImmutableArray<YamlValue> Items) : YamlValue(Line, Column);

internal sealed record YamlMembers(int Line, int Column, ImmutableArray<(YamlText Key, YamlValue Value)> Members) : YamlValue(Line, Column);

/// <summary>Reads a manifest's YAML as a small tree with places. Anchors, aliases and tags are refused: nothing may expand.</summary>
internal sealed class ManifestYaml(Parser parser)
{
    private const int Deepest = 12;

    /// <exception cref="NotTaken">It is no YAML, or none as manifests have it.</exception>
    public static YamlValue Read(string yaml)
    {
        var scanner = new Scanner(new StringReader(yaml), skipComments: true);
        try
        {
            return new ManifestYaml(new(scanner)).Document();
        }
        catch (YamlException broken) // in the words of the YAML reader, which knows English only
        {
            var at = Place(broken, scanner.CurrentPosition);
            var tab = Tab(yaml, at.Line, scanner.CurrentPosition.Line);
            throw new NotTaken(tab ?? at, $"the YAML reader says “{broken.Message.Split('\n')[0]}”") { Advice = tab is null ? null : Remark.Of($"indent with spaces instead of tabs") };
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            throw new NotTaken(scanner.CurrentPosition, $"it is not YAML");
        }
    }

    /// <summary>Refuses characters of control wherever they stand: a reader of YAML may take one for the end of the file.</summary>
    /// <exception cref="NotTaken">There is one.</exception>
    public static void RefuseHidden(string yaml)
    {
        for (var i = 0; i < yaml.Length; i++)
        {
            if (!ShownText.IsHidden(yaml[i])) continue;
            var before = yaml.AsSpan(0, i);
            throw new NotTaken(new(i, before.Count('\n') + 1, i - before.LastIndexOf('\n')), $"the character U+{(int)yaml[i]:X4} cannot be seen") { Advice = Remark.Of($"delete it") };
        }
    }

    /// <summary>A value as JSON: plain words true, false, null and numbers are those, everything else is text.</summary>
    public static JsonNode? Json(YamlValue value) => value switch
    {
        // The last of a key that stands twice; who reads settings refuses it.
        YamlMembers members => new JsonObject(members.Members.GroupBy(member => member.Key.Text).Select(same => KeyValuePair.Create(same.Key, Json(same.Last().Value)))),
        YamlItems items => new JsonArray([.. items.Items.Select(Json)]),
        YamlText { Plain: true, Text: "true" } => JsonValue.Create(true),
        YamlText { Plain: true, Text: "false" } => JsonValue.Create(false),
        YamlText { Plain: true, Text: "null" or "~" or "" } => null,
        YamlText { Plain: true } text when long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlText { Plain: true } text when decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlText text => JsonValue.Create(text.Text),
        _ => throw new InvalidOperationException("There is no other kind of value."),
    };

    /// <summary>Every key that stands twice in its map, however deep.</summary>
    public static IEnumerable<YamlText> Twice(YamlValue value) => value switch
    {
        YamlMembers members => members.Members.GroupBy(member => member.Key.Text).SelectMany(same => same.Skip(1)).Select(member => member.Key)
            .Concat(members.Members.SelectMany(member => Twice(member.Value))),
        YamlItems items => items.Items.SelectMany(Twice),
        _ => [],
    };

    private YamlValue Document()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _)) return new YamlMembers(1, 1, []);
        parser.Consume<DocumentStart>();
        var root = Value(1);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? root : throw new NotTaken(parser.Current!.Start, $"there is a second document"); // not at the end, so there is a current one
    }

    private YamlValue Value(int depth)
    {
        var at = parser.Current ?? (parser.MoveNext() ? parser.Current! : throw new NotTaken(Mark.Empty, $"it ends too early")); // MoveNext gave one
        if (depth > Deepest) throw new NotTaken(at.Start, $"it is nested more than {Deepest} deep");
        if (at is AnchorAlias || (at is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific))))
            throw new NotTaken(at.Start, $"anchors (&), aliases (*) and tags (!) are not taken");
        var (line, column) = ((int)at.Start.Line, Math.Max(1, (int)at.Start.Column));
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlText(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
            return new YamlItems(line, column, items.ToImmutable());
        }

        parser.Consume<MappingStart>();
        var members = ImmutableArray.CreateBuilder<(YamlText, YamlValue)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Value(depth + 1) is not YamlText key) throw new NotTaken(at.Start, $"a key is a word");
            members.Add((key, Value(depth + 1)));
        }

        return new YamlMembers(line, column, members.ToImmutable());
    }

    /// <summary>Where it broke: some of what the YAML reader throws has no place, which is then where it stood.</summary>
    private static Mark Place(YamlException broken, Mark stood) => broken.Start.Index > 0 ? broken.Start : broken.End.Index > 0 ? broken.End : stood;

    /// <summary>The first line that is indented by a tab, of those that were being read; null: none is.</summary>
    private static Mark? Tab(string yaml, long from, long to)
    {
        foreach (var (at, line) in yaml.Split('\n').Index().Skip((int)from - 1).Take((int)(to - from) + 1))
        {
            if (line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal)) return new(0, at + 1, 1);
        }

        return null;
    }
}

/// <summary>What is no YAML, or YAML that manifests do not use.</summary>
internal sealed class NotTaken(Mark at, Remark why) : Exception(why.ToString())
{
    public Mark At { get; } = at;

    public Remark Why { get; } = why;

    /// <summary>What to do; null: nothing else than always.</summary>
    public Remark? Advice { get; init; }
}
