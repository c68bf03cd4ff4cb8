using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Mail;

namespace Tracker.Host.Features.Accounts;

/// <summary>The form by which somebody is invited to open an account.</summary>
public sealed class InviteAccountPage(IMediator mediator, RoleOptions options, Outbox outbox, Reader reader) : FormPage<InviteAccount>(mediator)
{
    private OrganisationId _organisation;
    private PlanId? _plan;

    public override string Form => "invite-account";

    public IEnumerable<Fields.Option> Organisations => options.Organisations(Writer);

    public IEnumerable<Fields.Option> Roles => options.Roles(Writer);

    public IEnumerable<Fields.Option> Plans => options.Plans(Writer);

    public bool NeedsPlan => RoleOptions.NeedsPlan(Writer);

    public bool Delivers => outbox.Delivers;

    protected override Target Target => new Target.OfAppointment(_organisation, _plan);

    protected override bool Find() => true;

    protected override void Prefill() => Typed["organisation"] = Request.Query["organisation"].ToString();

    protected override InviteAccount? Read()
    {
        if (!OrganisationId.TryParse(Typed["organisation"], out _organisation)) Typed.Refuse("organisation", Rules.ValueUnknown.Refuse("organisation"));
        var role = Typed.Choice<Role>("role", required: true);
        _plan = options.Plan(Writer, Typed);
        return role is { } wanted && Typed.Wrong.Count == 0 ? new(_organisation, [new(wanted, _plan)], null, Typed.Text("address"), reader.Language) : null;
    }

    protected override string Shown(WriteOutcome.Done done) => throw new InvalidOperationException("An invitation is on no ledger.");

    protected override string Shown(WriteOutcome.Noted noted) => reader.To.Invitation(noted.Id);
}
