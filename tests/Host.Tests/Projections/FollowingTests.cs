using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Projections;

public sealed class FollowingTests
{
    private static readonly DateOnly s_today = new(2026, 5, 1);

    [Fact]
    public async Task An_empty_ledger_has_no_plans_and_nothing_to_show()
    {
        await using var ledger = new SomeViews();
        var views = await ledger.Views();
        views.Plans.All(views.Clock.Today).Should().BeEmpty();
        views.Plans.Home(SomePlan.Id, s_today).Should().BeNull();
        views.Commitments.List(new(), null, 50, views.Clock.Today).Items.Should().BeEmpty();
        views.Commitments.Commitment(SomeCommitment.Id, s_today).Should().BeNull();
        views.Evidence.Evidence(SomeEvidence.Id, s_today).Should().BeNull();
        views.Organisations.List(null, null, 50).Items.Should().BeEmpty();
        views.History.Entry("contoh", 0).Should().BeNull();
        (await views.History.Log("contoh", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Everything_that_an_organisation_sent_is_listed_part_by_part_and_counted_whole()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        for (var i = 0; i < 205; i++)
        {
            await ledger.Happens(SomeEvidence.Number(i), SomeActor.Contributor(Partner.Public), new EvidenceSubmitted(
                null, Stance.Supports, Completion.Limited, s_today, null, false, new($"Piece {i}"), new("It hangs there."), new("https://example.org/1"), null));
        }

        var views = await ledger.Views();
        var first = views.Commitments.Mine(SomeActor.Community, views.Clock.Today);
        (first.WaitingForReviewer.Items.Length, first.WaitingCount).Should().Be((200, 205));
        var rest = views.Commitments.Mine(SomeActor.Community, views.Clock.Today, first.WaitingForReviewer.Next);
        (rest.WaitingForReviewer.Items.Length, rest.WaitingCount, rest.WaitingForReviewer.Next).Should().Be((5, 205, null));
        first.WaitingForReviewer.Items.Concat(rest.WaitingForReviewer.Items).Select(item => item.Row.Id).Should().Equal(Enumerable.Range(0, 205).Select(SomeEvidence.Number));
        var wrong = () => views.Commitments.Mine(SomeActor.Community, views.Clock.Today, "elsewhere");
        wrong.Should().Throw<FormatException>();
    }

    [Fact]
    public async Task A_published_plan_is_shown_with_its_commitment()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var views = await ledger.Views();
        var home = views.Plans.Home(SomePlan.Id, s_today)!;
        home.Plan.Title.Text("en").Should().Be("An example");
        home.Plan.Over.Should().BeFalse();
        home.Headline.Leaves.Should().Be(1);
        home.Headline.Due.Should().Be(0);
        home.NextDue.Should().ContainSingle().Which.Due.Should().Be(SomeCommitment.Due);
        home.LatestChanges.Should().HaveCount(2);
        var commitment = views.Commitments.Commitment(SomeCommitment.Id, s_today)!;
        commitment.Title.Text("en").Should().Be("Village budgets are public");
        commitment.Milestones.Should().ContainSingle().Which.Title.Text("en").Should().Be("Village budgets published on billboards");
        commitment.ETag.Should().Be("\"1-2026-05-01-1\"");
    }

    [Fact]
    public async Task What_is_late_and_has_a_new_date_is_listed_with_both()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), new MilestoneRescheduled(
            SomeCommitment.Leaf, new(2026, 9, 30), SomeCommitment.Due, SomeCommitment.Due.AddDays(3), new("The printer came late.")));
        var views = await ledger.Views();

        views.Plans.Home(SomePlan.Id, SomeCommitment.Due.AddDays(4))!.Moved.Should().ContainSingle()
            .Which.Should().Match<Host.Projections.Plans.DueItem>(item => item.Due == SomeCommitment.Due && item.NewDate == new DateOnly(2026, 9, 30));
        views.Plans.Home(SomePlan.Id, SomeCommitment.Due)!.Moved.Should().BeEmpty("it was not late yet");
    }

    [Fact]
    public async Task A_report_is_shown_once_its_index_has_passed()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var views = await ledger.Views();
        await views.Follower.StartAsync(CancellationToken.None);
        var index = await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        (await views.Follower.Passed("contoh", index, TimeSpan.FromSeconds(10), CancellationToken.None)).Should().BeTrue();
        var leaf = views.Commitments.Commitment(SomeCommitment.Id, s_today)!.Milestones[0];
        leaf.Standing.Reported.Should().Be(Completion.Limited);
        leaf.Report!.Narrative!.Html.Should().Be("<p>Half of the <em>villages</em>.</p>");
        (await views.Follower.Passed("contoh", index + 1, TimeSpan.FromMilliseconds(20), CancellationToken.None)).Should().BeFalse();
        await views.Follower.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_log_made_a_moment_ago_is_followed_when_somebody_waits_for_it()
    {
        await using var ledger = new SomeViews();
        var views = await ledger.Views();
        await views.Follower.StartAsync(CancellationToken.None);
        var index = await ledger.Happens("site", "organisation/universitas", Actor.Import, SomeRegister.University());
        (await views.Follower.Passed("site", index, TimeSpan.FromSeconds(10), CancellationToken.None)).Should().BeTrue();
        views.Organisations.Organisation(SomeActor.University)!.Organisation.Text("en").Should().Be("University");
        await views.Follower.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Views_of_another_ledger_are_thrown_away()
    {
        await using var other = new SomeViews();
        await other.Happens("contoh", "contoh", Actor.Import, SomePlan.Published() with { Title = SomeText.In("Another") });
        var stale = await other.Views();
        await using var ledger = await new SomeViews().WithAPlan();
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(ledger.Ledger.Path)!, "kept"));
        stale.Database.Dispose();
        File.Copy(Path.Combine(stale.Folder, "views.db"), Path.Combine(Path.GetDirectoryName(ledger.Ledger.Path)!, "kept", "views.db"));
        var views = await ledger.Views();
        views.Plans.Head(SomePlan.Id, s_today)!.Title.Text("en").Should().Be("An example");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_built_anew()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var folder = Path.Combine(Path.GetDirectoryName(ledger.Ledger.Path)!, "kept");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "views.db"), new string('x', 5000));
        (await ledger.Views()).Plans.Head(SomePlan.Id, s_today).Should().NotBeNull();
    }

    [Fact]
    public async Task A_reviewer_who_is_entered_later_is_counted_and_a_plan_knows_its_zone()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        await ledger.Happens("contoh", "contoh", SomeActor.Coordinator(), new ReviewerAppointed(SomeActor.University, Partner.Academia, new("Named by the forum.")));
        var views = await ledger.Views();
        views.Plans.Plan(SomePlan.Id, s_today)!.Reviewers.Select(reviewer => reviewer.Organisation.Id)
            .Should().Equal(SomeActor.OtherCommunity, SomeActor.University);
        ledger.Clock.SetUtcNow(SomeRecord.At("2026-05-01T16:59:59"));
        views.Clock.Today(SomePlan.Id).Should().Be(new DateOnly(2026, 5, 1));
        ledger.Clock.SetUtcNow(SomeRecord.At("2026-05-01T17:00:00"));
        views.Clock.Today(SomePlan.Id).Should().Be(new DateOnly(2026, 5, 2), "it is midnight in Jakarta");
    }
}

internal static class SomeReport
{
    public static ProgressReported Of(Completion completion, MilestoneNumber? leaf = null, DateOnly? on = null) => new(
        leaf ?? SomeCommitment.Leaf, completion, on ?? new(2026, 5, 1), null, null, null, null, new PersonalText("Half of the *villages*."), null, null);
}

internal static class SomeRegister
{
    public static OrganisationRegistered University() => new(SomeActor.University, Partner.Academia, SomeText.In("University", "Universitas"));
}
