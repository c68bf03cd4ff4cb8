using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

/// <summary>Nobody's absence holds anything up for ever: after so many days any reviewer of the site may take it.</summary>
public sealed class WaitingTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);

    [Theory]
    [InlineData("2026-05-15", false)]
    [InlineData("2026-05-16", true)]
    public void After_fourteen_days_any_independent_reviewer_of_the_site_takes_a_submission(string day, bool may)
    {
        Sent().On(day).Accept(SomeEvidence.Id, Completion.Limited, appointed: false).Why?.Rule.Should().Be(may ? null : Rules.ReviewerNotAppointed.Name);
        Sent().On(day).Accept(SomeEvidence.Id, Completion.Limited, appointed: false).Leaf.Proof.Accepted.Should().Be(may ? 1 : 0);
        if (may) Sent().On(day).Accept(SomeEvidence.Id, Completion.Limited, independent: false, appointed: false).Why!.Rule.Should().Be(Rules.NotIndependent.Name, "independent all the same");
    }

    [Theory]
    [InlineData(0, "2026-05-01")]
    [InlineData(7, "2026-05-02")]
    [InlineData(-5, "2026-05-01")]
    public void The_day_from_which_it_waits_is_the_day_in_the_plans_zone(int hours, string day) =>
        new SomeStory().On("2026-05-01T17:30:00Z").Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia)[SomeEvidence.Id]
            .In(TimeSpan.FromHours(hours)).WaitsFrom.Should().Be(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_revision_of_what_waits_does_not_make_it_younger()
    {
        var story = Sent().On("2026-05-10").Revise(SomeEvidence.Id, new("Better", "With dates.", "https://example.org/b", new(2026, 4, 2), Completion.Limited), _academia);
        story.On("2026-05-16").Accept(SomeEvidence.Id, Completion.Limited, appointed: false).Why.Should().BeNull();
    }

    [Fact]
    public void No_more_than_twenty_pieces_of_one_organisation_wait_in_one_place()
    {
        var one = SomeEvidence.Supporting(Completion.Limited);
        new SomeStory().Send(SomeEvidence.Id, one, _academia, waiting: 19).Why.Should().BeNull();
        new SomeStory().Send(SomeEvidence.Id, one, _academia, waiting: 20).Why!.Rule.Should().Be(Rules.TooManyOfOrganisation.Name);
        new SomeStory().Send(SomeEvidence.Id, SomePlugin.Says(), SomePlugin.Speaking(), waiting: 20).Why.Should().BeNull("a plugin's are judged by the run");
        new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.Limited), _academia, waiting: 20).Why.Should().BeNull("one objection is open at a time");
    }

    [Fact]
    public void What_waits_already_is_changed_however_many_wait_and_what_was_sent_back_is_not()
    {
        var better = new ReviseEvidence("Better", "With dates.", "https://example.org/b", new(2026, 4, 2), Completion.Limited);
        Sent().Revise(SomeEvidence.Id, better, _academia, waiting: 20).Why.Should().BeNull();
        Sent().Attach(SomeEvidence.Id, _academia, waiting: 20).Why.Should().BeNull();
        Sent().Return(SomeEvidence.Id).Revise(SomeEvidence.Id, better, _academia, waiting: 20).Why!.Rule.Should().Be(Rules.TooManyOfOrganisation.Name);
        Sent().Return(SomeEvidence.Id).Attach(SomeEvidence.Id, _academia, waiting: 20).Why!.Rule.Should().Be(Rules.TooManyOfOrganisation.Name);
        Sent().Return(SomeEvidence.Id).Revise(SomeEvidence.Id, better, _academia, waiting: 19)[SomeEvidence.Id].Status.Should().Be(EvidenceStatus.Waiting);
    }

    [Theory]
    [InlineData("2026-06-02", false)]
    [InlineData("2026-06-03", true)]
    public void After_thirty_days_any_of_them_decides_a_dispute(string day, bool may)
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.Limited), _academia).Accept(SomeEvidence.Id, Completion.Limited).On("2026-05-03").Answer(SomeEvidence.Id);
        story.On(day).Decide(SomeEvidence.Id, DisputeOutcome.Settled, SomeActor.Reviewer(Partner.Business), appointed: false);
        story.Why?.Rule.Should().Be(may ? null : Rules.ReviewerNotAppointed.Name);
        (story.Why is null).Should().Be(may);
    }

    [Theory]
    [InlineData("2026-05-17", false)]
    [InlineData("2026-05-18", true)]
    public void After_fourteen_days_any_of_them_decides_an_appeal(string day, bool may)
    {
        var story = Sent().Return(SomeEvidence.Id).On("2026-05-03").Appeal(SomeEvidence.Id, _academia);
        story.On(day).Decide(SomeEvidence.Id, AppealOutcome.Overturned, SomeActor.Reviewer(Partner.Business), appointed: false);
        (story.Why is null).Should().Be(may);
    }

    /// <summary>Sent on 1 May.</summary>
    private static SomeStory Sent() => new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia);
}
