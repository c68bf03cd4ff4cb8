using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Features.Accounts;
using Xunit;

namespace Tracker.Host.Tests.Accounts;

/// <summary>A production site starts with nobody, and the printed link lets exactly one in.</summary>
public sealed partial class SetUpTests(TrackerApp app) : IClassFixture<TrackerApp>
{
    [Fact]
    public async Task A_production_site_has_no_account()
    {
        await using var fresh = new TrackerApp();
        await fresh.Ready();
        await using var scope = fresh.Services.CreateAsyncScope();

        scope.ServiceProvider.GetRequiredService<AccountsDb>().Users.Should().BeEmpty();
        File.Exists(Path.Combine(fresh.Data, "development-accounts.json")).Should().BeFalse();
    }

    [Fact]
    public async Task The_link_opens_the_first_account_once()
    {
        var address = $"/en/set-up?link={await Link()}";
        var browser = app.Browser();

        (await Open(browser, address, "an-admin")).StatusCode.Should().Be(HttpStatusCode.OK);

        await using var scope = app.Services.CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<AccountDirectory>();
        (await directory.ByName("an-admin", default))!.Is(Domain.Organisations.Role.Admin).Should().BeTrue();
        (await browser.GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_link_expires_after_a_day_and_a_new_one_ends_the_old_one()
    {
        var old = await Link();
        var link = await Link();
        (await app.Visitor().GetAsync($"/en/set-up?link={old}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"/en/set-up?link={link}")).StatusCode.Should().Be(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromHours(24));

        (await app.Visitor().GetAsync($"/en/set-up?link={link}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_that_cannot_be_leaves_the_link_as_it_was()
    {
        var address = $"/en/set-up?link={await Link()}";

        (await Open(app.Browser(), address, "an-admin", password: "short")).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        (await app.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_its_field_and_what_was_typed_is_kept()
    {
        var address = $"/en/set-up?link={await Link()}";

        var answer = await Open(app.Browser(), address, "", password: "pendek", organisation: "Setda X", name: " ");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await Pages.Visitor.Read(answer);
        page.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")).Should().Equal("#f-account", "#f-password", "#f-organisation", "#f-organisation-name");
        page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.Id).Should().Equal("f-account", "f-password", "f-organisation", "f-organisation-name");
        page.QuerySelector("#f-organisation")!.GetAttribute("value").Should().Be("Setda X");
        page.QuerySelector("#f-password")!.GetAttribute("value").Should().BeNullOrEmpty("a password is not sent back");
        page.QuerySelector("#f-partner option[selected]")!.GetAttribute("value").Should().Be("government");
        (await Open(app.Browser(), address, "an-other", organisation: "bappeda-baru")).StatusCode.Should().Be(HttpStatusCode.OK, "the link still works");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var link = await Link();

        var answer = await app.Browser().PostAsync($"/en/set-up?link={link}", new FormUrlEncodedContent([new("link", link), new("account", "x")]));

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_carries_the_security_headers()
    {
        var answer = await app.Browser().GetAsync($"/en/set-up?link={await Link()}");

        answer.Headers.GetValues("Content-Security-Policy").Should().Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Strict-Transport-Security").Single().Should().StartWith("max-age=");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").Should().Equal("same-origin");
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal("same-origin");
        answer.Headers.Contains("Permissions-Policy").Should().BeTrue();
        answer.Headers.Contains("Server").Should().BeFalse();
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.GetValues("Set-Cookie").Should().OnlyContain(cookie =>
            cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("secure") && cookie.Contains("httponly") && cookie.Contains("samesite=strict"));
    }

    private async Task<string> Link()
    {
        await app.Ready();
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SetUp>().NewLink(default);
    }

    private static async Task<HttpResponseMessage> Open(HttpClient browser, string address, string account, string password = SomeSite.Password, string organisation = "bappeda", string name = "Badan Perencanaan")
    {
        var form = await browser.GetStringAsync(address);
        return await browser.PostAsync(address, new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", Token().Match(form).Groups[1].Value),
            new("link", address.Split('=')[1]),
            new("account", account),
            new("password", password),
            new("organisation", organisation),
            new("organisation-name", name),
            new("partner", "government"),
        ]));
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
