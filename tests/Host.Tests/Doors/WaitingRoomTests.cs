using System.Net;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>At most twenty pieces of one organisation wait in one place.</summary>
public sealed class WaitingRoomTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task Thirty_at_once_of_one_organisation_let_in_exactly_twenty_and_nobody_else_is_shut_out()
    {
        var commitment = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}";
        var leaf = $"{commitment}/milestones/1.1/evidence";

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => site.As("partner").Post(leaf, SomeEvidence())));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(20);
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict).ToList();
        refused.Should().HaveCount(10);
        var why = await refused[0].Json();
        ((string)why["rule"]!, ((string)why["detail"]!).Contains("20 pieces of your organisation")).Should().Be(("too-many-of-organisation", true));
        (await site.As("other-partner").Post(leaf, SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created, "each organisation counts for itself");
        (await site.As("partner").Post($"{commitment}/evidence", SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created, "so does the whole commitment");
        (await site.Visitor().Post($"{commitment}/milestones/1.1/submissions", SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created, "so does whoever has no account");
    }

    [Fact]
    public async Task What_was_sent_back_is_repaired_only_where_it_may_wait_and_what_was_judged_makes_room()
    {
        var leaf = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/evidence";
        var partner = site.As("partner");
        var ids = new List<string>();
        for (var i = 0; i < 20; i++) ids.Add((string)(await (await partner.Post(leaf, SomeEvidence())).Json())["id"]!);
        var revision = SomeEvidence(("title", "With dates"));
        revision.Remove("stance");
        (await partner.Post($"/api/v1/evidence/{ids[1]}/revision", revision, Now)).StatusCode.Should().Be(HttpStatusCode.Created, "it waits already");
        await site.As("reviewer").Done($"/api/v1/evidence/{ids[0]}/return", new() { ["reason"] = "No dates." });
        var key = NewKey();
        (await partner.Post(leaf, SomeEvidence(), null, key)).StatusCode.Should().Be(HttpStatusCode.Created, "one was judged");
        (await partner.Post(leaf, SomeEvidence(), null, key)).StatusCode.Should().Be(HttpStatusCode.Created, "who asks again is answered again");

        var repair = await partner.Post($"/api/v1/evidence/{ids[0]}/revision", revision, Now);

        ((int)repair.StatusCode, (string)(await repair.Json())["rule"]!).Should().Be((409, "too-many-of-organisation"));
        await partner.Done($"/api/v1/evidence/{ids[1]}/withdrawal", new() { ["reason"] = "Sent twice." });
        (await partner.Post($"/api/v1/evidence/{ids[0]}/revision", revision, Now)).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_has_no_account_reads_that_no_more_may_wait_instead_of_a_form()
    {
        var commitment = $"plans/contoh/commitments/{(await site.Promised()).Number}";
        var leaf = $"{commitment}/milestones/1.1";
        (await site.Visitor().GetStringAsync($"/en/{leaf}/send-evidence")).Should().Contain("<form class=\"form\"");
        for (var i = 0; i < 20; i++) (await site.Visitor().Post($"/api/v1/{leaf}/submissions", SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created);

        foreach (var (language, words) in new[] { ("en", "20 pieces sent this way wait here for a check: no more are taken now."), ("id", "20 kiriman seperti ini menunggu verifikasi di sini") })
        {
            var full = await site.Visitor().GetStringAsync($"/{language}/{leaf}/send-evidence");
            full.Should().Contain(words).And.NotContain("<form class=\"form\"")
                .And.Contain($"href=\"/{language}/{commitment}/send-evidence\"").And.Contain($"href=\"/{language}/{leaf}/submit-evidence\"").And.Contain($"href=\"/{language}/{leaf}/evidence\"");
            (await site.Visitor().GetStringAsync($"/{language}/{commitment}/send-evidence")).Should().Contain("<form class=\"form\"", "the whole commitment has room");
        }
    }
}
