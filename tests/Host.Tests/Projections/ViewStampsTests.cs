using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Projections;

public sealed class ViewStampsTests
{
    private static readonly CommitmentId s_neighbour = CommitmentId.Parse("contoh/2");

    private static readonly EvidenceSubmitted s_piece = new(
        null, Stance.Supports, Completion.Limited, new(2026, 5, 1), null, false, new("A piece"), new("It hangs there."), new("https://example.org/1"), null);

    [Fact]
    public async Task A_report_and_a_piece_of_evidence_concern_their_own_commitment_and_no_neighbour()
    {
        await using var ledger = await Reported();
        var views = await ledger.Views();
        await Grows(ledger, views, SomeCommitment.Id.Value, SomeActor.Owner(), SomeReport.Of(Completion.Substantial), own: true, neighbour: false, plan: true, site: false);
        await Grows(ledger, views, SomeEvidence.Number(1).Stream, SomeActor.Contributor(Partner.Public), s_piece, own: true, neighbour: false, plan: true, site: false);
    }

    [Fact]
    public async Task What_is_decided_about_a_plan_concerns_all_of_its_commitments()
    {
        await using var ledger = await Reported();
        var views = await ledger.Views();
        await Grows(
            ledger, views, "contoh", SomeActor.Coordinator(), new ReviewerAppointed(SomeActor.University, Partner.Academia, new("Named by the forum.")),
            own: true, neighbour: true, plan: true, site: false);
    }

    [Fact]
    public async Task The_first_report_of_a_plan_ends_what_every_one_of_its_pages_says_of_that()
    {
        await using var ledger = await Promised();
        var views = await ledger.Views();
        views.Plans.Head(SomePlan.Id, new(2026, 5, 1))!.Unreported.Should().BeTrue();
        await Grows(ledger, views, SomeCommitment.Id.Value, SomeActor.Owner(), SomeReport.Of(Completion.Limited), own: true, neighbour: true, plan: true, site: false);
    }

    [Fact]
    public async Task An_organisation_concerns_the_site_also_where_the_same_batch_tells_of_a_plan()
    {
        await using var ledger = await Reported();
        var views = await ledger.Views();
        var before = views.Follower.Stamps.Site;
        await ledger.Happens("contoh", SomeCommitment.Id.Value, SomeActor.Owner(), SomeReport.Of(Completion.Substantial));
        await ledger.Happens("contoh", "organisation/universitas", Actor.Import, SomeRegister.University());
        await views.Follower.CatchUp(CancellationToken.None);
        views.Follower.Stamps.Site.Should().BeGreaterThan(before);
    }

    private static async Task<SomeViews> Promised()
    {
        var ledger = await new SomeViews().WithAPlan();
        await ledger.Happens(s_neighbour, Actor.Import, SomeCommitment.WithOneLeaf() with { Commitment = s_neighbour });
        return ledger;
    }

    private static async Task<SomeViews> Reported()
    {
        var ledger = await Promised();
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        return ledger;
    }

    private static async Task Grows(
        SomeViews ledger, SomeViews.Kept views, string stream, Actor actor, TrackerEvent happened, bool own, bool neighbour, bool plan, bool site)
    {
        var before = Stamps();
        await ledger.Happens("contoh", stream, actor, happened);
        await views.Follower.CatchUp(CancellationToken.None);
        Stamps().Zip(before, (now, then) => now > then).Should().Equal(own, neighbour, plan, site);

        long[] Stamps()
        {
            var stamps = views.Follower.Stamps;
            return [stamps.Of(SomeCommitment.Id), stamps.Of(s_neighbour), stamps.Of(SomePlan.Id), stamps.Site];
        }
    }
}
