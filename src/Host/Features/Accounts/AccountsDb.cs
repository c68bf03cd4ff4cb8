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

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<MailCount> MailCounts => Set<MailCount>();

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
            token.Property(t => t.Name).HasMaxLength(60);
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
        builder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitation");
            invitation.HasKey(i => i.Id);
            invitation.HasIndex(i => i.Hash).IsUnique();
            invitation.HasIndex(i => new { i.InvitedBy, i.Key }).IsUnique();
            invitation.Property(i => i.InvitedAs).HasConversion<string>().HasMaxLength(16);
            invitation.HasMany(i => i.Roles).WithOne().HasForeignKey(r => r.InvitationId);
        });
        builder.Entity<OneTimeLink>(link =>
        {
            link.ToTable("one_time_link");
            link.HasKey(l => l.Hash);
            link.Property(l => l.Purpose).HasConversion<string>().HasMaxLength(32);
            link.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        });
        builder.Entity<MailCount>(count =>
        {
            count.ToTable("mail_count");
            count.HasIndex(c => c.Recipient);
        });
        builder.Entity<InvitedRole>(role =>
        {
            role.ToTable("invited_role");
            role.Property(r => r.Role).HasConversion<string>().HasMaxLength(16);
        });
    }
}
