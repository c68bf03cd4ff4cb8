using System.Globalization;
using System.Text;

namespace Tracker.Plugins.Business.DataFeed;

/// <summary>
/// Where a month's values come from, as its rows say it and as far as it may be told: of an address what is before its query, of
/// words those that are no markup, and nothing that reads like somebody's address or number. For what is delivered this is all
/// that readers get: its bytes are not published.
/// </summary>
/// <param name="Count">How many sources the rows name.</param>
/// <param name="Told">The names of some, those of most rows first.</param>
internal sealed record Provenance(int Count, IReadOnlyList<string> Told)
{
    private const int MostTold = 5;
    private const int MostLetters = 80;
    private const string OfPaths = "-._~/";
    private static readonly string[] s_secrets = ["key", "kunci", "token", "secret", "rahasia", "password", "passwd", "sandi", "pwd"];
    private const string OfWords = " ,.()/&'’:-";

    public static Provenance Of(IEnumerable<Row> rows)
    {
        var sources = rows.GroupBy(row => row.Source, StringComparer.Ordinal).OrderByDescending(source => source.Count()).ThenBy(source => source.Key, StringComparer.Ordinal).Select(source => source.Key).ToList();
        return new(sources.Count, [.. sources.Select(Name).OfType<string>().Distinct().Take(MostTold)]);
    }

    /// <summary>What a source is called; null: it is not told.</summary>
    private static string? Name(string source)
    {
        var name = source.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(source, UriKind.Absolute, out var address) ? Address(address) : Words(source);
        return name?.Any(char.IsLetterOrDigit) == true && Personal.In(source) is null && Personal.In(name) is null ? JsonText.Line(name, MostLetters) : null;
    }

    /// <summary>Without its query, in which secrets and names stand; and without a path that could be markup, or hide a query.</summary>
    private static string? Address(Uri address)
    {
        if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || Host(address) is not { } host) return null;
        var before = address.GetLeftPart(UriPartial.Path);
        return address.AbsolutePath.All(sign => char.IsAsciiLetterOrDigit(sign) || OfPaths.Contains(sign, StringComparison.Ordinal)) ? before : host;
    }

    /// <summary>The host as DNS carries it; null: it can carry none that is called so, though it can be read as an address.</summary>
    private static string? Host(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null; // its punycode is too long, say: nothing but trying tells
        }
    }

    /// <summary>Without markup, without the query of an address among them, and as far as the first that gives a name its value.</summary>
    private static string Words(string source)
    {
        var plain = new StringBuilder();
        foreach (var sign in string.Join(' ', source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('?', '#')[0]).TakeWhile(word => !GivesAValue(word))))
            plain.Append(char.IsLetterOrDigit(sign) || char.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark || OfWords.Contains(sign, StringComparison.Ordinal) ? sign : ' ');
        return plain.ToString();
    }

    /// <summary>Whether a word is a name and a value, or the name of a secret before its own.</summary>
    private static bool GivesAValue(string word) =>
        word.Contains('=', StringComparison.Ordinal) || word.Contains("%3D", StringComparison.OrdinalIgnoreCase)
        || (word.Split(':') is [var name, _, ..] && s_secrets.Any(secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase)));
}
