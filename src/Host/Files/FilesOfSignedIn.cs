using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Tracker.Host.Http;

namespace Tracker.Host.Files;

/// <summary>
/// Lets a form be as large as a file for whoever is signed in, and only for them: it is asked before a byte of the body is read.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FilesOfSignedInAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the attribute that raises the limit.</summary>
    public int Order => 1000;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (Caller.Of(context.HttpContext) is null) Small(context.HttpContext);
    }

    /// <summary>No more of a body is read than of any other form's.</summary>
    internal static void Small(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Doors.LargestBody;
    }
}
