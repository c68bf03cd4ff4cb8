using System.Globalization;
using System.Text;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// What a plugin said, as a terminal may show it: whatever moves the cursor, colours, hides or turns the direction of writing
/// is written as its code, such as <c>\u001B</c>.
/// </summary>
public static class TerminalText
{
    /// <summary>A text of several lines.</summary>
    public static string Of(string text) => Made(text, keepsLines: true);

    /// <summary>A text on one line: its line breaks are written as their codes too.</summary>
    public static string Line(string text) => Made(text, keepsLines: false);

    private static string Made(string text, bool keepsLines)
    {
        var made = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a pair comes as U+FFFD
        {
            if (rune.Value == '\t' || (rune.Value == '\n' && keepsLines)) made.Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                made.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else made.Append(rune.ToString());
        }

        return made.ToString();
    }
}
