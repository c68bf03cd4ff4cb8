using System.Globalization;
using System.Text;

namespace Tracker.Plans.Canonical;

/// <summary>A value of front matter: plain where nobody could misread it, else in double quotes.</summary>
internal static class YamlWord
{
    /// <summary>On a line of its own behind its key.</summary>
    public static string Of(string text) => IsPlain(text, ":#") ? text : Quoted(text);

    /// <summary>Between others in <c>[…]</c> or <c>{…}</c>.</summary>
    public static string Within(string text) => IsPlain(text, ":#,[]{}") ? text : Quoted(text);

    private static bool IsPlain(string text, string marks)
    {
        if (text.Length == 0 || text[^1] is ' ' or ':' || !(char.IsLetterOrDigit(text[0]) || char.IsHighSurrogate(text[0]))) return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // A colon or a number sign means something only beside a blank; an address keeps its colon.
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '"' or '\u0085') return false;
            if (!marks.Contains(c, StringComparison.Ordinal)) continue;
            if (c == ':' && marks.Length == 2 && i + 1 < text.Length && text[i + 1] != ' ') continue;
            if (c == '#' && i > 0 && text[i - 1] != ' ') continue;
            return false;
        }

        return true;
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
