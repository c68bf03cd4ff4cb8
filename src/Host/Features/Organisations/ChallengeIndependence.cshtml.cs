using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Organisations;

/// <summary>The form by which somebody challenges another organisation's declaration of independence.</summary>
public sealed class ChallengeIndependencePage(IMediator mediator, OrganisationViews organisations, PlanViews plans, PlanClock clock, Reader reader)
    : FormPage<ChallengeIndependence>(mediator)
{
    public override string Form => "challenge-independence";

    public OrganisationView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => new Target.OfDeclaration(View.Organisation.Id);

    /// <summary>Only the plans of which it has declared something.</summary>
    public IEnumerable<Fields.Option> Plans(string language) => View.Declarations.Select(declaration => declaration.Plan).Distinct()
        .Select(plan => new Fields.Option(plan.Value, plans.Head(plan, clock.Today(plan))?.Title.Text(language) ?? plan.Value));

    protected override bool Find()
    {
        if (!OrganisationId.TryParse(RouteData.Values["id"] as string, out var id) || id == Writer.Organisation || organisations.Organisation(id) is not { } view) return false;
        View = view;
        return true;
    }

    protected override void Prefill()
    {
        if (View.Declarations.Select(declaration => declaration.Plan).Distinct().ToList() is [var only]) Typed["plan"] = only.Value;
    }

    protected override ChallengeIndependence? Read()
    {
        var reason = Typed.Prose("reason", required: true);
        if (!PlanId.TryParse(Typed["plan"], out var plan)) Typed.Refuse("plan", Rules.ValueUnknown.Refuse("plan"));
        var commitments = CommitmentList.Read(Typed);
        return reason is null ? null : new(plan, commitments, reason);
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Organisation(View.Organisation.Id), done);
}
