using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain;

namespace Tracker.Remarks;

/// <summary>
/// What is said to whoever wrote a plan or a plugin, in any language. It is made only of an interpolated string in English,
/// <c>$"there is no day {text}"</c>; the string with numbered holes, <c>there is no day {0}</c>, is the key of its words in
/// other languages (<c>Texts/</c>). A test holds the keys in the code against those in the files.
/// </summary>
[InterpolatedStringHandler]
public sealed partial class Remark : IEquatable<Remark>
{
    private const string English = "en";
    private readonly StringBuilder template;
    private readonly List<(string Hole, object Value)> values;
    private readonly string? rule;

    internal Remark(int literalLength, int formattedCount)
    {
        template = new(literalLength + (formattedCount * "{0}".Length));
        values = new(formattedCount);
    }

    private Remark(Refused why)
        : this(0, 0)
    {
        rule = why.Rule;
        template.Append(why.Reason);
        if (why.Values is { } given) values.AddRange(given.Select(value => (value.Key, (object)value.Value)));
    }

    /// <summary>Its key: the English words with numbered holes.</summary>
    public string Template => template.ToString();

    /// <summary>Where it is made in a branch: a conditional expression of two strings would be a string.</summary>
    internal static Remark Of(Remark remark) => remark;

    /// <summary>Why a rule refuses what stands in the files; the words are those that pages say.</summary>
    internal static Remark Of(Refused why) => new(why);

    internal void AppendLiteral(string text) => template.Append(text);

    /// <summary>A hole that is itself a remark is said in the same language.</summary>
    internal void AppendFormatted(Remark value) => Append(value);

    /// <summary>A hole that is called otherwise in another language.</summary>
    internal void AppendFormatted(ByLanguage value) => Append(value);

    internal void AppendFormatted<T>(T value) => Append(Text(value, null));

    internal void AppendFormatted<T>(T value, string format) => Append(Text(value, format));

    /// <summary>In a language; in English where nobody translated into it.</summary>
    /// <param name="language">Its code, such as <c>id</c>.</param>
    public string In(string language)
    {
        var words = RemarkTexts.Find(language, rule, Template) ?? Template;
        var said = Hole().Replace(words, hole => values.Find(value => value.Hole == hole.Groups[1].Value) switch
        {
            (null, _) => hole.Value, // braces that are meant as such
            (_, Remark remark) => remark.In(language),
            (_, ByLanguage name) => name.In(language),
            (_, var value) => (string)value, // nothing else is kept
        });
        return rule is null ? said : said.TrimEnd('.');
    }

    /// <summary>In English.</summary>
    public override string ToString() => In(English);

    public bool Equals(Remark? other) => other is not null && Template == other.Template && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Remark);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static string Text<T>(T value, string? format) =>
        value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "";

    private void Append(object value)
    {
        var hole = values.Count.ToString(CultureInfo.InvariantCulture);
        template.Append('{').Append(hole).Append('}');
        values.Add((hole, value));
    }

    [GeneratedRegex(@"\{([A-Za-z0-9]+)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
