using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

public sealed class DisputeTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);
    private static readonly Actor _business = SomeActor.Contributor(Partner.Business);
    private static readonly Actor _community = SomeActor.Contributor(Partner.Public);
    private static readonly EvidenceId _proof = SomeEvidence.Number(1);
    private static readonly EvidenceId _dispute = SomeEvidence.Number(2);

    [Fact]
    public void A_dispute_is_answered_by_the_office_and_ended_by_a_third_organisation()
    {
        var story = Disputed();
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Level == null && proof.Unanswered == 1);

        story.On("2026-05-03").Answer(_dispute);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Unanswered == 0, "an answer settles nothing by itself");

        story.On("2026-05-20").Decide(_dispute, DisputeOutcome.Settled);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Complete && proof.Settled == 1);
        story.Leaf.Proof.Since.Should().Be(SomeRecord.At("2026-05-20"));
    }

    [Fact]
    public void Once_upheld_the_level_becomes_the_one_it_shows_until_later_evidence_shows_more()
    {
        var story = Disputed().Answer(_dispute).On("2026-05-20").Decide(_dispute, DisputeOutcome.Upheld);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Limited && proof.Overruled == 1 && proof.Accepted == 1);
        story.Leaf.Proof.Since.Should().Be(SomeRecord.At("2026-05-20"));
        story.Leaf.Partners.Single(cell => cell.Partner == Partner.Academia).Level.Should().BeNull("what was overruled stands in no column");
        story.History.Overruled.Should().Equal((_proof, _dispute));

        story.On("2026-06-01").Prove(SomeEvidence.Number(3), Completion.Substantial, _academia);
        story.Leaf.Proof.Level.Should().Be(Completion.Substantial, "whoever accepts after the ruling knew of it");
    }

    [Fact]
    public void How_it_stood_at_an_earlier_moment_is_what_had_been_recorded_by_then()
    {
        var story = Disputed().Answer(_dispute);
        var disputed = story.History;
        story.Decide(_dispute, DisputeOutcome.Upheld);

        disputed.At(story.Today).Milestones[0].Proof.State.Should().Be(ProofState.Disputed);
        story.Leaf.Proof.Level.Should().Be(Completion.Limited);
    }

    [Theory]
    [InlineData(null, null, Completion.NotStarted, "dispute-contradicts-nothing")] // nothing is said, nothing is shown
    [InlineData(Completion.NotStarted, null, Completion.NotStarted, "dispute-contradicts-nothing")]
    [InlineData(Completion.Limited, null, Completion.Substantial, "dispute-contradicts-nothing")]
    [InlineData(Completion.Limited, null, Completion.NotStarted, null)]
    [InlineData(null, Completion.Substantial, Completion.Limited, null)] // less than is proven
    [InlineData(Completion.NotStarted, Completion.Substantial, Completion.Limited, null)]
    [InlineData(Completion.NotStarted, Completion.Limited, Completion.Limited, "dispute-contradicts-nothing")]
    public void A_hostile_organisation_disputes_everything_and_is_heard_where_it_contradicts_something(
        Completion? reported, Completion? proven, Completion shows, string? rule)
    {
        var story = new SomeStory();
        if (reported is { } said) story.Report(said);
        if (proven is { } shown) story.Prove(_proof, shown, _academia);
        story.Oppose(_dispute, SomeEvidence.Disputing(shows), _business).Why?.Rule.Should().Be(rule);
        (story.Leaf.Proof.Waiting > 0).Should().Be(rule is null);

        // It was sent before anybody looked, by a plugin or at an earlier standing: then it is not let count.
        story.Send(SomeEvidence.Number(3), SomeEvidence.Disputing(shows), _community).AcceptObjection(SomeEvidence.Number(3), shows, SomeActor.Third());
        story.Why?.Rule.Should().Be(rule is null ? null : "level-contradicts-nothing");
        (story.Leaf.Proof.State == ProofState.Disputed).Should().Be(rule is null);
    }

    [Fact]
    public void A_second_objection_beside_an_open_one_is_heard_and_an_offices_against_itself_is_not()
    {
        var story = new SomeStory().Prove(_proof, Completion.Substantial, _academia).Oppose(_dispute, SomeEvidence.Disputing(Completion.Limited), _business)
            .AcceptObjection(_dispute, Completion.Limited);
        story.Leaf.Proof.State.Should().Be(ProofState.Disputed);
        story.Oppose(SomeEvidence.Number(3), SomeEvidence.Disputing(Completion.Limited), _community).Why.Should().BeNull("what it contradicts is hidden by the first");
        story.Oppose(SomeEvidence.Number(4), SomeEvidence.Disputing(Completion.NotStarted), SomeActor.Owner()).Why!.Rule.Should().Be(Rules.DisputeOfOwnWork.Name);
    }

    [Fact]
    public void An_objection_is_held_against_the_occurrence_it_is_about()
    {
        DateOnly first = new(2026, 3, 31), second = new(2026, 6, 30), third = new(2026, 9, 30);
        var story = new SomeStory(SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Recurring(Recurrence.Quarterly, first, second, third)))).On("2026-07-10");
        story.Report(new ReportProgress(SomeCommitment.Leaf, Completion.Complete, "Done.", second, second)).Why.Should().BeNull();

        story.Against(SomeCommitment.Leaf, second, second).Should().Be(new Standpoint(Completion.Complete, null, false));
        story.Against(SomeCommitment.Leaf, null, new(2026, 7, 5)).Should().Be(new Standpoint(null, null, false, third), "of the one that runs nothing is said yet");
        story.Oppose(_dispute, SomeEvidence.Disputing(Completion.Limited) with { Leaf = SomeCommitment.Leaf, On = new(2026, 7, 5) }, _business).Why!
            .Should().BeEquivalentTo(new { Rule = "dispute-ahead", Field = "period" }, "it is told which period it would be about");
        story.Oppose(_dispute, SomeEvidence.Disputing(Completion.Limited) with { Leaf = SomeCommitment.Leaf, On = new(2026, 7, 5), Period = second }, _business).Why.Should().BeNull();
        story.Against(SomeCommitment.Leaf, first, first).Should().BeNull("what is shown no longer is refused to nobody");
        story.Against(null, null, second).Should().Be(new Standpoint(Completion.Complete, null, false), "the whole is what its leaves add up to");
    }

    [Fact]
    public void At_the_plans_close_it_stays_disputed_and_never_answered()
    {
        var story = Disputed().On("2028-05-01").Answer(_dispute);
        story.Why!.Rule.Should().Be(Rules.DisputeNeverAnswered.Name);
        story.Decide(_dispute, DisputeOutcome.Settled).Why!.Rule.Should().Be(Rules.DisputeNeverAnswered.Name);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Unanswered == 1);
    }

    [Fact]
    public void Judging_goes_on_after_the_close_where_the_office_has_answered() =>
        Disputed().Answer(_dispute).On("2029-01-01").Decide(_dispute, DisputeOutcome.Upheld).Why.Should().BeNull();

    [Fact]
    public void Where_nobody_leads_nobody_can_answer_and_it_is_decided_all_the_same()
    {
        var promise = SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Milestone() with { Lead = null }));
        var story = new SomeStory(promise).Send(_dispute, SomeEvidence.Disputing(Completion.Limited), _community).Accept(_dispute, Completion.Limited, SomeActor.Reviewer(Partner.Academia));

        story.Answer(_dispute).Why!.Rule.Should().Be(Rules.NotLead.Name);
        story.Decide(_dispute, DisputeOutcome.Upheld).Why.Should().BeNull();
    }

    [Fact]
    public void Neither_the_disputer_nor_who_let_it_count_nor_the_office_nor_a_dependent_one_decides()
    {
        var story = Disputed().Answer(_dispute);
        Why(SomeActor.Reviewer(Partner.Business)).Should().Be(Rules.OwnEvidence.Name);
        Why(SomeActor.Reviewer()).Should().Be(Rules.NotThirdOrganisation.Name);
        Why(new(Role.Reviewer, "p-x", SomeActor.Office, Partner.Government)).Should().Be(Rules.NotIndependent.Name);
        Why(SomeActor.Owner()).Should().Be(Rules.RoleNotAllowed.Name);
        story.Decide(_dispute, DisputeOutcome.Upheld, independent: false).Why!.Rule.Should().Be(Rules.NotIndependent.Name);
        story.Decide(_dispute, DisputeOutcome.Upheld, appointed: false).Why!.Rule.Should().Be(Rules.ReviewerNotAppointed.Name);

        string Why(Actor who) => story.Decide(_dispute, DisputeOutcome.Upheld, who).Why!.Rule;
    }

    [Fact]
    public void What_was_decided_is_not_decided_again_nor_taken_back()
    {
        var story = Disputed().Answer(_dispute).Decide(_dispute, DisputeOutcome.Settled);
        story.Decide(_dispute, DisputeOutcome.Upheld).Why!.Rule.Should().Be(Rules.DisputeNotOpen.Name);
        story.Withdraw(_dispute, _business).Why!.Rule.Should().Be(Rules.EvidenceNotOpen.Name);
        story[_dispute].IsOver.Should().BeTrue();
    }

    [Fact]
    public void A_hostile_organisation_disputes_everything_and_opens_one_dispute_a_leaf_at_a_time()
    {
        var story = new SomeStory(SomeCommitment.With(("1.1", SomeCommitment.Milestone()), ("1.2", SomeCommitment.Milestone()))).Prove(_proof, Completion.Complete, _academia);
        var first = EvidenceId.OfDispute(SomeCommitment.Id, SomeCommitment.Leaf, SomeActor.Company);
        story.Send(first, SomeEvidence.Disputing(Completion.Limited), _business).Why.Should().BeNull();
        for (var i = 0; i < 20; i++)
        {
            var again = story.Send(first, SomeEvidence.Disputing(Completion.NotStarted), _business).Why!;
            (again.Rule, again.Values!["evidence"]).Should().Be((Rules.DisputeOpenAlready.Name, first.Value));
        }

        story.Leaf.Proof.Level.Should().Be(Completion.Complete, "a dispute counts once somebody independent let it count");
        story.Return(first).Send(first, SomeEvidence.Disputing(Completion.NotStarted), _business).Why!.Rule.Should().Be(Rules.DisputeOpenAlready.Name, "sent back is still open");
        EvidenceId.OfDispute(SomeCommitment.Id, MilestoneNumber.Parse("1.2"), SomeActor.Company).Should().NotBe(first, "another leaf is another matter");
        EvidenceId.OfDispute(SomeCommitment.Id, SomeCommitment.Leaf, SomeActor.Community).Should().NotBe(first, "and so is another organisation");
        first.After().Should().NotBe(first);
        first.After().Commitment.Should().Be(SomeCommitment.Id);
    }

    [Fact]
    public void An_upheld_dispute_about_the_whole_stands_until_evidence_about_the_whole_says_otherwise()
    {
        var story = new SomeStory().Prove(_proof, Completion.Complete, _academia).Prove(SomeEvidence.Number(3), Completion.Complete, _business);
        story.Standing.Proof.Level.Should().Be(Completion.Complete);

        story.Send(_dispute, SomeEvidence.Disputing(Completion.Limited) with { Leaf = null }, _community).Accept(_dispute, Completion.Limited, SomeActor.Reviewer(Partner.Academia));
        story.Standing.Proof.State.Should().Be(ProofState.Disputed);
        story.Answer(_dispute).Decide(_dispute, DisputeOutcome.Upheld);
        story.Standing.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Limited);
        story.Leaf.Proof.Level.Should().Be(Completion.Complete, "its milestones are untouched");

        story.Send(SomeEvidence.Number(4), SomeEvidence.Supporting(Completion.Substantial) with { Leaf = null }, _academia).Accept(SomeEvidence.Number(4), Completion.Substantial);
        story.Standing.Proof.Level.Should().Be(Completion.Substantial);
    }

    /// <summary>Proven complete by academia and the public; business disputes it, and the public lets the dispute count.</summary>
    private static SomeStory Disputed() => new SomeStory().Prove(_proof, Completion.Complete, _academia)
        .Send(_dispute, SomeEvidence.Disputing(Completion.Limited, new(2026, 4, 1)), _business).Accept(_dispute, Completion.Limited);
}
