namespace Tracker.PluginRunner.Manifest;

/// <summary>What people are shown as it was written: the rule is that of every text that is recorded.</summary>
internal static class ShownText
{
    /// <summary>What in a text cannot be shown so, and what to do; null: nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="oneLine">Whether it is to stand on one line.</param>
    public static (Remark Message, Remark Advice)? Problem(string text, bool oneLine)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')) return (Remark.Of($"the character U+{(int)c:X4} changes the direction of what is read"), Remark.Of($"delete it"));
            if (c is '\n' or '\r' && oneLine) return (Remark.Of($"it does not stand on one line"), Remark.Of($"take the line breaks out"));
            if (IsHidden(c)) return (Remark.Of($"the character U+{(int)c:X4} cannot be seen"), Remark.Of($"delete it"));
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1])) return (Remark.Of($"half of a character stands in it"), Remark.Of($"type it anew"));
            i++;
        }

        return null;
    }

    /// <summary>Whether a character is one of control, and no line break or tab.</summary>
    public static bool IsHidden(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
