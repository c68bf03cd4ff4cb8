using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>What pages need: the reader, the languages in addresses, the files beside them.</summary>
public static class WindowsHosting
{
    public static void AddWindows(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddResponseCompression(packing => packing.EnableForHttps = true); // only what is the same for every reader
        services.AddScoped<Reader>();
        services.AddScoped(provider => provider.GetRequiredService<Reader>().T);
        services.AddScoped(provider => provider.GetRequiredService<Reader>().To);
        services.AddSingleton<Drafts>();
        services.AddSingleton<Evidence.TrackingNumbers>();
        services.AddSingleton<Evidence.WaitingRoom>();
        services.AddSingleton<Evidence.Contradictions>();
        services.AddSingleton<Evidence.HeldTexts>();
        services.AddScoped<Chips>();
        services.AddScoped<Fields>();
        services.AddScoped<UndecidedHidings>();
        services.AddScoped<ErrorPage>();
        services.Configure<Microsoft.AspNetCore.Mvc.RazorPages.RazorPagesOptions>(pages =>
        {
            pages.Conventions.AddPageRoute("/Reviews/PublishReview", "{language:language}/plans/{plan}/commitments/{number}/publish-review");
            pages.Conventions.AddPageRoute("/Reviews/PublishReview", "{language:language}/plans/{plan}/commitments/{number}/milestones/{leaf}/publish-review");
            pages.Conventions.AddPageRoute("/Evidence/SubmitEvidence", "{language:language}/plans/{plan}/commitments/{number}/milestones/{leaf}/submit-evidence");
            pages.Conventions.AddPageRoute("/Evidence/SendEvidence", "{language:language}/plans/{plan}/commitments/{number}/milestones/{leaf}/send-evidence");
            pages.Conventions.AddPageRoute("/Evidence/List", "{language:language}/plans/{plan}/commitments/{number}/milestones/{leaf}/evidence");
        });
        services.Configure<RouteOptions>(routes => routes.ConstraintMap["language"] = typeof(LanguageConstraint));
        services.AddSingleton<System.Text.Encodings.Web.HtmlEncoder>(
            System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All)); // names stay readable in the source too
    }

    public static void MapWindows(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        });
        // Seals are newer than views, so the page cache leaves the public record alone: it is packed and tagged here.
        app.UseWhen(
            http => http.Request.Path.Value?.Split('/') is ["", _, "record", ..] && http.Request.Headers.Cookie.Count == 0,
            record => record.UseResponseCompression().UseTaggedPages());
        app.MapGet("/", (IOptions<TrackerOptions> options) =>
            Results.Redirect(new Addresses(Speech.Speaks(options.Value.Language) ? options.Value.Language : Speech.Languages[0]).Home)).ExcludeFromDescription();
        app.MapRazorPages();
    }

    /// <summary>A short name for exactly these bytes, quoted.</summary>
    internal static string Tag(ReadOnlySpan<byte> content) => Quoted(SHA256.HashData(content));

    internal static string Tag(PooledBytes content) => Quoted(content.Sha256());

    internal static string Tag(string content) => Tag(Encoding.UTF8.GetBytes(content));

    private static string Quoted(byte[] hash) => $"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"";

    private sealed class LanguageConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            Speech.Speaks(values.TryGetValue(routeKey, out var language) ? language as string : null);
    }
}
