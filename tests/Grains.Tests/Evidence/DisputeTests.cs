using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests.Evidence;

/// <summary>One dispute at a time for an organisation and a leaf, whatever happens at once.</summary>
public sealed class DisputeTests
{
    private static readonly Actor s_disputer = SomeActor.Contributor(Partner.Academia);
    private static readonly EvidenceId s_first = EvidenceId.OfDispute(SomeCommitment.Id, SomeCommitment.Leaf, SomeActor.University);
    private static readonly SubmitEvidence s_dispute = SomeEvidence.Disputing(Completion.Limited);

    [Fact]
    public async Task Of_a_hundred_disputes_at_once_one_is_opened_and_every_refusal_names_it()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => cluster.Evidence(s_first).Submit(cluster.Write(s_dispute, s_disputer))));

        answers.OfType<WriteResult.Done>().Should().ContainSingle();
        answers.OfType<WriteResult.Declined>().Should().HaveCount(99).And.OnlyContain(one =>
            one.Why.Rule == "dispute-open-already" && one.Why.Values!["evidence"] == s_first.Value);
        (await ledger.Entries("contoh")).Count(entry => entry.Type == "evidence.submitted").Should().Be(1);
    }

    [Fact]
    public async Task Once_one_is_over_the_next_has_a_place_of_its_own_and_a_late_retry_still_gets_its_receipt()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(s_dispute, s_disputer);
        var first = await SomeCluster.Accepted(cluster.Evidence(s_first).Submit(write));
        await SomeCluster.Accepted(cluster.Evidence(s_first).Withdraw(cluster.Write(new WithdrawEvidence("A mistake."), s_disputer, seen: 1)));

        var next = await SomeCluster.Accepted(cluster.Evidence(s_first).Submit(cluster.Write(s_dispute, s_disputer)));

        next.Stream.Should().Be(s_first.After().Stream);
        var repeated = (await cluster.Evidence(s_first).Submit(write)).Should().BeOfType<WriteResult.Done>().Which;
        (repeated.Repeated, repeated.Receipt).Should().Be((true, first));
    }
}
