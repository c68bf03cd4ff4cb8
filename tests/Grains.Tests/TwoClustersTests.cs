using FluentAssertions;
using Tracker.Ledger.Verification;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests;

/// <summary>Single activation is Orleans' promise in health only: here it is broken on purpose, by two clusters over one store.</summary>
public sealed class TwoClustersTests
{
    [Fact]
    public async Task Race_on_one_commitment_and_nothing_is_lost_or_doubled()
    {
        await using var ledger = new SomeLedger();
        var one = await SomeCluster.Over(ledger);
        var other = await SomeCluster.Over(ledger);
        await one.Publish();

        var answers = await Task.WhenAll(
            from cluster in new[] { one, other }
            from i in Enumerable.Range(0, 100)
            let key = $"{(cluster == one ? "one" : "other")}-{i}"
            select Persist(cluster, key));

        var entries = (await ledger.Entries("contoh")).Where(entry => entry.Type == "progress.reported").ToList();
        answers.Should().HaveCount(200).And.OnlyHaveUniqueItems(receipt => receipt.Version);
        entries.Select(entry => entry.Index).Should().BeEquivalentTo(answers.Select(receipt => receipt.Index));
        entries.Select(entry => entry.Texts["narrative"]).Should().OnlyHaveUniqueItems();
        entries.Select(entry => entry.Version).Should().Equal(Enumerable.Range(2, 200).Select(version => (long)version));
        await one.DisposeAsync();
        await other.DisposeAsync();
        var verified = await ledger.Verify("contoh");
        verified.Findings.Should().BeEmpty();
        verified.Verdict.Should().Be(Verdict.Sound);

        // The client's part of the bargain: outcome unknown is asked again with the same key.
        static async Task<WriteReceipt> Persist(SomeCluster cluster, string key)
        {
            while (true)
            {
                try
                {
                    return await SomeCluster.Accepted(cluster.Commitment.ReportProgress(
                        cluster.Write(SomeCluster.Report($"Report {key}."), SomeActor.Owner(), key)));
                }
                catch (Exception unknown) when (unknown is OutcomeUnknown or OrleansMessageRejectionException)
                {
                    // Again.
                }
            }
        }
    }

    [Fact]
    public async Task Give_one_receipt_for_one_key()
    {
        await using var ledger = new SomeLedger();
        await using var one = await SomeCluster.Over(ledger);
        await using var other = await SomeCluster.Over(ledger);
        await one.Publish();
        var write = one.Write(SomeCluster.Report(), SomeActor.Owner(), "the-key");

        var answers = await Task.WhenAll(one.Commitment.ReportProgress(write), other.Commitment.ReportProgress(write));

        answers.Cast<WriteResult.Done>().Select(done => done.Receipt).Distinct().Should().ContainSingle();
        (await ledger.Entries("contoh")).Count(entry => entry.Type == "progress.reported").Should().Be(1);
    }

    [Fact]
    public async Task Refuse_nothing_on_what_they_knew_before_the_other_wrote()
    {
        await using var ledger = new SomeLedger();
        await using var one = await SomeCluster.Over(ledger);
        await using var other = await SomeCluster.Over(ledger);
        var early = await other.Commitment.Subject(SomeCommitment.Leaf);
        await one.Publish();

        var answer = await other.Commitment.ReportProgress(other.Write(SomeCluster.Report(), SomeActor.Owner()));

        early.Why!.Rule.Should().Be("commitment-unknown", "nothing was published yet");
        answer.Should().BeOfType<WriteResult.Done>("its activation asks the ledger before it says no");
    }
}
