using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What everybody sees of a plugin while it runs, after it ran and after it failed.</summary>
public sealed partial class PluginRunsTests
{
    private const string Refreshes = "head meta[http-equiv=refresh]";

    [Fact]
    public async Task One_that_fails_says_how_and_when_it_is_tried_again_to_everybody()
    {
        await Installed("counts-w1");
        _process.Collects = (_, _, _, _) => throw new PluginFailed("crashed", "It ended with 3.");
        await Ran();
        var next = (await Store.Load(_plugin, SomeActor.Community)).Health.NotBefore!.Value; // it failed

        var english = await Speaks("en");
        Text(english).Should().Contain("Failing").And.Contain("Failed 1 time in a row. The last failure: It ended by itself before it was done. Next try:");
        english.QuerySelectorAll("time").Select(time => time.GetAttribute("datetime")).Should().Contain(next.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Text(await Speaks("id")).Should().Contain("Gagal 1 kali berturut-turut. Kegagalan terakhir: Program berhenti sendiri sebelum selesai. Percobaan berikutnya:");
        var speaks = (await (await _site.Visitor().GetAsync($"/api/v1/plugins/{_plugin}")).Json())["approvals"]![0]!;
        ((string)speaks["status"]!, (string)speaks["failure"]!, (int)speaks["failuresInARow"]!, (DateTimeOffset)speaks["nextTry"]!).Should().Be(("Failing", "crashed", 1, next));
    }

    [Fact]
    public async Task An_admin_runs_it_now_and_follows_how_far_it_is()
    {
        await Installed("counts-w2");
        var (half, goOn) = (Signal(), Signal());
        _process.Collects = async (calls, _, _, ct) =>
        {
            calls.Progress(5, 12, "Reading <b>villages</b>");
            var sha256 = await Fetched(calls);
            await calls.Evidence(Some("village-1", sha256), ct);
            await calls.Evidence(Some("village-2", sha256) with { Kind = "gossip" }, ct);
            _site.Clock.Advance(TimeSpan.FromSeconds(1)); // what is new is written down now and then
            await Fetched(calls);
            half.SetResult();
            await goOn.Task;
            return null;
        };
        var admin = await SignedIn("admin");

        var sent = await admin.Send(await admin.Open($"/en/plugins/{_plugin}/run"), ("organisation", SomeActor.Community.Value));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect);
        await Task.WhenAny(half.Task, Grain.Ended());
        var number = (await Store.Runs(_plugin, null, 1)).Single().Number;
        var address = sent.Headers.Location!.ToString();
        address.Should().Be($"/en/plugins/{_plugin}/runs/{number}");
        foreach (var (language, going, far, again) in new[] { ("en", "Going on", "5 of 12. Reading <b>villages</b>", "Look again"), ("id", "Sedang berjalan", "5 dari 12. Reading <b>villages</b>", "Lihat lagi") })
        {
            var page = await new Pages.Visitor(_site.Visitor()).Open($"/{language}/plugins/{_plugin}/runs/{number}");
            Text(page.QuerySelector("main")!).Should().Contain(going).And.Contain(far);
            page.QuerySelector($"main a.button[href='/{language}/plugins/{_plugin}/runs/{number}']")!.TextContent.Should().Be(again);
            page.QuerySelectorAll(Refreshes).Should().BeEmpty("nobody asked for it");
        }

        (await admin.Send(await admin.Open($"/en/plugins/{_plugin}/run"), ("organisation", SomeActor.Community.Value))).StatusCode.Should().NotBe(HttpStatusCode.OK, "it goes on already");
        _site.Clock.Advance(TimeSpan.FromSeconds(82));
        goOn.SetResult();
        await Grain.Ended();

        var ended = await admin.Open(address);
        Text(ended.QuerySelector("main")!).Should().Contain("Ended well").And.Contain("Took83 seconds").And.NotContain("5 of 12.");
        ended.QuerySelectorAll("main a.button").Select(link => link.TextContent).Should().NotContain("Look again");
        var row = (await new Pages.Visitor(_site.Visitor()).Open($"/id/plugins/{_plugin}")).QuerySelector("section[aria-labelledby=runs] tbody tr")!;
        var figures = row.QuerySelectorAll("td").Select(cell => (cell.QuerySelector(".label")!.TextContent, cell.QuerySelector(".label + span")!.TextContent.Trim())).ToList();
        figures.Should().Contain([("Lama", "83 detik"), ("Sumber dibaca", "2"), ("Bukti baru", "1"), ("Ditolak", "1")]);
        row.QuerySelectorAll($"a[href='/id/plugins/{_plugin}/runs/{number}']").Should().ContainSingle();
    }

