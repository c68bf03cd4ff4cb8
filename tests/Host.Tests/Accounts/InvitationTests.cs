using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Accounts;

public sealed class InvitationTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task Whoever_is_invited_opens_an_account_once_and_the_appointment_is_public_as_the_inviters()
    {
        var admin = await site.SignIn("admin");
        var link = await admin.Invite("universitas", "partner");
        var before = await site.Entries();

        await site.Somebody().Accept(link, "a-researcher");

        (await site.Entries()).Should().Be(before + 1);
        var appointment = Organisation("universitas").Appointments[^1];
        (appointment.Role, appointment.Holder).Should().Be((Role.Partner, await site.PublicId("a-researcher")));
        (await (await site.SignIn("a-researcher")).Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await site.Somebody().Http.GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.NotFound, "a link works once");
        (await (await admin.Http.GetAsync($"/en/record/site/{appointment.Index}")).Content.ReadAsStringAsync()).Should().NotContain("a-researcher");
    }

    [Fact]
    public async Task Of_many_who_open_one_link_at_once_exactly_one_gets_in()
    {
        var link = await (await site.SignIn("admin")).Invite("perusahaan-data", "partner");
        var before = await site.Entries();
        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i => (i, Visitor: site.Somebody())).Select(async one =>
        {
            var (i, visitor) = await one;
            return (i, visitor, Page: await visitor.Open(link));
        }));

        var answers = await Task.WhenAll(pages.Select(one => one.visitor.Send(
            one.Page, ("account", $"racer-{one.i}"), ("password", SomeSite.Password), ("again", SomeSite.Password))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).Should().Be(1);
        answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.NotFound);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task A_link_is_kept_as_its_digest_only_expires_after_a_week_and_can_be_taken_back()
    {
        var admin = await site.SignIn("admin");
        var link = await admin.Invite("universitas", "partner");
        var secret = link.Split('=')[1];
        var kept = new DirectoryInfo(site.Data).EnumerateFiles("accounts.db*").Select(file =>
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        });
        kept.Should().NotContain(text => text.Contains(secret, StringComparison.Ordinal));
        (await site.Somebody().Http.GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.OK);

        var invitation = await admin.Sent("/en/invite", ("organisation", "universitas"), ("role", "partner"));
        var taken = await admin.LinkOn(invitation);
        await admin.Sent(invitation + "/withdraw");
        (await site.Somebody().Http.GetAsync(taken)).StatusCode.Should().Be(HttpStatusCode.NotFound);

        site.Clock.Advance(TimeSpan.FromDays(7));
        (await site.Somebody().Http.GetAsync(link)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_link_is_shown_to_whoever_made_it_and_for_half_an_hour()
    {
        var admin = await site.SignIn("admin");
        await site.Account("second-admin", Role.Admin, SomeActor.OtherOffice, Partner.Government);
        var invitation = await admin.Sent("/en/invite", ("organisation", "universitas"), ("role", "partner"));

        (await (await site.SignIn("second-admin")).Open(invitation)).QuerySelector("main code").Should().BeNull();
        (await admin.Open(invitation)).QuerySelector("main code").Should().NotBeNull();
        site.Clock.Advance(TimeSpan.FromMinutes(31));
        (await admin.Open(invitation)).QuerySelector("main code").Should().BeNull();
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_invitation()
    {
        var admin = await site.SignIn("admin");
        var form = await admin.Open("/en/invite");

        using var first = await admin.Send(form, ("organisation", "universitas"), ("role", "partner"));
        using var second = await admin.Send(form, ("organisation", "universitas"), ("role", "partner"));

        second.Headers.Location.Should().Be(first.Headers.Location);
    }

    [Fact]
    public async Task What_cannot_be_leaves_the_link_as_it_was()
    {
        var link = await (await site.SignIn("admin")).Invite("universitas", "partner");
        var visitor = site.Somebody();

        using var short_ = await visitor.TryAccept(link, "somebody", "too short");
        short_.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var taken = await visitor.TryAccept(link, "owner");
        taken.StatusCode.Should().Be(HttpStatusCode.Conflict);
        using var other = await visitor.Send(await visitor.Open(link), ("account", "somebody"), ("password", SomeSite.Password), ("again", "another password"));
        other.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Pages.Visitor.Read(other)).QuerySelectorAll("#e-again").Should().HaveCount(1);

        await visitor.Accept(link, "somebody");
    }

    [Fact]
    public async Task A_coordinator_invites_owners_and_reviewers_of_their_plan_and_nobody_else()
    {
        var coordinator = await site.SignIn("coordinator");
        await site.Somebody().Accept(await coordinator.Invite("dinas-kominfo", "owner", "contoh"), "second-owner");
        await site.Somebody().Accept(await coordinator.Invite("forum-desa", "reviewer", "contoh"), "second-reviewer");
        var before = await site.Entries();

        foreach (var (organisation, role, status) in new[]
        {
            ("dinas-kominfo", "partner", HttpStatusCode.Forbidden), ("dinas-kominfo", "admin", HttpStatusCode.Forbidden),
            ("dinas-kominfo", "coordinator", HttpStatusCode.Forbidden), ("universitas", "reviewer", HttpStatusCode.Forbidden),
            ("dinas-kominfo", "reviewer", HttpStatusCode.Conflict), ("forum-desa", "owner", HttpStatusCode.Conflict),
        })
        {
            using var answer = await coordinator.Send(await coordinator.Open("/en/invite"), ("organisation", organisation), ("role", role), ("plan", "contoh"));
            answer.StatusCode.Should().Be(status, "{0} of {1}", role, organisation);
        }

        (await site.Entries()).Should().Be(before);
        (await (await site.SignIn("second-owner")).Http.GetAsync("/en/plans/contoh/commitments/1/milestones/1.1/report-progress")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("partner")]
    [InlineData("reviewer")]
    public async Task Nobody_else_sees_accounts_or_invites(string account)
    {
        var visitor = await site.SignIn(account);

        foreach (var address in new[] { "/en/accounts", "/en/invite", "/en/register-organisation", $"/en/accounts/{await site.PublicId("owner")}", $"/en/accounts/{await site.PublicId("owner")}/disable" })
            ((int)(await visitor.Http.GetAsync(address)).StatusCode).Should().BeOneOf([403, 404], address);
        (await site.Somebody().Http.GetAsync("/en/accounts")).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
    }

    [Fact]
    public async Task A_coordinator_finds_the_accounts_of_their_plan_only()
    {
        var page = await (await site.SignIn("coordinator")).Open("/en/accounts");

        var seen = page.QuerySelectorAll("#accounts ~ ul .title").Select(title => title.TextContent).ToList();
        seen.Should().Contain(["reviewer", "other-reviewer"]).And.NotContain(["admin", "partner", "owner"], "that owner was not appointed for this plan only");
    }

    [Fact]
    public async Task The_word_of_an_inviter_who_lost_the_role_appoints_nobody()
    {
        await site.Account("third-admin", Role.Admin, SomeActor.OtherOffice, Partner.Government);
        var link = await (await site.SignIn("third-admin")).Invite("universitas", "partner");
        await (await site.SignIn("admin")).Sent($"/en/accounts/{await site.PublicId("third-admin")}/disable", ("confirmed", "yes"));
        var before = await site.Entries();

        using var answer = await site.Somebody().TryAccept(link, "appointed-by-nobody");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task An_admin_registers_an_organisation_by_page_once()
    {
        var admin = await site.SignIn("admin");
        (string, string)[] typed = [("organisation", "serikat-petani"), ("memberOf", "public"), ("name-id", "Serikat Petani")];

        var shown = await admin.Sent("/en/register-organisation", typed);

        shown.Should().StartWith("/en/organisations/serikat-petani");
        Organisation("serikat-petani").Organisation.Partner.Should().Be(Partner.Public);
        using var again = await admin.Send(await admin.Open("/en/register-organisation"), typed);
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    private OrganisationView Organisation(string id) =>
        site.Services.GetRequiredService<OrganisationViews>().Organisation(OrganisationId.Parse(id)) ?? throw new InvalidOperationException($"No {id}.");
}
