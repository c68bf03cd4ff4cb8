using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Mail;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Links in letters, by which somebody proves that a letter reached them: a new password, an address confirmed. Each works once,
/// for a while, and is kept as its digest only; a new one ends the one before.
/// </summary>
public sealed class OneTimeLinks(
    IDbContextFactory<AccountsDb> accounts, UserManager<Account> users, Appointments appointments, ILookupNormalizer names, Letters letters, MailLimits limits,
    Outbox outbox, TimeProvider clock)
{
    private const int MostOfOneAddress = 5;
    private static readonly TimeSpan s_password = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_address = TimeSpan.FromHours(24);

    /// <summary>
    /// Somebody forgot a password. Nothing is looked up before the answer: it and its time are the same whether or not there is
    /// such an account.
    /// </summary>
    /// <param name="who">The account's name, or an address that was confirmed.</param>
    /// <param name="language">The language to write in.</param>
    public void Forgot(string who, string language)
    {
        var (name, address) = (names.NormalizeName(who), names.NormalizeEmail(who));
        // Captured are singletons only: the request is over when this runs.
        var (db, to, count, times) = (accounts, letters, limits, clock);
        outbox.Post(async ct =>
        {
            List<Letter> written = [];
            await using var known = await db.CreateDbContextAsync(ct);
            var found = await known.Users.AsNoTracking()
                .Where(a => (a.NormalizedUserName == name || a.NormalizedEmail == address) && a.EmailConfirmed && !a.Disabled)
                .OrderBy(a => a.NormalizedUserName).Take(MostOfOneAddress).ToListAsync(ct);
            foreach (var account in found)
            {
                if (account.Email is not { } at || !await count.Take(at, ct)) continue;
                written.Add(to.NewPassword(at, language, account.UserName ?? "", await New(db, times, account.Id, LinkPurpose.NewPassword, null, s_password, ct)));
            }

            return written;
        });
    }

    /// <summary>Writes to an address that an account is to have: it has it once the letter's link was followed.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<Refused?> Confirm(string accountId, string account, string address, string language, CancellationToken ct)
    {
        if (!await limits.Take(address, ct)) return DoorRules.TooManyLetters.Refuse("address");
        outbox.Post(letters.ConfirmAddress(
            address, language, account, await New(accounts, clock, accountId, LinkPurpose.ConfirmAddress, address, s_address, ct)));
        return null;
    }

    public async Task<bool> IsOpen(string link, LinkPurpose purpose, CancellationToken ct)
    {
        await using var db = await accounts.CreateDbContextAsync(ct);
        return await Open(db, link, purpose).AnyAsync(ct);
    }

    /// <summary>Gives the account a new password. Every session of it ends; whoever guessed at it begins to count anew.</summary>
    /// <returns>Null when done, or why not.</returns>
    public async Task<Refused?> SetPassword(string link, string password, CancellationToken ct)
    {
        if (password.Length < users.Options.Password.RequiredLength) return DoorRules.PasswordTooShort.Refuse("password");
        if (await Spend(link, LinkPurpose.NewPassword, ct) is not { } spent || await users.FindByIdAsync(spent.AccountId) is not { Disabled: false } account)
            return DoorRules.LinkSpent.Refuse();
        await appointments.ResetPassword(account, password, ct);
        await users.ResetAccessFailedCountAsync(account);
        await users.SetLockoutEndDateAsync(account, null);
        return null;
    }

    /// <summary>The account has the address that the letter was sent to.</summary>
    /// <returns>Null when done, or why not.</returns>
    public async Task<Refused?> SetAddress(string link, CancellationToken ct)
    {
        if (await Spend(link, LinkPurpose.ConfirmAddress, ct) is not { Address: { } address } spent || await users.FindByIdAsync(spent.AccountId) is not { Disabled: false } account)
            return DoorRules.LinkSpent.Refuse();
        (account.Email, account.EmailConfirmed) = (address, true);
        await users.UpdateAsync(account);
        return null;
    }

    private static async Task<string> New(
        IDbContextFactory<AccountsDb> accounts, TimeProvider clock, string account, LinkPurpose purpose, string? address, TimeSpan valid, CancellationToken ct)
    {
        var link = Secret.New();
        await using var db = await accounts.CreateDbContextAsync(ct);
        await db.OneTimeLinks.Where(one => one.AccountId == account && one.Purpose == purpose).ExecuteDeleteAsync(ct);
        db.OneTimeLinks.Add(new() { Hash = Secret.Hash(link), AccountId = account, Purpose = purpose, Address = address, Expires = clock.GetUtcNow() + valid });
        await db.SaveChangesAsync(ct);
        return link;
    }

    private IQueryable<OneTimeLink> Open(AccountsDb db, string link, LinkPurpose purpose)
    {
        var (hash, now) = (Secret.Hash(link), clock.GetUtcNow());
        return db.OneTimeLinks.Where(one => one.Hash == hash && one.Purpose == purpose && one.Expires > now);
    }

    private async Task<OneTimeLink?> Spend(string link, LinkPurpose purpose, CancellationToken ct)
    {
        await using var db = await accounts.CreateDbContextAsync(ct);
        var open = await Open(db, link, purpose).AsNoTracking().FirstOrDefaultAsync(ct);
        // Deleting is what claims it: of two at once, one finds nothing to delete.
        return open is not null && await Open(db, link, purpose).ExecuteDeleteAsync(ct) == 1 ? open : null;
    }
}
