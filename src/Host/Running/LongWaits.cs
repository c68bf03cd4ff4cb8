using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Hosting;
using Tracker.Host.Mail;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>
/// Files that wait too long for a decision. Everybody sees it on the partners' page; the site's admins, who alone can end it, are
/// written to once.
/// </summary>
public sealed class LongWaits(
    PluginViews plugins, PluginFiles files, PluginStore store, IDbContextFactory<AccountsDb> accounts, Letters letters, Outbox outbox, IOptions<TrackerOptions> options, TimeProvider clock)
{
    /// <summary>A wait of more than so many days is an alarm.</summary>
    public const int MostDays = 14;

    private const int MostNamed = 20;

    /// <summary>Whether what waits since then waits too long.</summary>
    public static bool IsTooLong(DateTimeOffset since, DateTimeOffset now) => now - since > TimeSpan.FromDays(MostDays);

    /// <summary>
    /// Writes to every admin whose address is confirmed about what passed the limit since the last time: one letter, however many did.
    /// Nothing counts as told while no mail leaves, or nobody can be written to.
    /// </summary>
    public async Task Tell(CancellationToken ct)
    {
        if (!outbox.Delivers) return;
        var now = clock.GetUtcNow();
        var late = plugins.All().SelectMany(view => view.Waiting.Where(one => IsTooLong(one.At, now) && files.Foreign(one.Digest) is null).Select(one => (Plugin: view.Id, one.Version, one.Digest))).ToList();
        if (late.Count == 0) return;
        await using var db = await accounts.CreateDbContextAsync(ct);
        var admins = await db.Users.AsNoTracking()
            .Where(account => account.EmailConfirmed && !account.Disabled && account.Left == null && account.Grants.Any(grant => grant.Role == Role.Admin))
            .Select(account => account.Email).Distinct().ToListAsync(ct);
        if (admins.Count == 0) return;
        var told = await store.Tell([.. late.Select(one => (one.Plugin, one.Digest))]);
        var named = late.Where(one => told.Contains((one.Plugin, one.Digest))).Select(one => $"{one.Plugin.Value} {one.Version.Value}").ToList();
        if (named.Count == 0) return;
        var list = string.Join('\n', named.Take(MostNamed)) + (named.Count > MostNamed ? $"\n… +{named.Count - MostNamed}" : "");
        foreach (var address in admins.OfType<string>()) outbox.Post(letters.LongWait(address, options.Value.Language, list));
    }
}
