using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Files;
using Tracker.Ledger;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>A coordinator hides words at once; the world reads them again after seven days, or when a reviewer says so.</summary>
public sealed class HidingTests
{
    private const string Word = "Kutilang";

    [Fact]
    public async Task What_is_hidden_stands_nowhere_its_mark_does_and_after_seven_days_it_is_back()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var receipt = await (await site.As("partner").Post(Evidence, SomeEvidence(
            ("title", $"Title {Word}"), ("summary", $"Summary {Word} rimbun"), ("source", $"https://example.org/{Word}")))).Json();
        var (id, index) = ((string)receipt["id"]!, (long)receipt["ledgerIndex"]!);
        var report = (long)(await (await site.As("owner").Post(Progress, SomeProgress(("narrative", $"Narrative {Word} rimbun")), Now)).Json())["ledgerIndex"]!;
        var tag = (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).Headers.ETag!.Tag;
        var surfaces = new Surfaces(site);
        var kept = new List<(string Address, System.Net.Http.Headers.EntityTagHeaderValue Tag)>();
        (await surfaces.Everything(id)).Count(one => one.Value.Contains(Word)).Should().BeGreaterThan(10, "or the search is blind");
        foreach (var address in new[]
        {
            $"/en/evidence/{id}", $"/id/evidence/{id}", $"/api/v1/evidence/{id}", "/en/plans/contoh/commitments/1", "/en/plans/contoh/commitments/1/history", "/api/v1/plans/contoh/commitments/1/history",
            "/en/search?q=rimbun", "/api/v1/search?q=rimbun", $"/en/record/contoh/{index}",
        })
        {
            using var first = await site.Visitor().GetAsync(address);
            if (first.Headers.ETag is { } known) kept.Add((address, known));
            else (first.Headers.CacheControl!.NoStore || first.Headers.CacheControl.NoCache).Should().BeTrue("{0} is kept by nobody, or asked after", address);
        }

