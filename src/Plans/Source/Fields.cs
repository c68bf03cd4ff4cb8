using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;
using Tracker.Plans.Words;

namespace Tracker.Plans.Source;

/// <summary>What stands behind the keys of one map, asked for by their English names; every misuse becomes a finding.</summary>
internal sealed class Fields
{
    private readonly SourceFile source;
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);

    private Fields(SourceFile source, Place place)
    {
        this.source = source;
        Place = place;
    }

    public Place Place { get; }

    /// <summary>Reports unknown, repeated and missing keys, and values of the wrong shape.</summary>
    public static Fields Read(SourceFile source, YamlNode? node, KeyTable keys, Place place)
    {
        var fields = new Fields(source, node?.Place ?? place);
        if (node is not null and not YamlMap)
            source.Error(node.Place, "value-shape", $"here must stand keys with values", $"write one of {string.Join(", ", keys.Keys.Select(key => key.Name))} on each line");
        foreach (var entry in node is YamlMap map ? map.Entries : []) fields.Add(entry, keys);
        foreach (var key in keys.Keys.Where(key => key.Required && !fields.entries.ContainsKey(key.Name)))
            source.Error(fields.Place, "field-missing", $"`{key.Name}` is missing", $"add a line `{key.Name}: …`");
        return fields;
    }

    private void Add(YamlEntry entry, KeyTable keys)
    {
        if (!keys.TryFind(entry.Key.Text, out var key))
            source.Error(entry.Key.Place, "key-unknown", $"`{Cut(entry.Key.Text)}` is not a key here", keys.Suggest(entry.Key.Text));
        else if (entries.TryGetValue(key.Name, out var earlier))
            source.Error(entry.Key.Place, "key-twice", $"`{entry.Key.Text}` stands in line {earlier.Key.Place.Line} already", $"keep one of them");
        else if (!Fits(entry.Value, key.Shape))
            source.Error(entry.Value.Place, "value-shape", $"`{key.Name}` cannot hold this", Expected(key));
        else if (entry.Value is not YamlScalar { Value: "" }) entries.Add(key.Name, entry); // an empty value is as good as none
    }

    private static bool Fits(YamlNode value, Shape shape) => (shape, value) switch
    {
        (_, YamlScalar { Value: "" }) => true,
        (Shape.Value, YamlScalar) => true,
        (Shape.Texts, YamlScalar) => true,
        (Shape.Texts, YamlMap map) => map.Entries.All(entry => entry.Value is YamlScalar),
        (Shape.Values, YamlScalar) => true,
        (Shape.Values, YamlList list) => list.Items.All(item => item is YamlScalar),
        (Shape.Map or Shape.Named, YamlMap) => true,
        (Shape.Named, YamlScalar) => true,
        _ => false,
    };

    private static Remark Expected(Key key) => key.Shape switch
    {
        Shape.Value => $"write one value behind it",
        Shape.Texts => $"write a text, or a text for each language: `{{id: …, en: …}}`",
        Shape.Values => $"write a list: `[one, other]`",
        _ => $"write keys with values beneath it",
    };

    public bool Has(string name) => entries.ContainsKey(name);

    public Place PlaceOf(string name) => entries.TryGetValue(name, out var entry) ? entry.Value.Place : Place;

    public YamlNode? Node(string name) => entries.GetValueOrDefault(name)?.Value;

    public Piece? Piece(string name) =>
        entries.GetValueOrDefault(name)?.Value is YamlScalar scalar ? new(scalar.Value.Trim(), scalar.Place) : null;

    public string? Text(string name) => Piece(name) is { } piece ? source.Checked(piece) : null;

    /// <summary>The values of a list.</summary>
    public ImmutableArray<Piece> List(string name) => Node(name) switch
    {
        YamlScalar scalar => [.. Pieces.Split(new(scalar.Value, scalar.Place))],
        YamlList list => [.. list.Items.OfType<YamlScalar>().Select(item => new Piece(item.Value.Trim(), item.Place))],
        _ => [],
    };

    /// <summary>A text in one language or several.</summary>
    public ImmutableSortedDictionary<string, PublicText>? Texts(string name, ImmutableArray<Language> languages) =>
        Node(name) is { } node ? source.Texts(node, languages) : null;

    /// <summary>A name such as <c>dinkominfo-bojonegoro</c>.</summary>
    public T? Named<T>(string name, Remark what)
        where T : struct, ITextValue<T> =>
        Piece(name) is { } piece ? source.Named<T>(piece, what) : null;

    public DateOnly? Date(string name) => Piece(name) is { } piece ? DateReader.Read(source, piece) : null;

    public int? WholeNumber(string name, int least, int most) =>
        Piece(name) is { } piece ? source.WholeNumber(piece, least, most) : null;

    internal static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>Reading single values out of a file's pieces.</summary>
internal static class Pieces
{
    /// <summary>The parts between commas or semicolons.</summary>
    public static IEnumerable<Piece> Split(Piece piece)
    {
        var start = 0;
        for (var i = 0; i <= piece.Text.Length; i++)
        {
            if (i < piece.Text.Length && piece.Text[i] is not (',' or ';')) continue;
            var part = piece.Text[start..i];
            var blank = part.Length - part.TrimStart().Length;
            if (part.Trim() is { Length: > 0 } text)
                yield return new(text, piece.Place with { Column = piece.Place.Column + start + blank });
            start = i + 1;
        }
    }

