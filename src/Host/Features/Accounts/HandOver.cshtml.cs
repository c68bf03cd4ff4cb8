using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Mail;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Somebody leaves. Whoever follows is invited to the same roles of the same organisation, then the appointments end publicly, and
/// the account is closed. Each step can be sent again after an answer that did not come; what was done stays the organisation's.
/// </summary>
public sealed class HandOverPage(IMediator mediator, AccountList list, Appointments appointments, Outbox outbox, Reader reader) : AccountForm(mediator, list, reader)
{
    private string? _invitation;

    public override string Form => "hand-over";

    public bool Delivers => outbox.Delivers;

    protected override IEnumerable<Type> Commands => [typeof(CloseAccount)];

    protected override bool NeverOwn => true;

    protected override async Task<bool> FindAsked() =>
        await base.FindAsked() && Row.Roles.All(role => AccountList.LooksAfter(Writer, role.Role, role.Plan));

    protected override void Prefill() => Typed["successor"] = "invite";

    protected override async Task<WriteOutcome?> Send()
    {
        if (Typed["successor"] is not ("invite" or "nobody")) Typed.Refuse("successor", Domain.Rules.ValueUnknown.Refuse("successor"));
        if (!Confirmed() || Typed.Wrong.Count > 0) return null;
        if (Own) return new WriteOutcome.Declined(DoorRules.AccountOwn.Refuse());
        if (Typed["successor"] == "invite")
        {
            var invited = await Send(new InviteAccount(Row.Organisation, [.. Row.Roles.Select(role => new Held(role.Role, role.Plan))], Row.By, Typed.Text("address"), Language));
            if (invited is not WriteOutcome.Noted invitation) return invited;
            _invitation = invitation.Id;
        }

        var target = Target; // an account without roles is within no plan any more
        foreach (var role in Row.Roles)
        {
            var ended = await appointments.End(Account, role.Role, role.Plan, Writer.For<EndRole>(), $"{Typed[Typed.Key]}:{role.Grant}", CancellationToken.None);
            if (ended is not (WriteOutcome.Done or WriteOutcome.Noted)) return ended;
        }

        return await Send(new CloseAccount(Row.By), target);
    }

    protected override string Shown(WriteOutcome.Noted noted) => _invitation is { } id ? To.Invitation(id) : To.Accounts;
}
