using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
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

    /// <summary>Answers what was thrown before any command was, and what nobody expected.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            var thrown = http.Features.Get<IExceptionHandlerFeature>()?.Error;
            var (status, why) = Of(thrown, http);
            return IsForPrograms(http) ? Answer(http, status, why).ExecuteAsync(http) : Page(http, status);
        }));
        app.UseStatusCodePages(context => IsForPrograms(context.HttpContext)
            ? Answer(context.HttpContext, context.HttpContext.Response.StatusCode, Bare(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext)
            : Page(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static (int Status, Refused Why) Of(Exception? thrown, HttpContext http) => thrown switch
    {
        RejectedException rejected => (rejected.Status, rejected.Why),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (413, Bare(413)),
        BadHttpRequestException bad when Unbound().Match(bad.Message) is { Success: true } unbound => http.Request.RouteValues.ContainsKey(unbound.Groups[1].Value)
            ? (404, Bare(404))
            : (400, new("malformed-value", RefusalKind.Invalid, "This value is not one that is understood here.", unbound.Groups[1].Value)),
        BadHttpRequestException bad => (bad.StatusCode, Bare(bad.StatusCode)),
        JsonException json => (400, new("malformed-json", RefusalKind.Invalid, "This is not JSON of the expected shape.", json.Path)),
        OperationCanceledException when http.RequestAborted.IsCancellationRequested => (499, Bare(499)),
        _ => (500, Bare(500)),
    };

    private static Refused Bare(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new("not-signed-in", RefusalKind.Forbidden, "This needs an API token: Authorization: Bearer …"),
        StatusCodes.Status403Forbidden => new("forbidden", RefusalKind.Forbidden, "This account may not do this."),
        StatusCodes.Status404NotFound => new("not-found", RefusalKind.Missing, "There is nothing here."),
        StatusCodes.Status405MethodNotAllowed => new("method-not-allowed", RefusalKind.Invalid, "This address does not understand this method."),
        StatusCodes.Status413PayloadTooLarge => new("body-too-large", RefusalKind.Invalid, "This is more than is taken at once."),
        StatusCodes.Status415UnsupportedMediaType => new("not-json", RefusalKind.Invalid, "This address takes application/json only.", "Content-Type"),
        StatusCodes.Status429TooManyRequests => new("too-many-requests", RefusalKind.Conflict, "Too many requests. Retry-After says when to come back."),
        StatusCodes.Status500InternalServerError => new("internal-error", RefusalKind.Conflict, "Something failed here. Its id finds it in the log."),
        _ => new("refused", RefusalKind.Invalid, "This request was refused."),
    };

    private static Task Page(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    [GeneratedRegex("""^(?:Failed to bind parameter "\S+ |Required parameter "\S+ )([A-Za-z]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unbound();
}
