using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Domain.Time;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>Lists every plan, each with its own figures.</summary>
public sealed class ListPlansEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plans", (HttpContext http, PlanViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, new PlanList([.. views.All(clock.Today).Select(row => PlanSummary.Of(row.Plan, row.Headline))], null));
        })
        .Answers<PlanList>("ListPlans", "Every plan, each with its own figures.", mayBeMissing: false);
        api.MapWhole("/plans", "ExportPlans", "Every plan, each with its own figures", mayBeMissing: false, form => (HttpContext http, PlanViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            return WholeList.Of(form, "plans", views.All(clock.Today).Select(row => PlanSummary.Of(row.Plan, row.Headline)), PlanSummary.Table);
        });
    }
}

/// <summary>A plan with its figures, fields and reviewers.</summary>
public sealed class ReadPlanEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}", (HttpContext http, PlanId plan, PlanViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, views.Plan(plan, clock.Today(plan)) is { } view ? PlanAnswer.Of(view) : null);
        })
        .Answers<PlanAnswer>("ReadPlan", "A plan, with its figures, fields and reviewers.", mayBeMissing: true).HasAPast();
}

/// <summary>Every plan; they are few, so there is one part.</summary>
public sealed record PlanList(ImmutableArray<PlanSummary> Items, string? Next);

/// <summary>A plan in a list. Texts are in its own language; those in plural by language.</summary>
public sealed record PlanSummary(
    string Id, string Jurisdiction, string Title, ImmutableSortedDictionary<string, string> Titles, string JurisdictionName, string? OgpId,
    int? Number, DateOnly? Start, DateOnly End, DateOnly Today, bool Over, bool Closed, string TimeZone, ImmutableArray<string> Languages,
    bool Invented, int Commitments, int Reviewers, Headline Headline)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<PlanSummary> Table { get; } = new Table<PlanSummary>()
        .Text("id", row => row.Id).Text("jurisdiction", row => row.Jurisdiction).Worded("title", row => row.Title, row => row.Titles).Json("titles", row => row.Titles)
        .Text("jurisdictionName", row => row.JurisdictionName).Text("ogpId", row => row.OgpId).Value("number", row => row.Number)
        .Value("start", row => row.Start).Value("end", row => row.End).Value("today", row => row.Today).Value("over", row => row.Over)
        .Value("closed", row => row.Closed).Text("timeZone", row => row.TimeZone).Value("invented", row => row.Invented)
        .Value("commitments", row => row.Commitments).Value("reviewers", row => row.Reviewers).Value("due", row => row.Headline.Due)
        .Value("reported", row => row.Headline.Reported).Value("complete", row => row.Headline.Complete).Value("late", row => row.Headline.Late);

    public static PlanSummary Of(PlanHead plan, Headline headline) => new(
        plan.Id.Value, plan.Jurisdiction.Value, plan.Title.Own, plan.Title.ByLanguage(), plan.JurisdictionName.Own, plan.OgpId, plan.Number,
        plan.Start, plan.End, plan.Today, plan.Over, plan.Closed, plan.TimeZone, plan.Languages, plan.Invented, plan.Commitments,
        plan.Reviewers, headline);
}

/// <summary>A priority field and its figures.</summary>
public sealed record FieldFigures(string Field, ImmutableSortedDictionary<string, string> Names, int Commitments, Headline Headline);

/// <summary>A time at which the rule of proof was made stricter: what was due before it keeps the rule it had.</summary>
public sealed record PolicyChanged(ProofPolicy Policy, DateOnly On, string? Reason, long LedgerIndex);

/// <summary>A plan, whole. It is assessed on a fixed day, four months after its end: <c>?asOf=</c> that day shows it as it stood then.</summary>
public sealed record PlanAnswer(
    string Id, string Jurisdiction, string Title, ImmutableSortedDictionary<string, string> Titles, string JurisdictionName, string? OgpId,
    int? Number, DateOnly? Start, DateOnly End, DateOnly Today, bool Over, bool Closed, string TimeZone, ImmutableArray<string> Languages,
    string? Currency, bool Invented, ImmutableSortedDictionary<string, string> CompiledBy, string? Source, string? Forum,
    ImmutableArray<string> Organisations, ImmutableArray<string> Reviewers, ProofPolicy Policy, ImmutableArray<PolicyChanged> PolicyChanges, int Commitments, Headline Headline,
    ImmutableArray<FieldFigures> Fields, ImmutableArray<PartnerCount> Partners, DateTimeOffset PublishedAt, long LedgerIndex, DateOnly AssessedOn)
{
    public static PlanAnswer Of(PlanView view)
    {
        var plan = view.Plan;
        return new(
            plan.Id.Value, plan.Jurisdiction.Value, plan.Title.Own, plan.Title.ByLanguage(), plan.JurisdictionName.Own, plan.OgpId,
            plan.Number, plan.Start, plan.End, plan.Today, plan.Over, plan.Closed, plan.TimeZone, plan.Languages, plan.Currency, plan.Invented,
            (plan.CompiledBy ?? Projections.Words.None).ByLanguage(), view.Source, view.Forum?.Id.Value,
            [.. view.Organisations.Select(name => name.Id.Value)], [.. view.Reviewers.Select(reviewer => reviewer.Organisation.Id.Value)],
            view.Policy, [.. view.PolicyChanges.Select(change => new PolicyChanged(change.Policy, change.On, change.Reason?.Text, change.Index))], plan.Commitments, view.Headline,
            [.. view.ByField.Select(field => new FieldFigures(field.Field.Value, field.Name.ByLanguage(), field.Commitments, field.Headline))],
            view.ByPartner, plan.PublishedAt, view.Index, PlanCalendar.AssessedOn(plan.End));
    }
}
