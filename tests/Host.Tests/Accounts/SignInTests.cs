using FluentAssertions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Http;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Accounts;

public sealed class SignInTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task The_right_password_begins_a_session_in_a_host_cookie()
    {
        var (done, cookie) = await SignedIn("owner", SomeSite.Password);

        done.Should().BeTrue();
        cookie.Should().StartWith("__Host-session=").And.ContainEquivalentOf("httponly").And.ContainEquivalentOf("secure").And.ContainEquivalentOf("samesite=lax").And.Contain("path=/");
        (await Recognised(cookie))!.Name.Should().Be("owner");
    }

    [Fact]
    public async Task Each_sign_in_has_a_session_of_its_own_and_ends_the_one_before()
    {
        var (_, first) = await SignedIn("partner", SomeSite.Password);

        var (_, second) = await SignedIn("partner", SomeSite.Password, first);

        second.Should().NotBe(first);
        (await Recognised(first)).Should().BeNull();
        (await Recognised(second)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_new_role_needs_a_new_session()
    {
        await site.Account("promoted", Role.Partner, SomeActor.OtherOffice, Partner.Government);
        var (_, cookie) = await SignedIn("promoted", SomeSite.Password);
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var account = scope.ServiceProvider.GetRequiredService<AccountsDb>().Users.Single(a => a.UserName == "promoted");
            (await scope.ServiceProvider.GetRequiredService<Appointments>()
                .Appoint(account, Role.Coordinator, SomePlan.Id, new(Role.System, "system:test", null, null), false, default)).Should().BeNull();
        }

        (await Recognised(cookie)).Should().BeNull();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_wherever_its_cookie_went()
    {
        var (_, cookie) = await SignedIn("coordinator", SomeSite.Password);
        await using var scope = site.Services.CreateAsyncScope();
        var http = await Context(scope, cookie);

        await scope.ServiceProvider.GetRequiredService<SignIn>().Out(http);

        (await Recognised(cookie)).Should().BeNull();
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours()
    {
        var (_, cookie) = await SignedIn("other-owner", SomeSite.Password);

        site.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));

        (await Recognised(cookie)).Should().BeNull();
    }

    [Theory]
    [InlineData("owner", "wrong password entirely")]
    [InlineData("nobody", SomeSite.Password)]
    [InlineData("", "")]
    public async Task A_wrong_name_and_a_wrong_password_are_answered_alike(string name, string password)
    {
        var (done, cookie) = await SignedIn(name, password);

        done.Should().BeFalse();
        cookie.Should().BeEmpty();
    }

    /// <summary>Time is not measured: what takes the time is counted.</summary>
    [Theory]
    [InlineData("owner", "wrong password entirely")]
    [InlineData("owner", SomeSite.Password)]
    [InlineData("nobody", SomeSite.Password)]
    public async Task Whoever_asks_costs_one_password_to_check(string name, string password)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var counted = new CountingHasher(services.GetRequiredService<IPasswordHasher<Account>>());
        var signIn = ActivatorUtilities.CreateInstance<SignIn>(services, counted);
        await signIn.WithPassword(await Context(scope, null), "somebody else", "to make the password of nobody");
        counted.Checked = 0;

        await signIn.WithPassword(await Context(scope, null), name, password);

        counted.Checked.Should().Be(1);
    }

    private sealed class CountingHasher(IPasswordHasher<Account> hasher) : IPasswordHasher<Account>
    {
        public int Checked { get; set; }

        public string HashPassword(Account user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Checked++;
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task After_ten_wrong_passwords_the_right_one_is_refused_too()
    {
        await site.Account("attacked", Role.Partner, SomeActor.Company, Partner.Business);
        for (var i = 0; i < 10; i++) (await SignedIn("attacked", $"guess number {i}")).Done.Should().BeFalse();

        (await SignedIn("attacked", SomeSite.Password)).Done.Should().BeFalse();
    }

    private async Task<(bool Done, string Cookie)> SignedIn(string name, string password, string? cookie = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var http = await Context(scope, cookie);
        var done = await scope.ServiceProvider.GetRequiredService<SignIn>().WithPassword(http, name, password);
        return (done, http.Response.Headers.SetCookie.ToString());
    }

    private async Task<Caller?> Recognised(string cookie)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return Caller.Of(await Context(scope, cookie));
    }

    /// <summary>A request with this cookie, as authentication leaves it.</summary>
    private static async Task<HttpContext> Context(AsyncServiceScope scope, string? cookie)
    {
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Scheme, http.Request.Host) = ("https", new("localhost"));
        if (cookie is not null) http.Request.Headers.Cookie = cookie.Split(';')[0];
        var known = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (known.Principal is not null) http.User = known.Principal;
        return http;
    }
}