        foreach (var entry in new[] { index, report })
            await site.As("coordinator").Done($"/api/v1/entries/contoh/{entry}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });

        var hidden = await surfaces.Everything(id);
        hidden.Where(one => one.Value.Contains(Word, StringComparison.OrdinalIgnoreCase)).Select(one => one.Key).Should().BeEmpty("{0} is hidden", Word);
        foreach (var at in new[] { $"/en/evidence/{id}", $"/en/record/contoh/{index}", "/en/plans/contoh/commitments/1" })
            hidden[at].Should().Contain("These words are hidden.").And.Contain("It names a neighbour.").And.Contain("nobody else’s business");
        (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).Headers.ETag!.Tag.Should().NotBe(tag, "a kept copy is not said to be the newest");
        foreach (var (address, known) in kept)
        {
            using var again = await site.Visitor().SendAsync(new(HttpMethod.Get, address) { Headers = { IfNoneMatch = { known } } });
            (again.StatusCode, again.Headers.CacheControl!.ToString()).Should().Be((HttpStatusCode.OK, "public, no-cache"), "{0} is shown to nobody who does not ask, and who asks is told", address);
        }

        site.Clock.Advance(TimeSpan.FromDays(7));
        await site.Submitted();

        var back = await surfaces.Everything(id);
        foreach (var at in new[] { $"/api/v1/evidence/{id}", $"/en/evidence/{id}", "/ledger/contoh/log.zip", "/en/search?q=rimbun", "/en/plans/contoh/commitments/1/history" })
            back[at].Should().Contain(Word, "{0} shows it again", at);
        back[$"/en/record/contoh/{index}"].Should().Contain("Nobody confirmed it, so they are shown again.");
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Rule(site, "coordinator", index, "hiding", ("ground", "personal"), ("reason", "Again."))).Should().Be("text-hidden-before");
    }

    [Fact]
    public async Task What_was_promised_names_nobody_and_is_not_hidden_nor_offered_to_be()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var promised = (long)(await site.Read("/api/v1/plans/contoh/commitments/1/history"))["items"]!.AsArray()
            .Single(entry => (string)entry!["type"]! == "commitment.published")!["ledgerIndex"]!;

        (await Rule(site, "coordinator", promised, "hiding", ("ground", "personal"), ("reason", "It was late."))).Should().Be("text-not-personal");
        var coordinator = await site.SignIn("coordinator");
        (await coordinator.Open($"/en/record/contoh/{promised}")).QuerySelector("a[href$='/hide']").Should().BeNull();
    }

    [Fact]
    public async Task A_hidden_file_is_not_served_and_after_seven_days_it_is_back()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var (id, _) = await site.Submitted();
        var (address, _) = await site.Attached(id, SomeFile.Png());
        var file = (await site.Read($"/api/v1/evidence/{id}"))["files"]![0]!;
        var tag = (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).Headers.ETag!.Tag;

        await site.As("coordinator").Done($"/api/v1/entries/contoh/{file["ledgerIndex"]}/hiding", new() { ["ground"] = "personal", ["reason"] = "It shows a home." });

        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { new($"\"{file["sha256"]}\"") } } };
        (await site.Visitor().SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotFound, "whoever has a copy is not told that it is the newest");
        var now = await site.Visitor().GetAsync($"/api/v1/evidence/{id}");
        now.Headers.ETag!.Tag.Should().NotBe(tag);
        var said = await now.Json();
        ((string?)said["files"]![0]!["sha256"]).Should().BeNull();
        ((string?)said["title"]).Should().NotBeNull("the piece's words stay");

        site.Clock.Advance(TimeSpan.FromDays(7));
        await site.Submitted();
        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_coordinator_neither_accepts_returns_nor_delays_and_what_is_hidden_is_judged_as_before()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var receipt = await (await site.As("partner").Post(Evidence, SomeEvidence())).Json();
        var (id, index) = ((string)receipt["id"]!, (long)receipt["ledgerIndex"]!);
        var before = await site.Read($"/api/v1/evidence/{id}");
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{index}/hiding", new() { ["ground"] = "unlawful", ["reason"] = "A court forbade it." });

        foreach (var (verb, body) in new (string, System.Text.Json.Nodes.JsonObject)[]
        {
            ("acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." }), ("return", new() { ["reason"] = "Too late." }),
            ("withdrawal", new() { ["reason"] = "Gone." }),
        })
            (await site.As("coordinator").Post($"/api/v1/evidence/{id}/{verb}", body, Now)).StatusCode.Should().Be(HttpStatusCode.Forbidden, verb);

        var after = await site.Read($"/api/v1/evidence/{id}");
        ((string)after["state"]!, (string)after["waitingSince"]!, (long)after["version"]!)
            .Should().Be(((string)before["state"]!, (string)before["waitingSince"]!, (long)before["version"]!), "hiding moves nothing but words");
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });
        (await site.Read($"/api/v1/evidence/{id}"))["state"]!.GetValue<string>().Should().Be("accepted");
        (await Rule(site, "coordinator", index, "hiding/decision", ("outcome", "stands"), ("reason", "I say so."))).Should().Be("role-not-allowed");
    }

    [Fact]
    public async Task What_is_confirmed_stays_hidden_until_another_organisation_lifts_it_on_appeal()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var index = await site.Hidden();
        await site.As("reviewer").Done($"/api/v1/entries/contoh/{index}/hiding/decision", new() { ["outcome"] = "stands", ["reason"] = "It does." });
        site.Clock.Advance(TimeSpan.FromDays(8));
        await site.Submitted();
        (await Title(site, index)).Should().BeNull("a reviewer confirmed it");

        (await Rule(site, "other-partner", index, "hiding/appeal", ("reason", "Mine!"))).Should().Be("not-contributor");
        await site.As("partner").Done($"/api/v1/entries/contoh/{index}/hiding/appeal", new() { ["reason"] = "It is the office's name." });
        (await Rule(site, "reviewer", index, "hiding/decision", ("outcome", "lifted"), ("reason", "I was wrong."))).Should().Be("not-third-organisation");
        await site.As("third-reviewer").Done($"/api/v1/entries/contoh/{index}/hiding/decision", new() { ["outcome"] = "lifted", ["reason"] = "It is." });

        (await Title(site, index)).Should().NotBeNull();
        (await Rule(site, "partner", index, "hiding/appeal", ("reason", "Again."))).Should().Be("text-not-hidden");
    }

    [Fact]
    public async Task When_a_hiding_ends_by_itself_what_names_the_words_changes()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var index = await site.Hidden();
        site.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        var id = (string)(await site.Read("/api/v1/plans/contoh/commitments/1/evidence"))["items"]![0]!["id"]!;
        string[] addresses = ["/api/v1/plans/contoh/commitments/1", $"/api/v1/evidence/{id}", "/en/plans/contoh/commitments/1", $"/en/evidence/{id}"];
        var before = await Tags();

        site.Clock.Advance(TimeSpan.FromMinutes(2)); // the same day
        await site.Sent(); // about another commitment: the follower looks at the clock when the log grows
        (await Title(site, index)).Should().NotBeNull("nobody confirmed it");
        var after = await Tags();

        for (var i = 0; i < addresses.Length; i++) after[i].Should().NotBe(before[i], addresses[i]);
        async Task<List<string?>> Tags()
        {
            var tags = new List<string?>();
            foreach (var address in addresses) tags.Add((await site.Visitor().GetAsync(address)).Headers.ETag?.ToString());
            return tags;
        }
    }

    [Fact]
    public async Task Views_that_are_built_anew_show_no_more_and_no_less_than_those_that_were_kept()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        var lapsed = await site.Hidden();
        site.Clock.Advance(TimeSpan.FromDays(7));
        var hidden = await site.Hidden();
        (await Title(site, lapsed), await Title(site, hidden)).Should().Be(("Photographs of the billboards", null));

        var folder = Directory.CreateTempSubdirectory("views-").FullName;
        using (var database = new Tracker.Host.Projections.Store.ViewDatabase(folder))
        {
            var follower = new LedgerFollower(
                site.Services.GetRequiredService<LogReader>(), database, site.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<LedgerFollower>.Instance);
            await follower.CatchUp(default);
            var kept = site.Services.GetRequiredService<Tracker.Host.Projections.Store.ViewDatabase>();
            foreach (var sql in new[] { "SELECT texts FROM history WHERE log = 'contoh' ORDER BY idx", "SELECT body FROM hiding ORDER BY idx", "SELECT body FROM evidence ORDER BY id" })
                Rows(database, sql).Should().Equal(Rows(kept, sql));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static List<string> Rows(Tracker.Host.Projections.Store.ViewDatabase database, string sql)
    {
        using var read = database.Read();
        return read.Query(sql, row => row.GetString(0));
    }

    private static async Task<string?> Title(SomeSite site, long index)
    {
        var entry = await site.Services.GetRequiredService<LogReader>().ReadEntry("contoh", index, default);
        var id = Entry.Read(entry!).Stream.Replace('/', '~'); // it was written
        return (string?)(await site.Read($"/api/v1/evidence/{id}"))["title"];
    }

    private static async Task<string> Rule(SomeSite site, string account, long index, string verb, params (string Name, string Value)[] members)
    {
        var body = new System.Text.Json.Nodes.JsonObject();
        foreach (var (name, value) in members) body[name] = value;
        return (string)(await (await site.As(account).Post($"/api/v1/entries/contoh/{index}/{verb}", body)).Json())["rule"]!;
    }
}
