using MediatR;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin opens a disabled account again.</summary>
public sealed class EnableAccountPage(IMediator mediator, AccountList list, Reader reader) : AccountForm<EnableAccount>(mediator, list, reader)
{
    public override string Form => "enable-account";

    protected override EnableAccount Command(string account) => new(account);
}
