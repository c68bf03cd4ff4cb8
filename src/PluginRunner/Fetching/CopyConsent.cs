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
            && Meta().Matches(Encoding.Latin1.GetString(body[..Math.Min(body.Length, HeadBytes)])).Any(tag => OfRobots().IsMatch(tag.Value) && SaysNo(tag.Value))
                ? "<meta name=\"robots\" content=\"noarchive\">"
                : null;
    }

    private static bool SaysNo(string text) => Word().IsMatch(text);

    [GeneratedRegex(@"\b(?:noarchive|none)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    // A page is as hostile as anything: a tag first, which goes no way twice, then what is in it.
    [GeneratedRegex("<meta\\s[^>]{0,600}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();

    [GeneratedRegex("name\\s{0,8}=\\s{0,8}[\"']?robots\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OfRobots();
}
