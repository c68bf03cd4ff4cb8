using System.Globalization;
using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>A role of an account ends. Its end is public at once.</summary>
public sealed class EndRolePage(IMediator mediator, AccountList list, Appointments appointments, Reader reader) : AccountForm(mediator, list, reader)
{
    public override string Form => "end-role";

    public HeldRole Role { get; private set; } = null!; // the page is shown only after FindAsked has found it

    protected override IEnumerable<Type> Commands => [typeof(EndRole)];

    protected override bool NeverOwn => true;

    protected override async Task<bool> FindAsked()
    {
        if (!await base.FindAsked() || !long.TryParse(RouteData.Values["grant"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var grant)
            || Row.Roles.FirstOrDefault(role => role.Grant == grant) is not { } held || !AccountList.LooksAfter(Writer, held.Role, held.Plan)) return false;
        Role = held;
        return true;
    }

    protected override async Task<WriteOutcome?> Send() => !Confirmed() ? null
        : Own ? new WriteOutcome.Declined(DoorRules.AccountOwn.Refuse())
        : await appointments.End(Account, Role.Role, Role.Plan, Writer.For<EndRole>(), Typed[Typed.Key], CancellationToken.None);
}
