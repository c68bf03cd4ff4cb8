using Microsoft.AspNetCore.Mvc.Filters;
using Tracker.Host.Files;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// Lets a form be as large as a file for whoever has the tracking number of a piece that takes files, and only for them: it is asked
/// before a byte of the body is read.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FilesOfTrackedAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the attribute that raises the limit.</summary>
    public int Order => 1000;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var services = context.HttpContext.RequestServices;
        var found = Submissions.Find(
            context.RouteData.Values["trackingNumber"] as string, services.GetRequiredService<EvidenceViews>(), services.GetRequiredService<PlanClock>());
        if (found is not { View: var view } || !Submissions.TakesFiles(view)) FilesOfSignedInAttribute.Small(context.HttpContext);
    }
}
