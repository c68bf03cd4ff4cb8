using System.Collections.Immutable;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>The first admin of a new site: through a link that works once, for a day, and is printed where only the operator reads.</summary>
public sealed class SetUp(AccountsDb accounts, Appointments appointments, IMediator mediator, IConfiguration configuration, IOptions<Hosting.TrackerOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan s_valid = TimeSpan.FromHours(24);
    private static readonly Actor s_actor = new(Role.System, "system:set-up", null, null);

    /// <summary>Prints a new link where there is no account yet; an older one no longer works.</summary>
    public async Task PrintLinkWhereNobodyIs(CancellationToken ct)
    {
        if (await accounts.Users.AnyAsync(ct)) return;
        var link = await NewLink(ct);
        var address = configuration["urls"]?.Split(';')[0] is { Length: > 0 } urls ? urls : Hosting.Settings.DefaultAddress;
        Console.WriteLine($"Nobody has an account yet. This link works once, for a day: {address}/{options.Value.Language}/set-up?link={link}");
    }

    /// <summary>Makes the one link that works from now on.</summary>
    public async Task<string> NewLink(CancellationToken ct)
    {
        await accounts.SetUpLinks.ExecuteDeleteAsync(ct);
        var link = Secret.New();
        accounts.SetUpLinks.Add(new() { Hash = Secret.Hash(link), Expires = clock.GetUtcNow() + s_valid });
        await accounts.SaveChangesAsync(ct);
        return link;
    }

    public async Task<bool> IsOpen(string link, CancellationToken ct)
    {
        var hash = Secret.Hash(link);
        var now = clock.GetUtcNow();
        return await accounts.SetUpLinks.AnyAsync(l => l.Hash == hash && l.Expires > now, ct);
    }

    /// <summary>Opens the first account, in its organisation, as admin. The link is spent when it succeeds.</summary>
    /// <returns>Null when done, or why not.</returns>
    public async Task<Refused?> Use(
        string link, string name, string password, OrganisationId organisation, Partner partner, Language language, string organisationName, CancellationToken ct)
    {
        var hash = Secret.Hash(link);
        var now = clock.GetUtcNow();
        // Deleting is what claims the link: of two at once, one finds nothing to delete.
        if (await accounts.SetUpLinks.Where(l => l.Hash == hash && l.Expires > now).ExecuteDeleteAsync(ct) != 1) return DoorRules.SetUpLinkSpent.Refuse();
        var refused = await Open(name, password, organisation, partner, language, organisationName, ct);
        if (refused is null) return null;
        accounts.SetUpLinks.Add(new() { Hash = hash, Expires = now + s_valid });
        await accounts.SaveChangesAsync(ct);
        return refused;
    }

    private async Task<Refused?> Open(
        string name, string password, OrganisationId organisation, Partner partner, Language language, string organisationName, CancellationToken ct)
    {
        var registered = await mediator.Send(
            new Write<RegisterOrganisation>(
                new(organisation, partner, ImmutableSortedDictionary<string, PublicText>.Empty.Add(language.Value, new(organisationName))),
                organisation,
                s_actor,
                $"set-up:{organisation.Value}:{Secret.PublicId()}"),
            ct);
        if (registered is WriteOutcome.Declined { Why: var why } && why.Rule != Rules.OrganisationRegisteredAlready.Name) return why;
        if (registered is not (WriteOutcome.Done or WriteOutcome.Declined)) return DoorRules.OutcomeUnknown.Refuse();
        var (account, refused) = await appointments.Open(name, password, organisation, partner);
        return account is null ? refused : await appointments.Appoint(account, Role.Admin, null, s_actor, development: false, ct);
    }
}
