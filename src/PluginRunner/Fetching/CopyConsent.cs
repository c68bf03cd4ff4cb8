using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Whether a source allows that its copy is kept and shown: the ways in which the web says no.</summary>
internal static partial class CopyConsent
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>How it refuses, as it stands in the answer; null where it does not.</summary>
    public static string? WhyNot(HttpResponseMessage answer, string? contentType, ReadOnlySpan<byte> body)
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.UnavailableForLegalReasons)
        {
            return $"HTTP {(int)answer.StatusCode}";
        }

        if (answer.Headers.NonValidated.TryGetValues("X-Robots-Tag", out var tags) && tags.Any(SaysNo))
        {
            return "X-Robots-Tag: noarchive";
        }

        return contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
            && MetaRobots().Matches(Encoding.Latin1.GetString(body[..Math.Min(body.Length, HeadBytes)])).Any(tag => SaysNo(tag.Value))
                ? "<meta name=\"robots\" content=\"noarchive\">"
                : null;
    }

    private static bool SaysNo(string text) => Word().IsMatch(text);

    [GeneratedRegex(@"\b(?:noarchive|none)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("<meta\\s[^>]{0,200}name\\s{0,8}=\\s{0,8}[\"']?robots\\b[^>]{0,200}>|<meta\\s[^>]{0,200}content[^>]{0,200}name\\s{0,8}=\\s{0,8}[\"']?robots\\b[^>]{0,200}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex MetaRobots();
}
