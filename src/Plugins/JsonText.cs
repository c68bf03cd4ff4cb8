using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracker.Plugins;

/// <summary>
/// Reads JSON as sources write it. A text that was cut within a character ends in half of one, <c>\ud83d</c> or a byte of UTF-8
/// too few: that is JSON, but no text, and whoever asks for it, or for a member beside it, is thrown at. Here half a character
/// stands as U+FFFD, so what is wrong with one text costs nothing else. Compiled into each plugin that reads JSON.
/// </summary>
internal static partial class JsonText
{
    /// <exception cref="JsonException">It is no JSON, or deeper.</exception>
    public static JsonDocument Parse(byte[] body, int depth) => Parse(Encoding.UTF8.GetString(body).TrimStart('\uFEFF'), depth);

    /// <inheritdoc cref="Parse(byte[], int)"/>
    public static JsonDocument Parse(string text, int depth) => JsonDocument.Parse(Whole(text), new() { MaxDepth = depth });

    /// <summary>A text in one line; one that is longer ends before a character, and not within it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many letters of UTF-16 it may have, at least 2.</param>
    public static string Line(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= most) return line;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1), "…");
    }

    private static string Whole(string text) =>
        text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? Escaped().Replace(text, one => one.Groups["half"].Success ? "\\ufffd" : one.Value) : text;

    /// <summary>Whatever a backslash begins, so that none is taken for the beginning of what is escaped: two halves, one, or another sign.</summary>
    [GeneratedRegex(@"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escaped();
}
