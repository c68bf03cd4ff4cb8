using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Organisations;

/// <summary>The form by which an organisation declares in public that it is independent.</summary>
public sealed class DeclareIndependencePage(IMediator mediator, OrganisationViews organisations, PlanViews plans, PlanClock clock, Reader reader)
    : FormPage<DeclareIndependence>(mediator)
{
    public override string Form => "declare-independence";

    public OrganisationView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => View.Organisation.Id;

    public IEnumerable<Fields.Option> Plans(string language) =>
        plans.All(clock.Today).Select(row => new Fields.Option(row.Plan.Id.Value, row.Plan.Title.Text(language)));

    protected override bool Find()
    {
        if (!OrganisationId.TryParse(RouteData.Values["id"] as string, out var id) || id != Writer.Organisation || organisations.Organisation(id) is not { } view) return false;
        View = view;
        return true;
    }

    protected override DeclareIndependence? Read()
    {
        var statement = Typed.Prose("statement", required: true);
        if (Typed["confirmed"] != "yes") Typed.Refuse("confirmed", "declaration-unconfirmed", "Confirm that the declaration is true.");
        if (!PlanId.TryParse(Typed["plan"], out var plan)) Typed.Refuse("plan", Rules.ValueUnknown.Refuse("plan"));
        var commitments = CommitmentList.Read(Typed);
        return statement is null ? null : new(plan, commitments, statement);
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Organisation(View.Organisation.Id), done);
}
