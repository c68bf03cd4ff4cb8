using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Accounts;

public sealed class HandOverTests(SomeSite site) : IClassFixture<SomeSite>
{
    /// <summary>The issue's case by name.</summary>
    [Fact]
    public async Task An_officer_who_leaves_is_out_at_once_and_the_record_stays_under_the_office()
    {
        await site.Account("officer", Role.Owner, SomeActor.Office, Partner.Government, SomePlan.Id);
        var officer = await site.SignIn("officer");
        var report = await (await site.As("officer").Post(Progress, SomeProgress(), Now)).Json();
        var coordinator = await site.SignIn("coordinator");
        var leaving = await site.PublicId("officer");
        var before = await site.Entries();

        var invitation = await coordinator.Sent($"/en/accounts/{leaving}/hand-over", ("confirmed", "yes"));

        (await site.Entries()).Should().Be(before + 1, "the end of the appointment is public");
        (await officer.Http.GetAsync("/en/mine")).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
        ((int)(await site.As("officer").Post(Progress, SomeProgress(), Now)).StatusCode).Should().Be(401);
        (await site.Somebody().TrySignIn("officer", SomeSite.Password)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        await site.Somebody().Accept(await coordinator.LinkOn(invitation), "successor");

        var successor = await site.SignIn("successor");
        (await successor.Sent(
            $"/en/plans/contoh/commitments/1/progress/{(long)report["version"]!}/correct",
            ("completion", "Substantial"), ("narrative", "Counted again by whoever followed."), ("reason", "The first count missed a village.")))
            .Should().StartWith("/en/plans/contoh/commitments/1");
        (await (await site.Somebody().Http.GetAsync("/en/plans/contoh/commitments/1/history")).Content.ReadAsStringAsync())
            .Should().Contain("dinas-kominfo").And.NotContain("officer").And.NotContain("successor");
        var appointments = Appointments(SomeActor.Office);
        appointments.Single(one => one.Holder == leaving).Ended.Should().NotBeNull();
        (await site.PublicId("successor")).Should().Be(appointments[^1].Holder).And.NotBe(leaving);
        appointments[^1].Ended.Should().BeNull();
    }

    [Fact]
    public async Task Whoever_left_is_never_opened_again()
    {
        await site.Account("gone", Role.Partner, SomeActor.Company, Partner.Business);
        var admin = await site.SignIn("admin");
        var gone = await site.PublicId("gone");
        (await admin.Sent($"/en/accounts/{gone}/hand-over", ("confirmed", "yes"), ("successor", "nobody"))).Should().Be("/en/accounts");

        using var again = await admin.Send(await admin.Open($"/en/accounts/{gone}/enable"), ("confirmed", "yes"));
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
        using var role = await admin.Send(await admin.Open($"/en/accounts/{gone}/give-role"), ("role", "partner"));
        role.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_account_that_is_kept_out_is_out_at_once_and_can_be_opened_again()
    {
        await site.Account("resting", Role.Partner, SomeActor.Company, Partner.Business);
        var (resting, admin, by) = (await site.SignIn("resting"), await site.SignIn("admin"), await site.PublicId("resting"));

        await admin.Sent($"/en/accounts/{by}/disable", ("confirmed", "yes"));

        (await resting.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        ((int)(await site.As("resting").Post(Evidence, SomeEvidence())).StatusCode).Should().Be(401);

        await admin.Sent($"/en/accounts/{by}/enable", ("confirmed", "yes"));

        (await (await site.SignIn("resting")).Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.OK);
        Appointments(SomeActor.Company).Single(one => one.Holder == by).Ended.Should().BeNull("keeping out is no end of an appointment");
    }

    [Fact]
    public async Task Sessions_that_an_admin_ends_are_over_and_the_holder_signs_in_anew()
    {
        await site.Account("lost-telephone", Role.Partner, SomeActor.Company, Partner.Business);
        var holder = await site.SignIn("lost-telephone");

        await (await site.SignIn("admin")).Sent($"/en/accounts/{await site.PublicId("lost-telephone")}/end-sessions", ("confirmed", "yes"));

        (await holder.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        await site.SignIn("lost-telephone");
    }

    [Fact]
    public async Task A_role_changes_publicly_and_with_it_the_session()
    {
        await site.Account("changing", Role.Partner, SomeActor.University, Partner.Academia);
        var (holder, admin, by) = (await site.SignIn("changing"), await site.SignIn("admin"), await site.PublicId("changing"));
        var grant = await Grant(by, Role.Partner);

        await admin.Sent($"/en/accounts/{by}/roles/{grant}/end", ("confirmed", "yes"));
        (await holder.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        await admin.Sent($"/en/accounts/{by}/give-role", ("role", "reviewer"), ("plan", "contoh"));

        var held = Appointments(SomeActor.University).Where(one => one.Holder == by).ToList();
        held.Select(one => (one.Role, one.Ended is null)).Should().Equal((Role.Partner, false), (Role.Reviewer, true));
        // The same role again is another appointment, not the old one's receipt.
        await admin.Sent($"/en/accounts/{by}/give-role", ("role", "partner"));
        Appointments(SomeActor.University).Count(one => one.Holder == by && one.Ended is null).Should().Be(2);
    }

    [Fact]
    public async Task Nobody_is_given_reviewer_beside_what_a_reviewer_must_not_be()
    {
        var admin = await site.SignIn("admin");
        var before = await site.Entries();

        using var answer = await admin.Send(
            await admin.Open($"/en/accounts/{await site.PublicId("reviewer")}/give-role"), ("role", "coordinator"), ("plan", "contoh"));

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Nobody holds reviewer together with");
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task Nobody_does_it_to_their_own_account_so_an_admin_always_remains()
    {
        var admin = await site.SignIn("admin");
        var by = await site.PublicId("admin");

        var page = await admin.Open($"/en/accounts/{by}");
        page.QuerySelector("main")!.TextContent.Should().Contain("your own account");
        foreach (var verb in new[] { "disable", "hand-over", "give-role", $"roles/{await Grant(by, Role.Admin)}/end" })
        {
            page.QuerySelector($"a[href$='/{verb}']").Should().BeNull("what would be refused is not offered");
            var form = await admin.Open($"/en/accounts/{by}/{verb}");
            form.QuerySelector("main form").Should().BeNull();
            form.QuerySelector("main .notice.bad")!.TextContent.Should().Contain("your own account");
            using var answer = await admin.Send(
                await admin.Open($"/en/accounts/{by}/end-sessions"), $"/en/accounts/{by}/{verb}", ("confirmed", "yes"), ("role", "partner"), ("successor", "nobody"));
            answer.StatusCode.Should().Be(HttpStatusCode.Conflict, verb);
        }

        var other = await admin.Open($"/en/accounts/{await site.PublicId("partner")}");
        other.QuerySelector("main")!.TextContent.Should().NotContain("your own account");
        other.QuerySelector("a[href$='/give-role']").Should().NotBeNull();
    }

    [Fact]
    public async Task A_coordinator_hands_over_no_account_that_reaches_beyond_their_plan()
    {
        var coordinator = await site.SignIn("coordinator");
        foreach (var account in new[] { "admin", "partner", "owner", "coordinator" })
            (await coordinator.Http.GetAsync($"/en/accounts/{await site.PublicId(account)}/hand-over")).StatusCode.Should().Be(HttpStatusCode.NotFound, account);
        (await coordinator.Http.GetAsync($"/en/accounts/{await site.PublicId("reviewer")}/disable")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private System.Collections.Immutable.ImmutableArray<Appointment> Appointments(OrganisationId organisation) =>
        site.Services.GetRequiredService<OrganisationViews>().Organisation(organisation)!.Appointments; // the site registers it

    private async Task<long> Grant(string by, Role role)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var id = accounts.Users.Single(account => account.PublicId == by).Id;
        return accounts.Grants.Single(grant => grant.AccountId == id && grant.Role == role).Id;
    }
}
