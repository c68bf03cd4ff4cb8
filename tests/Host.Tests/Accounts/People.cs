using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Tests.Pages;

namespace Tracker.Host.Tests.Accounts;

/// <summary>People in front of browsers, who are invited, sign in and leave.</summary>
internal static class People
{
    public static Visitor Somebody(this WebApplicationFactory<Program> app) =>
        new(app.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false, HandleCookies = true }));

    public static async Task<Visitor> SignIn(this WebApplicationFactory<Program> app, string account, string password = SomeSite.Password)
    {
        var visitor = app.Somebody();
        (await visitor.TrySignIn(account, password)).StatusCode.Should().Be(HttpStatusCode.Redirect, "{0} signs in", account);
        return visitor;
    }

    public static async Task<HttpResponseMessage> TrySignIn(this Visitor visitor, string account, string password) =>
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", password));

    /// <summary>Fills in the form at an address and insists that it is taken.</summary>
    /// <returns>Where it leads.</returns>
    public static async Task<string> Sent(this Visitor visitor, string address, params (string Name, string Value)[] typed)
    {
        using var answer = await visitor.Send(await visitor.Open(address), typed);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect, "{0} answers {1}", address, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString(); // a redirect has one
    }

    /// <summary>Invites, and hands the link on.</summary>
    public static async Task<string> Invite(this Visitor inviter, string organisation, string role, string plan = "") =>
        await inviter.LinkOn(await inviter.Sent("/en/invite", ("organisation", organisation), ("role", role), ("plan", plan)));

    public static async Task<string> LinkOn(this Visitor inviter, string invitation) =>
        new Uri((await inviter.Open(invitation)).QuerySelector("main code")!.TextContent).PathAndQuery; // shown to whoever made it

    /// <summary>Whoever was invited opens the account.</summary>
    public static async Task Accept(this Visitor visitor, string link, string account, string password = SomeSite.Password)
    {
        using var answer = await visitor.TryAccept(link, account, password);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<HttpResponseMessage> TryAccept(this Visitor visitor, string link, string account, string password = SomeSite.Password) =>
        await visitor.Send(await visitor.Open(link), ("account", account), ("password", password), ("again", password));

    public static async Task<string> PublicId(this WebApplicationFactory<Program> app, string account)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<AccountsDb>().Users.Single(one => one.UserName == account).PublicId;
    }
}
