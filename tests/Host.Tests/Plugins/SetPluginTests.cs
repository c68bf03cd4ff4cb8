using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Host.Tests.Running;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>Settings come before the approval, for exactly the files that are to be approved.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class SetPluginTests : IAsyncLifetime
{
    private const string Id = "set-counts";
    private const string Asks = """{"properties":{"feed":{"type":"string","title":"Address of the table"},"key":{"type":"string","secret":true},"villages":{"type":"integer","default":430}},"required":["feed","key","villages"]}""";
    private const string AsksMore = """{"properties":{"feed":{"type":"string","pattern":"^https://"},"key":{"type":"string","secret":true},"period":{"type":"string"}},"required":["feed","key","period"]}""";
    private const string Incomplete = "plugin-settings-incomplete";
    private readonly Tests.SomeSite _site = new();
    private readonly SomeProcess _process = new();

    private IPluginGrain Grain => _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{Id}/{SomeActor.Community.Value}");

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(_process).AddSingleton<IPluginReader>(new SomeReader()).AddSingleton<IPluginIsolation>(new SomeIsolation());
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task Nothing_is_approved_before_every_required_setting_is_kept()
    {
        var digest = await Installed(Asks);

        var refused = await Approve(digest);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var why = await refused.Json();
        ((string)why["rule"]!, (string)why["field"]!).Should().Be((Incomplete, "organisation"));
        ((string)why["detail"]!).Should().Contain("feed, key").And.NotContain("villages", "what has a default is set");

        (await Set(digest, ("feed", "https://data.example.org/a.csv"), ("key", "swordfish"))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await Types()).Should().Equal("plugin.listed");
        (await Approve(digest)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await Greeted()).ToJsonString().Should().Be("""{"feed":"https://data.example.org/a.csv","key":"swordfish","villages":430}""");
    }

    [Fact]
    public async Task A_changed_version_keeps_what_still_fits_and_asks_for_the_rest_while_the_approved_one_goes_on()
    {
        var first = await Installed(Asks);
        await Set(first, ("feed", "http://data.example.org/a.csv"), ("key", "swordfish"), ("villages", "312"));
        (await Approve(first)).StatusCode.Should().Be(HttpStatusCode.Created);
        var second = await Installed(AsksMore);

        ((string)(await (await Approve(second)).Json())["detail"]!).Should().Contain("feed, period").And.NotContain("key", "the secret is there already");
        (await Set(second, ("feed", "https://data.example.org/b.csv"), ("period", "2026"))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        ((string?)(await Greeted())["feed"]).Should().Be("http://data.example.org/a.csv", "nothing was approved yet");

        (await Approve(second)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await Greeted()).ToJsonString().Should().Be("""{"feed":"https://data.example.org/b.csv","key":"swordfish","period":"2026"}""");
    }

    [Fact]
    public async Task A_changed_version_that_asks_for_nothing_new_is_approved_with_the_settings_there_are()
    {
        var first = await Installed(Asks);
        await Set(first, ("feed", "https://data.example.org/a.csv"), ("key", "swordfish"), ("villages", "312"));
        await Approve(first);

        (await Approve(await Installed(Asks + "\n# changed"))).StatusCode.Should().Be(HttpStatusCode.Created);

        (await Greeted()).ToJsonString().Should().Be("""{"feed":"https://data.example.org/a.csv","key":"swordfish","villages":312}""");
    }

    [Fact]
    public async Task A_secret_that_ceases_to_be_one_is_not_shown_but_asked_for_anew()
    {
        var first = await Installed(Asks);
        await Set(first, ("feed", "https://data.example.org/a.csv"), ("key", "swordfish"), ("villages", "312"));
        await Approve(first);
        var second = await Installed(Asks.Replace(",\"secret\":true", "", StringComparison.Ordinal));

        ((string)(await (await Approve(second)).Json())["detail"]!).Should().Contain(": key.");
        var admin = await SignedIn();
        (await admin.Open($"/en/plugins/{Id}/settings/{SomeActor.Community.Value}?digest={second.Value}")).DocumentElement.InnerHtml
            .Should().NotContain("swordfish").And.Contain("What speaks for the organisation meanwhile");
        (await admin.Open($"/en/plugins/{Id}/run")).QuerySelector("select[name=organisation] option[selected]")!.GetAttribute("value")
            .Should().Be(SomeActor.Community.Value, "it speaks for nobody else");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_settings_is_told_at_once_and_nothing_of_it_is_kept()
    {
        var digest = await Installed(Asks);

        var answer = await Set(digest, ("feed", ""), ("key", "swordfish"), ("villages", "many"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Json())["errors"]!.ToJsonString().Should().Contain("values.feed").And.Contain("values.villages").And.NotContain("swordfish");
        ((string)(await (await Approve(digest)).Json())["detail"]!).Should().Contain("feed, key");
    }

    [Fact]
    public async Task Settings_are_kept_for_listed_files_and_a_registered_organisation_of_a_partner_they_are_made_for_only()
    {
        var digest = await Installed(Asks);
        foreach (var (files, organisation, rule) in new[]
        {
            (SomePlugin.Digest.Value, SomeActor.Community.Value, "plugin-digest-unknown"),
            (digest.Value, SomeActor.University.Value, "plugin-not-made-for"),
            (digest.Value, "nobody-at-all", "organisation-unknown"),
            (null, SomeActor.Community.Value, "plugin-not-approved"),
        })
        {
            var answer = await _site.As("admin").Post(
                $"/api/v1/plugins/{Id}/settings", new() { ["digest"] = files, ["organisation"] = organisation, ["values"] = new JsonObject() });
            ((string)(await answer.Json())["rule"]!).Should().Be(rule);
        }
    }

    [Theory]
    [InlineData("en", "Settings of this organisation are missing")]
    [InlineData("id", "Setelan organisasi ini belum ada")]
    public async Task On_the_page_the_approval_leads_to_the_settings_and_these_back_to_the_approval(string language, string words)
    {
        var digest = await Installed(Asks);
        var admin = await SignedIn();
        var refused = await admin.Send(await admin.Open($"/{language}/plugins/{Id}/approve"), ("digest", digest.Value), ("organisation", SomeActor.Community.Value));
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var page = await Visitor.Read(refused);
        page.QuerySelector(".errors")!.TextContent.Should().Contain(words).And.Contain("feed, key");
        var settings = page.QuerySelector("main a.button")!.GetAttribute("href")!;

        var form = await admin.Open(settings);
        var wrong = await admin.Send(form, settings, ("s-feed", "https://data.example.org/a.csv"), ("s-villages", "x"));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(wrong)).QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")).Should().BeEquivalentTo("#f-s-key", "#f-s-villages");
        var kept = await admin.Send(form, settings, ("s-feed", "https://data.example.org/a.csv"), ("s-key", "swordfish"));
        kept.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var approval = await admin.Open(kept.Headers.Location!.ToString());
        (await admin.Send(approval)).StatusCode.Should().Be(HttpStatusCode.Redirect, "both choices are still made");

        (await Types()).Should().Equal("plugin.listed", "plugin.approved");
        (await admin.Open($"/{language}/plugins/{Id}/settings/{SomeActor.Community.Value}")).DocumentElement.InnerHtml.Should().NotContain("swordfish").And.Contain("https://data.example.org/a.csv");
    }

    [Fact]
    public async Task Settings_are_an_admins_alone_to_see_and_to_change()
    {
        var digest = await Installed(Asks);
        await Set(digest, ("feed", "https://data.example.org/a.csv"), ("key", "swordfish"));
        (await Approve(digest)).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        var (page, order) = ($"/en/plugins/{Id}/settings/{SomeActor.Community}", $"/api/v1/plugins/{Id}/settings");

        (await _site.Visitor().GetAsync(page)).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
        (await _site.Visitor().Post(order, Others())).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var account in new[] { "partner", "other-partner", "reviewer", "coordinator", "owner" })
        {
            var visitor = await SignedIn(account);
            var closed = await visitor.Http.GetAsync(page);
            closed.StatusCode.Should().Be(HttpStatusCode.Forbidden, account);
            (await closed.Content.ReadAsStringAsync()).Should().NotContain("data.example.org");
            (await visitor.Open($"/en/plugins/{Id}")).QuerySelectorAll("a[href*='/settings/']").Should().BeEmpty();
            (await _site.As(account).Post(order, Others())).StatusCode.Should().Be(HttpStatusCode.Forbidden, account);
        }

        var admin = await SignedIn();
        var link = (await admin.Open($"/en/plugins/{Id}")).QuerySelectorAll("a[href*='/settings/']").Should().ContainSingle().Subject;
        link.GetAttribute("href").Should().Be(page);
        (await admin.Open(page)).QuerySelector("#f-s-feed")!.GetAttribute("value").Should().Be("https://data.example.org/a.csv");
        ((string?)(await Greeted())["feed"]).Should().Be("https://data.example.org/a.csv", "nobody else has changed anything");

        JsonObject Others() => new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = new JsonObject { ["feed"] = "https://data.example.org/others.csv" } };
    }

    private Task<HttpResponseMessage> Approve(PluginDigest digest) => _site.As("admin").Post(
        $"/api/v1/plugins/{Id}/approval", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value });

    private Task<HttpResponseMessage> Set(PluginDigest digest, params (string Name, string Value)[] values) => _site.As("admin").Post(
        $"/api/v1/plugins/{Id}/settings", new()
        {
            ["digest"] = digest.Value,
            ["organisation"] = SomeActor.Community.Value,
            ["values"] = new JsonObject(values.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value))),
        });

    /// <summary>The settings with which a run of what is approved now begins.</summary>
    private async Task<JsonObject> Greeted()
    {
        await CaughtUp();
        await Grain.Ended();
        (await Grain.Start()).Should().BeOfType<RunStart.Started>();
        await Grain.Ended();
        return _process.Greeted!.Settings; // a run began
    }

    private async Task<PluginDigest> Installed(string schema)
    {
        Directory.CreateDirectory(Path.Combine(_site.Plugins, Id));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, Id, "plugin.yaml"), $"{Id}\n{schema}");
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        return _site.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(Id))!.Listings[^1].Digest;
    }

    private async Task<Visitor> SignedIn(string account = "admin")
    {
        var visitor = new Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password));
        return visitor;
    }

    private async Task CaughtUp()
    {
        var size = await _site.Services.GetRequiredService<LogReader>().Size("site", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("site", size - 1, TimeSpan.FromSeconds(30), default);
    }

    private async Task<List<string>> Types()
    {
        var types = new List<string>();
        await foreach (var entry in _site.Services.GetRequiredService<LogReader>().ReadStream("site", $"plugin/{Id}", 0, default)) types.Add(Entry.Read(entry).Type);
        return types;
    }
}
