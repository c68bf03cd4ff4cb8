using System.Collections.Immutable;
using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Running;
using Tracker.Host.Tests.Pages;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>What everybody sees of plugins, and what an admin and a reviewer do about them, without JavaScript.</summary>
public sealed class PluginPagesTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    [Theory]
    [InlineData("en", "Awaiting approval since")]
    [InlineData("id", "Menunggu persetujuan sejak")]
    public async Task Everybody_sees_the_four_partners_and_since_when_a_plugin_waits(string language, string waiting)
    {
        var plugin = await site.Listed();
        var page = await new Visitor(site.Visitor()).Open($"/{language}/partners");

        page.QuerySelectorAll("main section[aria-labelledby]").Select(section => section.GetAttribute("aria-labelledby"))
            .Should().StartWith(["government", "public", "academia", "business"]);
        foreach (var partner in new[] { "public", "academia" })
        {
            var card = page.QuerySelectorAll($"section[aria-labelledby={partner}] article").Single(one => one.QuerySelector($"a[href='/{language}/plugins/{plugin}']") is not null);
            card.TextContent.Should().Contain(waiting).And.Contain(SomePlugin.Digest.Value).And.Contain("https://data.example.org/counts/");
        }

        page.QuerySelectorAll($"section[aria-labelledby=government] a[href$='{plugin}']").Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", "`farmers` is no partner", "write one or more of: government, public, academia, business", "`licence` is missing", "This is not a plugin yet", "a name leads out of it")]
    [InlineData("id", "`farmers` bukan sekawan", "tulis satu atau lebih dari: government, public, academia, business", "`licence` tidak ada", "Ini belum menjadi program mitra", "ada nama yang mengarah ke luar folder")]
    public async Task Everything_to_be_repaired_in_an_upload_is_said_in_the_readers_language(
        string language, string message, string advice, string another, string whole, string unsafeName)
    {
        var partner = await SignedIn("partner");
        var page = await Uploaded("plugin.yaml", "id: counts-anew\npartners: [farmers]\n");
        page.QuerySelector("[role=alert]")!.TextContent.Should().Contain(whole);
        page.QuerySelector("section[aria-labelledby=found]")!.TextContent.Should().Contain("plugin.yaml:2:").And.Contain(message).And.Contain(advice).And.Contain(another);
        (await Uploaded("../plugin.yaml", "id: counts-anew")).QuerySelector("[role=alert]")!.TextContent.Should().Contain(unsafeName);

        async Task<AngleSharp.Html.Dom.IHtmlDocument> Uploaded(string name, string content)
        {
            using var form = SomeUpload.Of(await partner.Open($"/{language}/upload-plugin"), name, content);
            var answer = await partner.Http.PostAsync($"/{language}/upload-plugin", form);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            return await Visitor.Read(answer);
        }
    }

    [Theory]
    [InlineData(0, "en", "Choose one zip file")]
    [InlineData(1, "en", "it is damaged or of an unknown kind")]
    [InlineData(9, "id", "rusak atau jenisnya tidak dikenal")]
    [InlineData(21, "en", "it is damaged or of an unknown kind")]
    [InlineData(22, "en", "it is damaged or of an unknown kind")]
    public async Task A_file_too_short_to_be_a_zip_file_is_refused_as_none(int bytes, string language, string words)
    {
        var partner = await SignedIn("partner");
        using var form = SomeUpload.Of(await partner.Open($"/{language}/upload-plugin"), new byte[bytes]);

        var answer = await partner.Http.PostAsync($"/{language}/upload-plugin", form);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(answer)).QuerySelector("[role=alert]")!.TextContent.Should().Contain(words);
    }

    [Fact]
    public async Task An_admin_approves_stops_and_says_why_and_each_is_on_the_record()
    {
        var plugin = await site.Listed();
        var admin = await SignedIn("admin");
        var form = await admin.Open($"/en/plugins/{plugin}/approve");
        form.QuerySelector("#f-digest option[selected]")!.GetAttribute("value").Should().Be(SomePlugin.Digest.Value, "there are no other files");
        (await admin.Send(form, ("digest", ""))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        var approved = await admin.Send(form, ("digest", SomePlugin.Digest.Value), ("organisation", SomeActor.Community.Value));
        approved.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var page = await admin.Open(approved.Headers.Location!.ToString());
        page.QuerySelector("section[aria-labelledby=speaks]")!.TextContent.Should().Contain("Cannot run here").And.Contain("The approved files are not here.");

        var stop = await admin.Open($"/en/plugins/{plugin}/revoke");
        (await admin.Send(stop, ("organisation", SomeActor.Community.Value), ("reason", " "))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await admin.Send(stop, ("organisation", SomeActor.Community.Value), ("reason", "The feed has moved."))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await admin.Open($"/en/plugins/{plugin}")).QuerySelector("main")!.TextContent.Should().Contain("The feed has moved.").And.Contain("Stopped");
        (await Types(plugin)).Should().Equal("plugin.listed", "plugin.approved", "plugin.revoked");
        foreach (var (language, words) in new[] { ("en", $"stopped the plugin {plugin} for {SomeActor.Community}."), ("id", $"menghentikan program {plugin} untuk {SomeActor.Community}.") })
            string.Join(' ', (await admin.Open($"/{language}/record/site")).QuerySelector("ol.rows")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Should().Contain(words);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("refuse")]
    [InlineData("revoke")]
    [InlineData("reinstate")]
    [InlineData("run")]
    public async Task Only_an_admin_sees_the_forms_that_decide(string verb)
    {
        var plugin = await site.Speaking();
        (await new Visitor(site.Visitor()).Http.GetAsync($"/en/plugins/{plugin}/{verb}")).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
        foreach (var account in new[] { "partner", "reviewer", "coordinator", "owner" })
            (await (await SignedIn(account)).Http.GetAsync($"/en/plugins/{plugin}/{verb}")).StatusCode.Should().Be(HttpStatusCode.Forbidden, account);
        (await (await SignedIn("admin")).Http.GetAsync($"/en/plugins/{plugin}/{verb}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_run_shows_what_was_refused_and_why_and_what_the_plugin_wrote_to_its_own_people_only()
    {
        var (plugin, run, _) = await Ran();
        var store = site.Services.GetRequiredService<PluginStore>();
        await store.Note(run, new(2, 2048, 3, 1, 0, 7, 5, 12, "<b>Reading</b>"), [], [new("text-email", 7, "<script>alert(1)</script>")], [(1, new("info", "A name that nobody checked"))]);

        var reader = await new Visitor(site.Visitor()).Open($"/en/plugins/{plugin}/runs/{run}");
        reader.QuerySelector("section[aria-labelledby=refusals]")!.TextContent.Should().Contain("7").And.Contain("e-mail address");
        reader.QuerySelector("main")!.TextContent.Should().NotContain("A name that nobody checked");
        Danger.Of(reader).Should().BeEmpty();
        (await (await SignedIn("partner")).Open($"/en/plugins/{plugin}/runs/{run}")).QuerySelector("main")!.TextContent.Should().Contain("A name that nobody checked");
        (await (await SignedIn("other-partner")).Open($"/en/plugins/{plugin}/runs/{run}")).QuerySelector("main")!.TextContent.Should().NotContain("A name that nobody checked");
        (await site.Visitor().GetAsync($"/en/plugins/{plugin}/runs/999999")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reviewer_confirms_a_run_piece_by_piece_and_what_changed_meanwhile_is_left()
    {
        var (plugin, run, pieces) = await Ran();
        var reviewer = await SignedIn("reviewer");
        var form = await reviewer.Open($"/en/plugins/{plugin}/runs/{run}/confirm");
        var boxes = form.QuerySelectorAll("input[name=pieces]").Select(box => box.GetAttribute("value")!).ToList();
        boxes.Should().HaveCount(4);
        await Take(plugin, "village-0", "Changed meanwhile");

        var answer = await reviewer.Http.PostAsync($"/en/plugins/{plugin}/runs/{run}/confirm", new FormUrlEncodedContent(
            Visitor.Fields((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("main form")!).Where(field => field.Name is not ("reason" or "pieces"))
                .Concat(boxes.Select(box => ("pieces", box))).Append(("reason", "Compared with the feed."))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var accepted = 0;
        foreach (var piece in pieces)
        {
            if (site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4))!.Row.Status != EvidenceStage.Accepted) continue;
            accepted++;
            (await Entries(piece.Stream)).Should().ContainSingle(type => type == "evidence.accepted");
        }

        answer.Headers.Location!.ToString().Should().EndWith($"?confirmed=3-1");
        accepted.Should().Be(3, "what changed meanwhile is left");
        (await (await SignedIn("partner")).Http.GetAsync($"/en/plugins/{plugin}/runs/{run}/confirm")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Confirming_again_after_everything_was_judged_gives_the_same_receipts_and_anything_else_finds_nothing_waiting()
    {
        var (plugin, run, pieces) = await Ran();
        var reviewer = await SignedIn("reviewer");
        var address = $"/en/plugins/{plugin}/runs/{run}/confirm";
        var form = await reviewer.Open(address);
        Task<HttpResponseMessage> Sent(string? key = null, string reason = "Compared with the feed.") => reviewer.Http.PostAsync(address, new FormUrlEncodedContent(
            Visitor.Fields((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("main form")!).Where(field => field.Name is not ("reason" or "pieces"))
                .Select(field => (field.Name, Value: field.Name == Features.Shared.Typed.Key ? key ?? field.Value : field.Value))
                .Concat(form.QuerySelectorAll("input[name=pieces]").Select(box => ("pieces", box.GetAttribute("value")!))).Append(("reason", reason))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        var first = await Sent();
        first.Headers.Location!.ToString().Should().EndWith("?confirmed=4-0");
        await Caught();
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", CancellationToken.None);

        var again = await Sent();

        (again.StatusCode, again.Headers.Location?.ToString()).Should().Be((HttpStatusCode.Redirect, first.Headers.Location.ToString()), "it is the same request");
        foreach (var other in new[] { await Sent(key: new string('a', 32)), await Sent(reason: "Other words.") })
        {
            ((int)other.StatusCode).Should().BeOneOf(412, 422);
            (await Visitor.Read(other)).QuerySelector("main")!.TextContent.Should().Contain("Nothing");
        }

        (await site.Services.GetRequiredService<LogReader>().Size("contoh", CancellationToken.None)).Should().Be(size, "nothing was recorded twice");
        foreach (var piece in pieces) (await Entries(piece.Stream)).Should().ContainSingle(type => type == "evidence.accepted");
    }

    [Theory]
    [InlineData("en", "timeout", "It was not done within 30 seconds.", "It was not done within 30 seconds.")]
    [InlineData("id", "timeout", "It was not done within 30 seconds.", "Program tidak selesai dalam 30 detik.")]
    [InlineData("en", "timeout", "It was not done within 30 seconds, nor in 90 more in which it had waited for a processor or for the host.", "It was not done within 30 seconds, nor in 90 more in which it had waited for a processor or for this site.")]
    [InlineData("id", "timeout", "It was not done within 30 seconds, nor in 7 more for which it had waited for a processor.", "Program tidak selesai dalam 30 detik, juga tidak dalam 7 detik tambahan selama ia menunggu prosesor atau menunggu situs ini.")]
    [InlineData("id", "too-much-output", "It said more than 8 MiB.", "Program menulis lebih dari 8 MiB.")]
    [InlineData("id", "too-many-drafts", "A run sends at most 300 drafts.", "Sekali jalan, program mengirim paling banyak 300 rancangan.")]
    [InlineData("id", "malformed-message", "a message of 10485828 bytes: at most 1048576 are taken", "Program mengirim pesan sebesar 10.485.828 byte; paling besar 1.048.576 byte yang diterima.")]
    [InlineData("id", "crashed", "It ended with 137. out of luck", "Program berhenti dengan kode 137. Kata program itu sendiri: out of luck")]
    public async Task What_this_site_saw_of_a_failure_stands_under_its_own_name_in_the_readers_language(string language, string failure, string detail, string words)
    {
        var (plugin, run, _) = await Ran();
        var store = site.Services.GetRequiredService<PluginStore>();
        await store.Note(run, new(), [], [], [
            (1, new("info", "Its own line")),
            (2, new HostLine(HostNote.SourceAstray, site.Clock.GetUtcNow(), Words: "312 <b>", Key: "village-1", Verdict: SourceVerdict.Changed).Line()),
            (3, new HostLine(HostNote.SourcesLooked, site.Clock.GetUtcNow(), Looked: 4, Astray: 1).Line())]);
        await store.End(new(run, plugin, Speaks, null), new RunEnd.Failed(failure, detail), PluginHealth.Well, site.Clock.GetUtcNow());

        var page = await (await SignedIn("partner")).Open($"/{language}/plugins/{plugin}/runs/{run}");

        var (noted, wrote) = (page.QuerySelector("section[aria-labelledby=noted]")!, page.QuerySelector("section[aria-labelledby=lines]")!);
        System.Text.RegularExpressions.Regex.Replace(noted.QuerySelector("p")!.TextContent.Trim(), @"\s+", " ").Should().Be(words);
        noted.QuerySelectorAll("li").Should().HaveCount(2);
        noted.QuerySelector("li q")!.TextContent.Should().Be("312 <b>");
        noted.TextContent.Should().Contain(language == "id" ? "Kini bunyinya lain." : "It says something else now.").And.Contain(language == "id" ? "Sumber dari 4 bukti dilihat lagi" : "The sources of 4 pieces were looked at again; of these, 1 no longer says so.");
        wrote.QuerySelectorAll("li").Select(item => item.TextContent).Should().Equal("info: Its own line");
        wrote.TextContent.Should().NotContain("30");
    }

    [Fact]
    public async Task A_reviewer_sends_a_run_back_piece_by_piece_with_one_reason_and_what_is_not_ticked_waits_on()
    {
        var (plugin, run, pieces) = await Ran();
        var reviewer = await SignedIn("reviewer");
        var form = await reviewer.Open($"/en/plugins/{plugin}/runs/{run}/return");
        form.QuerySelectorAll("input[name=pieces][checked]").Should().BeEmpty("what goes back is chosen by hand");
        (await reviewer.Send(form, ("reason", "No dates."))).StatusCode.Should().Be(HttpStatusCode.BadRequest, "nothing is ticked");
        var boxes = form.QuerySelectorAll("input[name=pieces]").Select(box => box.GetAttribute("value")!).Where(box => box.StartsWith(pieces[0].Value, StringComparison.Ordinal) || box.StartsWith(pieces[1].Value, StringComparison.Ordinal)).ToList();
        boxes.Should().HaveCount(2);

        var answer = await reviewer.Http.PostAsync($"/en/plugins/{plugin}/runs/{run}/return", new FormUrlEncodedContent(
            Visitor.Fields((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("main form")!).Where(field => field.Name is not ("reason" or "pieces"))
                .Concat(boxes.Select(box => ("pieces", box))).Append(("reason", "The dates are missing."))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().EndWith("?returned=2-0");
        (await reviewer.Open(answer.Headers.Location.ToString())).QuerySelector("main")!.TextContent.Should().Contain("Sent back: 2.");
        foreach (var (piece, index) in pieces.Select((piece, index) => (piece, index)))
        {
            var view = site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4))!; // it was just recorded
            view.Row.Status.Should().Be(index < 2 ? EvidenceStage.Returned : EvidenceStage.Submitted);
            if (index < 2) view.Judgements.Single().Reason!.Text.Should().Be("The dates are missing.");
        }

        (await (await SignedIn("partner")).Http.GetAsync($"/en/plugins/{plugin}/runs/{run}/return")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_batch_is_sorted_by_a_named_rule_and_only_what_is_routine_is_ticked_beforehand()
    {
        var (plugin, run, pieces) = await Ran();
        var store = site.Services.GetRequiredService<PluginStore>();
        var now = site.Clock.GetUtcNow();
        EvidenceId[] others =
        [
            ((DraftOutcome.Accepted)await Take(plugin, "whole", "All of the villages", "Complete")).Evidence,
            ((DraftOutcome.Accepted)await Take(plugin, "objection", "None of the villages", settledBy: "A list of the villages with a board.")).Evidence,
        ];
        await store.Note(run, new(), others, [], [], [new(pieces[2], "village-2", Again: false)], now);
        await store.Looked(pieces[2], now, SourceVerdict.Gone, now.AddDays(7));
        await Caught();

        foreach (var (language, words) in new[]
        {
            ("en", new[] { "Look first: its source no longer says so.", "Look first: it is an objection.", "Look first: it claims the highest level.", "Nothing out of the ordinary." }),
            ("id", ["Lihat dahulu: sumbernya tidak lagi berbunyi demikian.", "Lihat dahulu: ini sanggahan.", "Lihat dahulu: menyebut tingkat tertinggi.", "Tidak ada yang luar biasa."]),
        })
        {
            var form = await (await SignedIn("reviewer")).Open($"/{language}/plugins/{plugin}/runs/{run}/confirm");

            var boxes = form.QuerySelectorAll("input[name=pieces]");
            boxes.Select(box => box.GetAttribute("value")!.Split('@')[0]).Take(3).Should().Equal([pieces[2].Value, others[1].Value, others[0].Value], "what needs a look comes first, the most pressing before the others");
            boxes.Where(box => box.HasAttribute("checked")).Select(box => box.GetAttribute("value")!.Split('@')[0])
                .Should().BeEquivalentTo(pieces.Except([pieces[2]]).Select(piece => piece.Value));
            form.QuerySelector("fieldset")!.TextContent.Should().ContainAll(words);
        }
    }

    [Fact]
    public async Task Scripts_in_a_listing_do_nothing_on_any_page()
    {
        var reader = new Visitor(site.Visitor());
        foreach (var (payload, index) in Corpus.Payloads.Take(20).Select((payload, index) => (payload, index)))
        {
            var id = PluginId.Parse($"xss-{index}");
            try
            {
                await site.Written(
                    SomePlugin.List() with
                    {
                        Plugin = id,
                        Name = ImmutableSortedDictionary<string, PublicText>.Empty.Add("en", new(payload)),
                        Fetches = [payload],
                        Maintainer = payload.Length <= 512 ? payload : null,
                        Licence = payload.Length <= 128 ? payload : null,
                    },
                    id);
            }
            catch (InvalidOperationException refused) when (refused.Message.Contains("text-", StringComparison.Ordinal))
            {
                continue;
            }

            Danger.Of(await reader.Open($"/en/plugins/{id}")).Should().BeEmpty();
        }

        Danger.Of(await reader.Open("/en/partners")).Should().BeEmpty();
    }

    [Fact]
    public async Task Evidence_names_its_plugin_and_links_the_archived_copy()
    {
        var (plugin, _, pieces) = await Ran();
        var page = await new Visitor(site.Visitor()).Open($"/en/evidence/{pieces[0]}");

        page.QuerySelector($"a[href='/en/plugins/{plugin}']").Should().NotBeNull();
        page.QuerySelector($"a[href='/api/v1/archive/{SomePlugin.Archived}']")!.TextContent.Should().Be("archived copy");
    }

    private async Task<Visitor> SignedIn(string account)
    {
        var visitor = new Visitor(site.Browser());
        var answer = await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password));
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"{account} could not sign in: {answer.StatusCode}.");
    }

    private async Task<(PluginId Plugin, long Run, ImmutableArray<EvidenceId> Pieces)> Ran()
    {
        var plugin = await site.Speaking();
        var store = site.Services.GetRequiredService<PluginStore>();
        await store.Archived(plugin, SomePlugin.Archived, "https://data.example.org/counts/1.json");
        var run = await store.Begin(plugin, Speaks, site.Clock.GetUtcNow()) ?? throw new InvalidOperationException("A run is open.");
        var pieces = ImmutableArray.CreateBuilder<EvidenceId>();
        for (var i = 0; i < 4; i++) pieces.Add(((DraftOutcome.Accepted)await Take(plugin, $"village-{i}", $"Counts of village {i}")).Evidence);
        await store.Note(run, new(1, 1024, 4), pieces, [], []);
        await Caught();
        return (plugin, run, pieces.ToImmutable());
    }

    private static PluginApproval Speaks { get; } = new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest);

    private Task<DraftOutcome> Take(PluginId plugin, string key, string title, string shows = "Limited", string? settledBy = null) => site.Services.GetRequiredService<DraftDoor>().Take(
        new(1, plugin, Speaks, null),
        new(
            key, "contoh", "1", "1.1", "dataset", title, "In 312 of 430 villages it hangs.", "2026-04-20", null, shows, settledBy is null ? "supports" : "disputes", settledBy,
            [new(SomePlugin.Archived, "https://data.example.org/counts/1.json", null, null)], null),
        CancellationToken.None);

    private async Task Caught()
    {
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", CancellationToken.None);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private async Task<List<string>> Types(PluginId plugin) => await Entries(plugin.Stream);

    private async Task<List<string>> Entries(string stream)
    {
        var reader = site.Services.GetRequiredService<LogReader>();
        var types = new List<string>();
        await foreach (var entry in reader.ReadStream((await reader.FindLog(stream, default))!, stream, 0, default)) types.Add(Entry.Read(entry).Type); // it was written to
        return types;
    }
}
