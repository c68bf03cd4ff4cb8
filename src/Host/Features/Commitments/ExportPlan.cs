using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>A plan for whoever reckons with it: as CSV a row for each milestone and indicator, as JSON each commitment whole.</summary>
public sealed class ExportPlanEndpoint : ISlice
{
    private static readonly Table<(CommitmentAnswer Commitment, MilestoneAnswer Row)> s_table = new Table<(CommitmentAnswer Commitment, MilestoneAnswer Row)>()
        .Text("plan", at => at.Commitment.Plan).Text("commitment", at => at.Commitment.Number).Worded("commitmentTitle", at => at.Commitment.Title, at => at.Commitment.Titles)
        .Text("ogpId", at => at.Commitment.OgpId).Text("field", at => at.Commitment.Field).Text("number", at => at.Row.Number)
        .Text("parent", at => at.Row.Parent).Value("leaf", at => at.Row.Leaf).Worded("title", at => at.Row.Title, at => at.Row.Titles).Json("titles", at => at.Row.Titles)
        .Text("lead", at => at.Row.Lead).Value("start", at => at.Row.Start).Value("due", at => at.Row.Due).Text("dueWords", at => at.Row.DueWords)
        .Value("recurs", at => at.Row.Recurs).Value("weight", at => at.Row.Weight).Value("reported", at => at.Row.Reported)
        .Value("atLeast", at => at.Row.AtLeast).Value("reportedOn", at => at.Row.ReportedOn).Value("percent", at => at.Row.Percent)
        .Value("proof", at => at.Row.Proof.State).Value("proven", at => at.Row.Proof.Level).Value("waiting", at => at.Row.Proof.Waiting)
        .Value("late", at => at.Row.Late).Value("lateness", at => at.Row.Lateness).Value("today", at => at.Commitment.Today);

    public static void Map(IEndpointRouteBuilder api) => api.MapWhole(
        "/plans/{plan}/export", "ExportPlan", "A plan's commitments and milestones as they stand today", mayBeMissing: true, form => (
            HttpContext http, PlanId plan, CommitmentViews views, PlanViews plans, PlanClock clock) =>
        {
            Asked.Only(http);
            var today = clock.Today(plan);
            if (plans.Head(plan, today) is null) return OpenAnswer.Of<CommitmentAnswer>(http, null);
            var commitments = WholeList.Parts((cursor, limit) => views.List(new CommitmentFilter(plan), cursor, limit, clock.Today))
                .Select(row => views.Commitment(row.Id, today)).OfType<CommitmentView>().Select(CommitmentAnswer.Of);
            return WholeList.Of(form, plan.Value, commitments, commitment => commitment.Milestones.Select(row => (commitment, row)), s_table);
        }, hasAPast: true);
}
