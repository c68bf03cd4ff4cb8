using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin opens a disabled account again; one whose holder has left stays closed.</summary>
public sealed class EnableAccountHandler(AccountsDb accounts, Appointments appointments) : IRequestHandler<Write<EnableAccount>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<EnableAccount> request, CancellationToken cancellationToken)
    {
        var account = await accounts.Users.FirstOrDefaultAsync(a => a.PublicId == request.Command.Account, cancellationToken);
        if (account is null) return new WriteOutcome.Declined(DoorRules.AccountUnknown.Refuse());
        if (account.Left is not null) return new WriteOutcome.Declined(DoorRules.AccountLeft.Refuse());
        await appointments.Enable(account);
        return new WriteOutcome.Noted(account.PublicId);
    }
}
