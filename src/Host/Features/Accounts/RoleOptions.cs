using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Accounts;

/// <summary>What forms about appointments offer: an admin everything, a coordinator what their plans need.</summary>
public sealed class RoleOptions(PlanViews plans, OrganisationViews organisations, PlanClock clock, Reader reader)
{
    private static readonly Role[] s_ofCoordinators = [Role.Owner, Role.Reviewer];
    private static readonly Role[] s_ofAdmins = [Role.Owner, Role.Partner, Role.Reviewer, Role.Coordinator, Role.Admin];

    public IEnumerable<Fields.Option> Roles(Caller caller) =>
        (caller.Is(Role.Admin) ? s_ofAdmins : s_ofCoordinators).Select(role => new Fields.Option(Fields.Word(role), reader.T.Of(role), reader.T[$"accounts.role-{Fields.Word(role)}"]));

    public IEnumerable<Fields.Option> Plans(Caller caller) => plans.All(clock.Today)
        .Where(row => caller.Is(Role.Admin) || AccountList.Plans(caller).Contains(row.Plan.Id))
        .Select(row => new Fields.Option(row.Plan.Id.Value, row.Plan.Title.Text(reader.Language)));

    /// <summary>For a coordinator: offices that lead something in their plans, and the reviewers whom the forum named.</summary>
    public IEnumerable<Fields.Option> Organisations(Caller caller)
    {
        if (!caller.Is(Role.Admin))
        {
            return AccountList.Plans(caller).Select(plan => plans.Plan(plan, clock.Today(plan))).OfType<PlanView>()
                .SelectMany(view => view.Leads.Concat(view.Reviewers.Select(reviewer => reviewer.Organisation)))
                .Where(name => name.Partner is not null).DistinctBy(name => name.Id)
                .Select(name => new Fields.Option(name.Id.Value, name.Text(reader.Language))).OrderBy(option => option.Words, StringComparer.CurrentCulture);
        }

        return All().Select(row => new Fields.Option(row.Organisation.Id.Value, row.Organisation.Text(reader.Language)))
            .OrderBy(option => option.Words, StringComparer.CurrentCulture);
    }

    /// <summary>Whether nobody but whoever fills in the form can say which plan is meant.</summary>
    public static bool NeedsPlan(Caller caller) => !caller.Is(Role.Admin) && AccountList.Plans(caller).Length > 1;

    /// <summary>The plan chosen; null where none is. A coordinator of one plan need not name it.</summary>
    public PlanId? Plan(Caller caller, Typed typed)
    {
        var own = AccountList.Plans(caller);
        if (typed["plan"].Length == 0 && !NeedsPlan(caller)) return !caller.Is(Role.Admin) && own is [var only] ? only : null;
        if (PlanId.TryParse(typed["plan"], out var plan) && plans.Head(plan, clock.Today(plan)) is not null) return plan;
        typed.Refuse("plan", Rules.ValueUnknown.Refuse("plan"));
        return null;
    }

    private IEnumerable<OrganisationRow> All()
    {
        string? cursor = null;
        do
        {
            var part = organisations.List(null, cursor, 200);
            foreach (var row in part.Items) yield return row;
            cursor = part.Next;
        }
        while (cursor is not null);
    }
}