    [Fact]
    public async Task One_that_works_for_long_and_only_says_how_far_it_is_can_be_followed()
    {
        await Installed("counts-long");
        var (half, goOn) = (Signal(), Signal());
        _process.Collects = async (calls, _, _, _) =>
        {
            calls.Progress(1, 8, "Dander");
            _site.Clock.Advance(TimeSpan.FromSeconds(3));
            calls.Log("info", "Kapas is next");
            calls.Progress(2, 8, "Kapas");
            _site.Clock.Advance(TimeSpan.FromSeconds(3));
            calls.Progress(3, 8, "Padangan");
            half.SetResult();
            await goOn.Task;
            return null;
        };
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Task.WhenAny(half.Task, Grain.Ended());

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        RunRow row;
        while ((row = (await Store.Runs(_plugin, null, 1)).Single()).Counts.Done != 3) await Task.Delay(10, enough.Token); // nobody waits for what is written of it

        row.Should().Match<RunRow>(one => one.State == RunState.Running && one.Counts.Of == 8 && one.Counts.Text == "Padangan");
        (await Store.Run(_plugin, row.Number))!.Lines.Should().ContainSingle(line => line.Text == "Kapas is next");
        goOn.SetResult();
        await Grain.Ended();
    }

    [Theory]
    [InlineData("Reading Dander", "Reading Dander")]
    [InlineData("Reading what ani@example.org sent", "…")]
    public async Task How_far_it_is_is_told_to_everybody_and_names_nobody(string said, string told)
    {
        await Installed($"counts-p{said.Length}");
        _process.Collects = (calls, _, _, _) =>
        {
            calls.Progress(1, 2, said);
            return Task.FromResult<string?>(null);
        };

        (await Ran()).Row.Counts.Text.Should().Be(told);
    }

    [Theory]
    [InlineData("en", "Follow this run", "Stop following", "This page looks again every 5 seconds, until the run has ended.")]
    [InlineData("id", "Ikuti jalan ini", "Berhenti mengikuti", "Halaman ini melihat lagi setiap 5 detik sampai jalan ini selesai.")]
    public async Task Whoever_asks_for_it_follows_a_run_without_a_script_until_it_ends_or_they_stop(string language, string follow, string stop, string words)
    {
        await Installed($"counts-w6-{language}");
        var (begun, goOn) = (Signal(), Signal());
        _process.Collects = async (_, _, _, _) =>
        {
            begun.SetResult();
            await goOn.Task;
            return null;
        };
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Task.WhenAny(begun.Task, Grain.Ended());
        var visitor = new Pages.Visitor(_site.Visitor());
        var address = $"/{language}/plugins/{_plugin}/runs/{(await Store.Runs(_plugin, null, 1)).Single().Number}";

        var following = Link(await visitor.Open(address), follow);
        var page = await visitor.Open(following);

        page.QuerySelectorAll(Refreshes).Select(refresh => refresh.GetAttribute("content")).Should().Equal(["5"], "it reads the address again that it has");
        page.QuerySelectorAll("link[rel=alternate]").Select(other => other.GetAttribute("href")).Should().OnlyContain(href => href!.EndsWith("?follow=1"), "in the other language it is followed too");
        Pages.Danger.Of(page).Should().BeEmpty();
        Text(page.QuerySelector("main")!).Should().Contain(words);
        var stopped = await visitor.Open(Link(page, stop));
        stopped.QuerySelectorAll(Refreshes).Should().BeEmpty();
        Link(stopped, follow).Should().Be(following, "it can be followed again");
        goOn.SetResult();
        await Grain.Ended();

        var ended = await visitor.Open(following);
        ended.QuerySelectorAll(Refreshes).Should().BeEmpty("there is nothing more to come");
        Text(ended.QuerySelector("main")!).Should().NotContain(words).And.NotContain(stop).And.NotContain(follow);

        static string Link(AngleSharp.Html.Dom.IHtmlDocument page, string words) => page.QuerySelectorAll("main a.button").Single(link => link.TextContent == words).GetAttribute("href")!; // a link leads somewhere
    }

