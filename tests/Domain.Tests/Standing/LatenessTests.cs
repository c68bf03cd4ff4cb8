using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Standing;

public sealed class LatenessTests
{
    [Fact]
    public void Nothing_is_late_on_its_due_date_and_everything_unreported_is_the_day_after()
    {
        var story = new SomeStory();
        story.History.At(SomeCommitment.Due).Milestones[0].Lateness.Should().Be(Lateness.NotDue);
        story.History.At(SomeCommitment.Due.AddDays(1)).Milestones[0].Lateness.Should().Be(Lateness.Late);
    }

    [Fact]
    public void Done_by_the_date_is_on_time_however_late_it_was_recorded_but_shows_as_reported_late()
    {
        var story = new SomeStory().On("2026-09-01").Report(Completion.Complete, SomeCommitment.Due);
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Lateness == Lateness.OnTime && leaf.ReportedLate);
        new SomeStory().On("2026-07-30").Report(Completion.Complete, SomeCommitment.Due).Leaf.ReportedLate.Should().BeFalse("that is 30 days");
    }

    [Fact]
    public void The_day_on_which_it_was_recorded_is_the_one_that_its_moment_shows()
    {
        new SomeStory().On("2026-07-31T00:30:00+07:00").Report(Completion.Complete, SomeCommitment.Due).Leaf.ReportedLate.Should().BeTrue("there it was 31 July");
        new SomeStory().On("2026-07-30T17:30:00Z").Report(Completion.Complete, SomeCommitment.Due).Leaf.ReportedLate.Should().BeFalse();
    }

    [Fact]
    public void Done_after_the_date_is_done_late_and_counts_as_late()
    {
        var story = new SomeStory().On("2026-07-10").Report(Completion.Complete);
        story.Leaf.Lateness.Should().Be(Lateness.DoneLate);
        Headline.Of(story.Standing.Milestones, story.Today).Should().Match<Headline>(head => head.Late == 1 && head.DoneLate == 1 && head.Reported == 1);
    }

    [Fact]
    public void After_the_plans_end_nothing_is_late_any_more()
    {
        var story = new SomeStory();
        story.History.At(SomeCommitment.PlanEnd).Milestones[0].Lateness.Should().Be(Lateness.Late);
        story.History.At(SomeCommitment.PlanEnd.AddDays(1)).Milestones[0].Lateness.Should().Be(Lateness.NoReportKnown);
        story.Report(Completion.Substantial).History.At(SomeCommitment.PlanEnd.AddDays(1)).Milestones[0].Lateness.Should().Be(Lateness.NotDoneAtEnd);
    }

    [Fact]
    public void Undated_and_unknown_leaves_are_neither_due_nor_late()
    {
        var story = new SomeStory(SomeCommitment.With(
            ("1", SomeCommitment.Milestone() with { Due = null }),
            ("2", SomeCommitment.Milestone() with { Due = null, Unknown = true })));
        var head = Headline.Of(story.History.At(new(2027, 1, 1)).Milestones, new(2027, 1, 1));
        head.Should().Match<Headline>(one => one.Due == 0 && one.Late == 0 && one.Undated == 1 && one.Unknown == 1 && one.Leaves == 2);
    }

    [Fact]
    public void A_correction_takes_the_place_of_what_it_corrects()
    {
        var story = new SomeStory().Report(Completion.Complete).Report(Completion.Substantial);
        story.Leaf.Reported.Should().Be(Completion.Substantial, "of two on one day the later counts");

        story.Correct(new(2, Completion.Limited, "Counted again.", "We had miscounted.", story.Today));
        story.Leaf.Reported.Should().Be(Completion.Substantial, "the corrected one keeps its place before the other");
        story.Correct(new(3, Completion.Limited, "Counted again.", "We had miscounted.", story.Today));
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Reported == Completion.Limited && leaf.ReportVersion == 5);
    }

    [Fact]
    public void A_later_entry_about_an_earlier_day_does_not_become_the_current_report()
    {
        new SomeStory().Report(Completion.Substantial).Report(Completion.Limited, new(2026, 3, 1)).Leaf.Reported.Should().Be(Completion.Substantial);
    }
}
