using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>A page that everybody may read. Readers get an entity tag and half a minute; whoever is signed in gets it fresh.</summary>
public abstract class PublicPage : PageModel, IAsyncPageFilter
{
    // Forms stand on pages of their own, so a public page sets no cookie and may be kept by anybody.
    private const string Kept = "public, max-age=30, stale-while-revalidate=300";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Response.Headers.Vary = "Cookie";
        Response.Headers.CacheControl = Caller.Of(HttpContext) is null ? Kept : "no-store";
        await next();
    }

    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
