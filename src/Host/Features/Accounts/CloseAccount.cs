using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>The holder of an account leaves: an admin's, or within a plan its coordinator's, last step of handing over.</summary>
public sealed class CloseAccountHandler(AccountsDb accounts, Appointments appointments) : IRequestHandler<Write<CloseAccount>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<CloseAccount> request, CancellationToken cancellationToken)
    {
        var account = await accounts.Users.FirstOrDefaultAsync(a => a.PublicId == request.Command.Account, cancellationToken);
        if (account is null || request.Target is not Target.OfAppointment { Id.Value: var of } || of != account.Organisation)
            return new WriteOutcome.Declined(DoorRules.AccountUnknown.Refuse());
        // Asked of the database: whoever hands over has just ended them there.
        if (await accounts.Grants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken)) return new WriteOutcome.Declined(DoorRules.AccountHoldsRoles.Refuse());
        await appointments.Close(account, cancellationToken);
        return new WriteOutcome.Noted(account.PublicId);
    }
}
