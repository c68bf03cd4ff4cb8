namespace Tracker.Host.Http;

/// <summary>Nothing is changed on the word of another site's page: a browser says where a request comes from.</summary>
public static class ForeignOrigin
{
    public static void UseForeignOrigin(this WebApplication app) => app.Use((http, next) =>
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return next(http);
        var origin = http.Request.Headers.Origin.ToString();
        var foreign = origin.Length > 0
            ? !origin.StartsWith("http", StringComparison.OrdinalIgnoreCase) // over //U+202E, Uri throws
                || !Uri.TryCreate(origin, UriKind.Absolute, out var from) || !string.Equals(from.Authority, Own(http), StringComparison.OrdinalIgnoreCase)
            : http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return foreign
            ? throw new RejectedException(DoorRules.ForeignOrigin.Refuse("Origin"))
            : next(http);
    });

    private static string Own(HttpContext http) =>
        Uri.TryCreate($"{http.Request.Scheme}://{http.Request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
