using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Reviews;

/// <summary>The form for publishing a review, of a leaf, of a commitment, or of a whole plan.</summary>
public sealed class PublishReviewPage(IMediator mediator, CommitmentViews commitments, PlanViews plans, PlanClock clock, Reader reader)
    : FormPage<PublishReview>(mediator)
{
    public override string Form => "publish-review";

    public PlanHead Plan { get; private set; } = null!; // the page is shown only after Find has found it

    /// <summary>The commitment; null: the whole plan.</summary>
    public CommitmentView? View { get; private set; }

    /// <summary>The leaf; null: the whole commitment or plan.</summary>
    public MilestoneView? Milestone { get; private set; }

    protected override Target Target => View is null ? Plan.Id : View.Id;

    protected override bool Find()
    {
        if (!PlanId.TryParse(RouteData.Values["plan"] as string, out var plan) || plans.Head(plan, clock.Today(plan)) is not { } head) return false;
        Plan = head;
        if (RouteData.Values["number"] is not string number) return true;
        if (!CommitmentId.TryParse($"{plan}/{number}", out var id) || commitments.Commitment(id, clock.Today(plan)) is not { } view) return false;
        View = view;
        if (RouteData.Values["leaf"] is not string leaf) return true;
        Milestone = view.Milestones.FirstOrDefault(milestone => milestone.Standing.Leaf && milestone.Standing.Number.Value == leaf);
        return Milestone is not null;
    }

    protected override Task<Domain.Refused?> Bars() =>
        Asked(new PublishReview(Milestone?.Standing.Number, new(CompletionCoding.NotStarted), clock.Today(Plan.Id), "-", "-", "https://example.org", "-"));

    protected override PublishReview? Read()
    {
        var title = Typed.Text("title", required: true);
        var summary = Typed.Prose("summary", required: true);
        var source = Typed.Text("source", required: true);
        var from = Typed.Date("from");
        var on = Typed.Date("on", required: true, today: clock.Today(Plan.Id));
        var period = Typed.Date("period");
        var codings = new Codings(
            Typed.Choice<CompletionCoding>("completion"), Typed.Choice<Specificity>("specificity"), Typed.Choice<Verifiable>("verifiable"),
            Typed.Choice<OpenGovernmentLens>("openGovernmentLens"), Typed.Choice<PotentialImpact>("potentialImpact"),
            Typed.Choice<PotentialForResults>("potentialForResults"), Typed.Choice<DidItOpenGovernment>("didItOpenGovernment"),
            Typed.Choice<EarlyResults>("earlyResults"), Typed.Choice<Participation>("participation"));
        var reason = Typed.Prose("reason", required: true);
        return new(Milestone?.Standing.Number, codings, on ?? clock.Today(Plan.Id), title ?? "", summary ?? "", source ?? "", reason ?? "", from, period);
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(
        EvidenceId.TryParse(done.Id, out var review) && done.Shown ? reader.To.ReviewPage(review) : View is { } view ? reader.To.Commitment(view.Id) : reader.To.Plan(Plan.Id),
        done);
}
