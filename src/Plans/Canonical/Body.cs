using System.Text;

namespace Tracker.Plans.Canonical;

/// <summary>Writes headings and texts of a Markdown file, an empty line between them.</summary>
internal static class Body
{
    /// <summary>The title follows its front matter at once, every other heading an empty line.</summary>
    public static void Heading(StringBuilder to, int level, string words)
    {
        if (level > 1) to.Append('\n');
        // Only an underlined title may go over several lines; marks that stand alone at a heading's end are its decoration.
        if (words.Contains('\n', StringComparison.Ordinal) && level == 1) to.Append(words).Append("\n===\n");
        else to.Append('#', level).Append(' ').Append(words).Append(words.TrimEnd('#') is { Length: var bare } && bare < words.Length && (bare == 0 || words[bare - 1] == ' ') ? " #" : "").Append('\n');
    }

    public static void Text(StringBuilder to, string? text)
    {
        if (text is { Length: > 0 }) to.Append('\n').Append(text).Append('\n');
    }

    public static void Section(StringBuilder to, string heading, string? text)
    {
        if (text is not { Length: > 0 }) return;
        Heading(to, 2, heading);
        Text(to, text);
    }
}
