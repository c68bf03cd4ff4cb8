using System.Globalization;
using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Organisations;

/// <summary>The form by which a third organisation decides whether a challenged declaration stands.</summary>
public sealed class DecideChallengePage(IMediator mediator, OrganisationViews organisations, Discounts discounts, Reader reader)
    : FormPage<DecideChallenge>(mediator)
{
    public override string Form => "decide-challenge";

    public OrganisationView View { get; private set; } = null!; // the page is shown only after Find has found it

    public ChallengeView Open { get; private set; } = null!; // likewise

    protected override Target Target => new Target.OfDeclaration(View.Organisation.Id);

    public IEnumerable<Fields.Option> Outcomes(Speech T) =>
    [
        new("stands", T["decide-challenge.stands"], T["decide-challenge.stands-what"]),
        new("refuted", T["decide-challenge.refuted"], T["decide-challenge.refuted-what"]),
    ];

    protected override bool Find()
    {
        if (!OrganisationId.TryParse(RouteData.Values["id"] as string, out var id) || organisations.Organisation(id) is not { } view) return false;
        var version = long.Parse((string)RouteData.Values["challenge"]!, CultureInfo.InvariantCulture); // the route lets only a number in
        if (view.Challenges.FirstOrDefault(challenge => challenge.Version == version) is not { } found) return false;
        (View, Open) = (view, found);
        return true;
    }

    protected override DecideChallenge? Read()
    {
        var outcome = Typed.Choice<ChallengeOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        return outcome is null || reason is null ? null : new(Open.Version, outcome.Value, reason);
    }

    protected override async Task<WriteOutcome?> Send()
    {
        var outcome = await base.Send();
        if (outcome is WriteOutcome.Done) await discounts.Carry(View.Organisation.Id); // what rested on it counts no longer
        return outcome;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Organisation(View.Organisation.Id), done);
}
