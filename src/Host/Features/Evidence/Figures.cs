using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Tracker.Host.Features.Shared;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// A plugin's structured data as people read it: what the shipped plugins give has a name in their language, as have yes, no,
/// numbers and months. Names and values in the data, and in the API, stay as they are; what nobody knows is shown as it came.
/// </summary>
public static class Figures
{
    // A number on its own may be a code: only these count or measure.
    private static readonly FrozenSet<string> s_numbers = FrozenSet.Create(
        StringComparer.Ordinal, "villages", "covered", "median", "refused", "reports", "closed", "inTime", "days", "medianDays", "reopened", "answers", "leftOut", "share",
        "milestones", "met", "late", "metLate", "postponed", "amendments", "amount", "amountBefore", "budget");

    private static readonly string[] s_each = ["village", "inTime", "service", "mean", "answers"]; // of a village, a service, a column of a survey

    /// <summary>What a member is called.</summary>
    public static string Name(Speech T, string name) =>
        T.Has("figures." + name) ? T["figures." + name]
        : Each(name) is var (what, of) ? T.Say("figures-of." + what, ("of", of))
        : name;

    /// <summary>What a member says of which nobody knows what it is.</summary>
    public static IHtmlContent Plain(Speech T, string value) => value switch
    {
        "True" => new StringHtmlContent(T["yes"]),
        "False" => new StringHtmlContent(T["no"]),
        _ => Chips.Source(value),
    };

    /// <summary>What it says.</summary>
    public static IHtmlContent Value(Speech T, string name, string value) => value switch
    {
        _ when (s_numbers.Contains(name) || Each(name) is not null) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            new StringHtmlContent(T.Number(number)),
        _ when name == "month" && DateOnly.TryParseExact(value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) =>
            new StringHtmlContent(month.ToString("MMMM yyyy", T.Culture)),
        _ when name is "published" or "endDate" or "endDateBefore" && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            new StringHtmlContent(T.Date(day)),
        _ when name == "status" && T.Has("figures-status." + value) => new StringHtmlContent(T["figures-status." + value]),
        _ => Plain(T, value),
    };

    private static (string What, string Of)? Each(string name) =>
        name.Split(' ', 2) is [var what, { Length: > 0 } of] && s_each.Contains(what) ? (what, of) : null;
}
