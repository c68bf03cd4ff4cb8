using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Who an account, a token or a session is, at most four seconds old: a disabled account is out within five. Accounts that are
/// disabled are not found.
/// </summary>
public sealed class AccountDirectory(IDbContextFactory<AccountsDb> accounts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(4);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 20_000, Clock = new CacheClock(clock) });

    public Task<Caller?> ByToken(string token, CancellationToken ct) => Known("t", Secret.Hash(token), async (db, hash) =>
        await db.Tokens.Where(t => t.Hash == hash).Select(t => t.AccountId).FirstOrDefaultAsync(ct), ct);

    public Task<Caller?> BySession(string session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return Known("s", Secret.Hash(session), async (db, hash) => await db.Sessions
            .Where(s => s.Hash == hash && s.Expires > now).Select(s => s.AccountId).FirstOrDefaultAsync(ct), ct);
    }

    public Task<Caller?> ByPublicId(string by, CancellationToken ct) => Known("b", by, async (db, id) =>
        await db.Users.Where(a => a.PublicId == id).Select(a => a.Id).FirstOrDefaultAsync(ct), ct);

    public Task<Caller?> ByName(string name, CancellationToken ct) => Known("n", name.ToUpperInvariant(), async (db, id) =>
        await db.Users.Where(a => a.NormalizedUserName == id).Select(a => a.Id).FirstOrDefaultAsync(ct), ct);

    /// <summary>Forget what was known: something about accounts was changed here.</summary>
    public void Forget() => _known.Clear();

    public void Dispose() => _known.Dispose();

    private async Task<Caller?> Known<TKey>(
        string kind, TKey key, Func<AccountsDb, TKey, Task<string?>> find, CancellationToken ct)
    {
        var entry = (kind, key is byte[] hash ? Convert.ToHexStringLower(hash) : key!.ToString()); // keys are hashes and names, never null
        if (_known.TryGetValue(entry, out Caller? caller)) return caller;
        await using var db = await accounts.CreateDbContextAsync(ct);
        caller = await find(db, key) is { } id ? await Read(db, id, ct) : null;
        return _known.Set(entry, caller, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_fresh, Size = 1 });
    }

    private static async Task<Caller?> Read(AccountsDb db, string id, CancellationToken ct)
    {
        var account = await db.Users.AsNoTracking().Include(a => a.Grants).FirstOrDefaultAsync(a => a.Id == id && !a.Disabled, ct);
        return account is null ? null : new(
            account.Id,
            account.UserName ?? "",
            account.PublicId,
            OrganisationId.Parse(account.Organisation),
            account.Partner,
            [.. account.Grants.OrderBy(g => g.Id).Select(g => new Held(g.Role, g.Plan is null ? null : PlanId.Parse(g.Plan)))]);
    }

    private sealed class CacheClock(TimeProvider clock) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
