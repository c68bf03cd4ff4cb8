using System.Globalization;
using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>The two headers that make writing safe: the key under which a repeat is recognised, and the version that was seen.</summary>
public static class Preconditions
{
    /// <exception cref="RejectedException">Missing, or not 1 to 128 visible ASCII characters.</exception>
    public static string Key(HttpContext http) => http.Request.Headers["Idempotency-Key"].ToString() switch
    {
        "" => throw RejectedException.Invalid(
            "idempotency-key-missing", "Send an Idempotency-Key: a random text, the same again when you repeat this very request.", "Idempotency-Key"),
        var key when key.Length > 128 || key.Any(c => c is < '!' or > '~') => throw RejectedException.Invalid(
            "idempotency-key-malformed", "An Idempotency-Key is 1 to 128 visible ASCII characters.", "Idempotency-Key"),
        var key => key,
    };

    /// <summary>The stream version at the head of the entity tag: <c>"5-2026-01-31-17"</c>, or a bare <c>"5"</c>.</summary>
    /// <exception cref="RejectedException">Missing (428), or no version in it.</exception>
    public static long Seen(HttpContext http)
    {
        var tag = http.Request.Headers.IfMatch.ToString();
        if (tag.Length == 0)
        {
            throw new RejectedException(StatusCodes.Status428PreconditionRequired, new(
                "if-match-missing", RefusalKind.Invalid, "Send If-Match with the ETag of what you saw: it may have changed since.", "If-Match"));
        }

        var digits = tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
        digits = digits.Trim('"');
        var end = digits.IndexOf('-');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw RejectedException.Invalid("if-match-malformed", "If-Match is the ETag of what you saw, or its version in quotes.", "If-Match");
    }
}
