using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>An account is given another role. The appointment is public at once.</summary>
public sealed class GiveRolePage(IMediator mediator, AccountList list, Appointments appointments, RoleOptions options, Reader reader) : AccountForm(mediator, list, reader)
{
    public override string Form => "give-role";

    protected override IEnumerable<Type> Commands => [typeof(GrantRole)];

    protected override bool NeverOwn => true;

    public IEnumerable<Fields.Option> Roles => options.Roles(Writer);

    public bool NeedsPlan => RoleOptions.NeedsPlan(Writer);

    public IEnumerable<Fields.Option> Plans => options.Plans(Writer);

    protected override async Task<WriteOutcome?> Send()
    {
        var role = Typed.Choice<Role>("role", required: true);
        PlanId? plan = options.Plan(Writer, Typed);
        if (role is not { } wanted || Typed.Wrong.Count > 0) return null;
        if (Own) return new WriteOutcome.Declined(DoorRules.AccountOwn.Refuse());
        return await appointments.Give(Account, wanted, plan, Writer.For<GrantRole>(), Typed[Typed.Key], development: false, CancellationToken.None);
    }
}
