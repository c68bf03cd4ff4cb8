using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Text;
using Tracker.Grains.Ledgers;
using Tracker.Host.Projections;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.OpenData;

/// <summary>Why something was decided, changed or taken back, and what was answered, is found by its words.</summary>
public sealed class SearchReasonsTests(OpenDataSite open) : IClassFixture<OpenDataSite>
{
    /// <summary>Stream and who, what, the plan it is found under and the title it is found by.</summary>
    public static TheoryData<string, string> Said => new()
    {
        { "contoh/1 milestone.withdrawn", "Village budgets published on billboards" },
        { "contoh/1 milestone.rescheduled", "Village budgets published on billboards" },
        { "contoh/1 commitment.withdrawn", "Village budgets are public" },
        { "contoh/1 commitment.tightened", "Village budgets are public" },
        { "contoh policy.tightened", "An example" },
        { "contoh plan.amended", "An example" },
        { "contoh reviewer.appointed", "An example" },
        { "contoh/1/k7q2 evidence.accepted", "Village budgets published on billboards" },
        { "contoh/1/k7q2 evidence.returned", "Village budgets published on billboards" },
        { "contoh/1/k7q2 return.appealed", "Village budgets published on billboards" },
        { "contoh/1/k7q2 appeal.decided", "Village budgets published on billboards" },
        { "contoh/1/k7q2 dispute.answered", "Village budgets published on billboards" },
        { "contoh/1/k7q2 dispute.decided", "Village budgets published on billboards" },
        { "contoh/1/k7q2 evidence.withdrawn", "Village budgets published on billboards" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public async Task Every_reason_and_answer_is_found_by_its_words_in_both_languages(string said, string title)
    {
        await Once();
        var (stream, type) = (said.Split(' ')[0], said.Split(' ')[1]);
        var word = Word(type);
        var item = (await Found($"q={word}&kind=reason")).Should().ContainSingle().Subject;
        item.GetProperty("plan").GetString().Should().Be("contoh");
        item.GetProperty("title").GetString().Should().Be(title);
        item.GetProperty("excerpt").GetString().Should().Contain(word);
        (await Found($"q={word}&plan=contoh")).Should().ContainSingle();
        (await Found($"q={word}&plan=nowhere")).Should().BeEmpty();
        (await Found($"q={word}&kind=report")).Should().BeEmpty();
        (await open.CreateClient().GetStringAsync($"/api/v1/search.csv?q={word}&kind=reason")).Should().Contain($"reason,\"{item.GetProperty("id").GetString()}\",\"contoh\",\"{title}\"");
        foreach (var (language, kind) in new[] { ("id", "Alasan atau tanggapan"), ("en", "Reason or answer") })
        {
            var page = new HtmlParser().ParseDocument(await open.CreateClient().GetStringAsync($"/{language}/search?q={word}&kind=reason"));
            page.QuerySelector("ol.rows .meta")!.TextContent.Should().Contain(kind);
            page.QuerySelector("ol.rows mark")!.TextContent.Should().Be(word);
            var link = page.QuerySelector("ol.rows a")!.GetAttribute("href")!;
            link.Should().Be($"/{language}/record/{item.GetProperty("id").GetString()}");
            (await open.CreateClient().GetStringAsync(link)).Should().Contain(word, "{0} is where it stands", stream);
        }
    }

    [Fact]
    public async Task What_is_said_of_an_organisation_is_found_under_the_plan_it_is_said_for()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var challenge = await (await site.As("other-partner").Post(
            $"/api/v1/organisations/{SomeActor.OtherCommunity}/challenge", new() { ["plan"] = "contoh", ["reason"] = "The rimbun office pays its rent." })).Json();
        var decision = await site.As("third-reviewer").Post(
            $"/api/v1/organisations/{SomeActor.OtherCommunity}/independence/decision",
            new() { ["challenge"] = challenge["version"]!.DeepClone(), ["outcome"] = "stands", ["reason"] = "The rimbun lease is public." });
        await Shown(site, "site", (long)(await decision.Json())["ledgerIndex"]!);

        var found = (await site.Read("/api/v1/search?q=rimbun&kind=reason&plan=contoh"))["items"]!.AsArray();

        found.Should().HaveCount(2, "the challenge and its decision");
        found.Should().OnlyContain(item => ((string)item!["id"]!).StartsWith("site/"));
    }

    [Fact]
    public async Task What_is_hidden_or_erased_is_found_no_longer_and_what_is_shown_again_is()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var id = await site.Disputed(answered: false);
        var answer = (long)(await (await site.As("owner").Post($"/api/v1/evidence/{id}/answer", new() { ["answer"] = "They hang beside the rimbun tree." }, Now)).Json())["ledgerIndex"]!;
        (await Count(site)).Should().Be(1);

        await site.As("coordinator").Done($"/api/v1/entries/contoh/{answer}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
        (await Count(site)).Should().Be(0, "it is hidden");
        (await site.Read("/api/v1/search?q=published&kind=reason"))["items"]!.AsArray()
            .Select(item => (string)item!["id"]!).Should().NotContain($"contoh/{answer}", "not by its title either");

        site.Clock.Advance(TimeSpan.FromDays(7));
        await site.Submitted();
        (await Count(site)).Should().Be(1, "nobody confirmed it");

        await Erase(site, answer);
        (await Count(site)).Should().Be(0, "it is erased");
    }

    private static async Task<int> Count(SomeSite site) => (await site.Read("/api/v1/search?q=rimbun&kind=reason"))["items"]!.AsArray().Count;

    private static async Task Erase(SomeSite site, long index)
    {
        var entry = await site.Services.GetRequiredService<LogReader>().ReadEntry("contoh", index, default) ?? throw new InvalidOperationException("No such entry.");
        var digest = JsonNode.Parse(entry.Bytes.Span)!["_sd"]![0];
        var facts = Encoding.UTF8.GetBytes($$"""{"role":"coordinator","target":{{index}},"digest":"{{digest}}","basis":"UU 27/2022"}""");
        var answer = await site.Services.GetRequiredService<IGrainFactory>().GetGrain<ILedgerGrain>("contoh")
            .Append(new($"contoh/redaction{index}", 0, "test", $"redaction-{index}", "d", [new("text.redacted", facts, [])]));
        await Shown(site, "contoh", answer.Should().BeOfType<AppendAnswer.Appended>().Subject.Entries[0].Index);
    }

    private static async Task Shown(SomeSite site, string log, long index) =>
        (await site.Services.GetRequiredService<LedgerFollower>().Passed(log, index, TimeSpan.FromSeconds(20), CancellationToken.None)).Should().BeTrue();

    private static string Word(string type) => "zz" + type.Replace(".", "", StringComparison.Ordinal);

    private async Task Once()
    {
        if ((await Found($"q={Word("milestone.withdrawn")}")).Count > 0) return; // one site for the class
        var (leaf, day) = (SomeCommitment.Leaf, new DateOnly(2026, 4, 20));
        await open.Happens("contoh/1/k7q2", SomeActor.Contributor(Partner.Public), new EvidenceSubmitted(
            leaf, Stance.Supports, Completion.Limited, day, null, false, new PersonalText("A title"), new PersonalText("A summary."),
            new PersonalText("https://example.org/a"), null));
        foreach (var (stream, happened) in new (string, TrackerEvent)[]
        {
            ("contoh/1/k7q2", new EvidenceReturned(1, Reason("evidence.returned"))),
            ("contoh/1/k7q2", new ReturnAppealed(1, new PersonalText($"We say {Word("return.appealed")}."))),
            ("contoh/1/k7q2", new AppealDecided(AppealOutcome.Overturned, 1, Reason("appeal.decided"))),
            ("contoh/1/k7q2", new EvidenceAccepted(Completion.Limited, 1, Reason("evidence.accepted"))),
            ("contoh/1/k7q2", new DisputeAnswered(new PersonalText($"We say {Word("dispute.answered")}."))),
            ("contoh/1/k7q2", new DisputeDecided(DisputeOutcome.Settled, 1, Reason("dispute.decided"))),
            ("contoh/1/k7q2", new EvidenceWithdrawn(Reason("evidence.withdrawn"))),
            ("contoh", new PolicyTightened(new ProofPolicy(3, 3), day, Reason("policy.tightened"))),
            ("contoh", new PlanAmended(new string('a', 64), Reason("plan.amended"))),
            ("contoh", new ReviewerAppointed(SomeActor.StudyCentre, Partner.Academia, Reason("reviewer.appointed"))),
            ("contoh/1", new CommitmentTightened(new ProofPolicy(3, 3), day, Reason("commitment.tightened"))),
            ("contoh/1", new MilestoneRescheduled(leaf, new(2027, 6, 30), new(2026, 12, 31), day, Reason("milestone.rescheduled"))),
            ("contoh/1", new MilestoneWithdrawn(leaf, day, Reason("milestone.withdrawn"))),
            ("contoh/1", new CommitmentWithdrawn(day, Reason("commitment.withdrawn"))),
        })
            await open.Happens(stream, SomeActor.Coordinator(), happened);
    }

    private static PublicText Reason(string type) => new($"The forum said {Word(type)}.");

    private async Task<List<JsonElement>> Found(string query) =>
        [.. JsonDocument.Parse(await open.CreateClient().GetStringAsync("/api/v1/search?" + query)).RootElement.GetProperty("items").EnumerateArray()];
}
