using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>What the forms about one account share: whoever does not look after it does not find it.</summary>
public abstract class AccountForm(IMediator mediator, AccountList list, Reader reader) : FormPage(mediator)
{
    public AccountRow Row { get; private set; } = null!; // the page is shown only after FindAsked has found it

    public bool Own => Row.By == Writer.By;

    protected Account Account { get; private set; } = null!; // as above

    protected Addresses To => reader.To;

    protected string Language => reader.Language;

    protected override Target Target => Appointments.Of(Account, Within);

    /// <summary>Whether nobody asks this of their own account.</summary>
    protected virtual bool NeverOwn => false;

    /// <summary>The plan within which it is asked; null: an admin asks.</summary>
    protected PlanId? Within => Writer.Is(Role.Admin) ? null : Row.Roles.Select(role => role.Plan).FirstOrDefault(plan => plan is { } of && AccountList.Plans(Writer).Contains(of));

    protected override bool Find() => throw new InvalidOperationException("It waits for the accounts.");

    protected override async Task<bool> FindAsked()
    {
        if (await list.Find(Writer, RouteData.Values["account"] as string, HttpContext.RequestAborted) is not { } found) return false;
        (Account, Row) = found;
        return true;
    }

    protected override Task<Refused?> Bars() => Task.FromResult(NeverOwn && Own ? DoorRules.AccountOwn.Refuse() : null);

    protected override string Shown(WriteOutcome.Done done) => Recorded(To.Account(Row.By), done);

    protected override string Shown(WriteOutcome.Noted noted) => To.Account(Row.By);

    protected bool Confirmed()
    {
        if (Typed["confirmed"] == "yes") return true;
        Typed.Refuse("confirmed", DoorRules.NotConfirmed.Refuse("confirmed"));
        return false;
    }
}

/// <summary>A form that asks one thing of an account, and asks to confirm it.</summary>
public abstract class AccountForm<TCommand>(IMediator mediator, AccountList list, Reader reader) : AccountForm(mediator, list, reader)
    where TCommand : class
{
    protected override IEnumerable<Type> Commands => [typeof(TCommand)];

    /// <summary>What it asks.</summary>
    protected abstract TCommand Command(string account);

    protected override Task<WriteOutcome?> Send() => Send(Confirmed() ? Command(Row.By) : null);
}
