namespace Tracker.Host.Http;

/// <summary>
/// The one rule that keeps a cell of text from starting a formula in a spreadsheet (OWASP CSV Injection; ASVS 5.0, 1.2.10): an
/// apostrophe goes in front of a text whose first character that is not a blank is one of <c>= + - @</c>, their full-width
/// forms, a tab, CR or LF, and in front of a text that begins with an apostrophe itself. Whoever reads takes one apostrophe
/// away where a text begins with one, and has the original again. Numbers, dates, yes and no, and words of value lists are
/// never altered, and neither is JSON.
/// </summary>
public static class CsvCell
{
    private const char Mark = '\'';
    private const string Starts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text as it is written.</summary>
    public static string Safe(string text) => IsRisky(text) ? Mark + text : text;

    /// <summary>The text as it was.</summary>
    public static string Original(string cell) => cell.StartsWith(Mark) ? cell[1..] : cell;

    private static bool IsRisky(string text)
    {
        if (text.Length == 0) return false;
        if (text[0] is Mark or '\t' or '\r' or '\n') return true;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\uFEFF' or '\u200B')) return Starts.Contains(c, StringComparison.Ordinal);
        }

        return false;
    }
}
