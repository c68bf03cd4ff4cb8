using Microsoft.Net.Http.Headers;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>
/// Gives a page that may be kept its entity tag: a hash of the very bytes, so it changes at midnight, with the language and with
/// the build, whenever what is shown does. Answers 304 to whoever has them already.
/// </summary>
public static class TaggedPages
{
    public static IApplicationBuilder UseTaggedPages(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        var body = http.Response.Body;
        using var page = new PooledBytes();
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal))
        {
            var tag = new EntityTagHeaderValue(WindowsHosting.Tag(page));
            http.Response.GetTypedHeaders().ETag = tag;
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Compare(tag, useStrongComparison: false)))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentType = null;
                http.Response.ContentLength = null;
                return;
            }
        }

        if (!HttpMethods.IsHead(http.Request.Method)) await page.SendTo(body, http.RequestAborted);
    });
}
