namespace Tracker.PluginRunner.Fetching;

/// <summary>Reads an address the one way everything here reads it, so that what was checked is what is fetched.</summary>
internal static class WebAddress
{
    private const int Longest = 4096;

    /// <summary>
    /// Null for what is no absolute web address, or could be read differently by somebody else: a user name, backslashes,
    /// control characters, dot segments hidden by encoding.
    /// </summary>
    public static Uri? Read(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Any(letter => letter is '\\' or <= ' ' or '\u007f')) return null;
        if (!text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? Checked(uri) : null;
    }

    /// <summary>Where a redirect leads, by the same rules; null where it leads nowhere.</summary>
    public static Uri? Follow(Uri from, Uri? location) =>
        location is null || !Uri.TryCreate(from, location, out var to) ? null : Checked(to);

    public static string HostOf(Uri uri) => uri.IdnHost.ToLowerInvariant().TrimEnd('.');

    /// <summary>The address as it is recorded: without fragment.</summary>
    public static string Text(Uri uri) => uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);

    private static Uri? Checked(Uri uri) =>
        uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || !HasHost(uri) || uri.Port is < 1 or > 65535
        || HidesSegments(uri.AbsolutePath)
            ? null
            : uri;

    // A name may be one that a Uri takes and DNS cannot carry: only what is asked for as DNS has it says so.
    private static bool HasHost(Uri uri)
    {
        try
        {
            return HostOf(uri).Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    // Uri has already resolved plain dot segments; what is left of them came in by encoded slashes.
    private static bool HidesSegments(string path) =>
        Uri.UnescapeDataString(path).Split('/', '\\') is var segments && segments.Any(segment => segment is ".." or ".");
}
