using MediatR;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Features.Accounts;

/// <summary>An admin keeps the holder of an account out.</summary>
public sealed class DisableAccountPage(IMediator mediator, AccountList list, Reader reader) : AccountForm<DisableAccount>(mediator, list, reader)
{
    public override string Form => "disable-account";

    protected override bool NeverOwn => true;

    protected override DisableAccount Command(string account) => new(account);
}
