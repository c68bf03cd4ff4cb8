using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>Whose runs and contributions lists show, and what is offered to whom.</summary>
public sealed class PluginListsTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private static PluginApproval Speaks { get; } = new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest);

    [Theory]
    [InlineData("en", "Speaks for", "no organisation of this partner yet")]
    [InlineData("id", "Berbicara atas nama", "belum ada organisasi dari sekawan ini")]
    public async Task Runs_name_whom_they_speak_for_and_contributions_stand_under_that_partner_alone(string language, string head, string offered)
    {
        var plugin = await Ran();

        var page = await new Visitor(site.Visitor()).Open($"/{language}/plugins/{plugin}");
        page.QuerySelector("section[aria-labelledby=runs] thead")!.TextContent.Should().Contain(head);
        page.QuerySelector("section[aria-labelledby=runs] tbody tr")!.TextContent.Should().Contain(SomeActor.Community.Value);

        var partners = await new Visitor(site.Visitor()).Open($"/{language}/partners");
        Card("public").Should().Contain(SomeActor.Community.Value).And.Contain("2: ").And.NotContain(offered);
        Card("academia").Should().Contain(offered).And.NotContain(SomeActor.Community.Value).And.NotContain("2: ");

        string Card(string partner) => partners.QuerySelectorAll($"section[aria-labelledby={partner}] article")
            .Single(card => card.QuerySelector($"a[href='/{language}/plugins/{plugin}']") is not null).QuerySelector("dl")!.TextContent;
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("return")]
    public async Task Who_may_judge_nothing_of_a_run_is_offered_no_form(string verb)
    {
        var plugin = await Ran();
        var run = (await Store.Runs(plugin, null, 1)).Single().Number;

        (await (await SignedIn("reviewer")).Open($"/en/plugins/{plugin}/runs/{run}/{verb}")).QuerySelectorAll("main form button").Should().NotBeEmpty();
        var barred = await (await SignedIn("other-reviewer")).Open($"/en/plugins/{plugin}/runs/{run}/{verb}");
        barred.QuerySelectorAll("main form").Should().BeEmpty();
        barred.QuerySelector("main .notice, main .errors, main [role=alert]").Should().NotBeNull();
    }

    [Fact]
    public async Task A_next_try_is_said_only_where_there_will_be_one()
    {
        var plugin = await Ran();
        var next = site.Clock.GetUtcNow().AddMinutes(5);
        var run = await Store.Begin(plugin, Speaks, site.Clock.GetUtcNow());
        await Store.End(new(run!.Value, plugin, Speaks, null), new RunEnd.Failed("crashed", "It fell over."), new(1, next), site.Clock.GetUtcNow());
        var standing = (await site.Services.GetRequiredService<PluginStandings>().Plugin(plugin))!.Speaking.Single();

        (standing with { Status = PluginStatus.Failing }).NextTry.Should().Be(next);
        (standing with { Status = PluginStatus.Healthy }).NextTry.Should().Be(next, "it was interrupted");
        foreach (var status in new[] { PluginStatus.Quarantined, PluginStatus.Revoked, PluginStatus.Incompatible })
            (standing with { Status = status }).NextTry.Should().BeNull(status.ToString());
        standing.Status.Should().Be(PluginStatus.Incompatible, "its files are not here");
        (await (await site.Visitor().GetAsync($"/api/v1/plugins/{plugin}")).Json())["approvals"]![0]!["nextTry"].Should().BeNull();
    }

    private PluginStore Store => site.Services.GetRequiredService<PluginStore>();

    private async Task<Visitor> SignedIn(string account)
    {
        var visitor = new Visitor(site.Browser());
        var answer = await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password));
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"{account} could not sign in: {answer.StatusCode}.");
    }

    [Fact]
    public async Task All_that_a_run_contributed_can_be_reached_and_what_waits_is_judged_part_by_part()
    {
        var plugin = await Ran(105);
        var run = (await Store.Runs(plugin, null, 1)).Single().Number;
        var visitor = new Visitor(site.Visitor());

        var first = await visitor.Open($"/en/plugins/{plugin}/runs/{run}");
        first.QuerySelector("section[aria-labelledby=evidence]")!.TextContent.Should().Contain("100 of 105 pieces are shown here.");
        var rest = await visitor.Open($"/en/plugins/{plugin}/runs/{run}{first.QuerySelector("section[aria-labelledby=evidence] a[href*='after=']")!.GetAttribute("href")![$"/en/plugins/{plugin}/runs/{run}".Length..]}");
        rest.QuerySelectorAll("section[aria-labelledby=evidence] a[href*='after=']").Should().BeEmpty();
        Pieces(first).Concat(Pieces(rest)).Should().HaveCount(105).And.OnlyHaveUniqueItems();

        var reviewer = await SignedIn("reviewer");
        var form = await reviewer.Open($"/en/plugins/{plugin}/runs/{run}/confirm");
        form.QuerySelectorAll("input[name=pieces]").Should().HaveCount(100);
        form.QuerySelector("main")!.TextContent.Should().Contain("The first 100 that wait stand here.");
        (await reviewer.Send(form, ("reason", "Compared with the feed."))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        await Passed();

        var left = await reviewer.Open($"/en/plugins/{plugin}/runs/{run}/confirm");
        left.QuerySelectorAll("input[name=pieces]").Should().HaveCount(5);
        left.QuerySelector("main")!.TextContent.Should().NotContain("that wait stand here");

        static IEnumerable<string> Pieces(AngleSharp.Dom.IDocument page) =>
            page.QuerySelectorAll("section[aria-labelledby=evidence] li a.title").Select(link => link.GetAttribute("href")!);
    }

    [Theory]
    [InlineData("en", "See these pieces")]
    [InlineData("id", "Lihat bukti-bukti ini")]
    public async Task What_was_contributed_is_a_list_that_can_be_filtered_and_taken_out(string language, string link)
    {
        var plugin = await Ran(3);
        var visitor = new Visitor(site.Visitor());
        foreach (var from in new[] { $"/{language}/plugins/{plugin}", $"/{language}/partners" })
            (await visitor.Open(from)).QuerySelector($"main a[href^='/{language}/plugins/{plugin}/evidence']")!.TextContent.Should().Be(link);

        var all = await visitor.Open($"/{language}/plugins/{plugin}/evidence");
        all.QuerySelectorAll("main ul.rows > li").Should().HaveCount(3);
        (await visitor.Open($"/{language}/plugins/{plugin}/evidence?organisation={SomeActor.Community.Value}&state=submitted")).QuerySelectorAll("main ul.rows > li").Should().HaveCount(3);
        (await visitor.Open($"/{language}/plugins/{plugin}/evidence?organisation={SomeActor.University.Value}")).QuerySelectorAll("main ul.rows > li").Should().BeEmpty();
        var accepted = await visitor.Open($"/{language}/plugins/{plugin}/evidence?state=accepted");
        accepted.QuerySelectorAll("main ul.rows > li").Should().BeEmpty();
        accepted.QuerySelector("#state option[selected]")!.GetAttribute("value").Should().Be("accepted");

        var csv = await site.Visitor().GetStringAsync(all.QuerySelector("main p.data a[href*='.csv']")!.GetAttribute("href"));
        csv.Trim().Split('\n').Should().HaveCount(4).And.Contain(row => row.Contains("Counts of village-2"));
    }

    [Fact]
    public async Task The_api_has_the_same_list_part_by_part_in_the_same_filters()
    {
        var (plugin, other) = (await Ran(3), await Ran(1));
        var http = site.Visitor();

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var part = await (await http.GetAsync($"/api/v1/plugins/{plugin}/evidence?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}")).Json();
            seen.AddRange(part["items"]!.AsArray().Select(one => (string)one!["title"]!));
            part["items"]!.AsArray().Should().OnlyContain(one => (string)one!["plugin"]! == plugin.Value);
            cursor = (string?)part["next"];
        }
        while (cursor is not null);
        seen.Should().Equal("Counts of village-3", "Counts of village-2", "Counts of village-1");

        (await Count($"/api/v1/plugins/{plugin}/evidence?organisation={SomeActor.University.Value}")).Should().Be(0);
        (await Count($"/api/v1/plugins/{plugin}/evidence?state=submitted&organisation={SomeActor.Community.Value}")).Should().Be(3);
        (await Count($"/api/v1/plugins/{other}/evidence")).Should().Be(1);
        foreach (var wrong in new[] { "state=Submitted", "organisation=no%20one", "cursor=x", "limit=0", "plan=contoh" })
            (await http.GetAsync($"/api/v1/plugins/{plugin}/evidence?{wrong}")).StatusCode.Should().Be(HttpStatusCode.BadRequest, wrong);
        foreach (var wrong in new[] { "state=Submitted", "organisation=no%20one", "cursor=x" })
            (await http.GetAsync($"/en/plugins/{plugin}/evidence?{wrong}")).StatusCode.Should().Be(HttpStatusCode.NotFound, wrong);
        (await http.GetAsync("/api/v1/plugins/no-such-plugin/evidence")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await http.GetAsync("/en/plugins/no-such-plugin/evidence")).StatusCode.Should().Be(HttpStatusCode.NotFound);

        async Task<int> Count(string address) => (await (await http.GetAsync(address)).Json())["items"]!.AsArray().Count;
    }

    [Fact]
    public async Task Partners_and_their_plugins_are_filtered_in_the_address_and_taken_out_as_filtered()
    {
        var waits = await site.Listed();
        var speaks = await Ran(1);
        var visitor = new Visitor(site.Visitor());

        var page = await visitor.Open("/en/partners?partner=public&status=Awaiting+approval");
        page.QuerySelectorAll("main section article").Should().NotBeEmpty();
        page.QuerySelectorAll("main section[aria-labelledby]").Select(section => section.GetAttribute("aria-labelledby")).Should().Contain("public").And.NotContain("academia");
        page.QuerySelectorAll($"main article a[href='/en/plugins/{waits}']").Should().ContainSingle();
        page.QuerySelectorAll($"main article a[href='/en/plugins/{speaks}']").Should().BeEmpty();
        page.QuerySelector("#partner option[selected]")!.GetAttribute("value").Should().Be("public");
        page.QuerySelector("#status option[selected]")!.GetAttribute("value").Should().Be("Awaiting approval");
        var csv = await site.Visitor().GetStringAsync(page.QuerySelector("main p.data a[href*='.csv']")!.GetAttribute("href"));
        csv.Should().Contain(waits.Value).And.NotContain(speaks.Value).And.NotContain("null");
        csv.Split('\n')[0].Should().Contain(",name,names,");
        csv.Split('\n').Single(line => line.Contains($"\"{waits}\"", StringComparison.Ordinal)).Should().Contain(",\"Village counts\",");

        var json = await site.Visitor().GetStringAsync("/api/v1/plugins?partner=academia&status=Awaiting%20approval");
        json.Should().Contain($"\"{waits}\"", "it is made for academia too").And.NotContain($"\"{speaks}\"");
        (await site.Visitor().GetStringAsync("/api/v1/plugins?partner=government")).Should().NotContain($"\"{waits}\"");
        (await visitor.Open("/en/partners?partner=government&status=Quarantined")).QuerySelector("main section p.quiet")!.TextContent.Should().Be("No plugin of this partner is so.");

        foreach (var wrong in new[] { "partner=nobody", "status=awaiting" })
        {
            (await site.Visitor().GetAsync($"/en/partners?{wrong}")).StatusCode.Should().Be(HttpStatusCode.NotFound, wrong);
            (await site.Visitor().GetAsync($"/api/v1/plugins?{wrong}")).StatusCode.Should().Be(HttpStatusCode.BadRequest, wrong);
            (await site.Visitor().GetAsync($"/api/v1/plugins.csv?{wrong}")).StatusCode.Should().Be(HttpStatusCode.BadRequest, wrong);
        }

        await site.Written(SomePlugin.List(SomePlugin.OtherDigest) with { Plugin = speaks }, speaks, "newer");
        (await visitor.Open("/en/partners?partner=public&status=Awaiting+approval"))
            .QuerySelectorAll($"main article a[href='/en/plugins/{speaks}']").Should().ContainSingle("its newer version waits");
        (await site.Visitor().GetStringAsync("/api/v1/plugins?status=Incompatible")).Should().Contain($"\"{speaks}\"", "the version before is as it was: its files are not here");
    }

    [Fact]
    public async Task A_refusal_and_a_revocation_lead_to_where_they_stand_on_the_record()
    {
        var (refused, stopped) = (await site.Listed(), await site.Speaking());
        foreach (var (plugin, verb) in new[] { (refused, "refusal"), (stopped, "revocation") })
        {
            var receipt = await (await site.As("admin").Post($"/api/v1/plugins/{plugin}/{verb}", new() { ["reason"] = "Its source is away." })).Json();
            var index = (long)receipt["ledgerIndex"]!;

            var page = await new Visitor(site.Visitor()).Open($"/en/plugins/{plugin}");
            page.QuerySelectorAll("main li").Single(row => row.TextContent.Contains("Its source is away.")).QuerySelectorAll("a")
                .Should().Contain(link => link.GetAttribute("href")!.EndsWith($"/{index}", StringComparison.Ordinal));
            var answer = await (await site.Visitor().GetAsync($"/api/v1/plugins/{plugin}")).Json();
            ((long)answer[verb == "refusal" ? "listings" : "approvals"]![0]!["reasonLedgerIndex"]!).Should().Be(index);
        }
    }

    [Fact]
    public async Task A_plugin_that_was_stopped_is_called_so_and_found_as_such_though_newer_files_of_it_wait()
    {
        var stopped = await site.Speaking();
        (await site.As("admin").Post($"/api/v1/plugins/{stopped}/revocation", new() { ["reason"] = "Its source is away." })).StatusCode.Should().Be(HttpStatusCode.Created);
        await site.Written(SomePlugin.List(SomePlugin.OtherDigest) with { Plugin = stopped }, stopped, "newer-than-stopped");

        foreach (var status in new[] { "Revoked", "Awaiting approval" })
        {
            var found = JsonNode.Parse(await site.Visitor().GetStringAsync($"/api/v1/plugins?status={Uri.EscapeDataString(status)}"))!.AsArray().Single(one => (string)one!["id"]! == stopped.Value)!;
            ((string)found["status"]!).Should().Be("Revoked");
            found["awaitingSince"].Should().NotBeNull();
        }

        var about = (await new Visitor(site.Visitor()).Open($"/en/plugins/{stopped}")).QuerySelector("main p.meta")!;
        about.QuerySelector(".chip")!.TextContent.Trim().Should().Be("Stopped");
        about.TextContent.Should().Contain("Awaiting approval since");
    }

    private async Task Passed()
    {
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", CancellationToken.None);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private async Task<PluginId> Ran(int pieces = 2)
    {
        var plugin = await site.Speaking();
        await Store.Archived(plugin, SomePlugin.Archived, "https://data.example.org/counts/1.json");
        var run = (await Store.Begin(plugin, Speaks, site.Clock.GetUtcNow()))!.Value; // nobody else runs it
        var door = site.Services.GetRequiredService<DraftDoor>();
        foreach (var village in Enumerable.Range(1, pieces).Select(one => $"village-{one}"))
        {
            var taken = await door.Take(
                new(run, plugin, Speaks, null),
                new(village, "contoh", "1", "1.1", "dataset", $"Counts of {village}", "In 312 of 430 villages it hangs.", "2026-04-20", null, "Limited", "supports", null,
                    [new(SomePlugin.Archived, "https://data.example.org/counts/1.json", null, null)], null),
                CancellationToken.None);
            await Store.Note(run, new(1, 1024, 2), [((DraftOutcome.Accepted)taken).Evidence], [], []);
        }

        await Store.End(new(run, plugin, Speaks, null), new RunEnd.Well(null), PluginHealth.Well, site.Clock.GetUtcNow());
        await Passed();
        return plugin;
    }
}
