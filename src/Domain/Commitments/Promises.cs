using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Commitments;

/// <summary>Whether what a plan file promises can be followed at all. The linter says more and sooner; this is the last word.</summary>
internal static class Promises
{
    public static Refused? Check(CommitmentPublished promise) =>
        (promise.Commitment.Plan.Value is null || promise.Commitment.Number.Value is null ? Number("commitment", "") : null)
        ?? Languages(promise.Languages)
        ?? Period(promise.PlanStart, promise.PlanEnd)
        ?? (promise.Policy is { IsAtLeastStandard: false } ? ProofPolicy.Weaker("policy", ProofPolicy.Standard) : null)
        ?? Listed(promise.Values)
        ?? promise.Supporters.Select(Supporter).FirstOrDefault(why => why is not null)
        ?? (promise.Sdgs is { IsDefaultOrEmpty: false } goals ? goals.Select(Sdg).FirstOrDefault(why => why is not null) : null)
        ?? (promise.File is { } file && !IsFileName(file) ? Rules.FileNameInvalid.Refuse("file", ("file", file)) : null)
        ?? (promise.Milestones.Count == 0 ? Rules.MilestonesRequired.Refuse("milestones") : null)
        ?? Refused.Every([Period(promise.Start, promise.End), .. Texts(promise), .. promise.Milestones.Select(pair => Check(promise, pair.Key, pair.Value)).Where(why => why is not null)]);

    /// <summary>A period that ends before it begins is none.</summary>
    public static Refused? Period(DateOnly? start, DateOnly? end, string field = "end") =>
        end < start ? Rules.EndBeforeStart.Refuse(field, ("end", PlanCalendar.Iso(end.Value)), ("start", PlanCalendar.Iso(start.Value))) : null;

    /// <summary>At least one, each once.</summary>
    public static Refused? Languages(ImmutableArray<Language> languages) =>
        languages.IsDefaultOrEmpty || languages.Any(one => one.Value is null) || languages.Distinct().Count() < languages.Length
            ? Rules.LanguagesRequired.Refuse("languages")
            : null;

    /// <summary>Two to four digits, a hyphen, then small letters, digits and hyphens: it names a file on anybody's disk.</summary>
    private static bool IsFileName(string file) =>
        file.Length <= 120
        && file.IndexOf('-', StringComparison.Ordinal) is >= 2 and <= 4 and var hyphen
        && file[..hyphen].All(char.IsAsciiDigit)
        && hyphen + 1 < file.Length
        && (char.IsAsciiLetterLower(file[hyphen + 1]) || char.IsAsciiDigit(file[hyphen + 1]))
        && file[(hyphen + 1)..].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Refused? Check(CommitmentPublished promise, string key, Milestone one)
    {
        var field = $"milestones/{key}";
        if (!MilestoneNumber.TryParse(key, out var number)) return Number(field, key);
        return Refused.Every(
            one.Parent is { } parent && !(parent.Value is not null && promise.Milestones.ContainsKey(parent.Value) && number.Extends(parent))
                ? Rules.ParentUnknown.Refuse($"{field}/parent", ("number", key), ("parent", parent.Value ?? ""))
                : null,
            one.Weight is <= 0 or > 1_000_000 ? Rules.WeightNotPositive.Refuse($"{field}/weight", ("number", key)) : null,
            one.Occurrences is { } dates && !InOrder(dates, one.Due)
                ? Rules.OccurrencesInvalid.Refuse($"{field}/occurrences", ("number", key))
                : null,
            Period(one.Start, one.Due, $"{field}/due"),
            one.Lead is { Value: null } || one.Supporters is { IsDefault: false } named && named.Any(two => two.Value is null)
                ? Unlisted($"{field}/lead", "")
                : null,
            Wording.All($"{field}/title", one.Title, required: true),
            Wording.All($"{field}/output", one.Output),
            Wording.All($"{field}/dueWords", one.DueWords),
            Wording.All($"{field}/unknownBecause", one.UnknownBecause),
            Wording.All($"{field}/note", one.Note));
    }

    private static IEnumerable<Refused?> Texts(CommitmentPublished promise) =>
    [
        Wording.All("title", promise.Title, required: true),
        Wording.All("shortTitle", promise.ShortTitle),
        Wording.All("theme", promise.Theme),
        Wording.All("brief", promise.Brief),
        Wording.All("problem", promise.Problem),
        Wording.All("description", promise.Description),
        Wording.All("analysis", promise.Analysis),
        Wording.All("budgetSource", promise.BudgetSource),
        Wording.All("links", promise.Links),
        Wording.Optional("source", promise.Source?.Value, TextLimits.Hard),
        Wording.All("officer", promise.Officer),
        Wording.Optional("officerName", promise.OfficerName?.Value),
        .. promise.Unknown?.Select(pair => Wording.All($"unknown/{pair.Key}", pair.Value)) ?? [],
    ];

    private static bool InOrder(ImmutableArray<DateOnly> dates, DateOnly? due) =>
        !dates.IsDefaultOrEmpty && dates.Zip(dates.Skip(1)).All(pair => pair.First < pair.Second) && (due is null || dates[^1] == due);

    private static Refused? Listed(ImmutableArray<OgpValue> values) =>
        values.IsDefault ? null : values.Select(one => Words.Check<OgpValue>("values", one)).FirstOrDefault(why => why is not null);

    private static Refused? Supporter(KeyValuePair<string, Partner> named) =>
        OrganisationId.TryParse(named.Key, out _) ? Words.Check<Partner>("supporters", named.Value) : Unlisted("supporters", named.Key);

    private static Refused? Sdg(int goal) =>
        goal is >= 1 and <= 17 ? null : Rules.SdgUnknown.Refuse("sdgs", ("sdg", goal.ToString(CultureInfo.InvariantCulture)));

    private static Refused Number(string field, string number) => Rules.NumberInvalid.Refuse(field, ("number", number));

    private static Refused Unlisted(string field, string organisation) =>
        Rules.OrganisationUnlisted.Refuse(field, ("organisation", organisation));
}
