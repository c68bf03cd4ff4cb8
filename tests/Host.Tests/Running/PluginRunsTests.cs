using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Texts;
using Tracker.Ledger;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>A plugin from its folder to evidence on the record: everything real but the process and the web.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed partial class PluginRunsTests : IAsyncLifetime
{
    private const string Feed = "https://data.example.org/counts/1.json";
    private readonly SomeSite _site = new() { Settings = { ["Tracker:PluginDrafts"] = "200" } };
    private readonly SomeProcess _process = new();
    private readonly SomeSources _sources = new();
    private readonly SomeReader _reader = new();
    private readonly SomeIsolation _isolation = new();
    private readonly NotedWaits _waits = new();
    private readonly SomeCorridor _corridor = new();
    private PluginId _plugin;
    private PluginDigest _digest;

    private PluginStore Store => _site.Services.GetRequiredService<PluginStore>();

    private IPluginGrain Grain => _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{_plugin.Value}/{SomeActor.Community.Value}");

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(_process).AddSingleton<IPluginReader>(_reader).AddSingleton<ISources>(_sources)
            .AddSingleton<IPluginIsolation>(_isolation).AddSingleton<MediatR.IPipelineBehavior<Write<Tracker.Domain.Evidence.SubmitEvidence>, WriteOutcome>>(_corridor)
            .AddSingleton(new Traffic(_waits)).AddSingleton(provider => new RunPace(provider.GetRequiredService<Traffic>(), _waits));
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task A_folder_put_there_is_listed_approved_and_run_and_what_it_says_is_on_the_record()
    {
        await Installed("counts-1");
        _process.Collects = async (calls, cursor, commitments, ct) =>
        {
            cursor.Should().BeNull();
            commitments.Single()!["milestones"]!.AsArray().Select(milestone => (string)milestone!["number"]!).Should().Equal("1.1", "1.2.1");
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            (await calls.Evidence(Some("village-1", came.Sha256), ct)).Should().BeOfType<DraftOutcome.Accepted>();
            calls.Progress(1, 1, "Done");
            return "2026-05";
        };

        var run = await Ran();

        run.Row.Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 1 && row.Counts.Fetched == 1);
        run.Pieces.Should().Be(1);
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("2026-05");
        var summary = (await (await _site.Visitor().GetAsync("/api/v1/plugins")).Content.ReadAsStringAsync());
        JsonNode.Parse(summary)!.AsArray().Single(one => (string)one!["id"]! == "counts-1")!.ToJsonString()
            .Should().Contain("\"status\":\"Healthy\"").And.Contain("\"contributed\":1").And.Contain("\"partner\":\"public\"");
        _process.Greeted!.Partner.Should().Be(Partner.Public);
    }

    [Fact]
    public async Task Run_again_it_says_nothing_new_and_begins_where_it_stopped()
    {
        await Installed("counts-2");
        string? began = null;
        _process.Collects = async (calls, cursor, _, ct) =>
        {
            began = cursor;
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            for (var i = 0; i < 50; i++) await calls.Evidence(Some($"village-{i}", came.Sha256), ct);
            return "50";
        };
        (await Ran()).Row.Counts.Accepted.Should().Be(50);
        var size = await _site.Services.GetRequiredService<LogReader>().Size("contoh", default);

        (await Ran()).Row.Counts.Should().Match<RunCounts>(counts => counts.Unchanged == 50 && counts.Accepted == 0);

        began.Should().Be("50");
        (await _site.Services.GetRequiredService<LogReader>().Size("contoh", default)).Should().Be(size);
    }

    [Fact]
    public async Task Drafts_without_end_are_bounded_and_the_status_names_the_reason()
    {
        await Installed("counts-3");
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            for (var i = 0; i < 100_000; i++)
            {
                ct.ThrowIfCancellationRequested();
                await calls.Evidence(Some($"village-{i}", came.Sha256), ct);
            }

            return "all";
        };

        var run = await Ran();

        run.Row.Should().Match<RunRow>(row => row.State == RunState.Failed && row.Failure == "too-many-drafts" && row.Counts.Accepted == 200);
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().BeNull();
        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain("It sent more drafts than it may.").And.Contain("Failing");
    }

    [Fact]
    public async Task A_failure_has_a_name_moves_no_cursor_and_the_site_goes_on()
    {
        await Installed("counts-4");
        _process.Collects = (_, _, _, _) => throw new PluginFailed("malformed-message", "<script>deep</script>");

        var run = await Ran();

        (run.Row.Failure, run.Row.Detail).Should().Be(("malformed-message", "<script>deep</script>"));
        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(1);
        _process.Last.Should().BeFalse();
        await Ran();
        _process.Last.Should().BeTrue("nobody knows how it will go this time, so others go first");
        (await _site.Visitor().GetAsync("/en")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_delivered_is_kept_answered_and_handed_over_with_the_headers_the_manifest_wants()
    {
        await Installed("counts-5");
        _process.Receives = async (calls, delivery) =>
        {
            delivery.Headers.Should().Equal(new Dictionary<string, string> { ["x-signature"] = "abc" });
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(delivery.Body.Span));
            await calls.Evidence(Some("delivered", sha256, "https://wherever.the.plugin.thinks/"), default);
        };
        await Ran();

        var answer = await Deliver("{}", ("X-Signature", "abc"), ("Cookie", "secret=1"), ("Authorization", "Bearer x"));
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Grain.Ended();

        (await Store.Runs(_plugin, null, 1)).Single().Counts.Accepted.Should().Be(1);
        await CaughtUp();
        var piece = _site.Services.GetRequiredService<PluginViews>().Contributed(_plugin, null, 10).Single();
        (await _site.Visitor().GetStringAsync($"/api/v1/evidence/{piece}")).Should().Contain("\"sentHere\":true").And.NotContain("/hooks/").And.NotContain("wherever");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
        (await Deliver(new string('x', 300_000))).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await _site.Visitor().PostAsync("/hooks/nobody", new StringContent("{}"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Somebody_of_the_organisation_fills_in_the_plugins_form_and_nobody_else_sees_it()
    {
        await Installed("counts-10");
        _process.Asks = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"village":{"type":"string","title":"Village"},"count":{"type":"integer","minimum":1},"sheet":{"type":"string","contentEncoding":"base64"}},"required":["village"]}""")!;
        _process.Submits = async (calls, values) =>
        {
            values.ToJsonString().Should().Be("""{"commitment":"contoh/1","leaf":"1.1","values":{"village":"Dander","count":12},"language":"en"}""");
            values.Remove("language"); // what was sent is the same in either
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(values.ToJsonString())));
            await calls.Evidence(Some("form-1", sha256), default);
            return null;
        };
        await Ran();
        var before = _process.Starts;
        var visitor = await SignedIn("partner");
        var page = await visitor.Open($"/en/plugins/{_plugin}/form");
        page.QuerySelectorAll("main label").Select(label => label.TextContent).Should().Contain("Village").And.StartWith("What is it about?");
        await visitor.Open($"/en/plugins/{_plugin}/form");
        _process.Starts.Should().Be(before + 1, "it is asked once");
        (await visitor.Send(page, ("s-village", "Dander"), ("s-count", "12"))).StatusCode.Should().Be(HttpStatusCode.BadRequest, "about nothing");
        var wrong = await visitor.Send(page, ("about", "contoh/1#1.1"), ("s-village", ""), ("s-count", "0"));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Pages.Visitor.Read(wrong);
        again.QuerySelectorAll("div.errors a").Select(link => link.GetAttribute("href")).Should().Equal("#f-s-village", "#f-s-count");
        again.QuerySelector("#e-s-count")!.TextContent.Should().Contain("a whole number");

        var sent = await visitor.Send(page, ("about", "contoh/1#1.1"), ("s-village", "Dander"), ("s-count", "12"));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect);
        await Grain.Ended();

        (await Store.Runs(_plugin, null, 1)).Single().Counts.Accepted.Should().Be(1);
        (await (await SignedIn("other-partner")).Http.GetAsync($"/en/plugins/{_plugin}/form")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await (await SignedIn("admin")).Http.GetAsync($"/en/plugins/{_plugin}/form")).StatusCode.Should().NotBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("field", "Village — No such village.", "e-s-village")]
    [InlineData("whole", "The register is away.", null)]
    [InlineData("rule", "e-mail address", null)]
    [InlineData("failure", "The plugin failed over what you sent. It ended by itself before it was done. Nothing was recorded.", null)]
    public async Task What_a_plugin_does_not_take_comes_back_on_the_form_with_what_was_typed(string what, string words, string? at)
    {
        await Installed($"counts-f-{what}");
        _process.Asks = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"village":{"type":"string","title":"Village"},"seen":{"type":"string","title":"What you saw","maxLength":2000}},"required":["village"]}""")!;
        _process.Submits = async (calls, values) =>
        {
            if (what == "failure") throw new PluginFailed("crashed", "It fell over.");
            if (what != "rule") return what == "field" ? new("village", "No such village.") : new(null, "The register is away.");
            values.Remove("language"); // what was sent is the same in either
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(values.ToJsonString())));
            (await calls.Evidence(Some("form-2", sha256) with { Summary = "Ask someone@example.org." }, default)).Should().BeOfType<DraftOutcome.Refused>();
            return null;
        };
        await Ran();
        var visitor = await SignedIn("partner");

        var answer = await visitor.Send(
            await visitor.Open($"/en/plugins/{_plugin}/form"), ("about", "contoh/1#1.1"), ("s-village", "Nowhere <b>"), ("s-seen", "The board hangs.\nHigh up."));

        ((int)answer.StatusCode).Should().BeInRange(400, 409);
        var page = await Pages.Visitor.Read(answer);
        page.QuerySelector("div.errors")!.TextContent.Should().Contain(words);
        page.QuerySelector("#f-s-village")!.GetAttribute("value").Should().Be("Nowhere <b>");
        page.QuerySelector("textarea#f-s-seen")!.TextContent.Should().Be("The board hangs.\nHigh up.");
        (page.QuerySelector("#f-s-village")!.GetAttribute("aria-describedby"), page.QuerySelector("#f-s-village")!.GetAttribute("aria-invalid")).Should().Be(at is null ? (null, null) : (at, "true"), "a hint that repeats the label is none");
        if (at is not null) page.QuerySelectorAll("div.errors a[href='#f-s-village']").Should().ContainSingle();
        (await Store.Runs(_plugin, null, 1)).Single().Counts.Accepted.Should().Be(0);
        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(0);
    }

    [Fact]
    public async Task What_anybody_can_send_never_brings_a_plugin_into_quarantine()
    {
        await Installed("counts-6");
        await Ran();
        _process.Receives = (_, _) => throw new PluginFailed("crashed", "It fell over.");
        for (var i = 0; i < 7; i++)
        {
            await Deliver($"poison {i}");
            await Grain.Ended();
        }

        await Grain.Wake();
        await Grain.Ended();
        var memory = await Store.Load(_plugin, SomeActor.Community);
        (memory.Waiting, memory.Health.Failures).Should().Be((false, 0));
        (await _site.Services.GetRequiredService<PluginStandings>().Plugin(_plugin))!.Status.Should().Be(PluginStatus.Healthy);
    }

    [Fact]
    public async Task Where_nothing_can_be_isolated_only_what_came_with_the_product_runs_and_the_partners_page_says_why()
    {
        await Installed("counts-11");
        _isolation.WhyNot = NoSandbox.NoBubblewrap;

        var refused = await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", []);

        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((string)(await refused.Json())["rule"]!).Should().Be("plugin-not-isolated");
        (await _site.Visitor().GetStringAsync("/en/partners")).Should().Contain("bubblewrap is not installed").And.Contain("Cannot run here");
        (await _site.Visitor().GetStringAsync("/id/partners")).Should().Contain("bubblewrap belum dipasang").And.NotContain("not installed");
        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(0, "nothing failed");
        Directory.CreateDirectory(Path.Combine(_site.ShippedPlugins, "counts-11"));
        File.Copy(Path.Combine(_site.Plugins, "counts-11", "plugin.yaml"), Path.Combine(_site.ShippedPlugins, "counts-11", "plugin.yaml"));
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        (await Ran()).Row.State.Should().Be(RunState.Well, "the very same files came with the product");
    }

    [Fact]
    public async Task Changed_files_wait_for_approval_while_the_approved_ones_go_on()
    {
        await Installed("counts-7");
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, "counts-7", "plugin.yaml"), "counts-7\nchanged");
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);

        (await Ran()).Row.Digest.Should().Be(_digest);

        await CaughtUp();
        var view = _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!;
        view.Waiting.Should().ContainSingle().Which.Digest.Should().NotBe(_digest);
        view.Current.Digest.Should().Be(_digest);
    }

    [Fact]
    public async Task Files_that_somebody_wrote_into_after_they_were_approved_do_not_run()
    {
        await Installed("counts-8");
        await File.AppendAllTextAsync(Path.Combine(_site.Data, "plugins", _digest.Value, "plugin.yaml"), "evil");

        (await Ran()).Row.Failure.Should().Be("files-changed");
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1,"maximum":430}""", "431", "setting-between", "bilangan bulat dari 1 sampai 430", "a whole number from 1 to 430")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":430}""", "many", "setting-between", "bilangan bulat dari 1 sampai 430", "a whole number from 1 to 430")]
    [InlineData("""{"type":"number","maximum":0.5}""", "0.6", "setting-most", "bilangan, paling banyak 0.5", "a number of at most 0.5")]
    [InlineData("""{"type":"integer","minimum":2}""", "1", "setting-least", "bilangan bulat, paling sedikit 2", "a whole number of at least 2")]
    [InlineData("""{"type":"integer"}""", "1.5", "setting-invalid", "bilangan bulat", "a whole number")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":4}""", "abcde", "setting-length", "teks dengan 2 sampai 4 huruf", "a text of 2 to 4 letters")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$"}""", "7", "setting-form", "^[a-z]+$", "^[a-z]+$")]
    [InlineData("""{"type":"string","enum":["day","week"]}""", "year", "setting-invalid", "day, week", "day, week")]
    [InlineData("""{"type":"boolean"}""", "maybe", "setting-invalid", "`true` atau `false`", "`true` or `false`")]
    public void What_bounds_a_setting_is_told_when_it_is_refused(string schema, string text, string rule, string indonesian, string english)
    {
        var field = SettingField.Of("most", JsonNode.Parse(schema)!.AsObject(), required: false);
        var why = field.WhyNot(text)!;
        why.Rule.Should().Be(rule);
        Speech.In("id").Refusal(why).Should().Contain(indonesian);
        Speech.In("en").Refusal(why).Should().Contain(english);
        field.WhyNot("").Should().BeNull();
    }

    [Fact]
    public async Task Every_setting_that_cannot_be_is_told_at_its_field_by_its_name_in_the_readers_language()
    {
        _reader.Settings = (JsonObject)JsonNode.Parse("""
            {"type":"object","required":["feed"],"properties":{
              "feed":{"type":"string","title":"Feed","titles":{"id":"Alamat data"}},
              "most":{"type":"integer","minimum":1,"maximum":10,"title":"Pieces a run","titles":{"id":"Bukti setiap jalan"}}}}
            """)!;
        await Installed("counts-10", new JsonObject { ["feed"] = Feed });
        var admin = await SignedIn("admin");
        using var refused = await admin.Send(await admin.Open($"/id/plugins/{_plugin}/settings/{SomeActor.Community}"), ("s-feed", ""), ("s-most", "11"));
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await Pages.Visitor.Read(refused);
        page.QuerySelectorAll(".field.wrong").Select(field => field.TextContent).Should().SatisfyRespectively(
            feed => feed.Should().Contain("“Alamat data”"), most => most.Should().Contain("“Bukti setiap jalan” harus berupa bilangan bulat dari 1 sampai 10"));
        page.QuerySelector("input[name=s-most]")!.GetAttribute("value").Should().Be("11");
    }

    [Fact]
    public async Task A_secret_is_given_to_the_plugin_and_shown_to_nobody()
    {
        const string Secret = "s3cr3t-value-of-the-feed";
        _reader.Settings = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"feed":{"type":"string"},"key":{"type":"string","secret":true},"most":{"type":"integer","maximum":10}},"required":["feed"]}""")!;
        await Installed("counts-9", new() { ["feed"] = "https://data.example.org/counts/before.json" });
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "admin"), ("password", SomeSite.Password));
        var address = $"/en/plugins/{_plugin}/settings/{SomeActor.Community}";
        (await visitor.Send(await visitor.Open(address), ("s-feed", Feed), ("s-key", Secret), ("s-most", "11"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await visitor.Send(await visitor.Open(address), ("s-feed", ""), ("s-key", Secret), ("s-most", "9"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await visitor.Send(await visitor.Open(address), ("s-feed", Feed), ("s-key", Secret), ("s-most", "9"))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await visitor.Send(await visitor.Open(address), ("s-feed", Feed), ("s-key", ""), ("s-most", "9"))).StatusCode.Should().Be(HttpStatusCode.Redirect, "an empty secret keeps the one that is there");
        (await (await visitor.Http.GetAsync(address)).Content.ReadAsStringAsync()).Should().NotContain(Secret);
        _process.Collects = (calls, _, _, _) =>
        {
            calls.Log("info", $"My key is {Secret}");
            return Task.FromResult<string?>(null);
        };

        var run = await Ran();

        _process.Greeted!.Settings.ToJsonString().Should().Be($$"""{"feed":"{{Feed}}","key":"{{Secret}}","most":9}""");
        run.Lines.Single().Text.Should().Be("My key is (secret)");
        _process.Asks = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"village":{"type":"string","title":"Village"}}}""")!;
        _process.Submits = (_, _) => Task.FromResult<FormRefusal?>(new("village", $"{Secret} does not know it"));
        var partner = await SignedIn("partner");
        var refused = await partner.Send(await partner.Open($"/en/plugins/{_plugin}/form"), ("about", "contoh/1#1.1"), ("s-village", "Dander"));
        (await Pages.Visitor.Read(refused)).QuerySelector("#e-s-village")!.TextContent.Should().Contain("(secret) does not know it");
        await Grain.Ended(); // whoever waits is answered before it has
        _process.Collects = (_, _, _, _) => throw new PluginFailed("crashed", $"Traceback: no such key, {Secret}");
        (await Ran()).Row.Detail.Should().Be("Traceback: no such key, (secret)");
        foreach (var file in Directory.EnumerateFiles(_site.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            (await Raw(file)).Should().NotContain(Secret, file);
    }

    [Fact]
    public async Task A_partner_uploads_it_and_whoever_is_none_is_turned_away()
    {
        await _site.Written(SomePlugin.List() with { Plugin = PluginId.Parse("counts-of-others") }, PluginId.Parse("counts-of-others"));
        foreach (var (account, status) in new[] { ("reviewer", HttpStatusCode.Forbidden), ("admin", HttpStatusCode.Forbidden), ("partner", HttpStatusCode.OK) })
        {
            var visitor = new Pages.Visitor(_site.Browser());
            await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", SomeSite.Password));
            var page = await visitor.Http.GetAsync("/en/upload-plugin");
            page.StatusCode.Should().Be(status, account);
            if (status != HttpStatusCode.OK) continue;
            var token = (await Pages.Visitor.Read(page)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            (await visitor.Http.PostAsync("/en/upload-plugin", Zip("uploaded", "no token", null))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
            (await visitor.Http.PostAsync("/en/upload-plugin", Zip("uploaded", null, token))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var done = await visitor.Http.PostAsync("/en/upload-plugin", Zip("uploaded", "plugin.yaml", token));
            done.StatusCode.Should().Be(HttpStatusCode.Redirect);
            (await visitor.Open("/en/plugins/uploaded")).QuerySelector("main")!.TextContent.Should().Contain("Awaiting approval").And.Contain("warga-pemantau");
            (await visitor.Http.PostAsync("/en/upload-plugin", Zip("uploaded", "plugin.yaml", token))).Headers.Location.Should().Be(done.Headers.Location, "the same files again");
            (await visitor.Http.PostAsync("/en/upload-plugin", Zip("counts-of-others", "plugin.yaml", token))).StatusCode.Should().Be(HttpStatusCode.Forbidden, "the name is taken");
        }

        static MultipartFormDataContent Zip(string id, string? name, string? token)
        {
            using var bytes = new MemoryStream();
            using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            {
                using var writer = new StreamWriter(zip.CreateEntry(name ?? "../plugin.yaml").Open());
                writer.Write(id);
            }

            var form = new MultipartFormDataContent { { new ByteArrayContent(bytes.ToArray()), "file", "plugin.zip" } };
            if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
            return form;
        }
    }

    private async Task<Pages.Visitor> SignedIn(string account)
    {
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", SomeSite.Password));
        return visitor;
    }

    private static ReceivedDraft Some(string key, string sha256, string address = Feed) => new(
        key, "contoh", "1", "1.1", "dataset", $"Counts of {key}", "In 312 of 430 villages it hangs.", "2026-04-20", null, "Limited", "supports", null,
        [new(sha256, address, null, null)], null);

    private static async Task<string> Raw(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    private async Task Installed(string id, JsonObject? settings = null)
    {
        _plugin = PluginId.Parse(id);
        Directory.CreateDirectory(Path.Combine(_site.Plugins, id));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, id, "plugin.yaml"), id);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        _digest = _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!.Current.Digest;
        if (settings is not null)
        {
            (await _site.As("admin").Post($"/api/v1/plugins/{id}/settings", new() { ["digest"] = _digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = settings }))
                .StatusCode.Should().Be(HttpStatusCode.Accepted);
        }

        (await _site.As("admin").Post($"/api/v1/plugins/{id}/approval", new() { ["digest"] = _digest.Value, ["organisation"] = SomeActor.Community.Value }))
            .StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private async Task<RunView> Ran()
    {
        var answer = await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", []);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        await Grain.Ended();
        await CaughtUp();
        return (await Store.Run(_plugin, long.Parse((string)(await answer.Json())["id"]!, System.Globalization.CultureInfo.InvariantCulture)))!; // it was just begun
    }

    private async Task<HttpResponseMessage> Deliver(string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{_plugin}") { Content = new StringContent(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _site.Visitor().SendAsync(request);
    }

    private async Task CaughtUp()
    {
        foreach (var log in new[] { "site", "contoh" })
        {
            var size = await _site.Services.GetRequiredService<LogReader>().Size(log, default);
            await _site.Services.GetRequiredService<LedgerFollower>().Passed(log, size - 1, TimeSpan.FromSeconds(30), default);
        }
    }
}
