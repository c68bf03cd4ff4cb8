using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>What an error page shows.</summary>
/// <param name="Status">The status.</param>
/// <param name="Id">What finds a failure in the log; null unless it is one.</param>
/// <param name="Why">What exactly was refused; null where there is nothing more to say.</param>
public sealed record Failure(int Status, string? Id, string? Why);

/// <summary>Writes the page of an error, in the language of the address, whatever went wrong before it.</summary>
public sealed class ErrorPage(IActionResultExecutor<ViewResult> views, IModelMetadataProvider metadata)
{
    public static Task Write(HttpContext http, int status, string? id, Refused? why = null)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        return http.RequestServices.GetRequiredService<ErrorPage>().Write(http, new Failure(status, id, why is null ? null : RefusalWords.In(http, why)));
    }

    private Task Write(HttpContext http, Failure failure) => views.ExecuteAsync(
        new ActionContext(http, new RouteData(), new ActionDescriptor()),
        new ViewResult
        {
            ViewName = "/Features/Shared/Error.cshtml",
            StatusCode = failure.Status,
            ViewData = new ViewDataDictionary<Failure>(metadata, new ModelStateDictionary()) { Model = failure },
        });
}
