using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Tracker.Host.Features.Shared;

/// <summary>A page for who is signed in: nobody keeps a copy.</summary>
public abstract class OwnPage : PageModel
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.Headers.CacheControl = "no-store";
}
