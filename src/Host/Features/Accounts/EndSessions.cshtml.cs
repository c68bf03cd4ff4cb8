using MediatR;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin ends every session of an account.</summary>
public sealed class EndSessionsPage(IMediator mediator, AccountList list, Reader reader) : AccountForm<EndSessions>(mediator, list, reader)
{
    public override string Form => "end-sessions";

    protected override EndSessions Command(string account) => new(account);
}
