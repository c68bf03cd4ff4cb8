namespace Tracker.Plans.Source;

/// <summary>Characters that show nothing, or show something other than what is there.</summary>
internal static class HiddenCharacters
{
    /// <summary>The first of them and what is so with it; null: there is none.</summary>
    public static (int At, bool Direction, Remark Message)? First(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsOne(text[i])) continue;
            return IsOfDirection(text[i])
                ? (i, true, Remark.Of($"the character U+{(int)text[i]:X4} changes the direction of what is read"))
                : (i, false, Remark.Of($"the character U+{(int)text[i]:X4} cannot be seen"));
        }

        return null;
    }

    public static string Without(string text) => string.Concat(text.Where(c => !IsOne(c)));

    private static bool IsOne(char c) => c is not ('\n' or '\t') && (c < ' ' || c >= '\u007F') && (IsOfDirection(c) || char.IsControl(c) || c == '\uFEFF');

    private static bool IsOfDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';
}
