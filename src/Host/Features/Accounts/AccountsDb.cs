using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tracker.Host.Features.Accounts;

/// <summary><c>accounts.db</c>: what must be erasable, hence never on the ledger.</summary>
public sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account>(options)
{
    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SetUpLink> SetUpLinks => Set<SetUpLink>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>(); // sorts in SQLite

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.Property(a => a.PublicId).HasMaxLength(32);
            account.HasIndex(a => a.PublicId).IsUnique();
            account.Property(a => a.Organisation).HasMaxLength(32);
            account.Property(a => a.Partner).HasConversion<string>().HasMaxLength(16);
            account.HasMany(a => a.Grants).WithOne().HasForeignKey(g => g.AccountId);
        });
        builder.Entity<Grant>(grant =>
        {
            grant.ToTable("grant");
            grant.Property(g => g.Role).HasConversion<string>().HasMaxLength(16);
            grant.HasIndex(g => new { g.AccountId, g.Role, g.Plan }).IsUnique();
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("token");
            token.HasKey(t => t.Hash);
            token.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
        });
        builder.Entity<Session>(session =>
        {
            session.ToTable("session");
            session.HasKey(s => s.Hash);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        });
        builder.Entity<SetUpLink>(link =>
        {
            link.ToTable("set_up_link");
            link.HasKey(l => l.Hash);
        });
    }
}
