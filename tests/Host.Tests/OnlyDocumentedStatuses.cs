using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Tracker.Host.Tests;

/// <summary>Fails any test in which an operation of the API answers with a status that its description does not name.</summary>
public sealed class OnlyDocumentedStatuses : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            await rest(http);
            var status = http.Response.StatusCode;
            if (http.GetEndpoint() is not RouteEndpoint route || route.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) != true) return;
            if (status != StatusCodes.Status500InternalServerError
                && route.Metadata.OfType<IProducesResponseTypeMetadata>().All(produces => produces.StatusCode != status))
                throw new InvalidOperationException($"{http.Request.Method} {route.RoutePattern.RawText} answered {status}, which is not documented.");
        });
        next(app);
    };
}
