using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin ends every session of an account.</summary>
public sealed class EndSessionsHandler(AccountsDb accounts, Appointments appointments) : IRequestHandler<Write<EndSessions>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<EndSessions> request, CancellationToken cancellationToken)
    {
        var account = await accounts.Users.FirstOrDefaultAsync(a => a.PublicId == request.Command.Account, cancellationToken);
        if (account is null) return new WriteOutcome.Declined(DoorRules.AccountUnknown.Refuse());
        await appointments.EndSessions(account.Id, cancellationToken);
        return new WriteOutcome.Noted(account.PublicId);
    }
}
