using FluentAssertions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Http;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Accounts;

public sealed class AppointmentTests(SomeSite site) : IClassFixture<SomeSite>
{
    private static readonly Actor s_system = new(Role.System, "system:test", null, null);

    [Theory]
    [InlineData(Role.Owner, "roles-incompatible")]
    [InlineData(Role.Coordinator, "roles-incompatible")]
    [InlineData(Role.Admin, "roles-incompatible")]
    [InlineData(Role.Partner, null)]
    public void Nobody_holds_reviewer_together_with_owner_coordinator_or_admin(Role held, string? rule) =>
        Appointments.Compatible(Role.Reviewer, Partner.Public, [held])?.Rule.Should().Be(rule);

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Admin)]
    public void And_a_reviewer_is_given_none_of_them(Role wanted) =>
        Appointments.Compatible(wanted, Partner.Public, [Role.Reviewer])!.Rule.Should().Be("roles-incompatible");

    [Fact]
    public void Government_staff_never_review() =>
        Appointments.Compatible(Role.Reviewer, Partner.Government, [])!.Rule.Should().Be("government-never-reviews");

    [Fact]
    public void Only_offices_of_government_are_owners() =>
        Appointments.Compatible(Role.Owner, Partner.Academia, [])!.Rule.Should().Be("role-not-of-offices");

    [Fact]
    public async Task The_reviewer_of_a_site_is_not_made_its_coordinator_and_nothing_is_recorded()
    {
        var before = await site.Entries();

        var refused = await InScope(async (users, appointments) =>
            await appointments.Appoint((await users.FindByNameAsync("reviewer"))!, Role.Coordinator, SomePlan.Id, s_system, false, default));

        refused!.Rule.Should().Be("roles-incompatible");
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task An_appointment_is_public()
    {
        var before = await site.Entries();

        await site.Account("second-partner", Role.Partner, SomeActor.Company, Partner.Business);

        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task A_disabled_account_is_out_within_five_seconds()
    {
        await site.Account("leaving", Role.Partner, SomeActor.Company, Partner.Business);
        var leaving = site.As("leaving");
        ((int)(await leaving.Post(Evidence, SomeEvidence())).StatusCode).Should().Be(201);

        // As another process would: behind the back of what this one remembers.
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<AccountsDb>();
            accounts.Users.Single(account => account.UserName == "leaving").Disabled = true;
            await accounts.SaveChangesAsync();
        }

        site.Clock.Advance(TimeSpan.FromSeconds(5));
        ((int)(await leaving.Post(Evidence, SomeEvidence())).StatusCode).Should().Be(401);
    }

    [Fact]
    public async Task Disabling_here_is_at_once()
    {
        await site.Account("dismissed", Role.Partner, SomeActor.Company, Partner.Business);
        ((int)(await site.As("dismissed").Post(Evidence, SomeEvidence())).StatusCode).Should().Be(201);

        await InScope(async (users, appointments) =>
        {
            await appointments.Disable((await users.FindByNameAsync("dismissed"))!, default);
            return 0;
        });

        ((int)(await site.As("dismissed").Post(Evidence, SomeEvidence())).StatusCode).Should().Be(401);
    }

    [Fact]
    public async Task Tokens_are_kept_as_hashes_only()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(site.Data, "accounts.db"));
        var wal = Path.Combine(site.Data, "accounts.db-wal");
        var text = System.Text.Encoding.Latin1.GetString(bytes) + (File.Exists(wal) ? System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(wal)) : "");

        site.Tokens.Values.Should().OnlyContain(token => !text.Contains(token, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(site.Data, "accounts.db")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_caller_acts_in_the_role_that_may()
    {
        var caller = new Caller("1", "n", "b", SomeActor.Community, Partner.Public, [new(Role.Partner, null), new(Role.Reviewer, SomePlan.Id)]);

        caller.For<Domain.Evidence.AcceptEvidence>().Role.Should().Be(Role.Reviewer);
        caller.For<Domain.Evidence.SubmitEvidence>().Role.Should().Be(Role.Partner);
        caller.For<Domain.Commitments.ReportProgress>().Role.Should().Be(Role.Partner, "the corridor then refuses it by that name");
    }

    private async Task<T> InScope<T>(Func<UserManager<Account>, Appointments, Task<T>> act)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<Appointments>());
    }
}
