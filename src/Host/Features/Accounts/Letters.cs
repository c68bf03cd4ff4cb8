using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Mail;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// What is written to people about their accounts, and to admins about what only they can end. Links lead to the site's own address as it is set, never to where a request said
/// that it was sent to.
/// </summary>
public sealed class Letters(IOptions<TrackerOptions> options)
{
    public Letter Invitation(string to, string language, string organisation, string link) =>
        Write("invitation", to, language, new Addresses(language).AcceptInvitation(link), ("organisation", organisation));

    public Letter NewPassword(string to, string language, string account, string link) =>
        Write("new-password", to, language, new Addresses(language).NewPassword(link), ("account", account));

    public Letter ConfirmAddress(string to, string language, string account, string link) =>
        Write("confirm-address", to, language, new Addresses(language).ConfirmAddress(link), ("account", account));

    /// <param name="to">An admin's address.</param>
    /// <param name="language">The site's.</param>
    /// <param name="plugins">What waits: a line each, of ids and versions only, which hold nobody's words.</param>
    public Letter LongWait(string to, string language, string plugins) => Write("long-wait", to, language, new Addresses(language).Partners, ("plugins", plugins));

    private Letter Write(string kind, string to, string language, string path, (string Name, object? Value) about)
    {
        var speech = Speech.In(language);
        var values = new[] { about, ("link", new Uri(options.Value.SiteAddress, path).AbsoluteUri), ("site", speech["site.name"]) };
        return new(kind, to, speech.Say($"mail.{kind}-subject", values), speech.Say($"mail.{kind}", values));
    }
}

/// <summary>How many letters one address gets that anybody can ask for: counted under a digest of it, for a day.</summary>
public sealed class MailLimits(IDbContextFactory<AccountsDb> accounts, MailOptions options, TimeProvider clock)
{
    /// <summary>Counts one more.</summary>
    /// <returns>False: it has had enough.</returns>
    public async Task<bool> Take(string address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var who = SHA256.HashData(Encoding.UTF8.GetBytes(address.ToUpperInvariant()));
        var (day, hour) = (now - TimeSpan.FromDays(1), now - TimeSpan.FromHours(1));
        await using var db = await accounts.CreateDbContextAsync(ct);
        await db.MailCounts.Where(count => count.At <= day).ExecuteDeleteAsync(ct);
        var had = await db.MailCounts.Where(count => count.Recipient == who).Select(count => count.At).ToListAsync(ct);
        if (had.Count >= options.PerDay || had.Count(at => at > hour) >= options.PerHour) return false;
        db.MailCounts.Add(new() { Recipient = who, At = now });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
