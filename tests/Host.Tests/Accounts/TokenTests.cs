using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Tests.Pages;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Accounts;

/// <summary>Tokens by which programs write in somebody's name.</summary>
public sealed class TokenTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Make = "/en/account/tokens/make";

    [Fact]
    public async Task Whoever_proves_their_password_makes_a_token_sees_it_once_and_a_program_writes_with_it()
    {
        await site.Account("with-a-program", Role.Partner, SomeActor.Company, Partner.Business);
        var holder = await site.SignIn("with-a-program");
        using var made = await holder.Send(await holder.Open(Make), ("name", "Monthly figures"), ("current", SomeSite.Password));
        made.StatusCode.Should().Be(HttpStatusCode.OK);
        made.Headers.CacheControl!.NoStore.Should().BeTrue();
        var token = (await Visitor.Read(made)).GetElementById("token")!.TextContent;

        (await site.With(token).Post(Evidence, SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created);
        var account = await holder.Open("/en/account");
        account.QuerySelector("section[aria-labelledby=tokens]")!.TextContent.Should().Contain("Monthly figures").And.NotContain(token);

        var end = account.QuerySelectorAll("#tokens ~ ul > li").Single(row => row.TextContent.Contains("Monthly figures")).QuerySelector("a")!.GetAttribute("href")!;
        (await (await site.SignIn("partner")).Http.GetAsync(end)).StatusCode.Should().Be(HttpStatusCode.NotFound, "nobody ends another's");
        await holder.Sent(end);
        (await site.With(token).Post(Evidence, SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", SomeSite.Password, "e-name")]
    [InlineData("Monthly figures", "not the password", "e-current")]
    public async Task A_token_needs_a_name_and_the_password(string name, string password, string field)
    {
        var holder = await site.SignIn("partner");
        using var refused = await holder.Send(await holder.Open(Make), ("name", name), ("current", password));
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(refused)).GetElementById(field).Should().NotBeNull();
    }

    [Fact]
    public async Task An_account_has_at_most_twenty()
    {
        await site.Account("with-many-programs", Role.Partner, SomeActor.Company, Partner.Business); // one token comes with it
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var (accounts, appointments) = (scope.ServiceProvider.GetRequiredService<AccountsDb>(), scope.ServiceProvider.GetRequiredService<Appointments>());
            var account = accounts.Users.Single(one => one.UserName == "with-many-programs");
            for (var i = 1; i < MakeTokenPage.Most; i++) await appointments.IssueToken(account, $"Program {i}", default);
        }

        var holder = await site.SignIn("with-many-programs");
        using var refused = await holder.Send(await holder.Open(Make), ("name", "One more"), ("current", SomeSite.Password));
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await holder.Open("/en/account")).QuerySelectorAll("#tokens ~ ul.rows > li").Should().HaveCount(MakeTokenPage.Most);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first() =>
        (await site.Somebody().Http.GetAsync(Make)).Headers.Location!.ToString().Should().Contain("/sign-in");
}
