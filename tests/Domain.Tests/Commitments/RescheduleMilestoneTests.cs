using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Commitments;

/// <summary>The one leaf is due on 30 June 2026.</summary>
public sealed class RescheduleMilestoneTests
{
    [Fact]
    public void A_date_moved_in_time_is_the_one_that_lateness_is_judged_by()
    {
        var story = new SomeStory().On("2026-06-30").Reschedule("2026-09-30");
        story.Why.Should().BeNull();
        story.History.At(new(2026, 9, 30)).Milestones[0].Should().Match<MilestoneStanding>(leaf =>
            leaf.Due == new DateOnly(2026, 9, 30) && leaf.FirstDue == SomeCommitment.Due && leaf.MissedDue == null && leaf.Lateness == Lateness.NotDue);
        story.History.At(new(2026, 10, 1)).Milestones[0].Lateness.Should().Be(Lateness.Late);
        story.On("2026-09-15").Report(Completion.Complete).Leaf.Lateness.Should().Be(Lateness.OnTime);
    }

    [Fact]
    public void A_date_moved_after_it_had_passed_leaves_the_leaf_late_against_it()
    {
        var story = new SomeStory().On("2026-07-01").Reschedule("2026-09-30");
        story.Leaf.Should().Match<MilestoneStanding>(leaf =>
            leaf.Due == new DateOnly(2026, 9, 30) && leaf.MissedDue == SomeCommitment.Due && leaf.Lateness == Lateness.Late);
        Headline.Of(story.Standing.Milestones, story.Today).Should().Match<Headline>(head => head.Due == 1 && head.Late == 1 && head.Rescheduled == 1);

        story.On("2026-08-15").Report(Completion.Complete).Leaf.Lateness.Should().Be(Lateness.DoneLate, "the new date makes nobody punctual");
    }

    [Fact]
    public void Moved_again_and_again_the_first_date_stays_and_so_does_the_one_that_was_missed()
    {
        var story = new SomeStory().On("2026-06-01").Reschedule("2026-09-30").On("2026-10-05").Reschedule("2026-12-31").On("2026-12-01").Reschedule("2027-03-31");
        story.Leaf.Should().Match<MilestoneStanding>(leaf =>
            leaf.Due == new DateOnly(2027, 3, 31) && leaf.FirstDue == SomeCommitment.Due && leaf.MissedDue == new DateOnly(2026, 9, 30) && leaf.Lateness == Lateness.Late);
        story.Told.Select(one => one.Event).OfType<MilestoneRescheduled>().Select(moved => moved.Was)
            .Should().Equal(SomeCommitment.Due, new DateOnly(2026, 9, 30), new DateOnly(2026, 12, 31));
    }

    [Fact]
    public void What_was_done_in_time_stays_so_however_its_date_is_moved()
    {
        var story = new SomeStory().On("2026-06-15").Report(Completion.Complete).On("2026-07-15").Reschedule("2026-09-30");
        story.Leaf.Lateness.Should().Be(Lateness.OnTime);
    }

    [Fact]
    public void A_date_may_be_brought_forward()
    {
        var story = new SomeStory().On("2026-05-10").Reschedule("2026-05-31");
        story.History.At(new(2026, 6, 1)).Milestones[0].Lateness.Should().Be(Lateness.Late);
    }

    [Fact]
    public void A_delay_needs_its_reasons_by_the_date_that_was_missed()
    {
        var story = new SomeStory().On("2026-07-01").Reschedule("2026-09-30");
        story.Report(new ReportProgress(SomeCommitment.Leaf, Completion.Limited, "It goes on.")).Why!.Rule.Should().Be("challenges-required");
        new SomeStory().On("2026-06-01").Reschedule("2026-09-30").On("2026-07-01")
            .Report(new ReportProgress(SomeCommitment.Leaf, Completion.Limited, "It goes on.")).Why.Should().BeNull();
    }

    [Fact]
    public void Every_moment_shows_what_was_known_then()
    {
        var story = new SomeStory();
        var before = story.History;
        story.On("2026-05-10").Reschedule("2026-09-30");
        before.At(new(2026, 7, 1)).Milestones[0].Should().Match<MilestoneStanding>(leaf => leaf.Due == SomeCommitment.Due && leaf.FirstDue == null && leaf.Lateness == Lateness.Late);
    }

    [Fact]
    public void Only_the_office_that_leads_it_moves_it_and_only_a_leaf_and_with_a_reason()
    {
        new SomeStory().Reschedule("2026-09-30", by: SomeActor.Owner(SomeActor.OtherOffice)).Why!.Rule.Should().Be("not-lead");
        new SomeStory().Reschedule("2026-09-30", by: SomeActor.Coordinator()).Why!.Rule.Should().Be("role-not-allowed");
        new SomeStory().Reschedule(new RescheduleMilestone(SomeCommitment.Leaf, new(2026, 9, 30), " ")).Why!.Rule.Should().Be("text-required");
        var parent = SomeCommitment.With(("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")));
        new SomeStory(parent).Reschedule("2026-09-30", MilestoneNumber.Parse("1")).Why!.Rule.Should().Be("leaf-is-parent");
        new SomeStory().On("2028-05-01").Reschedule("2028-06-30").Why!.Rule.Should().Be("plan-closed");
    }

    [Fact]
    public void A_parents_date_is_its_latest_leafs_as_it_holds()
    {
        var parent = SomeCommitment.With(("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")), ("1.2", SomeCommitment.Milestone("1")));
        var story = new SomeStory(parent).Reschedule("2026-09-30", MilestoneNumber.Parse("1.2"));
        story.Standing.Milestones[0].Due.Should().Be(new DateOnly(2026, 9, 30));
    }
}
