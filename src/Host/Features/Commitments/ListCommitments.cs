using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>Lists commitments of one plan or of all, narrowed and in one of a fixed list of orders.</summary>
public sealed class ListCommitmentsEndpoint : ISlice
{
    private static readonly ImmutableArray<string> s_sorts = ["plan", "due", "late", "changed", "title"];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/commitments", (
            HttpContext http, CommitmentViews views, PlanViews plans, PlanClock clock, string? plan, string? field, string? value, string? lead,
            string? reported, string? proof, string? proven, string? overdue, string? q, string? sort, string? cursor, string? limit) =>
        {
            Asked.Only(http, "plan", "field", "value", "lead", "reported", "proof", "proven", "overdue", "q", "sort", "cursor", "limit");
            var filter = Filter(plans, clock, plan, field, value, lead, reported, proof, proven, overdue, q, sort);
            var atOnce = Asked.Limit(limit);
            var page = Asked.From(() => views.List(filter, cursor, atOnce, clock.Today));
            return OpenAnswer.Of(http, new CommitmentList([.. page.Items.Select(CommitmentSummary.Of)], page.Next));
        })
        .Answers<CommitmentList>("ListCommitments", "Commitments, narrowed and sorted, a part at a time.", mayBeMissing: false).HasAPast();
        api.MapWhole("/commitments", "ExportCommitments", "Commitments, narrowed and sorted", mayBeMissing: false, form => (
            HttpContext http, CommitmentViews views, PlanViews plans, PlanClock clock, string? plan, string? field, string? value, string? lead,
            string? reported, string? proof, string? proven, string? overdue, string? q, string? sort) =>
        {
            Asked.Only(http, "plan", "field", "value", "lead", "reported", "proof", "proven", "overdue", "q", "sort");
            var filter = Filter(plans, clock, plan, field, value, lead, reported, proof, proven, overdue, q, sort);
            return WholeList.Of(
                form, "commitments", WholeList.Parts((cursor, limit) => views.List(filter, cursor, limit, clock.Today)).Select(CommitmentSummary.Of), CommitmentSummary.Table);
        }, hasAPast: true);
    }

    private static CommitmentFilter Filter(
        PlanViews plans, PlanClock clock, string? plan, string? field, string? value, string? lead, string? reported, string? proof, string? proven,
        string? overdue, string? q, string? sort)
    {
        var filter = new CommitmentFilter(
            Asked.Value<PlanId>("plan", plan),
            Asked.Value<PriorityField>("field", field),
            Asked.Word<OgpValue>("value", value),
            Asked.Value<OrganisationId>("lead", lead),
            reported == "none" ? null : Asked.Word<Completion>("reported", reported),
            reported == "none",
            Asked.Word<ProofState>("proof", proof),
            Asked.Word<Completion>("proven", proven),
            Asked.YesNo("overdue", overdue),
            q,
            Sort(sort));
        return filter.Plan is { } asked && plans.Head(asked, clock.Today(asked)) is null
            ? throw new RejectedException(Domain.Rules.PlanUnknown.Refuse("plan") with { Kind = Domain.RefusalKind.Invalid }) // the list is there, the filter is wrong
            : filter;
    }

    private static CommitmentSort Sort(string? text)
    {
        if (string.IsNullOrEmpty(text)) return CommitmentSort.Plan;
        var place = s_sorts.IndexOf(text);
        return place >= 0
            ? Enum.GetValues<CommitmentSort>()[place]
            : throw new RejectedException(DoorRules.NotInList.Refuse("sort", ("list", string.Join(", ", s_sorts))));
    }
}

/// <summary>A part of the list, and the cursor of the next.</summary>
public sealed record CommitmentList(ImmutableArray<CommitmentSummary> Items, string? Next);

/// <summary>A commitment in a list. Texts are in the plan's own language; <c>titles</c> has them all.</summary>
/// <param name="Id">Plan and number.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Number">The number in the plan.</param>
/// <param name="Title">In the plan's own language.</param>
/// <param name="Titles">By language.</param>
/// <param name="Field">Priority field.</param>
/// <param name="Values">OGP values.</param>
/// <param name="Lead">The lead organisation's id; null: unknown.</param>
/// <param name="Leads">The ids of the organisations that lead its leaves.</param>
/// <param name="Reported">The level reported; null: no report.</param>
/// <param name="AtLeast">True while some milestones have no report.</param>
/// <param name="Proof">What evidence shows.</param>
/// <param name="Due">The last due date.</param>
/// <param name="NextDue">The next due date that is open.</param>
/// <param name="Overdue">Leaves that are late and still open.</param>
/// <param name="Counts">Figures over its leaves.</param>
/// <param name="ChangedAt">When something about it was last recorded.</param>
/// <param name="Withdrawn">The day since which it is withdrawn; null: it holds.</param>
public sealed record CommitmentSummary(
    string Id, string Plan, string Number, string Title, ImmutableSortedDictionary<string, string> Titles, string Field,
    ImmutableArray<OgpValue> Values, string? Lead, ImmutableArray<string> Leads, Completion? Reported, bool AtLeast, Proof Proof, DateOnly? Due, DateOnly? NextDue,
    int Overdue, Headline Counts, DateTimeOffset ChangedAt, DateOnly? Withdrawn)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<CommitmentSummary> Table { get; } = new Table<CommitmentSummary>()
        .Text("id", row => row.Id).Text("plan", row => row.Plan).Text("number", row => row.Number).Worded("title", row => row.Title, row => row.Titles)
        .Json("titles", row => row.Titles).Text("field", row => row.Field).Json("values", row => row.Values).Text("lead", row => row.Lead)
        .Value("reported", row => row.Reported).Value("atLeast", row => row.AtLeast).Value("proof", row => row.Proof.State)
        .Value("proven", row => row.Proof.Level).Value("due", row => row.Due).Value("nextDue", row => row.NextDue).Value("overdue", row => row.Overdue)
        .Value("changedAt", row => row.ChangedAt).Json("leads", row => row.Leads).Value("withdrawn", row => row.Withdrawn);

    public static CommitmentSummary Of(CommitmentRow row) => new(
        row.Id.Value, row.Id.Plan.Value, row.Id.Number.Value, row.Title.Own, row.Title.ByLanguage(), row.Field.Value, row.Values,
        row.Lead?.Id.Value, [.. row.Leads.Select(lead => lead.Id.Value)], row.Reported, row.AtLeast, row.Proof, row.Due, row.NextDue, row.Headline.StillLate,
        row.Headline, row.ChangedAt, row.Withdrawn);
}