    [Fact]
    public async Task Everybody_sees_what_of_it_was_accepted_when_it_ran_last_and_which_files_these_are()
    {
        await Judged("counts-w3");
        var run = (await Store.Runs(_plugin, null, 1)).Single();

        foreach (var (language, rate, contributed) in new[]
        {
            ("en", "75% of what was checked", "4: waiting 0, accepted 3, sent back 1, taken back 0"),
            ("id", "75% dari yang sudah diverifikasi", "4: menunggu 0, lolos 3, dikembalikan 1, ditarik 0"),
        })
        {
            var page = await new Pages.Visitor(_site.Visitor()).Open($"/{language}/partners");
            var card = page.QuerySelectorAll("section[aria-labelledby=public] article").Single(one => one.QuerySelector($"a[href='/{language}/plugins/{_plugin}']") is not null);
            Text(card).Should().Contain(rate).And.Contain(contributed);
            var facts = card.QuerySelectorAll("dt").Select((name, at) => (Name: name.TextContent, Value: card.QuerySelectorAll("dd")[at])).ToList();
            facts.Select(fact => fact.Value.TextContent).Should().Contain(SomePlugin.Version.Value).And.Contain(_digest.Value);
            facts.SelectMany(fact => fact.Value.QuerySelectorAll("a")).Select(link => link.GetAttribute("href")).Should().Contain($"/{language}/plugins/{_plugin}/runs/{run.Number}");
        }

        var listed = JsonNode.Parse(await _site.Visitor().GetStringAsync("/api/v1/plugins"))!.AsArray().Single(one => (string)one!["id"]! == _plugin.Value)!;
        new JsonArray([.. new[] { "partner", "version", "status", "digest", "contributed", "accepted", "acceptanceRate" }.Select(name => listed[name]!.DeepClone())]).ToJsonString()
            .Should().Be($"""["public","{SomePlugin.Version}","Healthy","{_digest}",4,3,75]""");
        ((DateTimeOffset)listed["lastRun"]!).Should().Be(run.Started);
    }

    [Fact]
    public async Task To_stop_it_changes_nothing_in_what_it_contributed()
    {
        var pieces = await Judged("counts-w4");
        string[] addresses = ["/api/v1/plans/contoh", "/api/v1/plans/contoh/commitments/1", .. pieces.Select(piece => $"/api/v1/evidence/{piece}")];
        var before = await Answers();
        before[1].Should().Contain("\"proof\"");

        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/revocation", new() { ["reason"] = "Its source is away." })).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();

        (await _site.Services.GetRequiredService<PluginStandings>().Plugin(_plugin))!.Status.Should().Be(PluginStatus.Revoked);
        (await Answers()).Should().Equal(before);

        async Task<List<string>> Answers()
        {
            var answers = new List<string>();
            foreach (var address in addresses) answers.Add(await _site.Visitor().GetStringAsync(address));
            return answers;
        }
    }

