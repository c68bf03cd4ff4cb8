using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// Where a part of a list ended: the sort keys of its last item. So what is written meanwhile neither repeats nor skips
/// anything that stays where it is.
/// </summary>
internal static class Cursor
{
    /// <summary>Writes the keys of the last item of one kind of list.</summary>
    public static string Write(string list, params ReadOnlySpan<object?> keys)
    {
        var text = new StringBuilder(list);
        foreach (var key in keys) text.Append('\n').Append(Convert.ToString(key, CultureInfo.InvariantCulture));
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Reads the keys; null before the first part.</summary>
    /// <exception cref="FormatException">It is not a cursor of this list.</exception>
    public static string[]? Read(string list, string? cursor, int count)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        if (cursor.Length > 2048 || !Base64Url.IsValid(cursor)) throw NotOne();
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\n');
        return parts.Length == count + 1 && parts[0] == list ? parts[1..] : throw NotOne();
    }

    /// <exception cref="FormatException">It is not a number.</exception>
    public static long Number(string key) =>
        long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotOne();

    private static FormatException NotOne() => new("This is not a cursor of this list.");
}
