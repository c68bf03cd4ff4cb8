using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Tracker.Host.Tests.Plans;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>A development host over the invented example, whose script has been played.</summary>
public sealed class SomeSite : IAsyncLifetime
{
    private readonly SomePlanFolder _folder = new SomePlanFolder().With("contoh").With("contoh-lama");
    private PlansApp _app = null!; // started before every use

    /// <summary>Settings of the host, before it starts.</summary>
    public (string Name, string Value)[] Settings { get; init; } = [];

    public async Task InitializeAsync() => _app = await _folder.Start("Development", settings: Settings);

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Somebody in front of a browser, with the cookies they were given.</summary>
    public Visitor Visitor() => new(_app.CreateClient(new WebApplicationFactoryClientOptions
    {
        BaseAddress = new("https://localhost"),
        AllowAutoRedirect = false,
    }));

    public async Task<Visitor> SignedIn(string account)
    {
        var visitor = Visitor();
        var page = await visitor.Open("/en/sign-in");
        var answer = await visitor.Send(page, ("account", account), ("password", Password(account)));
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"{account} could not sign in: {answer.StatusCode}.");
    }

    public string Password(string account) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Data, "development-accounts.json"))).RootElement
        .EnumerateArray().First(item => item.GetProperty("account").GetString() == account).GetProperty("password").GetString()!; // written with every account
}

/// <summary>A browser without JavaScript.</summary>
public sealed class Visitor(HttpClient http)
{
    private static readonly HtmlParser s_parser = new();

    public HttpClient Http => http;

    public async Task<IHtmlDocument> Open(string address)
    {
        var answer = await http.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        return await Read(answer);
    }

    public static async Task<IHtmlDocument> Read(HttpResponseMessage answer) => s_parser.ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Fills in the page's form and sends it, with everything that is hidden or chosen in it already.</summary>
    public Task<HttpResponseMessage> Send(IHtmlDocument page, params (string Name, string Value)[] typed) => Send(page, null, typed);

    public Task<HttpResponseMessage> Send(IHtmlDocument page, string? to, params (string Name, string Value)[] typed)
    {
        var form = page.QuerySelector("main form[method=post]") as IHtmlFormElement ?? throw new InvalidOperationException($"No form in '{page.Title}'.");
        var fields = Fields(form).Where(field => typed.All(item => item.Name != field.Name)).Concat(typed).Select(field => KeyValuePair.Create(field.Name, field.Value));
        return http.PostAsync(to ?? (form.GetAttribute("action") is { Length: > 0 } action ? action : Here(page)), new FormUrlEncodedContent(fields));
    }

    public static IEnumerable<(string Name, string Value)> Fields(IHtmlFormElement form) => form.Elements.SelectMany(element => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name: { } name } input => [(name, input.Value)],
        IHtmlTextAreaElement { Name: { } name } area => [(name, area.Value)],
        IHtmlSelectElement { Name: { } name } select => [(name, select.Value ?? "")],
        _ => Array.Empty<(string, string)>(),
    });

    /// <summary>The page knows its own address by its alternate in its own language.</summary>
    public static string Here(IHtmlDocument page) =>
        page.QuerySelector($"link[rel=alternate][hreflang={page.DocumentElement.GetAttribute("lang")}]")?.GetAttribute("href")
        ?? throw new InvalidOperationException("A page without alternates.");
}