    /// <summary>The text, once it is known to be one that may be recorded for ever.</summary>
    public static string Checked(this SourceFile source, Piece piece)
    {
        if (source.TriesWhatIsRefused) return piece.Text;
        var bytes = Encoding.UTF8.GetByteCount(piece.Text);
        if (bytes > TextLimits.Hard)
            source.Error(piece.Place, "text-too-long", $"this text has {bytes} bytes", $"shorten it to {TextLimits.Hard}, better {TextLimits.Usual}");
        else if (Wording.Optional("", piece.Text, TextLimits.Hard) is { } why) // also what a YAML escape hid
            source.Error(piece.Place, why.Rule, Remark.Of(why), $"correct the text");
        else if (bytes > TextLimits.Usual)
            source.Warn(piece.Place, "text-long", $"this text has {bytes} bytes", $"people read it whole up to about {TextLimits.Usual}: shorten it");
        return piece.Text;
    }

    public static ImmutableSortedDictionary<string, PublicText>? Texts(this SourceFile source, YamlNode node, ImmutableArray<Language> languages)
    {
        if (node is YamlScalar { Value: var text })
            return text.Trim().Length == 0 ? null : InFirst(source.Checked(new(text.Trim(), node.Place)), languages);
        var texts = ImmutableSortedDictionary.CreateBuilder<string, PublicText>(StringComparer.Ordinal);
        foreach (var entry in ((YamlMap)node).Entries) // the shape was checked: a scalar or a map of scalars
        {
            var value = entry.Value is YamlScalar scalar ? scalar.Value.Trim() : "";
            if (!languages.Any(language => language.Value == entry.Key.Text))
                source.Error(entry.Key.Place, "language-unknown", $"`{Fields.Cut(entry.Key.Text)}` is not a language of this plan", $"write one of {string.Join(", ", languages)}");
            else if (texts.ContainsKey(entry.Key.Text))
                source.Error(entry.Key.Place, "key-twice", $"`{entry.Key.Text}` stands here twice", $"keep one of them");
            else if (value.Length > 0)
                texts.Add(entry.Key.Text, new(source.Checked(new(value, entry.Value.Place))));
        }

        if (languages.Length > 0 && !texts.ContainsKey(languages[0].Value))
            source.Error(node.Place, "language-missing", $"the text in the plan's own language, `{languages[0]}`, is missing", $"add `{languages[0]}: …`");
        return texts.ToImmutable();
    }

    public static ImmutableSortedDictionary<string, PublicText> InFirst(string text, ImmutableArray<Language> languages) =>
        ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal)
            .Add(languages.Length > 0 ? languages[0].Value : "en", new(text));

    public static T? Named<T>(this SourceFile source, Piece piece, Remark what)
        where T : struct, ITextValue<T>
    {
        if (T.TryParse(piece.Text, out var value)) return value;
        source.Error(piece.Place, "name-wrong", $"`{Fields.Cut(piece.Text)}` cannot be {what}", $"write 1 to 32 letters, digits and hyphens; small letters except in numbers");
        return null;
    }

    /// <summary>A word of a value list, or an error with the nearest one.</summary>
    public static bool Word<T>(this SourceFile source, Piece piece, Vocabulary<T> words, Remark what, out T value)
    {
        if (words.TryRead(piece.Text, out value)) return true;
        source.Error(piece.Place, "word-unknown", $"`{Fields.Cut(piece.Text)}` is not {what}", words.Suggest(piece.Text));
        return false;
    }

    public static int? WholeNumber(this SourceFile source, Piece piece, int least, int most)
    {
        if (int.TryParse(piece.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        source.Error(piece.Place, "number-wrong", $"`{Fields.Cut(piece.Text)}` is not a number from {least} to {most}", $"write digits only");
        return null;
    }

    /// <summary>An amount or a weight.</summary>
    public static decimal? Amount(this SourceFile source, Piece piece, decimal above)
    {
        if (decimal.TryParse(piece.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > above && number < 1_000_000_000_000_000_000m && decimal.Round(number, 4) == number) return Normal(number);
        var digits = new string([.. piece.Text.Where(char.IsAsciiDigit)]);
        source.Error(
            piece.Place,
            "number-wrong",
            above < 0 ? Remark.Of($"`{Fields.Cut(piece.Text)}` is not an amount") : Remark.Of($"`{Fields.Cut(piece.Text)}` is not a number above 0"),
            digits.Length is > 0 and < 18 && decimal.Parse(digits, CultureInfo.InvariantCulture) > above ? Remark.Of($"write digits, with a point only before decimals, such as `{digits}`") : Remark.Of($"write digits, with a point only before decimals"));
        return null;
    }

    /// <summary>The same number always with the same digits: division drops trailing zeros.</summary>
    private static decimal Normal(decimal number) => number / 1.000000000000000000000000000000m;
}
