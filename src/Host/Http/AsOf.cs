using System.Globalization;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Past;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Http;

/// <summary>Marks what can be asked as of a day: <c>?asOf=2026-03-31</c> shows it as it stood when that day was over.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsOfAttribute : Attribute;

/// <summary>
/// Reads <c>asOf</c>, a day in the plan's time zone until today, and has the request read that past. The plan is the one in the
/// address, that of the evidence in the address, or the parameter <c>plan</c>.
/// </summary>
public static class AsOf
{
    public const string Name = "asOf";

    /// <summary>After routing: what is asked must be something that has a past.</summary>
    public static void UseAsOf(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Query[Name].ToString() is not { Length: > 0 } text)
        {
            await next(http);
            return;
        }

        if (!Has(http))
        {
            // Figures of today under an address that asks for another day would be taken for that day's.
            if (http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null) throw new RejectedException(DoorRules.NoPast.Refuse(Name));
            await next(http);
            return;
        }

        var services = http.RequestServices;
        var plan = PlanOf(http) ?? throw new RejectedException(DoorRules.AsOfWithoutPlan.Refuse("plan"));
        var day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var named)
            ? named
            : throw new RejectedException(DoorRules.NotADate.Refuse(Name));
        var today = services.GetRequiredService<PlanClock>().Today(plan);
        if (day > today) throw new RejectedException(DoorRules.AsOfInFuture.Refuse(Name));
        if (day == today)
        {
            await next(http); // it is not over: what holds now is what there is of it
            return;
        }

        using var lent = await services.GetRequiredService<PastViews>().Find(plan, day, http.RequestAborted)
            ?? throw new RejectedException(StatusCodes.Status429TooManyRequests, DoorRules.TooManyRequests.Refuse(Name));
        var views = services.GetRequiredService<ViewReader>();
        if (views.Register.Plan(plan) is { } now && lent.Stood is { Register: { } then } && then.Plan(plan) is null)
        {
            var why = DoorRules.NotRecordedYet.Refuse(Name, ("day", PlanZone.DayOf(now.At, now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            // Of a list only the filter is wrong: the list is there.
            throw new RejectedException(http.Request.RouteValues.Count == 0 ? why with { Kind = Domain.RefusalKind.Invalid } : why);
        }

        views.At(lent.Stood);
        await next(http);
    });

    /// <summary>Says that an endpoint can be asked as of a day.</summary>
    public static RouteHandlerBuilder HasAPast(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AsOfAttribute());

    /// <summary>Whether what is asked can be asked as of a day.</summary>
    public static bool Has(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<AsOfAttribute>() is not null;

    private static PlanId? PlanOf(HttpContext http)
    {
        var route = http.Request.RouteValues;
        if (route["plan"] is string named) return PlanId.TryParse(named, out var plan) ? plan : null;
        if (route["id"] is string piece) return EvidenceId.TryParse(piece, out var id) ? id.Commitment.Plan : null;
        return PlanId.TryParse(http.Request.Query["plan"].ToString(), out var asked) ? asked : null;
    }
}
