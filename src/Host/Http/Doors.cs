using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;

namespace Tracker.Host.Http;

/// <summary>What every request passes, in this order.</summary>
public static class Doors
{
    internal const long LargestBody = 4 * 1024 * 1024; // a form of a million characters, however its browser encodes them

    /// <summary>Reading open data from anywhere: never with credentials.</summary>
    public const string OpenData = "open-data";

    public static void AddDoors(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => StrictJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddCors(cors => cors.AddPolicy(OpenData, policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").WithExposedHeaders("ETag")));
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "__Host-form";
            form.Cookie.HttpOnly = true;
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.Path = "/";
            form.Cookie.SecurePolicy = CookieSecurePolicy.None; // Secure is added below: antiforgery itself would refuse http://localhost
        });
        services.Configure<CookiePolicyOptions>(cookies =>
        {
            cookies.Secure = CookieSecurePolicy.Always;
            cookies.HttpOnly = HttpOnlyPolicy.Always;
        });
        services.AddSingleton(new Traffic(TimeProvider.System)); // processes run by the machine's own time
        services.AddRazorPages(pages => pages.RootDirectory = "/Features")
            .AddMvcOptions(mvc => mvc.Filters.Add<FormExpired>());
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<TrackerOptions>>((forwarded, options) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Value.EachProxy) forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
    }

    public static void UseDoors(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TrackerOptions>>().Value.EachProxy.Any()) app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseCookiePolicy();
        app.UseProblems();
        app.UseFormText();
        app.UseRateLimiter();
        app.UseForeignOrigin();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAsOf();
    }

    /// <summary>A form without its token is refused as not allowed (403), not as malformed.</summary>
    private sealed class FormExpired : IAlwaysRunResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context.Result is IAntiforgeryValidationFailedResult) context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
