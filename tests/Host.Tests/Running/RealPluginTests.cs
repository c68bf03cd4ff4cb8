using System.Diagnostics.CodeAnalysis;
using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
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

/// <summary>Real programs in real sandboxes, from their manifest to the record; only the web is not there.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class RealPluginTests : IAsyncLifetime
{
    private const string Polite = """
        import base64, json, sys

        def read():
            length = 0
            while True:
                line = sys.stdin.buffer.readline()
                if not line: sys.exit(0)
                if line == b"\r\n": break
                length = int(line.split(b":")[1])
            return json.loads(sys.stdin.buffer.read(length))

        def write(**message):
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            sys.stdout.buffer.flush()

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

    private readonly SomeSite _site = new();
    private readonly SomeIsolation _isolation = new();
    private PluginId _plugin;

    private PluginStore Store => _site.Services.GetRequiredService<PluginStore>();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services.AddSingleton<IPluginIsolation>(_isolation).AddSingleton<ISources, SomeSources>();
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

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
    }

    [SkippableTheory]
    [InlineData("sys.exit(3)", "crashed")]
    [InlineData("sys.stdout.buffer.write(b'nonsense\\r\\n\\r\\n' * 100); sys.stdout.buffer.flush(); read()", "malformed-message")]
    [InlineData("write(id=request['id'] + 99, result={}); read()", "foreign-answer")]
    [InlineData("write(id=request['id'], error={'code': -32000, 'message': 'The source is away.'}); read()", "error-answer")]
    [InlineData("sys.stdout.buffer.write(b'x' * 300_000_000); sys.stdout.buffer.flush()", "malformed-message|too-much-output")]
    [InlineData("x = ' ' * 600_000_000; write(id=request['id'], result={})", "crashed|too-much-memory")]
    public async Task Whatever_a_program_does_the_run_names_it_and_the_site_goes_on(string body, string failures)
    {
        await Installed("hostile-1", body);

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Failed);
        failures.Split('|').Should().Contain(run.Row.Failure);
        (await _site.Visitor().GetAsync("/en/partners")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _site.Visitor().GetAsync($"/en/plugins/{_plugin}/runs/{run.Row.Number}")).StatusCode.Should().Be(HttpStatusCode.OK);
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
        run.Lines.Single().Text.Should().Be("source-not-fetched unknown-member not-text malformed-value data-invalid not-text text-email plan-unknown");
        run.Row.Counts.Should().Match<RunCounts>(counts => counts.Refused == 8 && counts.Accepted == 0);
        run.Evidence.Should().BeEmpty();
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


    private IPluginGrain Grain => _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{_plugin.Value}/{SomeActor.Community.Value}");

    private async Task Installed(string id, string body, string more = "", string fetch = "[https://data.example.org/]")
    {
        Required.That(File.Exists("/usr/bin/python3"), "the plugins of these tests are Python (Debian: apt-get install python3)");
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "plugins of these tests run sandboxed (Debian: apt-get install bubblewrap)");
        _plugin = PluginId.Parse(id);
        var folder = Directory.CreateDirectory(Path.Combine(_site.Plugins, id)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.py"), Polite + body);
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.yaml"), $$"""
            id: {{id}}
            name: {id: Hitungan, en: Counts}
            version: 1.0.0
            protocol: "1.0"
            partners: [public]
            maintainer: {name: Residents' watch, contact: "https://example.org/contact"}
            licence: Apache-2.0
            command: [/usr/bin/python3, plugin.py]
            fetch: {{fetch}}
            limits: {seconds: 30}
            {{more}}
            """);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        var (known, why) = new PluginReader().Read(folder);
        known.Should().NotBeNull(why?.ToString());
        (await _site.As("admin").Post($"/api/v1/plugins/{id}/approval", new() { ["digest"] = known!.Digest.Value, ["organisation"] = SomeActor.Community.Value }))
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

    private async Task CaughtUp()
    {
        foreach (var log in new[] { "site", "contoh" })
        {
            var size = await _site.Services.GetRequiredService<LogReader>().Size(log, default);
            await _site.Services.GetRequiredService<LedgerFollower>().Passed(log, size - 1, TimeSpan.FromSeconds(30), default);
        }
    }
}
