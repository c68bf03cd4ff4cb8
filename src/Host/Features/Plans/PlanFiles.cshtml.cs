using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plans;

/// <summary>What became of the plan files at this start: for coordinators.</summary>
public sealed class PlanFilesPage(PlanFileReports reports) : OwnPage
{
    public ImmutableArray<PlanFileReport> Reports => reports.All;

    public IActionResult OnGet([FromServices] Reader reader)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        return caller.Is(Role.Coordinator) || caller.Is(Role.Admin) ? Page() : StatusCode(StatusCodes.Status403Forbidden);
    }
}
