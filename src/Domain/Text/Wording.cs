using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Domain.Text;

/// <summary>What may stand in a text that is recorded for ever. Each answer is a refusal, or null when the text may pass.</summary>
public static class Wording
{
    // Non-backtracking: whoever sends texts must not be able to choose how long these take.
    private static readonly Regex _email = new(
        @"[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // Only what is plainly one: an international number, or an Indonesian mobile number written at home.
    private static readonly Regex _telephone = new(
        @"(^|[^0-9A-Za-z/=.+-])(\+[1-9][0-9]{0,2}[ ().-]{0,2}([0-9][ ().-]{0,2}){7,12}|08[0-9]{2}[ .-]?[0-9]{3,4}[ .-]?[0-9]{3,5})($|[^0-9A-Za-z])",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A text that must be there.</summary>
    public static Refused? Required(string field, string? text, int bytes = TextLimits.Usual) =>
        IsBlank(text) ? Rules.TextRequired.Refuse(field) : Optional(field, text, bytes);

    /// <summary>A text that must be there, on one line: a title, a name.</summary>
    public static Refused? Line(string field, string? text, int bytes) =>
        Required(field, text, bytes) ?? (Clean(text)?.Contains('\n', StringComparison.Ordinal) == true ? Rules.TextOneLine.Refuse(field) : null);

    /// <summary>A text that may be absent; a blank one counts as absent.</summary>
    public static Refused? Optional(string field, string? text, int bytes = TextLimits.Usual)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (TooLong(field, text, bytes) is { } tooLong) return tooLong;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (TurnsText(c)) return Rules.TextBidiCharacters.Refuse(field);
            if (char.IsControl(c) && c is not ('\n' or '\t') && !(c == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
                return Rules.TextControlCharacters.Refuse(field);
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1])) return Rules.TextNotUnicode.Refuse(field);
            i++;
        }

        if (text.Contains('@') && _email.IsMatch(text)) return Rules.TextEmail.Refuse(field);
        return _telephone.IsMatch(text) ? Rules.TextTelephone.Refuse(field) : null;
    }

    /// <summary>Whether a sign turns the direction of what stands after it: words are then not what they look like (UAX #9).</summary>
    public static bool TurnsText(char sign) => sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>A text of more UTF-8 bytes than it may have.</summary>
    public static Refused? TooLong(string field, string text, int bytes = TextLimits.Usual) =>
        text.Length > bytes || Encoding.UTF8.GetByteCount(text) > bytes
            ? Rules.TextTooLong.Refuse(field, ("bytes", bytes.ToString(CultureInfo.InvariantCulture)))
            : null;

    /// <summary>The address of a source: absolute, http or https, without a name and password in it.</summary>
    public static Refused? Source(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Rules.TextRequired.Refuse(field);
        if (text.Length > 2048 || text.Any(char.IsWhiteSpace)
            || !text.StartsWith("http", StringComparison.OrdinalIgnoreCase) // what looks like a path of Windows can make Uri throw: //U+202E
            || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.Host.Length == 0
            || address.UserInfo.Length > 0) return Rules.SourceNotAddress.Refuse(field);
        var why = Optional(field, text);
        return why?.Rule == Rules.TextTelephone.Name ? null : why; // addresses are full of long numbers
    }

    /// <summary>A text in several languages; each of them may pass.</summary>
    public static Refused? All(string field, ImmutableSortedDictionary<string, PublicText>? texts, bool required = false)
    {
        if (texts is null or { Count: 0 }) return required ? Rules.TextRequired.Refuse(field) : null;
        foreach (var (language, text) in texts)
        {
            if (!Language.TryParse(language, out _)) return Rules.LanguagesRequired.Refuse($"{field}/{language}");
            if (Required($"{field}/{language}", text.Value, TextLimits.Hard) is { } why) return why;
        }

        return null;
    }

    /// <summary>The text as it is recorded: newlines as one character, no blanks around it, null when nothing is left.</summary>
    public static string? Clean(string? text) =>
        IsBlank(text) ? null : text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    /// <summary>Nothing that anybody would see: blanks, and characters without a shape such as U+200B.</summary>
    private static bool IsBlank([NotNullWhen(false)] string? text) =>
        text is null || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);

    /// <summary><see cref="Clean"/> as a personal text.</summary>
    public static PersonalText? Personal(string? text) => Clean(text) is { } clean ? new(clean) : null;

    /// <summary><see cref="Clean"/> as a public text, for one that is known to be there.</summary>
    public static PublicText Public(string text) => new(Clean(text) ?? "");
}
