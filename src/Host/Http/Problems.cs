using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>The one place where refusals and failures become answers: RFC 9457, with the rule's name and the field.</summary>
public static partial class Problems
{
    /// <summary>The status of a rule's refusal.</summary>
    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Missing => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static IResult Answer(HttpContext http, Refused why) => Answer(http, Status(why.Kind), why);

    public static IResult Answer(HttpContext http, int status, Refused why)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:tracker:rule:{why.Rule}",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = RefusalWords.In(http, why),
        };
        problem.Extensions["rule"] = why.Rule;
        if (why.Field is not null) problem.Extensions["field"] = why.Field;
        if (status >= 500) problem.Extensions["id"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage) http.Response.Headers.RetryAfter = "1";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Problem(problem);
    }

    /// <summary>Whether this request is answered in JSON, not in a page.</summary>
    public static bool IsForPrograms(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi")
        || http.Request.Path.StartsWithSegments("/ledger");

    /// <summary>Answers what was thrown before any command was, what nobody expected, and what was left without a body.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            var (status, why) = Bare(StatusCodes.Status500InternalServerError);
            return IsForPrograms(http) ? Answer(http, status, why).ExecuteAsync(http) : Task.CompletedTask;
        }));
        app.UseStatusCodePages(context =>
        {
            var (status, why) = Bare(context.HttpContext.Response.StatusCode);
            return IsForPrograms(context.HttpContext) ? Answer(context.HttpContext, status, why).ExecuteAsync(context.HttpContext) : Task.CompletedTask;
        });
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception refused) when (refused is RejectedException or BadHttpRequestException && !http.Response.HasStarted)
            {
                var (status, why) = Of(refused, http);
                if (IsForPrograms(http)) await Answer(http, status, why).ExecuteAsync(http);
                else http.Response.StatusCode = status;
            }
        });
    }

    private static (int Status, Refused Why) Of(Exception thrown, HttpContext http) => thrown switch
    {
        RejectedException rejected => (rejected.Status, rejected.Why),
        BadHttpRequestException bad when Unbound().Match(bad.Message) is { Success: true } unbound =>
            http.Request.RouteValues.ContainsKey(unbound.Groups[1].Value)
                ? Bare(StatusCodes.Status404NotFound)
                : (400, DoorRules.MalformedValue.Refuse(unbound.Groups[1].Value, ("wanted", "a value as documented"))),
        BadHttpRequestException bad => Bare(bad.StatusCode),
        _ => Bare(StatusCodes.Status500InternalServerError),
    };

    /// <summary>A status that nobody said more about.</summary>
    private static (int Status, Refused Why) Bare(int status) => (status, status switch
    {
        StatusCodes.Status401Unauthorized => DoorRules.NotSignedIn.Refuse("Authorization"),
        StatusCodes.Status403Forbidden => DoorRules.Forbidden.Refuse(),
        StatusCodes.Status404NotFound => DoorRules.NotFound.Refuse(),
        StatusCodes.Status405MethodNotAllowed => DoorRules.MethodNotAllowed.Refuse(),
        StatusCodes.Status413PayloadTooLarge => DoorRules.BodyTooLarge.Refuse(),
        StatusCodes.Status415UnsupportedMediaType => DoorRules.NotJson.Refuse("Content-Type"),
        StatusCodes.Status429TooManyRequests => DoorRules.TooManyRequests.Refuse(),
        >= 500 => DoorRules.InternalError.Refuse(),
        _ => DoorRules.BadRequest.Refuse(),
    });

    // What minimal APIs say when a parameter of an endpoint cannot be read; there is no other place that names it.
    [GeneratedRegex("""^(?:Failed to bind parameter "\S+ |Required parameter "\S+ )([A-Za-z]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unbound();
}
