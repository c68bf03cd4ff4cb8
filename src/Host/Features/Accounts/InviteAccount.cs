using MediatR;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin, or within a plan its coordinator, invites somebody to open an account.</summary>
public sealed class InviteAccountHandler(Invitations invitations) : IRequestHandler<Write<InviteAccount>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<InviteAccount> request, CancellationToken cancellationToken)
    {
        var (invitation, refused) = await invitations.Make(request, cancellationToken);
        return invitation is null ? new WriteOutcome.Declined(refused!) : new WriteOutcome.Noted(invitation); // one of the two is there
    }
}

/// <summary>Whoever could have invited takes the invitation back.</summary>
public sealed class WithdrawInvitationHandler(Invitations invitations) : IRequestHandler<Write<WithdrawInvitation>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<WithdrawInvitation> request, CancellationToken cancellationToken)
    {
        await invitations.Withdraw(request.Command.Invitation, cancellationToken);
        return new WriteOutcome.Noted(request.Command.Invitation);
    }
}
