using System.Diagnostics.CodeAnalysis;
using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Real programs in real sandboxes, from their manifest to the record; only the web is not there. One host for all: each test has a plugin of its own.</summary>
public sealed partial class RealPluginTests : IClassFixture<RealPluginTests.RealSite>
{
    /// <summary>Keeps to the protocol as far as its first request: what it does with that, a test says.</summary>
    internal const string Polite = PluginInPython.Framing + """
        asked = 0
        def ask(method, params):
            global asked
            asked += 1
            write(id=asked, method=method, params=params)
            while True:
                message = read()
                if message.get("id") == asked and "method" not in message: return message

        def draft(key, source, **more):
            return {"draft": {"key": key, "plan": "contoh", "commitment": "1", "milestone": "1.1", "kind": "dataset", "title": "Counts of " + key,
                "summary": "In 312 of 430 villages it hangs.", "on": "2026-04-20", "shows": "Limited", "stance": "supports",
                "sources": [{"sha256": source["sha256"], "address": source["address"], "page": "row 1"}], "data": {"villages": 312}, **more}}

        hello = read()
        settings = hello["params"]["settings"]
        write(id=hello["id"], result={"protocol": "1.0", "name": "counts", "version": "1.0.0"})
        request = read()

        """;

    private readonly SomeSite _site;
    private readonly SomeSources _sources;
    private readonly NotedWaits _waits;
    private PluginId _plugin;
    private string _speaks = "1.0";

    public RealPluginTests(RealSite real)
    {
        (_site, _sources, _waits) = (real.Site, real.Sources, real.Waits);
        _sources.Forget();
    }

    private PluginStore Store => _site.Services.GetRequiredService<PluginStore>();

    [SkippableFact]
    public async Task A_program_in_a_sandbox_fetches_and_what_it_says_is_on_the_record()
    {
        await Installed("counts-a", """
            source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
            answers = [ask("evidence", draft("village-%d" % i, source))["result"]["outcome"] for i in range(5)]
            write(method="progress", params={"done": 5, "of": 5})
            write(method="log", params={"level": "info", "text": " ".join(answers) + " " + request["params"]["commitments"][0]["milestones"][0]["number"]})
            write(id=request["id"], result={"cursor": "5"})
            read()
            """);

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Row.Counts.Should().Match<RunCounts>(counts => counts.Accepted == 5 && counts.Fetched == 1 && counts.Done == 5);
        run.Lines.Single().Text.Should().Be("accepted accepted accepted accepted accepted 1.1");
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("5");
        (await Ran()).Row.Counts.Should().Match<RunCounts>(counts => counts.Unchanged == 5 && counts.Accepted == 0);
        _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!.Tally.Contributed.Should().Be(5);
        var page = await new Pages.Visitor(_site.Visitor()).Open($"/id/evidence/{Piece(0)}");
        page.QuerySelectorAll("dt").Select(name => name.TextContent).Should().Contain("villages", "only its author knows what that is").And.NotContain("Jumlah desa seluruhnya");
    }

    [SkippableFact]
    public async Task A_program_is_told_what_it_may_speak_about_with_keywords_and_dates()
    {
        await Installed("counts-told", """
            told = request["params"]["commitments"][0]
            write(method="log", params={"level": "info", "text": json.dumps([told["keywords"], told["milestones"][0]])})
            write(id=request["id"], result={})
            read()
            """);

        (await Ran()).Lines.Single().Text.Should().Be("""
            [["village", "budgets", "public"], {"number": "1.1", "title": "Village budgets published on billboards", "keywords": ["village", "budgets", "published", "billboards"], "start": "2026-01-01", "due": "2026-06-30"}]
            """);
    }

