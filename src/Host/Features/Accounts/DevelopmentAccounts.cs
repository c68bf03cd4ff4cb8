using System.Collections.Immutable;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Accounts to try everything with, at the first start in development, written to <c>development-accounts.json</c>. What is
/// granted to them is marked as a development host's on the ledger.
/// </summary>
public sealed class DevelopmentAccounts(
    UserManager<Account> users, Appointments appointments, IMediator mediator, PlanViews plans, PlanClock clock, IOptions<TrackerOptions> options)
{
    private const string Example = "contoh";
    private static readonly Actor s_actor = new(Role.System, "system:development", null, null);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string File => Path.Combine(options.Value.Data, "development-accounts.json");

    /// <summary>What is written into the record is in the site's own language, as what people write there.</summary>
    private Speech Said => Speech.In(Speech.Speaks(options.Value.Language) ? options.Value.Language : Speech.Languages[0]);

    /// <summary>Creates what the file does not list yet: a start that was cut short goes on where it stopped.</summary>
    public async Task Create(CancellationToken ct)
    {
        var written = System.IO.File.Exists(File)
            ? JsonSerializer.Deserialize<List<Listed>>(await System.IO.File.ReadAllTextAsync(File, ct), s_json) ?? []
            : [];
        foreach (var wanted in Wanted())
        {
            if (written.Any(listed => listed.Account == wanted.Name)) continue;
            written.Add(await Create(wanted, ct));
            await AccountsHosting.WritePrivate(File, JsonSerializer.SerializeToUtf8Bytes(written, s_json));
        }
    }

    private async Task<Listed> Create(Planned wanted, CancellationToken ct)
    {
        if (wanted.Fallback) await Register(wanted, ct);
        var password = Secret.New();
        var account = await users.FindByNameAsync(wanted.Name);
        if (account is null)
        {
            (account, var refused) = await appointments.Open(wanted.Name, password, wanted.Organisation, wanted.Partner);
            if (account is null) throw new InvalidOperationException($"No development account {wanted.Name}: {refused?.Reason}");
        }
        else
        {
            await appointments.ResetPassword(account, password, ct); // made by a start that was cut short: nobody knows the old one
        }

        foreach (var plan in wanted.Role is Role.Coordinator or Role.Reviewer ? AllPlans() : [default(PlanId?)])
        {
            if (await appointments.Appoint(account, wanted.Role, plan, s_actor, development: true, ct) is { } refused)
                throw new InvalidOperationException($"No role for {wanted.Name}: {refused.Reason}");
        }

        if (wanted.Role == Role.Reviewer) await MakeIndependentReviewer(wanted, ct);
        return new(wanted.Name, Words.Of(wanted.Role), wanted.Organisation.Value, password, await appointments.IssueToken(account, null, ct));
    }

    private async Task MakeIndependentReviewer(Planned reviewer, CancellationToken ct)
    {
        foreach (var plan in AllPlans().Select(plan => plan!.Value)) // every one of them is a plan
        {
            Expect(await mediator.Send(
                new Write<DeclareIndependence>(
                    new(plan, null, Said["development.independent"], Development: true),
                    reviewer.Organisation,
                    s_actor,
                    $"development:independent:{plan.Value}:{reviewer.Organisation.Value}"),
                ct), Rules.IndependenceDeclaredAlready);
            Expect(await mediator.Send(
                new Write<AppointReviewer>(
                    new(reviewer.Organisation, reviewer.Partner, Said["development.reviewer"], Development: true),
                    plan,
                    s_actor,
                    $"development:reviewer:{plan.Value}:{reviewer.Organisation.Value}"),
                ct), Rules.ReviewerAppointedAlready);
        }
    }

    private async Task Register(Planned wanted, CancellationToken ct) => Expect(await mediator.Send(
        new Write<RegisterOrganisation>(
            new(
                wanted.Organisation,
                wanted.Partner,
                Speech.Languages.ToImmutableSortedDictionary(
                    language => language, language => new PublicText(Speech.In(language).Say("development.organisation", ("partner", Speech.In(language).Of(wanted.Partner)))), StringComparer.Ordinal),
                Invented: true),
            wanted.Organisation,
            s_actor,
            $"development:register:{wanted.Organisation.Value}"),
        ct), Rules.OrganisationRegisteredAlready);

    private static void Expect(WriteOutcome outcome, Rule unless)
    {
        if (outcome is WriteOutcome.Done || (outcome is WriteOutcome.Declined { Why.Rule: var rule } && rule == unless.Name)) return;
        throw new InvalidOperationException($"A development grant failed: {outcome}");
    }

    private ImmutableArray<PlanId?> AllPlans() => [.. plans.All(clock.Today).Select(row => (PlanId?)row.Plan.Id)];

    private List<Planned> Wanted()
    {
        var all = AllPlans().Select(id => plans.Plan(id!.Value, clock.Today(id.Value))).OfType<PlanView>().ToList(); // listed, hence there
        var example = all.FirstOrDefault(plan => plan.Plan.Id.Value == Example);
        var named = (example?.Organisations ?? []).Where(o => o.Partner is not null).Select(o => (o.Id, Partner: o.Partner!.Value)).ToList(); // filtered
        var leads = all.SelectMany(plan => plan.Leads).Where(lead => lead.Partner is null or Partner.Government).Select(lead => lead.Id).ToHashSet();
        var offices = (example?.Leads ?? []).Select(lead => lead.Id).ToList();
        var reviewing = (example?.Reviewers ?? []).Select(r => r.Organisation.Id).ToHashSet();

        Planned Of(string name, Role role, Partner partner, params OrganisationId?[] preferred)
        {
            var found = preferred.FirstOrDefault(id => id is not null)
                ?? named.Where(o => o.Partner == partner && !leads.Contains(o.Id) && !reviewing.Contains(o.Id)).Select(o => (OrganisationId?)o.Id).FirstOrDefault();
            return new(name, role, found ?? OrganisationId.Parse($"example-{name}"), partner, found is null);
        }

        var reviewer = Of("reviewer", Role.Reviewer, Partner.Public,
            named.Where(o => o.Partner == Partner.Public && reviewing.Contains(o.Id)).Select(o => (OrganisationId?)o.Id).FirstOrDefault(),
            OrganisationId.Parse("example-reviewer"));
        reviewer = reviewer with { Fallback = named.All(o => o.Id != reviewer.Organisation) };
        // What one reviewer decided is decided about by another one's organisation.
        var second = Of("second-reviewer", Role.Reviewer, Partner.Academia,
            named.Where(o => o.Partner == Partner.Academia && reviewing.Contains(o.Id)).Select(o => (OrganisationId?)o.Id).FirstOrDefault(),
            OrganisationId.Parse("example-second-reviewer"));
        second = second with { Fallback = named.All(o => o.Id != second.Organisation) };
        var owner = Of("owner", Role.Owner, Partner.Government, offices.Cast<OrganisationId?>().FirstOrDefault());
        var government = Of("partner-government", Role.Partner, Partner.Government, owner.Organisation) with { Fallback = owner.Fallback };
        return
        [
            Of("admin", Role.Admin, Partner.Government, government.Organisation) with { Fallback = government.Fallback },
            Of("coordinator", Role.Coordinator, Partner.Government, government.Organisation) with { Fallback = government.Fallback },
            owner,
            .. leads.Where(lead => lead != owner.Organisation).OrderBy(lead => lead.Value, StringComparer.Ordinal)
                .Select(lead => new Planned($"owner-{lead.Value}", Role.Owner, lead, Partner.Government, false)),
            reviewer,
            second,
            government,
            Of("partner-public", Role.Partner, Partner.Public),
            Of("partner-academia", Role.Partner, Partner.Academia),
            Of("partner-business", Role.Partner, Partner.Business),
        ];
    }

    private sealed record Planned(string Name, Role Role, OrganisationId Organisation, Partner Partner, bool Fallback);

    private sealed record Listed(string Account, string Role, string Organisation, string Password, string Token);
}