    [Fact]
    public async Task Its_organisation_appeals_against_what_was_sent_back_and_nobody_else_does()
    {
        var pieces = await Judged("counts-w5");
        var appeal = $"/api/v1/evidence/{pieces[3]}/appeal";

        (await _site.As("other-partner").Post(appeal, new() { ["reason"] = "The dates are in the feed." }, Sending.Now)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await _site.As("partner").Post(appeal, new() { ["reason"] = "The dates are in the feed." }, Sending.Now)).StatusCode.Should().Be(HttpStatusCode.Created);

        await CaughtUp();
        (await (await _site.Visitor().GetAsync($"/api/v1/evidence/{pieces[3]}")).Json())["judgements"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("returned", "appealed");
    }

    [Theory]
    [InlineData("en", "Waiting for a check", "Nobody has decided about it yet.", "Nobody judges what their own organisation sent or entered.")]
    [InlineData("id", "Menunggu verifikasi", "Belum ada yang memutuskannya.", "Tidak ada yang menilai kiriman atau masukan organisasinya sendiri.")]
    public async Task What_it_contributed_is_checked_by_nobody_of_the_organisation_it_speaks_for(string language, string waits, string undecided, string own)
    {
        await Installed($"counts-w7-{language}");
        var theirs = new JsonObject { ["digest"] = _digest.Value, ["organisation"] = SomeActor.OtherCommunity.Value };
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/approval", theirs)).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        _process.Collects = async (calls, _, _, ct) =>
        {
            await calls.Evidence(Some("village-1", await Fetched(calls)), ct);
            return null;
        };
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", new() { ["organisation"] = SomeActor.OtherCommunity.Value })).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<Grains.Plugins.IPluginGrain>($"{_plugin.Value}/{SomeActor.OtherCommunity.Value}").Ended();
        await CaughtUp();
        var piece = EvidenceId.OfDraft(SomeCommitment.Id, _plugin, SomeActor.OtherCommunity, "village-1");
        var (accepts, level) = ($"/api/v1/evidence/{piece}/acceptance", new JsonObject { ["level"] = "Limited", ["reason"] = "Compared with the feed." });

        (await Said()).Should().Be(("submitted", null, 0));
        var page = (await new Pages.Visitor(_site.Visitor()).Open($"/{language}/evidence/{piece}")).QuerySelector("main")!;
        page.QuerySelector("p.meta .chip")!.TextContent.Trim().Should().Be(waits);
        page.QuerySelector("section[aria-labelledby=judgements]")!.TextContent.Should().Contain(undecided);

        var refused = await _site.As("reviewer").Post(accepts, level, Sending.Now);
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        ((string)(await refused.Json())["rule"]!).Should().Be("own-evidence");
        var reviewer = await SignedIn("reviewer");
        (await reviewer.Open($"/{language}/evidence/{piece}")).QuerySelectorAll($"a[href='/{language}/evidence/{piece}/review']").Should().BeEmpty();
        (await reviewer.Open($"/{language}/evidence/{piece}/review")).QuerySelector("main")!.TextContent.Should().Contain(own);
        (await Said()).Should().Be(("submitted", null, 0));

        (await _site.As("third-reviewer").Post(accepts, level, Sending.Now)).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        (await Said()).Should().Be(("accepted", "Limited", 1));

        async Task<(string, string?, int)> Said()
        {
            var said = await (await _site.Visitor().GetAsync($"/api/v1/evidence/{piece}")).Json();
            return ((string)said["state"]!, (string?)said["level"], said["judgements"]!.AsArray().Count);
        }
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets it contribute four pieces, of which three are accepted and the last is sent back.</summary>
    private async Task<List<EvidenceId>> Judged(string id)
    {
        await Installed(id);
        _process.Collects = async (calls, _, _, ct) =>
        {
            var sha256 = await Fetched(calls);
            for (var i = 0; i < 4; i++) await calls.Evidence(Some($"village-{i}", sha256), ct);
            return null;
        };
        await Ran();
        var pieces = Enumerable.Range(0, 4).Select(one => EvidenceId.OfDraft(SomeCommitment.Id, _plugin, SomeActor.Community, $"village-{one}")).ToList();
        var reviewer = _site.As("reviewer");
        foreach (var piece in pieces[..3]) await reviewer.Done($"/api/v1/evidence/{piece}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Compared with the feed." });
        await reviewer.Done($"/api/v1/evidence/{pieces[3]}/return", new() { ["reason"] = "No dates." });
        await CaughtUp();
        return pieces;
    }

    private async Task<AngleSharp.Dom.IElement> Speaks(string language) =>
        (await new Pages.Visitor(_site.Visitor()).Open($"/{language}/plugins/{_plugin}")).QuerySelector("section[aria-labelledby=speaks]")!; // it speaks for one

    private static string Text(AngleSharp.Dom.IElement element) => Regex.Replace(element.TextContent, "\\s+", " ").Trim();
}
