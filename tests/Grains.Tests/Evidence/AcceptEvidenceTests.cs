using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests.Evidence;

public sealed class AcceptEvidenceTests
{
    [Fact]
    public async Task Of_two_hundred_identical_acceptances_at_once_exactly_one_counts()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var evidence = cluster.Evidence(SomeEvidence.Id);
        await SomeCluster.Accepted(evidence.Submit(cluster.Write(SomeEvidence.Supporting(Completion.Substantial), SomeActor.Contributor(Partner.Academia))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => evidence.Accept(
            cluster.Write(new AcceptEvidence(Completion.Limited, "Ten of the billboards were seen."), SomeActor.Reviewer(), seen: 1))));

        answers.OfType<WriteResult.Done>().Should().ContainSingle();
        (await ledger.Entries("contoh")).Count(entry => entry.Type == "evidence.accepted").Should().Be(1);
    }

    [Fact]
    public async Task A_reviewer_who_has_not_declared_independence_is_refused()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();
        var evidence = cluster.Evidence(SomeEvidence.Id);
        await SomeCluster.Accepted(evidence.Submit(cluster.Write(SomeEvidence.Supporting(Completion.Limited), SomeActor.Contributor(Partner.Academia))));
        await SomeCluster.Accepted(cluster.Plan.AppointReviewer(cluster.Write(
            new Domain.Plans.AppointReviewer(SomeActor.Company, Partner.Business, "Named by the forum."), SomeActor.Coordinator())));

        var refused = await evidence.Accept(cluster.Write(
            new AcceptEvidence(Completion.Limited, "Seen."), SomeActor.Reviewer(Partner.Business), seen: 1));

        refused.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("not-independent");
    }

    [Fact]
    public async Task Evidence_never_moves_the_version_that_an_office_has_seen()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => SomeCluster.Accepted(cluster.Evidence(SomeEvidence.Number(number))
            .Submit(cluster.Write(SomeEvidence.Supporting(Completion.Limited), SomeActor.Contributor(Partner.Academia))))));

        (await SomeCluster.Accepted(cluster.Commitment.ReportProgress(cluster.Write(SomeCluster.Report(), SomeActor.Owner(), seen: 1))))
            .Version.Should().Be(2);
    }

    [Fact]
    public async Task Evidence_for_a_leaf_that_does_not_exist_is_refused_by_name()
    {
        await using var ledger = new SomeLedger();
        await using var cluster = await SomeCluster.Over(ledger);
        await cluster.Publish();

        var refused = await cluster.Evidence(SomeEvidence.Id).Submit(cluster.Write(
            SomeEvidence.Supporting(Completion.Limited) with { Leaf = MilestoneNumber.Parse("9.9") }, SomeActor.Contributor(Partner.Academia)));

        refused.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("leaf-unknown");
    }
}
