using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Host.Tests.Running;
using Tracker.Ledger;
using Tracker.PluginRunner.Manifest;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>Over the API a setting is what the manifest's schema says, or a text that reads so. One host for all: each test has a plugin of its own.</summary>
public sealed partial class SettingValuesTests(SettingValuesTests.SettingSite setting) : IClassFixture<SettingValuesTests.SettingSite>
{
    private const string Asks = """
        {"properties":{"villages":{"type":"integer","minimum":1,"title":"Villages"},"share":{"type":"number"},"late":{"type":"boolean"},"words":{"type":"array"},"note":{"type":"string"},"feed":{"type":"string","title":"Address of the table"},"more":{"type":"array","title":"More tables"}}}
        """;

    private static int s_tests;
    private readonly string _id = $"value-counts-{Interlocked.Increment(ref s_tests)}";
    private readonly Tests.SomeSite _site = setting.Site;

    [Theory]
    [InlineData("[1]", false)]
    [InlineData("""[{"doi":"10.5555/x"}]""", false)]
    [InlineData("""[{"doi":"10.5555/x","shows":"Best"}]""", false)]
    [InlineData("""[{"doi":"10.5555/x","shows":"Limited"},{}]""", false)]
    [InlineData("""[{"doi":"10.5555/x","shows":"Limited"}]""", true)]
    [InlineData("[]", true)]
    public async Task What_stands_in_a_list_is_as_its_schema_wants_it_too(string works, bool taken)
    {
        var digest = await Installed("list-counts", "list-counts\n" + """
            {"properties":{"works":{"type":"array","title":"Works","description":"Each names doi and shows.","items":{"type":"object","required":["doi","shows"],"properties":{"doi":{"type":"string"},"shows":{"type":"string","enum":["Limited","Complete"]}}}}}}
            """.Trim());

        var answer = await Set("list-counts", digest, $$"""{"works":{{works}}}""");

        answer.StatusCode.Should().Be(taken ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest);
        if (taken) return;
        var why = await answer.Json();
        ((string?)why["rule"], (string?)why["field"], (string?)why["detail"]).Should().Be(("setting-invalid", "values.works", "The setting “Works” is not as the plugin wants it: array: Each names doi and shows."));
    }

    [Theory]
    [InlineData("""{"villages":430,"share":0.5,"late":true,"words":["a","b"],"note":"n"}""")]
    [InlineData("""{"villages":"430","share":"0.5","late":"true","words":"[\"a\",\"b\"]","note":"n"}""")]
    [InlineData("""{"villages":430.0,"share":5e-1,"late":true,"words":["a","b"],"note":"n","feed":null}""")]
    public async Task What_the_schema_says_is_kept_as_the_text_that_reads_so_is(string values)
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");

        (await Set(_id, digest, values)).StatusCode.Should().Be(HttpStatusCode.Accepted);

