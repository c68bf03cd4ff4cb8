using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>A page that everybody may read. Readers keep it under its entity tag and ask whether it still holds; whoever is signed in gets it fresh.</summary>
public abstract class PublicPage : PageModel, IAsyncPageFilter
{
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Response.Headers.Vary = "Cookie";
        // Forms stand on pages of their own, so a public page sets no cookie and may be kept by anybody.
        Response.Headers.CacheControl = Caller.Of(HttpContext) is null ? OpenAnswer.Public : "no-store";
        await next();
    }

    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
