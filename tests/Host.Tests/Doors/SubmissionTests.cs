using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Ledger;
using Tracker.Ledger.Verification;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>What somebody without an account sends, and what becomes of it.</summary>
public sealed class SubmissionTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task What_is_held_stands_nowhere_before_it_is_released_and_everywhere_after()
    {
        const string Word = "Kutilang";
        var receipt = await site.Sent(
            ("title", $"Title {Word}"), ("summary", $"Summary {Word} rimbun"), ("source", $"https://example.org/{Word}"), ("place", $"Beside {Word}"),
            ("stance", "disputes"), ("settledBy", $"A {Word}"));
        var (id, number) = ((string)receipt["id"]!, (string)receipt["trackingNumber"]!);
        var surfaces = new Surfaces(site);

        var held = await surfaces.Everything(id);
        held.Count.Should().BeGreaterThan(60);
        held.Where(one => one.Value.Contains(Word, StringComparison.OrdinalIgnoreCase)).Select(one => one.Key).Should().BeEmpty("{0} is held", Word);
        held.Where(one => one.Value.Contains(number, StringComparison.OrdinalIgnoreCase) || one.Value.Contains(number.Replace("-", ""), StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Key).Should().BeEmpty("nobody finds a tracking number");

        await site.As("reviewer").Done($"/api/v1/evidence/{id}/release", []);

        var released = await surfaces.Everything(id);
        foreach (var at in new[] { $"/api/v1/evidence/{id}", $"/en/evidence/{id}", "/ledger/contoh/log.zip", "/api/v1/search?q=rimbun", "/en/search?q=rimbun" })
            released[at].Should().Contain(Word, "{0} shows what was released", at);
        var shown = await site.Read($"/api/v1/evidence/{id}");
        ((string)shown["title"]!, (bool)shown["held"]!, (string)shown["contents"]![0]!["place"]!).Should().Be(($"Title {Word}", false, $"Beside {Word}"));
    }

    [Fact]
    public async Task The_verifier_counts_what_is_held_and_knows_what_was_refused()
    {
        var end = new SomeSite();
        await end.InitializeAsync();
        await using var own = end;
        await end.Sent();
        var refused = await end.Held();
        (await Notes(end)).Should().Contain("4 texts are held until somebody has looked at them");

        await end.As("reviewer").Done($"/api/v1/evidence/{refused}/refusal", new() { ["ground"] = "unrelated", ["reason"] = "It is about a dog." });
        (await Notes(end)).Should().Contain("2 texts are held until somebody has looked at them")
            .And.Contain("2 texts were kept from the world by a decision that the log records");

        end.Clock.Advance(TimeSpan.FromDays(31));
        await end.Submitted();
        var late = await Verify(end);
        late.Findings.Should().HaveCount(2).And.OnlyContain(finding => finding.Contains("longer than 30 days"));
    }

    [Theory]
    [InlineData("return", "evidence.returned")]
    [InlineData("acceptance", "evidence.accepted")]
    [InlineData("release", "text.released")]
    [InlineData("refusal", "text.refused")]
    public async Task The_receipt_of_a_judgement_names_the_judgement_and_not_what_it_released(string verb, string type)
    {
        var id = (string)(await site.Sent())["id"]!;
        var body = new JsonObject { ["reason"] = "Seen." };
        if (verb == "release") body = [];
        if (verb == "acceptance") body["level"] = "Limited";
        if (verb == "refusal") body["ground"] = "unrelated";

        var key = NewKey();
        var receipt = await (await site.As("reviewer").Post($"/api/v1/evidence/{id}/{verb}", body.DeepClone().AsObject(), Now, key)).Json();
        var again = await (await site.As("reviewer").Post($"/api/v1/evidence/{id}/{verb}", body, Now, key)).Json();

        var (index, version) = ((long)receipt["ledgerIndex"]!, (long)receipt["version"]!);
        ((string)receipt["receipt"]!).Should().Be($"/api/v1/receipts/contoh/{index}.tlog-proof");
        again.ToJsonString().Should().Be(receipt.ToJsonString());
        var entry = await site.Services.GetRequiredService<LogReader>().ReadEntry("contoh", index, default);
        var named = Entry.Read(entry!);
        (named.Type, named.Stream, named.Version).Should().Be((type, id.Replace('~', '/'), version));
    }

    [Fact]
    public async Task The_tracking_number_tells_the_course_without_a_cookie()
    {
        var receipt = await site.Sent();
        var (id, status) = ((string)receipt["id"]!, (string)receipt["status"]!);
        var waits = await site.Read(status);
        ((string)waits["state"]!, (bool)waits["held"]!, (int)waits["waitingDays"]!, (string)waits["id"]!).Should().Be(("submitted", true, 0, id));

        await site.As("reviewer").Done($"/api/v1/evidence/{id}/release", []);
        (await site.Read(status))["held"]!.GetValue<bool>().Should().BeFalse();

        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "We went there." });
        var accepted = await site.Read(status);
        ((string)accepted["state"]!, (string)accepted["level"]!, accepted["waitingDays"]).Should().Be(("accepted", "Limited", null));
        accepted["course"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("released", "accepted");
        ((string)accepted["course"]![1]!["reason"]!).Should().Be("We went there.");
        (await site.Visitor().GetAsync(status)).Headers.CacheControl!.NoStore.Should().BeTrue("the address is a secret");
        (await site.Visitor().GetAsync(status.ToUpperInvariant().Replace("/API/V1/SUBMISSIONS", "/api/v1/submissions"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_and_a_return_tell_their_reason()
    {
        var refused = await site.Sent();
        await site.As("reviewer").Done($"/api/v1/evidence/{refused["id"]}/refusal", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
        var told = await site.Read((string)refused["status"]!);
        ((string)told["state"]!, (string)told["course"]![0]!["ground"]!, (string)told["course"]![0]!["reason"]!).Should().Be(("refused", "personal", "It names a neighbour."));
        ((string?)(await site.Read($"/api/v1/evidence/{refused["id"]}"))["summary"]).Should().BeNull();
        (await site.Visitor().GetStringAsync($"/en/evidence/{refused["id"]}")).Should().Contain("It names a neighbour.").And.Contain("nobody else’s business");

        var returned = await site.Sent();
        await site.As("reviewer").Done($"/api/v1/evidence/{returned["id"]}/return", new() { ["reason"] = "Say when." });
        told = await site.Read((string)returned["status"]!);
        ((string)told["state"]!, (bool)told["held"]!, (string)told["course"]![1]!["reason"]!).Should().Be(("returned", false, "Say when."));
    }

    [Fact]
    public async Task Whoever_has_its_tracking_number_appeals_against_a_return_once_and_without_words()
    {
        var appeal = await site.SentBack();
        var status = appeal[..appeal.LastIndexOf('/')];
        var visitor = site.Visitor();
        ((int)(await visitor.Post(appeal, [])).StatusCode).Should().Be(428);
        ((int)(await visitor.Post(appeal, [], "\"1\"")).StatusCode).Should().Be(412, "it was sent back since");
        var words = await visitor.Post(appeal, new() { ["reason"] = "It says when." }, Now);
        ((int)words.StatusCode, (string)(await words.Json())["field"]!).Should().Be((400, "reason"));
        ((int)(await visitor.Post($"/api/v1/submissions/{new string('a', 26)}/appeal", [], "\"1\"")).StatusCode).Should().Be(404);

        var key = NewKey();
        var answer = await visitor.Post(appeal, [], Now, key);

        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        var told = await site.Read(status);
        ((string)told["state"]!, (long)told["version"]!).Should().Be(("appealed", (long)(await answer.Json())["version"]!));
        told["course"]!.AsArray().Select(step => (string)step!["step"]!).Should().EndWith("appealed");
        ((string)(await (await visitor.Post(appeal, [], Now)).Json())["rule"]!).Should().Be("appealed-already");
        await site.As("third-reviewer").Done($"/api/v1/evidence/{told["id"]}/decision", new() { ["outcome"] = "overturned", ["reason"] = "It says so." });
        ((string)(await site.Read(status))["state"]!).Should().Be("submitted");
        ((string)(await (await visitor.Post(appeal, [], Now)).Json())["rule"]!).Should().Be("evidence-not-returned", "nothing is sent back any more");
    }

    [Fact]
    public async Task The_twenty_first_that_waits_is_refused_with_words_until_one_was_judged()
    {
        var address = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/submissions";
        var first = (string)(await (await site.Visitor().Post(address, SomeSubmission())).Json())["id"]!;
        for (var i = 1; i < 20; i++) (await site.Visitor().Post(address, SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created);

        var full = await site.Visitor().Post(address, SomeSubmission());

        full.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var why = await full.Json();
        ((string)why["rule"]!).Should().Be("too-many-waiting");
        ((string)why["detail"]!).Should().Contain("20");
        (await site.Visitor().Post(address.Replace("milestones/1.1", "milestones/1.2.1"), SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created, "each leaf counts for itself");
        await site.As("reviewer").Done($"/api/v1/evidence/{first}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });
        (await site.Visitor().Post(address, SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Thirty_at_once_let_in_exactly_twenty()
    {
        var address = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/submissions";

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => site.Visitor().Post(address, SomeSubmission())));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(20);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).Should().Be(10);
    }

    [Fact]
    public async Task A_repeated_request_is_one_piece_with_one_number_and_another_under_its_key_is_refused()
    {
        var address = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/submissions";
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await (await site.Visitor().Post(address, SomeSubmission(), null, key)).Json()).ToJsonString()));

        answers.Distinct().Should().ContainSingle();
        var other = await site.Visitor().Post(address, SomeSubmission(("title", "Another")), null, key);
        ((int)other.StatusCode, (string)(await other.Json())["rule"]!).Should().Be((422, "idempotency-key-reused"));
    }

    [Fact]
    public async Task Nobody_is_followed_from_one_piece_to_the_next()
    {
        var ids = new[] { await site.Held(), await site.Held() };

        var reader = site.Services.GetRequiredService<LogReader>();
        var who = new List<string>();
        await foreach (var entry in Everything(reader).Where(entry => entry.Role == "visitor" && ids.Contains(entry.Stream.Replace('/', '~'))))
        {
            who.Add(entry.By!); // every entry of a person says by whom
            (entry.Org, entry.Partner).Should().Be((null, null));
        }

        who.Should().HaveCount(2).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("title", "", "text-required")]
    [InlineData("source", "a neighbour", "source-not-address")]
    [InlineData("summary", "Call +62 812-3456-7890.", "text-telephone")]
    [InlineData("summary", "Ask someone@example.org.", "text-email")]
    [InlineData("on", "2030-01-01", "on-after-today")]
    [InlineData("stance", "disputes", "settled-by-required")]
    public async Task Bad_input_is_refused_by_name(string member, string value, string rule)
    {
        var before = await site.Entries();
        ((string)(await (await site.Visitor().Post(Submissions, SomeSubmission((member, value)))).Json())["rule"]!).Should().Be(rule);
        (await site.Entries()).Should().Be(before);
    }

    private static async IAsyncEnumerable<Entry> Everything(LogReader reader)
    {
        var size = await reader.Size("contoh", default);
        for (long i = 0; i < size; i++)
        {
            if (await reader.ReadEntry("contoh", i, default) is { } stored) yield return Entry.Read(stored);
        }
    }

    private static async Task<IReadOnlyCollection<string>> Notes(SomeSite of)
    {
        var result = await Verify(of);
        result.Findings.Should().BeEmpty();
        return result.Notes;
    }

    private static async Task<VerificationResult> Verify(SomeSite of)
    {
        var reader = of.Services.GetRequiredService<LogReader>();
        await reader.WaitForCheckpoint("contoh", await reader.Size("contoh", default), default);
        var zip = Path.Combine(of.Data, $"log-{NewKey()}.zip");
        await File.WriteAllBytesAsync(zip, await of.Visitor().GetByteArrayAsync("/ledger/contoh/log.zip"));
        return await new Verifier(Path.Combine(of.Data, "verifier"), of.Clock).Verify(zip, null, default);
    }
}