        var known = _site.Services.GetRequiredService<PluginFiles>().Find(digest)!;
        (await _site.Services.GetRequiredService<PluginSettings>().For(known, SomeActor.Community)).Values.ToJsonString()
            .Should().Be("""{"villages":430,"share":0.5,"late":true,"words":["a","b"],"note":"n"}""");
    }

    [Theory]
    [InlineData("""{"villages":"many"}""", "values.villages", "setting-least", "is integer of at least 1", "harus berupa integer, paling sedikit 1")]
    [InlineData("""{"villages":0}""", "values.villages", "setting-least", "is integer of at least 1", "harus berupa integer, paling sedikit 1")]
    [InlineData("""{"villages":1.5}""", "values.villages", "setting-least", "is integer of at least 1", "harus berupa integer, paling sedikit 1")]
    [InlineData("""{"villages":[430]}""", "values.villages", "setting-invalid", "as the plugin wants it: integer", "seperti yang diminta program: integer")]
    [InlineData("""{"late":1}""", "values.late", "setting-invalid", "as the plugin wants it: boolean", "seperti yang diminta program: boolean")]
    [InlineData("""{"share":"12,5"}""", "values.share", "setting-number", "such as 1200 or 12.5.", "misalnya 1200 atau 12.5.")]
    [InlineData("""{"share":"1,234,567.5"}""", "values.share", "setting-number", "nothing between thousands", "tanpa tanda pemisah ribuan")]
    [InlineData("""{"note":true}""", "values.note", "setting-invalid", "as the plugin wants it: string", "seperti yang diminta program: string")]
    [InlineData("""{"note":["n"]}""", "values.note", "setting-invalid", "as the plugin wants it: string", "seperti yang diminta program: string")]
    [InlineData("""{"words":{"a":1}}""", "values.words", "setting-invalid", "as the plugin wants it: array", "seperti yang diminta program: array")]
    [InlineData("""{"words":"5"}""", "values.words", "setting-invalid", "as the plugin wants it: array", "seperti yang diminta program: array")]
    [InlineData("""{"nobody":1}""", "values.nobody", "setting-unknown", "nobody", "nobody")]
    [InlineData("[430]", "values", "malformed-value", "an object", "sebuah objek")]
    [InlineData("\"x\"", "values", "malformed-value", "an object", "sebuah objek")]
    [InlineData("{\"note\":\"\\ud800\"}", "values", "not-text", "half of a character", "karakter")]
    public async Task What_is_of_another_kind_is_refused_by_its_name_with_what_is_wanted(string values, string field, string rule, string english, string indonesian)
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");

        foreach (var (language, words) in new[] { ("en", english), ("id", indonesian) })
        {
            var client = _site.As("admin");
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            using var body = new StringContent(Order(digest, values), System.Text.Encoding.UTF8, "application/json");
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/plugins/{_id}/settings") { Content = body };
            request.Headers.Add("Idempotency-Key", $"{_id}-{language}");
            var answer = await client.SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var why = await answer.Json();
            ((string?)why["rule"], (string?)why["field"]).Should().Be((rule, field));
            ((string)why["detail"]!).Should().Contain(words);
        }
    }

    [Theory]
    [InlineData("feed", "not an address", false)]
    [InlineData("feed", "data.example.org/a.csv", false)]
    [InlineData("feed", "javascript:alert(1)", false)]
    [InlineData("feed", "ftp://x.org/a", false)]
    [InlineData("feed", "http://169.254.169.254/x", false)]
    [InlineData("feed", "http://127.0.0.1:5999/a.csv", false)]
    [InlineData("feed", "http://[::1]/a.csv", false)]
    [InlineData("feed", "http://2130706433/a.csv", false)]
    [InlineData("feed", "http://localhost/a.csv", false)]
    [InlineData("feed", "https://user:word@data.example.org/", false)]
    [InlineData("more", """["https://data.example.org/a.csv","http://10.0.0.1/"]""", false)]
    [InlineData("more", "[5]", false)]
    [InlineData("more", """["https://data.example.org/a.csv","http://93.184.216.34/b"]""", true)]
    [InlineData("feed", "https://data.example.org/a.csv?rows=10", true)]
    [InlineData("feed", "", true)]
    [InlineData("note", "not an address", true)]
    public async Task What_names_an_address_to_fetch_is_one_that_can_be_fetched(string name, string value, bool kept)
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");

        var answer = await Set(_id, digest, new JsonObject { [name] = value }.ToJsonString());

        answer.StatusCode.Should().Be(kept ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest);
        if (kept) return;
        var why = await answer.Json();
        ((string?)why["rule"], (string?)why["field"]).Should().Be(("setting-address", $"values.{name}"));
    }

    [Theory]
    [InlineData("en", "“Address of the table” is a web address that this site can fetch")]
    [InlineData("id", "“Address of the table” harus berupa alamat web yang bisa diambil situs ini")]
    public async Task On_the_page_it_is_said_at_the_field(string language, string words)
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");
        var admin = new Visitor(_site.Browser());
        await admin.Send(await admin.Open("/en/sign-in"), ("account", "admin"), ("password", Tests.SomeSite.Password));

        var address = $"/{language}/plugins/{_id}/settings/{SomeActor.Community.Value}?digest={digest.Value}";
        var form = await admin.Open(address);
        form.QuerySelector("main")!.TextContent.Should().NotContain("meanwhile").And.NotContain("Sementara itu", "nothing speaks yet");
        var refused = await admin.Send(form, address, ("s-feed", "ftp://x.org/a"));

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(refused)).QuerySelector(".field.wrong")!.TextContent.Should().Contain(words);
    }

    [Theory]
    [InlineData("id", "12,5", "12.5", "12,5")]
    [InlineData("id", "12.5", "12.5", "12,5")]
    [InlineData("id", "-0,125", "-0.125", "-0,125")]
    [InlineData("id", "0.125", "0.125", "0,125")]
    [InlineData("id", "1,000", "1.000", "1,000")]
    [InlineData("id", "1200", "1200", "1200")]
    [InlineData("id", "50.000", null, "“share” harus berupa bilangan tanpa tanda pemisah ribuan, misalnya 1200 atau 12,5.")]
    [InlineData("id", "1.234,5", null, "“share” harus berupa bilangan tanpa tanda pemisah ribuan, misalnya 1200 atau 12,5.")]
    [InlineData("en", "12,5", "12.5", "12.5")]
    [InlineData("en", "12.5", "12.5", "12.5")]
    [InlineData("en", "1.234", "1.234", "1.234")]
    [InlineData("en", "50,000", null, "“share” is a number with nothing between thousands, such as 1200 or 12.5.")]
    [InlineData("en", "1,234,567", null, "“share” is a number with nothing between thousands, such as 1200 or 12.5.")]
    public async Task A_number_is_read_and_shown_as_the_language_of_the_page_writes_it(string language, string typed, string? kept, string shown)
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");
        var admin = new Visitor(_site.Browser());
        await admin.Send(await admin.Open("/en/sign-in"), ("account", "admin"), ("password", Tests.SomeSite.Password));
        var address = $"/{language}/plugins/{_id}/settings/{SomeActor.Community.Value}?digest={digest.Value}";

        var answer = await admin.Send(await admin.Open(address), address, ("s-share", typed));

        answer.StatusCode.Should().Be(kept is null ? HttpStatusCode.BadRequest : HttpStatusCode.Redirect);
        if (kept is null)
        {
            (await Visitor.Read(answer)).QuerySelector(".field.wrong")!.TextContent.Should().Contain(shown);
            return;
        }

        var known = _site.Services.GetRequiredService<PluginFiles>().Find(digest)!;
        (await _site.Services.GetRequiredService<PluginSettings>().For(known, SomeActor.Community)).Values.ToJsonString().Should().Be($$"""{"share":{{kept}}}""");
        var form = await admin.Open(address);
        form.QuerySelector("input[name=s-share]")!.GetAttribute("value").Should().Be(shown);
        (await admin.Send(form, address)).StatusCode.Should().Be(HttpStatusCode.Redirect, "what is shown is taken again");
        (await _site.Services.GetRequiredService<PluginSettings>().For(known, SomeActor.Community)).Values.ToJsonString().Should().Be($$"""{"share":{{kept}}}""");
    }

    [Theory]
    [InlineData("en", "“Table” is a web address", "“Key” is a text of 16 to", "The setting “Office” must be given.")]
    [InlineData("id", "“Tabel” harus berupa alamat web", "“Kunci” harus berupa teks dengan 16 sampai", "Setelan “Kantor” wajib diisi.")]
    public async Task All_that_is_wrong_is_said_at_once_by_its_title_on_the_page_and_over_the_api(string language, string address, string secret, string required)
    {
        var digest = await Installed("titled", """
            titled
            {"properties":{"feed":{"type":"string","title":"Table","titles":{"id":"Tabel"}},"key":{"type":"string","secret":true,"minLength":16,"title":"Key","titles":{"id":"Kunci"}},"office":{"type":"string","title":"Office","titles":{"id":"Kantor"}}},"required":["office"]}
            """);
        var admin = new Visitor(_site.Browser());
        await admin.Send(await admin.Open("/en/sign-in"), ("account", "admin"), ("password", Tests.SomeSite.Password));

        var page = $"/{language}/plugins/titled/settings/{SomeActor.Community.Value}?digest={digest.Value}";
        var told = (await Visitor.Read(await admin.Send(await admin.Open(page), page, ("s-feed", "ftp://x.org/a"), ("s-key", "short")))).QuerySelector("div.errors")!.TextContent;
        told.Should().Contain(address).And.Contain(secret).And.Contain(required);

        using var client = _site.As("admin");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var why = await (await client.Post("/api/v1/plugins/titled/settings", JsonNode.Parse(Order(digest, """{"feed":"ftp://x.org/a","key":"short"}"""))!.AsObject())).Json();
        var all = why.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        all.Should().Contain(address).And.Contain(secret).And.Contain(required).And.Contain("values.office").And.Contain("setting-required");
    }

    [Fact]
    public async Task The_language_of_an_order_is_not_the_bodys_to_say()
    {
        var digest = await Installed(_id, $"{_id}\n{Asks.Trim()}");
        var order = JsonNode.Parse(Order(digest, "{}"))!.AsObject();
        order["language"] = "xx";

        (await _site.As("admin").Post($"/api/v1/plugins/{_id}/settings", order)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [SkippableFact]
    public void A_secret_that_its_own_plugin_would_never_accept_is_not_kept()
    {
        var manifest = PluginFolder.Read(Required.File("src/Plugins/Business/DataFeed", "the plugin is part of the repository"), taken: true).Manifest!;
        var secret = PluginSettings.Fields(manifest.Settings).Single(field => field.Name == "secret");

        secret.WhyNot("fifteen letters", PluginSettings.LongestValue)!.Rule.Should().Be("setting-length");
        secret.WhyNot("sixteen letters.", PluginSettings.LongestValue).Should().BeNull();
        secret.WhyNot("").Should().BeNull("who has no webhook needs none");
    }

    [SkippableFact]
    public async Task The_tutorials_own_values_are_taken_as_they_stand()
    {
        var tutorial = await File.ReadAllTextAsync(Required.File("docs/writing-a-plugin.md", "the tutorial is part of the repository"));
        var run = JsonNode.Parse(Block(tutorial, "recorded/run.json"))!;
        var asks = JsonNode.Parse("""{"properties":{"feed":{"type":"string"},"villages":{"type":"integer","minimum":1}},"required":["feed","villages"]}""")!.ToJsonString();
        Block(tutorial, "plugin.yaml").Should().Contain("villages: {type: integer").And.Contain("required: [feed, villages]");
        var digest = await Installed("village-budgets", $"village-budgets\n{asks}");

        (await Set("village-budgets", digest, run["settings"]!.ToJsonString())).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await _site.As("admin").Post("/api/v1/plugins/village-budgets/approval", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value }))
            .StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private static string Block(string document, string file) => Blocks().Matches(document).First(block => block.Groups["file"].Value == file).Groups["code"].Value;

    [GeneratedRegex(@"\*\*`(?<file>[^`]+)`\*\*\s+```[a-z]*\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    private static string Order(PluginDigest digest, string values) => $$"""{"digest":"{{digest.Value}}","organisation":"{{SomeActor.Community.Value}}","values":{{values}}}""";

    private Task<HttpResponseMessage> Set(string id, PluginDigest digest, string values) =>
        _site.As("admin").Post($"/api/v1/plugins/{id}/settings", JsonNode.Parse(Order(digest, values))!.AsObject());

    private async Task<PluginDigest> Installed(string id, string manifest)
    {
        Directory.CreateDirectory(Path.Combine(_site.Plugins, id));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, id, "plugin.yaml"), manifest);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        var size = await _site.Services.GetRequiredService<LogReader>().Size("site", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("site", size - 1, TimeSpan.FromSeconds(30), default);
        return _site.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(id))!.Listings[^1].Digest;
    }

    /// <summary>A host that knows plugins by their manifest alone.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
    public sealed class SettingSite : IAsyncLifetime
    {
        internal Tests.SomeSite Site { get; } = new();

        public async Task InitializeAsync()
        {
            Site.AlsoRegister = services => services
                .AddSingleton<IPluginProcesses>(new SomeProcess()).AddSingleton<IPluginReader>(new SomeReader { Fetches = ["https://data.example.org/", "{feed}", "{more}"] })
                .AddSingleton<IPluginIsolation>(new SomeIsolation());
            await Site.InitializeAsync();
        }

        Task IAsyncLifetime.DisposeAsync() => Site.DisposeAsync().AsTask();
    }
}
