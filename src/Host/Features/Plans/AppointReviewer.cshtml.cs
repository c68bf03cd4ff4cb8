using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>The form by which the coordinator enters a reviewing organisation that the forum named.</summary>
public sealed class AppointReviewerPage(IMediator mediator, PlanViews plans, OrganisationViews organisations, PlanClock clock, Reader reader)
    : FormPage<AppointReviewer>(mediator)
{
    public override string Form => "appoint-reviewer";

    public PlanView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => View.Plan.Id;

    /// <summary>Every registered organisation outside government that does not review this plan yet.</summary>
    public IEnumerable<Fields.Option> Candidates(string language)
    {
        string? cursor = null;
        do
        {
            var part = organisations.List(null, cursor, 200);
            foreach (var row in part.Items.Where(row => row.Organisation.Partner != Partner.Government && View.Reviewers.All(known => known.Organisation.Id != row.Organisation.Id)))
                yield return new(row.Organisation.Id.Value, row.Organisation.Text(language));
            cursor = part.Next;
        }
        while (cursor is not null);
    }

    protected override bool Find()
    {
        if (!PlanId.TryParse(RouteData.Values["plan"] as string, out var id) || plans.Plan(id, clock.Today(id)) is not { } view) return false;
        View = view;
        return true;
    }

    protected override AppointReviewer? Read()
    {
        var reason = Typed.Prose("reason", required: true);
        if (!OrganisationId.TryParse(Typed["reviewer"], out var reviewer)) Typed.Refuse("reviewer", Rules.ValueUnknown.Refuse("reviewer"));
        else if (organisations.Name(reviewer).Partner is { } partner && reason is not null) return new(reviewer, partner, reason);
        else if (organisations.Name(reviewer).Partner is null) Typed.Refuse("reviewer", Rules.OrganisationUnknown.Refuse("reviewer"));
        return null;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Plan(View.Plan.Id), done);
}