    [SkippableFact]
    public async Task What_a_draft_claims_beyond_its_own_is_refused_by_name_and_told_to_the_program()
    {
        await Installed("hostile-2", """
            source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
            never = {"sha256": "d" * 64, "address": "https://data.example.org/counts/1.json"}
            wrong = [draft("a", never), draft("b", source, organisation="universitas"), draft("c", source, shows=7), {"draft": "text"}, draft("d", source, data={"deep": {"er": 1}}),
                draft("e", source, title="\ud800"), draft("f", source, summary="Ask someone@example.org."), draft("g", source, plan="../contoh")]
            rules = []
            for one in wrong:
                answer = ask("evidence", one)
                rules.append(answer["result"]["rule"] if "result" in answer else "error")
            refused = ask("fetch", {"address": "https://elsewhere.example.org/"})
            write(method="log", params={"level": "info", "text": " ".join(rules)})
            write(id=request["id"], result={})
            read()
            """);

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Lines.Single().Text.Should().Be("source-not-fetched unknown-member member-of-other-kind member-of-other-kind data-invalid not-text text-email plan-unknown");
        run.Row.Counts.Should().Match<RunCounts>(counts => counts.Refused == 8 && counts.Accepted == 0);
        run.Pieces.Should().Be(0);
        var page = await new Pages.Visitor(_site.Visitor()).Open($"/en/plugins/{_plugin}/runs/{run.Row.Number}");
        page.QuerySelector("section[aria-labelledby='refusals']")!.TextContent.Should() // it refused
            .Contain("“shows” must be a text; here it is a number.").And.Contain("“organisation” is not known here.")
            .And.Contain("from “https://data.example.org/counts/1.json”").And.Contain("in “summary”").And.NotContain("…").And.NotContain("{");
        (await _site.Visitor().GetStringAsync($"/id/plugins/{_plugin}/runs/{run.Row.Number}")).Should().Contain("“shows” harus berupa sebuah teks; di sini isinya sebuah bilangan.");
    }

