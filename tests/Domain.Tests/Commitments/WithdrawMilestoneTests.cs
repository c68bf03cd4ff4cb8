using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Commitments;

/// <summary>Leaves 1.1 and 1.2 stand under 1, leaf 2 beside it; all are due on 30 June 2026.</summary>
public sealed class WithdrawMilestoneTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);

    [Fact]
    public void Withdrawn_while_late()
    {
        var story = Told().On("2026-07-10").WithdrawMilestone();

        story.Why.Should().BeNull();
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Lateness == Lateness.WithdrawnLate && leaf.Withdrawn == new DateOnly(2026, 7, 10));
        var head = Headline.Of(story.Standing.Milestones, story.Today);
        head.Should().Match<Headline>(one => one.Leaves == 3 && one.Due == 3 && one.Late == 3 && one.WithdrawnLate == 1 && one.StillLate == 2);
        story.On("2028-02-01").Leaf.Lateness.Should().Be(Lateness.WithdrawnLate, "the plan's end makes it nothing better");
    }

    [Fact]
    public void Withdrawn_before_its_date_stays_in_n_of_m_from_its_date_on()
    {
        var story = Told().On("2026-05-10").WithdrawMilestone();

        story.Leaf.Lateness.Should().Be(Lateness.Withdrawn);
        Headline.Of(story.Standing.Milestones, story.Today).Should().Match<Headline>(one => one.Leaves == 3 && one.Due == 0 && one.Withdrawn == 1);
        var later = story.History.At(new(2026, 7, 1));
        Headline.Of(later.Milestones, later.Today).Should().Match<Headline>(one => one.Due == 3 && one.Late == 2 && one.WithdrawnLate == 0 && one.Reported == 0);
    }

    [Fact]
    public void Withdrawing_what_was_done_late_improves_no_figure()
    {
        var story = Told().On("2026-07-10").Report(Completion.Complete);
        var before = Headline.Of(story.Standing.Milestones, story.Today);
        story.WithdrawMilestone();
        Headline.Of(story.Standing.Milestones, story.Today).Should().Be(before with { Withdrawn = 1 });
    }

    [Fact]
    public void What_was_withdrawn_counts_towards_no_level_above_it()
    {
        var story = Told();
        story.Report(new ReportProgress(MilestoneNumber.Parse("1.2"), Completion.Complete, "Done."));
        Parent(story).Should().Match<MilestoneStanding>(one => one.Reported == Completion.Substantial && one.AtLeast);

        story.WithdrawMilestone();

        Parent(story).Should().Match<MilestoneStanding>(one => one.Reported == Completion.Complete && !one.AtLeast && one.Withdrawn == null);
    }

    [Fact]
    public void A_parent_is_withdrawn_with_everything_beneath_it_and_what_was_reached_stays_readable()
    {
        var story = Told().Report(Completion.Limited).On("2026-07-10").WithdrawMilestone(MilestoneNumber.Parse("1"));

        story.Standing.Milestones.Where(one => one.Withdrawn is not null).Select(one => one.Number.Value).Should().Equal("1", "1.1", "1.2");
        Parent(story).Should().Match<MilestoneStanding>(one => one.Reported == Completion.Limited && one.Lateness == Lateness.WithdrawnLate);
        story.WithdrawMilestone(MilestoneNumber.Parse("1")).Why!.Rule.Should().Be("milestone-withdrawn");
    }

    [Fact]
    public void Nothing_is_reported_corrected_or_moved_afterwards()
    {
        var story = Told().Report(Completion.Limited).WithdrawMilestone();
        story.Report(Completion.Substantial).Why!.Rule.Should().Be("milestone-withdrawn");
        story.Correct(new(2, Completion.Complete, "Counted again.", "We had miscounted.")).Why!.Rule.Should().Be("milestone-withdrawn");
        story.Reschedule("2026-09-30").Why!.Rule.Should().Be("milestone-withdrawn");
    }

    [Fact]
    public void Evidence_and_judging_of_what_happened_before_go_on()
    {
        var story = Told().WithdrawMilestone().On("2026-08-01");
        story.Prove(SomeEvidence.Id, Completion.Limited, _academia).Why.Should().BeNull();
        story.Leaf.Proof.Level.Should().Be(Completion.Limited);
        story.Send(SomeEvidence.Number(2), SomeEvidence.Supporting(Completion.Limited, new(2026, 5, 2)) with { Leaf = SomeCommitment.Leaf }, _academia)
            .Why!.Rule.Should().Be("on-after-withdrawal");
    }

    [Fact]
    public void A_whole_commitment_is_withdrawn_and_everything_in_it()
    {
        var story = Told().On("2026-07-10").WithdrawCommitment();

        story.Standing.Withdrawn.Should().Be(new DateOnly(2026, 7, 10));
        story.Standing.Milestones.Should().OnlyContain(one => one.Lateness == Lateness.WithdrawnLate);
        Headline.Of(story.Standing.Milestones, story.Today).Should().Match<Headline>(one => one.Due == 3 && one.WithdrawnLate == 3);
        story.WithdrawCommitment().Why!.Rule.Should().Be("commitment-withdrawn");
    }

    [Fact]
    public void What_recurs_is_judged_by_the_last_date_before_it_was_withdrawn()
    {
        var recurring = SomeCommitment.Recurring(Recurrence.Biannual, new DateOnly(2026, 6, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 6, 30));
        var story = new SomeStory(SomeCommitment.With((SomeCommitment.Leaf.Value, recurring))).On("2026-07-10").WithdrawMilestone().On("2027-02-01");
        story.Leaf.Should().Match<MilestoneStanding>(one => one.Occurrence == new DateOnly(2026, 6, 30) && one.Lateness == Lateness.WithdrawnLate);
    }

    [Fact]
    public void Only_a_coordinator_withdraws_and_only_what_there_is()
    {
        Told().WithdrawMilestone(by: SomeActor.Owner()).Why!.Rule.Should().Be("role-not-allowed");
        Told().WithdrawCommitment(SomeActor.Admin()).Why!.Rule.Should().Be("role-not-allowed");
        Told().WithdrawMilestone(MilestoneNumber.Parse("9")).Why!.Rule.Should().Be("leaf-unknown");
        Told().WithdrawMilestone(default(MilestoneNumber)).Why!.Rule.Should().Be("leaf-unknown");
    }

    private static SomeStory Told() => new(SomeCommitment.With(
        ("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")), ("1.2", SomeCommitment.Milestone("1")), ("2", SomeCommitment.Milestone())));

    private static MilestoneStanding Parent(SomeStory story) => story.Standing.Milestones.Single(one => one.Number.Value == "1");
}
