using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Plugins.Business.DataFeed;

/// <summary>
/// What is delivered is signed: <c>x-signature</c> is the HMAC-SHA256 (RFC 2104) in hex of <c>x-timestamp</c>, a full stop and
/// the body, by the shared secret; the timestamp is in Unix seconds and may lie five minutes from when it came, so that an
/// old delivery cannot be sent again.
/// </summary>
internal static class Signature
{
    private const int LeastSecret = 16;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>Null: it is genuine. Else why not.</summary>
    public static string? Wrong(string? secret, string? signature, string? timestamp, byte[] body, DateTimeOffset received)
    {
        if (secret is not { Length: >= LeastSecret }) return "no secret is set, or it is shorter than 16 characters";
        if (signature is null || timestamp is null) return "x-signature and x-timestamp are missing";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return "x-timestamp is no time in Unix seconds";
        if ((received - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > s_window) return "x-timestamp is more than five minutes from now";
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]);
        try
        {
            return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(signature), expected) ? null : "x-signature is not of this body and secret";
        }
        catch (FormatException)
        {
            return "x-signature is no hex";
        }
    }
}