    [SkippableTheory]
    [InlineData("en", "What is it about?", "31 December 2026 is after today, ")]
    [InlineData("id", "Tentang apa?", "31 Desember 2026 melewati hari ini, ")]
    public async Task What_this_site_refuses_a_program_reaches_the_person_in_the_language_of_the_form(string language, string asked, string words)
    {
        await Installed($"counts-m-{language}", """
            if request["method"] == "fields":
                write(id=request["id"], result={"schema": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]}})
            elif request["method"] == "submit":
                sent = request["params"]
                answer = ask("evidence", draft("own", sent, on=sent["values"]["day"]))["result"]
                write(id=request["id"], error={"code": -32602, "message": answer["reason"], "data": {"field": "day"}})
            else:
                write(id=request["id"], result={})
            read()
            """, "form: {}");
        await Ran();
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "partner"), ("password", SomeSite.Password));

        var answer = await visitor.Send(await visitor.Open($"/{language}/plugins/{_plugin}/form"), ("about", "contoh/1#1.1"), ("s-day", "2026-12-31"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var page = await Pages.Visitor.Read(answer);
        page.QuerySelector("label[for='f-about']")!.TextContent.Should().Contain(asked);
        page.QuerySelector("div.errors")!.TextContent.Should().Contain(words).And.NotContain("{");
    }

    [SkippableFact]
    public async Task What_is_delivered_can_be_cited_by_the_digest_the_host_gives()
    {
        await Installed("counts-b", """
            if request["method"] == "receive":
                sent = request["params"]
                one = draft("delivered", sent)
                one["draft"]["sources"][0].update(quotation=base64.b64decode(sent["body"]).decode(), page=sent["headers"]["x-signature"])
                ask("evidence", one)
                write(id=request["id"], result={})
            else:
                write(id=request["id"], result={"cursor": None})
            read()
            """, "webhook: {headers: [x-signature]}");
        await Ran();
        var delivery = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{_plugin}") { Content = new StringContent("312 villages") };
        delivery.Headers.Add("X-Signature", "abc");

        (await _site.Visitor().SendAsync(delivery)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Grain.Ended();

        var run = (await Store.Runs(_plugin, null, 1)).Single();
        run.Counts.Accepted.Should().Be(1, $"{run} {string.Join(' ', (await Store.Run(_plugin, run.Number))!.Refusals)}"); // it was just begun
    }

    [SkippableFact]
    public async Task A_program_offers_a_form_and_is_given_what_somebody_filled_in()
    {
        await Installed("counts-d", """
            if request["method"] == "fields":
                write(id=request["id"], result={"schema": {"type": "object", "properties": {"village": {"type": "string"}}, "required": ["village"]}})
            elif request["method"] == "submit":
                sent = request["params"]
                about = sent["commitments"][0]
                ask("evidence", draft(sent["values"]["village"], sent, milestone=about["milestones"][0]["number"] if len(about["milestones"]) == 1 else None))
                write(id=request["id"], result={})
            else:
                write(id=request["id"], result={})
            read()
            """, "form: {template: plugin.py}");
        await Ran();
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "partner"), ("password", SomeSite.Password));

        var template = await visitor.Http.GetAsync($"/en/plugins/{_plugin}/form?handler=Template");
        (await template.Content.ReadAsStringAsync()).Should().StartWith(Polite);
        template.Content.Headers.ContentDisposition!.ToString().Should().StartWith("attachment; filename=plugin.py");
        (await _site.Browser().GetAsync($"/en/plugins/{_plugin}/form?handler=Template")).StatusCode.Should().Be(HttpStatusCode.Redirect);

        var sent = await visitor.Send(await visitor.Open($"/en/plugins/{_plugin}/form"), ("about", "contoh/1#1.2.1"), ("s-village", "Dander"));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect);
        await Grain.Ended();
        await CaughtUp();

        var piece = _site.Services.GetRequiredService<PluginViews>().Contributed(_plugin, null, 10).Single();
        _site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4))!.Row.Leaf!.Value.Value.Should().Be("1.2.1"); // it was just recorded

        await visitor.Send(await visitor.Open($"/id/plugins/{_plugin}/form"), ("about", "contoh/1#1.2.1"), ("s-village", "Dander"));
        await Grain.Ended();
        await CaughtUp();
        (await Store.Runs(_plugin, null, 1)).Single().Counts.Unchanged.Should().Be(1);
        _site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4))!.Contents.Should().ContainSingle("the same was sent again, in another language"); // it was just recorded
        (await _site.Visitor().GetStringAsync($"/en/evidence/{piece}")).Should().Contain("sent to this site").And.NotContain("read again", "nothing was read");
    }

    [SkippableFact]
    public async Task A_program_whose_manifest_names_no_form_offers_none()
    {
        await Installed("counts-e", "write(id=request['id'], result={}); read()");
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "partner"), ("password", SomeSite.Password));

        (await visitor.Http.GetAsync($"/en/plugins/{_plugin}/form")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.Http.GetAsync($"/en/plugins/{_plugin}/form?handler=Template")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.Open($"/en/plugins/{_plugin}")).QuerySelectorAll("a[href$='/form']").Should().BeEmpty();
    }

    [SkippableFact]
    public async Task A_setting_is_an_address_it_may_ask_for_and_nothing_else_is()
    {
        await Installed("counts-c", """
            first = ask("fetch", {"address": settings["feed"]})
            other = ask("fetch", {"address": "https://other.example.org/"})
            write(method="log", params={"level": "info", "text": "%s %s" % ("result" in first, "result" in other)})
            write(id=request["id"], result={})
            read()
            """, "settings: {type: object, properties: {feed: {type: string, default: \"https://feed.example.org/a.json?x=1\"}}}", "[\"{feed}\"]");

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Lines.Single().Text.Should().StartWith("True");
    }

    [SkippableFact]
    public async Task What_it_posts_and_the_headers_it_sends_reach_the_source_where_its_manifest_says_so()
    {
        await Installed("counts-l", """
            answer = ask("fetch", {"address": "https://data.example.org/query", "method": "POST", "headers": {"x-api-key": "k"}, "body": base64.b64encode(b"villages?").decode()})
            write(method="log", params={"level": "info", "text": base64.b64decode(answer["result"]["body"]).decode()})
            write(id=request["id"], result={})
            read()
            """, "requests: {post: true, headers: [x-api-key]}");

        (await Ran()).Lines.Single().Text.Should().Be("POST https://data.example.org/query x-api-key: k villages? (may post; x-api-key)");
        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain("It may post to these addresses").And.Contain("x-api-key");
    }

    private const string LooksAgain = """
        while request["method"] != "shutdown":
            if request["method"] == "check":
                about = request["params"]
                key, said = about["key"], "%s, %d villages" % (about["sources"][0]["page"], about["data"]["villages"])
                if key == "village-3": write(id=request["id"], error={"code": -32000, "message": "The source is away."})
                else: write(id=request["id"], result={"verdict": {"village-0": "unchanged", "village-1": "changed", "village-2": "gone"}[key], "note": said})
            else:
                if not request["params"].get("cursor"):
                    source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
                    for i in range(4): ask("evidence", draft("village-%d" % i, source))
                write(id=request["id"], result={"cursor": "1"})
            request = read()
        """;

    [SkippableFact]
    public async Task A_week_later_a_program_is_asked_whether_its_sources_still_say_so_and_what_it_finds_judges_nothing()
    {
        await Installed("counts-f", LooksAgain);
        (await Ran()).Row.Counts.Accepted.Should().Be(4);
        var size = await _site.Services.GetRequiredService<LogReader>().Size("contoh", default);
        foreach (var one in Enumerable.Range(0, 4)) (await Store.Check(Piece(one))).Should().BeNull("nobody has looked again yet");
        var shown = new Pages.Visitor(_site.Visitor());
        (await shown.Open($"/en/evidence/{Piece(1)}")).QuerySelector("main")!.TextContent.Should().NotContain("no longer says so");
        _site.Clock.Advance(TimeSpan.FromDays(8));

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, $"{run.Row.Failure}: {run.Row.Detail}");
        (await Store.Check(Piece(0)))!.Verdict.Should().Be(SourceVerdict.Unchanged);
        (await Store.Check(Piece(1))).Should().Be(new SourceCheck(_site.Clock.GetUtcNow(), SourceVerdict.Changed, _site.Clock.GetUtcNow()));
        (await Store.Check(Piece(2)))!.Verdict.Should().Be(SourceVerdict.Gone);
        (await Store.Check(Piece(3)))!.Verdict.Should().BeNull("it could not be told");
        var said = run.Lines.Select(HostLine.Of).OfType<HostLine>().ToList();
        said.Select(line => (line.What, line.Key, line.Verdict, line.Words)).Should().Contain((HostNote.SourceAstray, "village-1", SourceVerdict.Changed, "row 1, 312 villages"))
            .And.Contain((HostNote.SourceAstray, "village-3", null, "The source is away."));
        said.Last().Should().Match<HostLine>(line => line.What == HostNote.SourcesLooked && line.Looked == 4 && line.Astray == 2);
        (await _site.Services.GetRequiredService<LogReader>().Size("contoh", default)).Should().Be(size, "it is no history");
        var page = (await shown.Open($"/en/evidence/{Piece(1)}")).QuerySelector("main")!.TextContent;
        page.Should().Contain("Its source no longer says so since").And.Contain("It says something else now.").And.NotContain("312 villages.");
        (await shown.Open($"/id/evidence/{Piece(2)}")).QuerySelector("main")!.TextContent.Should().Contain("Sumbernya tidak lagi berbunyi demikian sejak").And.Contain("Sumbernya sudah tidak ada.");
        (await shown.Open($"/en/evidence/{Piece(0)}")).QuerySelector("main")!.TextContent.Should().Contain("still says so").And.NotContain("no longer");
        (await (await _site.Visitor().GetAsync($"/api/v1/evidence/{Piece(1)}/check")).Json())["verdict"]!.ToString().Should().Be("changed");
        (await _site.Visitor().GetAsync($"/api/v1/evidence/{Piece(7)}/check")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [SkippableFact]
    public async Task Whoever_has_to_judge_asks_at_once_and_nobody_else_can()
    {
        await Installed("counts-g", LooksAgain);
        await Ran();
        var reviewer = new Pages.Visitor(_site.Browser());
        await reviewer.Send(await reviewer.Open("/en/sign-in"), ("account", "reviewer"), ("password", SomeSite.Password));
        var page = await reviewer.Open($"/en/evidence/{Piece(2)}");
        page.QuerySelectorAll($"a[href='/en/evidence/{Piece(2)}/check']").Should().ContainSingle();

        (await reviewer.Send(await reviewer.Open($"/en/evidence/{Piece(2)}/check"))).Headers.Location!.ToString().Should().EndWith("?asked=1");
        await Grain.Ended();

        (await Store.Check(Piece(2)))!.Verdict.Should().Be(SourceVerdict.Gone);
        (await Store.Check(Piece(1))).Should().BeNull("nobody asked about it");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse("what was asked is asked once");
        (await _site.As("other-partner").Post($"/api/v1/evidence/{Piece(2)}/check", [])).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var (byHand, _) = await _site.Submitted();
        var refused = await _site.As("reviewer").Post($"/api/v1/evidence/{byHand}/check", []);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((string)(await refused.Json())["rule"]!).Should().Be("no-plugin-to-ask");
        (await (await SignedOut().Http.GetAsync($"/en/evidence/{Piece(2)}/check")).Content.ReadAsStringAsync()).Should().BeEmpty("it leads to the sign-in");
    }

    [SkippableTheory]
    [InlineData("counts-h", "write(id=request['id'], error={'code': -32601, 'message': 'No.'}); request = read(); continue", null)]
    [InlineData("counts-i", "sys.exit(3)", "crashed")]
    [InlineData("counts-j", "write(id=request['id'], result={'verdict': 'perhaps'}); read()", "malformed-message")]
    [InlineData("counts-k", "write(id=request['id'], error={'code': -32603, 'message': 'I fell over.'}); read()", "error-answer")]
    public async Task A_program_that_cannot_look_again_is_left_alone_for_a_while_and_its_run_is_no_failure(string id, string answers, string? failure)
    {
        await Installed(id, LooksAgain.Replace("about = request[\"params\"]", answers, StringComparison.Ordinal));
        await Ran();
        _site.Clock.Advance(TimeSpan.FromDays(8));

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Lines.Select(HostLine.Of).OfType<HostLine>().Select(line => (line.What, line.Failure)).Should().Equal(failure is null ? [] : [(HostNote.CheckFailed, failure)]);
        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(0);
        foreach (var one in Enumerable.Range(0, 4)) (await Store.Check(Piece(one))).Should().BeNull();
        (await Store.DueChecks(_plugin, SomeActor.Community, _site.Clock.GetUtcNow(), 10)).Should().BeEmpty();

        // Whoever asks is told, and not to wait for an answer that never comes.
        var asked = await _site.As("reviewer").Post($"/api/v1/evidence/{Piece(1)}/check", []);
        ((string?)(asked.StatusCode == HttpStatusCode.Accepted ? null : (await asked.Json())["rule"])).Should().Be(answers.Contains("-32601", StringComparison.Ordinal) ? "plugin-looks-not" : null);
        await Grain.Ended();
        var reviewer = new Pages.Visitor(_site.Browser());
        await reviewer.Send(await reviewer.Open("/en/sign-in"), ("account", "reviewer"), ("password", SomeSite.Password));
        (await reviewer.Open($"/en/evidence/{Piece(1)}")).QuerySelectorAll($"a[href='/en/evidence/{Piece(1)}/check']").Should().HaveCount(failure is null ? 0 : 1);
    }

    private Domain.Evidence.EvidenceId Piece(int number) => Domain.Evidence.EvidenceId.OfDraft(SomeCommitment.Id, _plugin, SomeActor.Community, $"village-{number}");

    private Pages.Visitor SignedOut() => new(_site.Browser());

    private IPluginGrain Grain => _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{_plugin.Value}/{SomeActor.Community.Value}");

    private Task Installed(string id, string body, string more = "", string fetch = "[https://data.example.org/]", string limits = "{seconds: 30}") => Put(id, body, $$"""
        id: {{id}}
        name: {id: Hitungan, en: Counts}
        version: 1.0.0
        protocol: "1.0"
        partners: [public]
        maintainer: {name: Residents' watch, contact: "https://example.org/contact"}
        licence: Apache-2.0
        command: [/usr/bin/python3, plugin.py]
        fetch: {{fetch}}
        limits: {{limits}}
        {{more}}
        """, SomeActor.Community);

    private async Task Put(string id, string body, string manifest, params Domain.Organisations.OrganisationId[] organisations)
    {
        Required.That(File.Exists("/usr/bin/python3"), "the plugins of these tests are Python (Debian: apt-get install python3)");
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "plugins of these tests run sandboxed (Debian: apt-get install bubblewrap)");
        _plugin = PluginId.Parse(id);
        var folder = Directory.CreateDirectory(Path.Combine(_site.Plugins, id)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.py"), Polite.Replace("\"protocol\": \"1.0\"", $"\"protocol\": \"{_speaks}\"", StringComparison.Ordinal) + body);
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.yaml"), manifest);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        var read = new PluginReader().Read(folder);
        read.Plugin.Should().NotBeNull(string.Join("; ", read.Findings));
        foreach (var organisation in organisations)
        {
            (await _site.As("admin").Post($"/api/v1/plugins/{id}/approval", new() { ["digest"] = read.Plugin!.Digest.Value, ["organisation"] = organisation.Value }))
                .StatusCode.Should().Be(HttpStatusCode.Created);
        }
    }

    private async Task<RunView> Ran()
    {
        var answer = await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", []);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        await Grain.Ended();
        await CaughtUp();
        return (await Store.Run(_plugin, long.Parse((string)(await answer.Json())["id"]!, System.Globalization.CultureInfo.InvariantCulture)))!; // it was just begun
    }

    private async Task CaughtUp()
    {
        foreach (var log in new[] { "site", "contoh" })
        {
            var size = await _site.Services.GetRequiredService<LogReader>().Size(log, default);
            await _site.Services.GetRequiredService<LedgerFollower>().Passed(log, size - 1, TimeSpan.FromSeconds(30), default);
        }
    }

    /// <summary>A host that runs real programs.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
    public sealed class RealSite : IAsyncLifetime
    {
        internal SomeSite Site { get; } = new();

        internal SomeSources Sources { get; } = new();

        internal NotedWaits Waits { get; } = new();

        public async Task InitializeAsync()
        {
            Site.AlsoRegister = services => services.AddSingleton<IPluginIsolation>(new SomeIsolation()).AddSingleton<ISources>(Sources)
                .AddSingleton(provider => new RunPace(provider.GetRequiredService<Traffic>(), Waits));
            await Site.InitializeAsync();
        }

        Task IAsyncLifetime.DisposeAsync() => Site.DisposeAsync().AsTask();
    }
}
