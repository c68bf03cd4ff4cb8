using System.Globalization;

namespace Tracker.Host.Http;

/// <summary>The two headers that make writing safe: the key under which a repeat is recognised, and the version that was seen.</summary>
public static class Preconditions
{
    /// <exception cref="RejectedException">Missing, or not 1 to 128 visible ASCII characters.</exception>
    public static string Key(HttpContext http) => http.Request.Headers["Idempotency-Key"].ToString() switch
    {
        "" => throw new RejectedException(DoorRules.IdempotencyKeyMissing.Refuse("Idempotency-Key")),
        var key when key.Length > 128 || key.Any(c => c is < '!' or > '~') =>
            throw new RejectedException(DoorRules.IdempotencyKeyMalformed.Refuse("Idempotency-Key")),
        var key => key,
    };

    /// <summary>The stream version at the head of the entity tag: <c>"5-2026-01-31-17"</c>, or a bare <c>"5"</c>.</summary>
    /// <exception cref="RejectedException">Missing (428), or no version in it.</exception>
    public static long Seen(HttpContext http)
    {
        var tag = http.Request.Headers.IfMatch.ToString();
        if (tag.Length == 0)
            throw new RejectedException(StatusCodes.Status428PreconditionRequired, DoorRules.IfMatchMissing.Refuse("If-Match"));

        var digits = tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
        digits = digits.Trim('"');
        var end = digits.IndexOf('-');
        return long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw new RejectedException(DoorRules.IfMatchMalformed.Refuse("If-Match"));
    }
}
