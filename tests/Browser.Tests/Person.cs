using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;

namespace Tracker.Browser.Tests;

/// <summary>Somebody at a browser of their own without JavaScript, in English; signed in where an account is named.</summary>
internal sealed partial class Person : IAsyncDisposable
{
    private readonly IBrowserContext _browser;

    private Person(IBrowserContext browser, IPage page)
    {
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    public static async Task<Person> Visiting(RunningHost tracker)
    {
        var browser = await tracker.Visitor();
        return new(browser, await browser.NewPageAsync());
    }

    public static async Task<Person> As(RunningHost tracker, string account)
    {
        var person = await Visiting(tracker);
        await SignIn.As(person.Page, tracker.Accounts[account], "en");
        return person;
    }

    /// <summary>Opens a page, which is there.</summary>
    public async Task Open(string address)
    {
        var answer = await Page.GotoAsync(address);
        answer!.Ok.Should().BeTrue("{0} is there", address); // it went somewhere
    }

    /// <summary>Fills in the form on the page: texts, choices and boxes alike, by their names.</summary>
    public async Task Fill(params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            var control = Page.Locator($"main form [name='{name}']");
            if (await control.First.GetAttributeAsync("type") is "radio" or "checkbox") await Page.CheckAsync($"main form [name='{name}'][value='{value}']");
            else if (await control.First.EvaluateAsync<string>("control => control.tagName") == "SELECT") await control.SelectOptionAsync(value);
            else await control.FillAsync(value);
        }
    }

    /// <summary>Sends the form, which is taken.</summary>
    public async Task Send(string button = "main form button[type=submit]:not([name])")
    {
        await Page.Locator(button).First.ClickAsync();
        (await Page.Locator("[role=alert]").AllInnerTextsAsync()).Should().BeEmpty();
    }

    /// <summary>Opens a form, fills it in and sends it.</summary>
    public async Task Write(string address, params (string Name, string Value)[] fields)
    {
        await Open(address);
        await Fill(fields);
        await Send();
    }

    /// <summary>What stands in a part of the page, blanks put together.</summary>
    public async Task<string> Text(string selector = "main") => Spaces().Replace(await Page.Locator(selector).First.InnerTextAsync(), " ");

    /// <summary>What a commitment's page says of a milestone.</summary>
    public async Task<string> Milestone(string commitment, string leaf)
    {
        await Open(commitment);
        return await Text($"[id='m-{leaf}']");
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
