using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>Makes a text of the data set one that may be published for ever and stands in a plan file as what it is.</summary>
internal static partial class OgpTexts
{
    /// <summary>What was taken out is said.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="line">Whether it must be one line.</param>
    /// <param name="taken">Told of each kind of thing that was taken out.</param>
    public static string Clean(string cell, bool line, Action<Remark> taken)
    {
        var text = cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var plain = new string([.. text.Where(c => c is '\n' or '\t' || !(char.IsControl(c) || c is '\uFEFF' or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))]);
        if (plain.Length < text.Length) taken($"characters that cannot be seen were taken out");
        text = plain;
        if (Refused(text) == Rules.TextEmail.Name)
        {
            text = Address().Replace(text, "[…]");
            taken($"an e-mail address was taken out: mail and telephone are never published");
        }

        if (Refused(text) == Rules.TextTelephone.Name)
        {
            text = Digits().Replace(text, "[…]");
            taken($"a telephone number was taken out: mail and telephone are never published");
        }

        var lines = text.Split('\n').Select(one => one.Trim());
        return line ? string.Join(' ', lines.Where(one => one.Length > 0)) : string.Join('\n', lines.Select(Escaped)).Trim();
    }

    /// <summary>Parts that fit into a plan file's texts, cut between paragraphs, lines or words.</summary>
    public static List<string> Parts(string text)
    {
        var parts = new List<string>();
        while (Encoding.UTF8.GetByteCount(text) > TextLimits.Hard)
        {
            var fits = text.Length;
            while (Encoding.UTF8.GetByteCount(text.AsSpan(0, fits)) > TextLimits.Hard) fits -= Math.Max(1, fits / 64);
            var end = new[] { text.LastIndexOf("\n\n", fits, StringComparison.Ordinal), text.LastIndexOf('\n', fits), text.LastIndexOf(' ', fits) }.FirstOrDefault(at => at > fits / 2, fits);
            if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
            parts.Add(text[..end].Trim());
            text = text[end..].Trim();
        }

        if (text.Length > 0) parts.Add(text);
        return parts;
    }

    /// <summary>Numbers that a spreadsheet ruined: <c>2.2999999999999998</c> is 2.3.</summary>
    public static string Repaired(string cell)
    {
        if (Ruined().IsMatch(cell) && double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Math.Round(number, 10).ToString("0.##########", CultureInfo.InvariantCulture);
        return WholeWithPoint().IsMatch(cell) ? cell[..cell.IndexOf('.', StringComparison.Ordinal)] : cell;
    }

    /// <summary>A name in addresses made of words, another one each time.</summary>
    public static string Slug(string words, string otherwise, IEnumerable<string> taken)
    {
        var slug = new StringBuilder();
        foreach (var c in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var name = slug.ToString();
        if (name.Length > 28) name = name[..28];
        name = name.Trim('-') is { Length: > 0 } made ? made : otherwise;
        var all = taken.ToHashSet(StringComparer.Ordinal);
        for (var i = 2; all.Contains(name); i++) name = $"{name.AsSpan(0, Math.Min(name.Length, 28))}-{i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }

    /// <summary>The data set's texts are in English.</summary>
    /// <returns>Null: there is none.</returns>
    public static ImmutableSortedDictionary<string, PublicText>? English(string? text) => string.IsNullOrEmpty(text)
        ? null
        : ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add("en", new(text));

    private static string? Refused(string text) => Wording.Optional("", text, int.MaxValue)?.Rule;

    /// <summary>A line that Markdown would take for a heading or a fence.</summary>
    private static string Escaped(string line) => line.StartsWith('#') || line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal) || Underline().IsMatch(line) ? "\\" + line : line;

    [GeneratedRegex(@"\S*@\S*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\+?[0-9][0-9 ().-]{6,}[0-9]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\d+\.\d*(?:0{8,}\d{1,4}|9{8,}\d{0,4})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Ruined();

    [GeneratedRegex(@"^\d+\.0+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeWithPoint();

    [GeneratedRegex(@"^(?:=+|-+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Underline();
}
