using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin keeps the holder of an account out, at once.</summary>
public sealed class DisableAccountHandler(AccountsDb accounts, Appointments appointments) : IRequestHandler<Write<DisableAccount>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<DisableAccount> request, CancellationToken cancellationToken)
    {
        var account = await accounts.Users.FirstOrDefaultAsync(a => a.PublicId == request.Command.Account, cancellationToken);
        if (account is null) return new WriteOutcome.Declined(DoorRules.AccountUnknown.Refuse());
        if (account.PublicId == request.Actor.By) return new WriteOutcome.Declined(DoorRules.AccountOwn.Refuse());
        await appointments.Disable(account, cancellationToken);
        return new WriteOutcome.Noted(account.PublicId);
    }
}
