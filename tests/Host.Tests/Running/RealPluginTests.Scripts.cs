using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>HTML and scripts in everything that a program and its manifest say: every page shows them, and none of them is markup.</summary>
public sealed partial class RealPluginTests
{
    private const string Script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    /// <summary>Says it of everything: what it is for stands before it, so that each is found for itself.</summary>
    private static readonly string s_sayings = $"""
        X = json.loads({JsonSerializer.Serialize(JsonSerializer.Serialize(Script))})
        def x(name): return name + " " + X

        def hostile(key, source, **more):
            one = draft(x(key), source, title=x(key + "-title"), **more)
            one["draft"].update(dict(summary=x("summary"), data=dict([(x("name"), x("value"))]), **more))
            one["draft"]["sources"][0].update(page=x("page"), quotation=x("quotation"))
            return one


        """;

    private const string SaysIt = """
        def text(**more): return {"type": "string", **more}

        while request["method"] != "shutdown":
            method, params, answer = request["method"], request["params"], {}
            if method == "fields":
                answer = {"schema": {"type": "object", "required": ["line"], "properties": {
                    x("asked-name"): text(), "choice": text(title=x("asked-choice"), description=x("asked-hint"), enum=[x("asked-option")]),
                    "line": text(title=x("asked-line"), description=x("asked-shape"), pattern="^[a-z]*$")}}}
            elif method == "submit":
                write(id=request["id"], error={"code": -32602, "message": x("not-taken"), "data": {"field": x("no-field") if params["values"]["line"] == "whole" else "line"}})
                request = read(); continue
            elif method == "check":
                answer = {"verdict": "changed", "note": x("note")}
            else:
                source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
                mood = base64.b64decode(ask("fetch", {"address": "https://data.example.org/mood"})["result"]["body"]).decode()
                write(method="log", params={"level": "info", "text": x("line")})
                if mood == "gives up":
                    write(id=request["id"], error={"code": -32000, "message": x("gives-up")}); request = read(); continue
                if mood == "crashes":
                    sys.stderr.write(x("crashes")); sys.exit(3)
                if mood == "says":
                    ask("evidence", hostile("key", source))
                    ask("evidence", hostile("objection", source, stance="disputes", settledBy=x("settled-by")))
                    ask("evidence", hostile("refused-key", source, milestone=X))
                    ask("evidence", {"draft": {**draft(x("other-key"), source)["draft"], X: 1}})
                    ask("evidence", draft("never-fetched", {"sha256": "d" * 64, "address": X}))
                    write(method="progress", params={"done": 1, "of": 2, "text": x("progress")})
                    ask("fetch", {"address": "https://data.example.org/step"})
                    ask("fetch", {"address": "https://data.example.org/hold"})
                answer = {"cursor": x("cursor")}
            write(id=request["id"], result=answer)
            request = read()
        """;

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("id")]
    public async Task Scripts_in_whatever_a_program_says_are_shown_by_every_page_and_run_on_none(string language)
    {
        var (mood, held, goOn) = ("says", Signal(), Signal());
        _sources.Answers = address => address.EndsWith("/mood", StringComparison.Ordinal) ? Said(address, mood) : null;
        _sources.Before = async address =>
        {
            if (address.EndsWith("/step", StringComparison.Ordinal)) _site.Clock.Advance(TimeSpan.FromSeconds(1)); // what is new is written down now and then
            if (!address.EndsWith("/hold", StringComparison.Ordinal) || goOn.Task.IsCompleted) return;
            held.SetResult();
            await goOn.Task;
        };
        await Put($"scripts-{language}", s_sayings + SaysIt, Manifest($"scripts-{language}"), SomeActor.Community);
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(_site.Plugins, "\"'><img src=x onerror=alert(1)>")).FullName, "plugin.yaml"),
            Manifest("broken").Replace("partners: [public]", $"partners: [{Quoted("no-partner")}]\n{Quoted("no-key")}: 1", StringComparison.Ordinal));
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        var (visitor, admin, partner, reviewer) = (new Pages.Visitor(_site.Visitor()), await In("admin"), await In("partner"), await In("reviewer"));
        var plugin = $"/{language}/plugins/{_plugin}";

        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Task.WhenAny(held.Task, Grain.Ended());
        var run = (await Store.Runs(_plugin, null, 1)).Single().Number;
        await Shows(visitor, $"{plugin}/runs/{run}", "progress", $"name-{language}");
        goOn.SetResult();
        await Grain.Ended();
        await CaughtUp();

        (await Store.Runs(_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 2 && row.Counts.Refused == 3);
        var (piece, objection) = (Of("key"), Of("objection"));
        await Shows(visitor, $"{plugin}/runs/{run}", $"name-{language}", "key-title", "objection-title", "refused-key", "other-key");
        (await visitor.Open($"{plugin}/runs/{run}")).QuerySelector("section[aria-labelledby=refusals]")!.TextContent.Should().Contain("“<script>alert(1)</script>").And.Contain(Script[..40]);
        await Shows(admin, $"{plugin}/runs/{run}", "line");
        await Shows(partner, $"{plugin}/runs/{run}", "line");
        await Shows(reviewer, $"{plugin}/runs/{run}/confirm", $"name-{language}", "key-title");
        await Shows(reviewer, $"{plugin}/runs/{run}/return", $"name-{language}", "key-title");
        await Shows(visitor, plugin, $"name-{language}", "maintainer");
        await Shows(visitor, $"/{language}/partners", $"name-{language}", "no-partner", "no-key");
        (await visitor.Open($"/{language}/partners")).QuerySelector("section[aria-labelledby=broken] h3")!.TextContent.Should().Be("\"'><img src=x onerror=alert(1)>");
        await Shows(visitor, $"{plugin}/evidence", "key-title", "objection-title");
        await Shows(visitor, $"/{language}/plans/contoh/commitments/1", "key-title", "objection-title");
        await Shows(visitor, $"/{language}/plans/contoh/commitments/1/evidence", "key-title", "objection-title");
        await Shows(visitor, $"/{language}/evidence/{piece}", "key-title", "summary", "name", "value", "page", "quotation");
        await Shows(visitor, $"/{language}/evidence/{objection}", "objection-title", "settled-by");
        await Shows(reviewer, $"/{language}/evidence/{piece}/review", "key-title", "summary", "value", "quotation");
        await Shows(reviewer, $"/{language}/evidence/{piece}/check", "key-title");
        await Shows(visitor, $"/{language}/search?q=alert", "key-title", $"name-{language}");
        await Shows(visitor, $"/{language}/record/contoh");
        await Shows(visitor, await FirstOf(language, "contoh", piece.Stream), "key-title", "summary");
        await Shows(visitor, await FirstOf(language, "site", _plugin.Stream), $"name-{language}", "maintainer");
        foreach (var act in (string[])["approve", "run", "revoke"]) await Shows(admin, $"{plugin}/{act}", $"name-{language}");
        await Shows(admin, $"{plugin}/settings/{SomeActor.Community}", $"set-title-{language}", $"set-hint-{language}", "set-option", "set-name", "set-default");
        await Shows(partner, $"{plugin}/form", "asked-name", "asked-choice", "asked-hint", "asked-option", "asked-line", "asked-shape");

        foreach (var (typed, words) in new[] { ("NOT SO", "asked-shape"), ("whole", "not-taken"), ("line", "not-taken") })
        {
            var refused = await partner.Send(await partner.Open($"{plugin}/form"), ("about", "contoh/1#1.1"), ("s-line", typed));
            refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var page = await Sound(refused);
            page.QuerySelector("div.errors")!.TextContent.Should().Contain(Saying(words));
            if (typed != "whole") page.QuerySelector("#e-s-line")!.TextContent.Should().Contain(Saying(words));
        }

        await Shows(partner, $"{plugin}/runs/{(await Store.Runs(_plugin, null, 1)).Single().Number}", "not-taken");
        _site.Clock.Advance(TimeSpan.FromDays(8));
        mood = "looks again";
        admin = await In("admin"); // nobody stays signed in that long
        await Shows(admin, $"{plugin}/runs/{(await Ran()).Row.Number}", "key", "note");
        mood = "gives up";
        await Shows(admin, $"{plugin}/runs/{(await Ran()).Row.Number}", "gives-up");
        await Shows(visitor, plugin);
        mood = "crashes";
        await Shows(admin, $"{plugin}/runs/{(await Ran()).Row.Number}", "crashes");
        await Shows(visitor, $"/{language}/partners");

        foreach (var (address, names) in new (string, string[])[]
        {
            ($"/api/v1/plugins/{_plugin}", ["name-en", "maintainer"]), ("/api/v1/plugins.csv", ["name-en"]), ("/api/v1/plugin-folders", ["no-partner", "no-key"]),
            ($"/api/v1/plugins/{_plugin}/evidence.csv", ["key-title"]), ("/api/v1/plans/contoh/commitments/1/evidence.csv", ["key-title"]),
            ($"/api/v1/evidence/{objection}", ["objection-title", "summary", "settled-by", "page", "quotation", "value"]), ($"/api/v1/plugins/{_plugin}/runs", []),
        })
            await Tells(address, names);
    }

    /// <summary>The page shows these sayings to read, and nothing of it is markup.</summary>
    private static async Task Shows(Pages.Visitor visitor, string address, params string[] names)
    {
        var answer = await visitor.Http.GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, address);
        var shown = (await Sound(answer)).QuerySelectorAll("main, title").SelectMany(part => part.QuerySelectorAll("*").SelectMany(Shown).Append(part.TextContent)).ToList();
        names.Where(name => !shown.Any(text => text.Contains(Saying(name), StringComparison.Ordinal))).Should().BeEmpty($"{address} shows them");

        static IEnumerable<string> Shown(AngleSharp.Dom.IElement element) => element is IHtmlInputElement { Value: var typed } ? [typed] : [];
    }

    private static async Task<IHtmlDocument> Sound(HttpResponseMessage answer)
    {
        var page = await Pages.Visitor.Read(answer);
        var address = answer.RequestMessage!.RequestUri!.PathAndQuery; // it was asked for
        Pages.Danger.Of(page).Should().BeEmpty(address);
        page.QuerySelectorAll("img").Select(image => image.GetAttribute("src")).Should().Equal(["/mark.svg"], address);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("<script>alert", address).And.NotContain("<img src=x", address);
        return page;
    }

    /// <summary>The same for programs: never as something that a browser would take for a page.</summary>
    private async Task Tells(string address, params string[] names)
    {
        var answer = await _site.Visitor().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, address);
        answer.Content.Headers.ContentType!.MediaType.Should().BeOneOf("application/json", "text/csv");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        var text = await answer.Content.ReadAsStringAsync();
        var csv = address.EndsWith(".csv", StringComparison.Ordinal);
        List<string> said = csv ? [text.Replace("\"\"", "\"", StringComparison.Ordinal)] : [.. Texts(JsonNode.Parse(text))];
        names.Where(name => !said.Any(one => one.Contains(Saying(name), StringComparison.Ordinal))).Should().BeEmpty($"{address} tells them");

        static IEnumerable<string> Texts(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(member => Texts(member.Value)),
            JsonArray items => items.SelectMany(Texts),
            JsonValue value => [value.ToString()],
            _ => [],
        };
    }

    /// <summary>The page of what was recorded first of something.</summary>
    private async Task<string> FirstOf(string language, string log, string stream)
    {
        await foreach (var entry in _site.Services.GetRequiredService<LogReader>().ReadStream(log, stream, 0, default)) return $"/{language}/record/{log}/{entry.Index}";
        throw new InvalidOperationException($"Nothing is recorded of {stream}.");
    }

    private static string Manifest(string id) => $$"""
        id: {{id}}
        name: {id: {{Quoted("name-id")}}, en: {{Quoted("name-en")}}}
        version: 1.0.0
        protocol: "1.0"
        partners: [public]
        maintainer: {name: {{Quoted("maintainer")}}, contact: '<script>alert(1)</script>"''><img/src=x/onerror=alert(1)>@example.org'}
        licence: Apache-2.0
        command: [/usr/bin/python3, plugin.py]
        fetch: [https://data.example.org/]
        limits: {seconds: 30}
        form: {}
        settings:
          type: object
          properties:
            choice:
              {type: string, titles: {id: {{Quoted("set-title-id")}}, en: {{Quoted("set-title-en")}}}, descriptions: {id: {{Quoted("set-hint-id")}}, en: {{Quoted("set-hint-en")}}}, enum: [{{Quoted("set-option")}}]}
            {{Quoted("set-name")}}: {type: string, default: {{Quoted("set-default")}}}
        """;

    private static string Quoted(string name) => $"'{Saying(name).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Saying(string name) => $"{name} {Script}";

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EvidenceId Of(string key) => EvidenceId.OfDraft(SomeCommitment.Id, _plugin, SomeActor.Community, Saying(key));

    private async Task<Pages.Visitor> In(string account)
    {
        var visitor = new Pages.Visitor(_site.Browser());
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", SomeSite.Password));
        return visitor;
    }
}
