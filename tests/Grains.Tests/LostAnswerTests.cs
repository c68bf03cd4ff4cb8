using FluentAssertions;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests;

/// <summary>Written, durable, and the answer never came: the same request again gets the one true receipt.</summary>
public sealed class LostAnswerTests
{
    [Fact]
    public async Task A_grain_killed_between_append_and_answer_gives_the_same_receipt_on_retry()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1);
        cluster.Answers.LoseNextAppend();

        var lost = () => cluster.Commitment.ReportProgress(write);

        await lost.Should().ThrowAsync<OutcomeUnknown>();
        var written = (await ledger.Entries("contoh")).Single(entry => entry.Type == "progress.reported");
        var retried = await cluster.Commitment.ReportProgress(write);
        var done = retried.Should().BeOfType<WriteResult.Done>().Subject;
        done.Repeated.Should().BeTrue();
        (done.Receipt.Index, done.Receipt.Version).Should().Be((written.Index, written.Version));
        (await ledger.Entries("contoh")).Count(entry => entry.Type == "progress.reported").Should().Be(1);
    }

    [Fact]
    public async Task After_an_unknown_outcome_the_grain_knows_what_the_ledger_knows()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        cluster.Answers.LoseNextAppend();
        var lost = () => cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1));
        await lost.Should().ThrowAsync<OutcomeUnknown>();

        var stale = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Another."), SomeActor.Owner(), seen: 1));
        var next = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Another."), SomeActor.Owner(), seen: 2));

        stale.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("changed-since-seen");
        next.Should().BeOfType<WriteResult.Done>().Which.Receipt.Version.Should().Be(3);
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_to_the_door_is_found_by_its_key()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1);
        cluster.Answers.LoseNextReport();

        var lost = () => cluster.Commitment.ReportProgress(write);

        await lost.Should().ThrowAsync<TimeoutException>();
        var retried = await cluster.Commitment.ReportProgress(write);
        retried.Should().BeOfType<WriteResult.Done>("though what the person saw has changed by their own write").Which.Receipt.Version.Should().Be(2);
    }

    [Fact]
    public async Task A_full_disk_is_known_for_what_it_is_across_the_wire_and_writing_goes_on_when_there_is_room()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1);
        cluster.Answers.FillTheDisk();

        var full = () => cluster.Commitment.ReportProgress(write);

        (await full.Should().ThrowAsync<OutcomeUnknown>()).Which.GetBaseException().Should().BeOfType<StorageFull>();
        (await cluster.Commitment.ReportProgress(write)).Should().BeOfType<WriteResult.Done>().Which.Repeated.Should().BeFalse();
    }
}
