using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests.Commitments;

public sealed class ReportProgressTests
{
    [Fact]
    public async Task A_report_is_on_the_ledger_when_it_is_answered()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        var receipt = await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner())));

        var entry = (await ledger.Entries("contoh")).Single(entry => entry.Index == receipt.Index);
        entry.Type.Should().Be("progress.reported");
        entry.Version.Should().Be(receipt.Version).And.Be(2);
        entry.Org.Should().Be(SomeActor.Office.Value);
        entry.Texts["narrative"].Should().Be("Posts stand in all villages.");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_receipt_and_writes_nothing()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(SomeCluster.Report(), SomeActor.Owner());

        var first = await cluster.Commitment.ReportProgress(write);
        var size = (await ledger.Entries("contoh")).Count;
        var second = await cluster.Commitment.ReportProgress(write);

        second.Should().BeOfType<WriteResult.Done>().Which.Receipt.Should().Be(((WriteResult.Done)first).Receipt);
        ((WriteResult.Done)second).Repeated.Should().BeTrue();
        (await ledger.Entries("contoh")).Should().HaveCount(size);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused_as_such()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(), "one", "first")));

        var accepted = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Another."), SomeActor.Owner(), "one", "second"));
        var refused = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(""), SomeActor.Owner(), "one", "third"));

        accepted.Should().BeOfType<WriteResult.KeyReused>();
        refused.Should().BeOfType<WriteResult.KeyReused>("the receipt decides before the rule does");
    }

    [Fact]
    public async Task A_retry_of_what_would_now_be_refused_still_gets_its_receipt()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var write = cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1);
        var first = await cluster.Commitment.ReportProgress(write);
        await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Later."), SomeActor.Owner())));

        // Stale by now, and after the plan was closed: either alone would refuse it.
        var again = await cluster.Commitment.ReportProgress(write with { Today = new(2031, 1, 1) });

        again.Should().BeOfType<WriteResult.Done>().Which.Receipt.Should().Be(((WriteResult.Done)first).Receipt);
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_refuses_and_what_changed_elsewhere_does_not()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var receipt = await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1)));

        var stale = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Two."), SomeActor.Owner(), seen: 1));
        var fresh = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report("Two."), SomeActor.Owner(), seen: receipt.Version));

        stale.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("changed-since-seen");
        fresh.Should().BeOfType<WriteResult.Done>();
    }

    [Fact]
    public async Task A_version_that_does_not_exist_yet_was_never_seen()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        var refused = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 99));

        refused.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("changed-since-seen");
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_exactly_one_writes()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report($"Number {i}."), SomeActor.Owner(), seen: 1))));

        answers.OfType<WriteResult.Done>().Should().ContainSingle();
        answers.OfType<WriteResult.Declined>().Should().HaveCount(49).And.OnlyContain(declined => declined.Why.Rule == "changed-since-seen");
    }

    [Fact]
    public async Task A_refusal_changes_nothing()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var size = (await ledger.Entries("contoh")).Count;

        var refused = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(SomeActor.OtherOffice)));

        refused.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("not-lead");
        (await ledger.Entries("contoh")).Should().HaveCount(size);
    }

    [Fact]
    public async Task Nothing_can_be_reported_on_what_was_never_published()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);

        var refused = await cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner()));

        refused.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("commitment-unknown");
    }

    [Fact]
    public async Task What_is_live_equals_what_a_replay_gives()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var first = await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner())));
        var live = await cluster.Commitment.Subject(SomeCommitment.Leaf);

        await cluster.Forget();

        var replayed = await cluster.Commitment.Subject(SomeCommitment.Leaf);
        System.Text.Json.JsonSerializer.Serialize(replayed, Tracker.Domain.DomainJson.Options)
            .Should().Be(System.Text.Json.JsonSerializer.Serialize(live, Tracker.Domain.DomainJson.Options));
        var correction = new CorrectProgress(first.Version, Completion.Limited, "Only in ten.", "Miscounted.", On: new(2026, 6, 20), Challenges: [Challenge.LackOfResources]);
        (await SomeCluster.Accepted(cluster.Commitment.CorrectProgress(cluster.Write(correction, SomeActor.Owner(), seen: first.Version))))
            .Version.Should().Be(first.Version + 1);
    }
}
