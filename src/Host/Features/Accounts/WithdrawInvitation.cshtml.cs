using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An invitation is taken back.</summary>
public sealed class WithdrawInvitationPage(IMediator mediator, AccountList list, Reader reader) : FormPage<WithdrawInvitation>(mediator)
{
    private InvitationRow _row = null!; // the page is shown only after FindAsked has found it

    public override string Form => "withdraw-invitation";

    protected override Target Target => new Target.OfAppointment(_row.Organisation, Writer.Is(Role.Admin) ? null : _row.Roles[0].Plan);

    protected override bool Find() => throw new InvalidOperationException("It waits for the accounts.");

    protected override async Task<bool> FindAsked()
    {
        if (await list.Invitation(Writer, RouteData.Values["id"] as string, HttpContext.RequestAborted) is not { } row) return false;
        _row = row;
        return true;
    }

    protected override WithdrawInvitation Read() => new(_row.Id);

    protected override string Shown(WriteOutcome.Done done) => throw new InvalidOperationException("An invitation is on no ledger.");

    protected override string Shown(WriteOutcome.Noted noted) => reader.To.Accounts;
}
