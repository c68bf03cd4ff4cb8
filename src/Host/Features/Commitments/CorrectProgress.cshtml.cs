using System.Globalization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which an office corrects a report: both stay readable.</summary>
public sealed class CorrectProgressPage(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : ProgressForm<CorrectProgress>(mediator, commitments, clock, reader)
{
    public override string Form => "correct-progress";

    private long Corrects => long.Parse((string)RouteData.Values["version"]!, CultureInfo.InvariantCulture); // the route takes numbers only

    protected override MilestoneView? FindMilestone(CommitmentView view) => view.Milestones.FirstOrDefault(milestone => milestone.Report?.Version == Corrects);

    protected override void Prefill()
    {
        if (Milestone.Report is not { } report) return;
        Typed["completion"] = report.Completion is { } level ? Fields.Word(level) : "";
        Typed["narrative"] = report.Narrative?.Text ?? "";
        Typed["on"] = Date(report.On);
        Typed["percent"] = report.Percent?.Value.ToString(CultureInfo.InvariantCulture) ?? "";
        Typed.Set("challenges", report.Challenges.Select(Fields.Word));
        Typed["challengesOther"] = report.ChallengesOther ?? "";
        Typed["nextStep"] = report.NextStep?.Text ?? "";
        Typed["nextDate"] = report.NextDate is { } next ? Date(next) : "";
    }

    protected override CorrectProgress? Read()
    {
        var completion = Typed.Choice<Completion>("completion", required: true);
        var narrative = Typed.Prose("narrative", required: true);
        var reason = Typed.Prose("reason", required: true);
        return new(
            Corrects, completion ?? default, narrative ?? "", reason ?? "", Typed.Date("on", today: View.Standing.Today), ReadPercent(), ReadChallenges(),
            Typed.Text("challengesOther"), Typed.Prose("nextStep"), Typed.Date("nextDate"));
    }
}
