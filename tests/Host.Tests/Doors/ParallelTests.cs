using System.Net;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>Many at once: exactly one.</summary>
public sealed class ParallelTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task Two_hundred_identical_acceptances_are_one()
    {
        var (id, _) = await site.Submitted();
        var before = await site.Entries();
        var reviewer = site.As("reviewer");
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ =>
            reviewer.Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." }, "\"1\"", key)));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Created);
        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct().Should().ContainSingle();
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task Of_two_hundred_acceptances_with_keys_of_their_own_one_succeeds()
    {
        var (id, _) = await site.Submitted();
        var before = await site.Entries();
        var reviewer = site.As("reviewer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ =>
            reviewer.Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." }, "\"1\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).Should().Be(199);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task Of_fifty_reports_on_the_same_version_one_succeeds()
    {
        var receipt = await (await site.As("owner").Post(Progress, SomeProgress(), Now)).Json();
        var owner = site.As("owner");
        var before = await site.Entries();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => owner.Post(Progress, SomeProgress(), $"\"{receipt["version"]}\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).Should().Be(49);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task Adding_evidence_never_waits_for_what_others_saw()
    {
        var (one, other) = (site.As("partner"), site.As("other-partner"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).Post(Evidence, SomeEvidence())));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Created);
    }
}
