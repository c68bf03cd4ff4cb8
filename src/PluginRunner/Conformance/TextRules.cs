using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// What may stand in a draft's texts, which are recorded for ever. The host has the rules in its domain, which plugins' tools
/// stand apart from; a test holds both to the same texts.
/// </summary>
internal static class TextRules
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant; // who sends texts does not choose how long these take

    private static readonly Regex s_mail = new(@"[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", Options);

    // An international number, or an Indonesian mobile number written at home.
    private static readonly Regex s_telephone = new(
        @"(^|[^0-9A-Za-z/=.+-])(\+[1-9][0-9]{0,2}[ ().-]{0,2}([0-9][ ().-]{0,2}){7,12}|08[0-9]{2}[ .-]?[0-9]{3,4}[ .-]?[0-9]{3,5})($|[^0-9A-Za-z])", Options);

    /// <summary>What is wrong with a text that must be there; null: nothing.</summary>
    public static Remark? Required(string member, string text, int bytes) =>
        IsBlank(text) ? Remark.Of($"`{member}` is blank, and must say something") : Optional(member, text, bytes);

    /// <summary>The same of one on a single line.</summary>
    public static Remark? Line(string member, string text, int bytes) =>
        Required(member, text, bytes)
        ?? (text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim().Contains('\n', StringComparison.Ordinal) ? Remark.Of($"`{member}` is one line: take the line breaks out") : null);

    /// <summary>What is wrong with a text that may be absent; null: nothing.</summary>
    public static Remark? Optional(string member, string? text, int bytes) => Form(member, text, bytes) ?? Telephone(member, text);

    /// <summary>What is wrong with the address of a source; null: nothing. Addresses are full of long numbers, which are no telephones.</summary>
    public static Remark? Address(string member, string text) =>
        text.Length > DraftLimits.AddressLetters ? Remark.Of($"`{member}` is an address of at most {DraftLimits.AddressLetters} letters")
        : text.Any(char.IsWhiteSpace) || !text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.Host.Length == 0 || address.UserInfo.Length > 0
            ? Remark.Of($"`{member}` is an absolute http or https address without blanks and user name")
        : Form(member, text, DraftLimits.TextBytes);

    /// <summary>Nothing that anybody would see.</summary>
    public static bool IsBlank(string? text) =>
        text is null || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);

    private static Remark? Form(string member, string? text, int bytes)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Encoding.UTF8.GetByteCount(text) > bytes) return Remark.Of($"`{member}` is a text of at most {bytes} bytes");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                return Remark.Of($"`{member}` has U+{(int)c:X4} in it, which turns the direction of writing: take it out");
            if (char.IsControl(c) && c is not ('\n' or '\t') && !(c == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
                return Remark.Of($"`{member}` has the control character U+{(int)c:X4} in it: take it out");
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1])) return Remark.Of($"`{member}` has half a character in it, U+{(int)c:X4}");
            i++;
        }

        return s_mail.IsMatch(text) ? Remark.Of($"`{member}` has an e-mail address in it, and what is recorded stays public for ever: leave it out") : null;
    }

    private static Remark? Telephone(string member, string? text) =>
        text is not null && s_telephone.IsMatch(text) ? Remark.Of($"`{member}` has a telephone number in it, and what is recorded stays public for ever: leave it out") : null;
}
