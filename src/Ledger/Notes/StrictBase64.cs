namespace Tracker.Ledger.Notes;

/// <summary>
/// Standard base64 (RFC 4648, 4) in its one canonical spelling. .NET's decoder ignores white space and stray bits in the
/// last character, and two spellings of one signature would be a flipped bit nobody notices.
/// </summary>
internal static class StrictBase64
{
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
