using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Http;

/// <summary>Problem details (RFC 9457).</summary>
/// <param name="Type"><c>urn:tracker:rule:</c> and the rule's name.</param>
/// <param name="Title">The status in words, in the request's language.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What to do, in the request's language.</param>
/// <param name="Rule">The name of the rule that refused: stable.</param>
/// <param name="Field">The member, parameter or header it is about; absent: the whole.</param>
/// <param name="Id">Finds a failure of the site in its log.</param>
/// <param name="Errors">Everything that is wrong, the first included; absent: only what is said here.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Rule, string? Field = null, string? Id = null, ImmutableArray<FieldError>? Errors = null);

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Detail">What to do, in the request's language.</param>
/// <param name="Rule">The name of the rule that refused: stable.</param>
/// <param name="Field">The member it is about; absent: the whole.</param>
public sealed record FieldError(string Detail, string Rule, string? Field = null);

/// <summary>The one place where refusals and failures become answers: RFC 9457, with the rule's name and the field.</summary>
public static partial class Problems
{
    public const string ContentType = "application/problem+json";

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
        var problem = new Problem(
            $"urn:tracker:rule:{why.Rule}",
            RefusalWords.Title(http, status),
            status,
            RefusalWords.In(http, why),
            why.Rule,
            why.Field,
            status >= 500 ? Numbered(http, status) : null,
            why.Others.IsEmpty ? null : [.. why.Each().Select(one => new FieldError(RefusalWords.In(http, one), one.Rule, one.Field))]);
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage) http.Response.Headers.RetryAfter = "1";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = RefusalWords.Language(http);
        return Results.Json(problem, StrictJson.Options, ContentType, status);
    }

    /// <summary>Whether this request is answered in JSON, not in a page.</summary>
    public static bool IsForPrograms(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi")
        || http.Request.Path.StartsWithSegments("/ledger") || http.Request.Path.StartsWithSegments("/hooks");

    /// <summary>Answers what was thrown before any command was, what nobody expected, and what was left without a body.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(http =>
        {
            var (status, why) = Bare(StatusCodes.Status500InternalServerError);
            return IsForPrograms(http) ? Answer(http, status, why).ExecuteAsync(http) : ErrorPage.Write(http, status, Numbered(http, status));
        }));
        app.UseStatusCodePages(context =>
        {
            var (status, why) = Bare(context.HttpContext.Response.StatusCode);
            return IsForPrograms(context.HttpContext) ? Answer(context.HttpContext, status, why).ExecuteAsync(context.HttpContext) : ErrorPage.Write(context.HttpContext, status, null);
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
                else await ErrorPage.Write(http, status, null, refused is RejectedException ? why : null);
            }
        });
    }

    /// <summary>The number by which a failure that somebody was shown is found in the log.</summary>
    private static string Numbered(HttpContext http, int status)
    {
        var id = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        Failed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems)), status, http.Request.Method, http.Request.Path, id);
        return id;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Status} to {Method} {Path}, as failure {Id}.")]
    private static partial void Failed(ILogger logger, int status, string method, string path, string id);

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
