using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plans;

/// <summary>The plan files as they are now, and what became of them: for coordinators.</summary>
public sealed class PlanFilesPage(PlanFileReader files) : OwnPage
{
    public ImmutableArray<PlanFileReport> Reports { get; private set; } = [];

    public async Task<IActionResult> OnGet([FromServices] Reader reader)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Coordinator) && !caller.Is(Role.Admin)) return StatusCode(StatusCodes.Status403Forbidden);
        Reports = await files.All(HttpContext.RequestAborted);
        return Page();
    }
}
