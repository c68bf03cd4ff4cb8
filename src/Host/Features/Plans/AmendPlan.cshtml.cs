using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>The form by which a coordinator applies a plan's changed files: what changed, what both changed, what stays.</summary>
public sealed class AmendPlanPage(IMediator mediator, PlanViews plans, PlanFileAmendments files, PlanClock clock, Reader reader) : FormPage(mediator)
{
    public override string Form => "amend-plan";

    public PlanView View { get; private set; } = null!; // the page is shown only after FindAsked has found it

    public PlanDifferences Differences { get; private set; } = null!; // as above

    public ImmutableArray<FieldDifference> Conflicts => [.. Differences.Conflicts];

    protected override Target Target => View.Plan.Id;

    protected override IEnumerable<Type> Commands => [typeof(AmendPlan)];

    protected override bool Find() => throw new InvalidOperationException("This page asks.");

    protected override async Task<bool> FindAsked()
    {
        if (!PlanId.TryParse(RouteData.Values["plan"] as string, out var id) || plans.Plan(id, clock.Today(id)) is not { } view
            || await files.Of(id, HttpContext.RequestAborted) is not { } differences) return false;
        (View, Differences) = (view, differences);
        return true;
    }

    protected override void Prefill() => Typed["digest"] = Differences.Digest;

    protected override async Task<WriteOutcome?> Send()
    {
        var reason = Typed.Prose("reason", required: true);
        if (reason is null || Typed.Wrong.Count > 0) return null;
        return await files.Apply(new(new(Typed["digest"], reason, Typed.All("take")), Target, Writer.For<AmendPlan>(), Typed[Typed.Key]));
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Plan(View.Plan.Id), done);
}
