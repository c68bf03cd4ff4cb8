using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Reviews;

public sealed class ReviewTests
{
    private static readonly Actor _forum = SomeActor.Reviewer();
    private static readonly Actor _university = SomeActor.Reviewer(Partner.Academia);
    private static readonly Actor _company = SomeActor.Contributor(Partner.Business);
    private static readonly EvidenceId _proof = SomeEvidence.Number(1);

    [Fact]
    public void A_published_review_counts_as_accepted_evidence_of_its_organisation()
    {
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Substantial), _forum);

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Substantial && proof.Accepted == 1);
        story.Leaf.Partners.Single(cell => cell.Partner == Partner.Public).Should().Match<PartnerCell>(cell => cell.Level == Completion.Substantial && cell.Organisations == 1);
    }

    [Fact]
    public void Complete_needs_a_second_partner_beside_the_reviewer()
    {
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Complete), _forum);
        story.Leaf.Proof.Level.Should().Be(Completion.Substantial, "one organisation alone proves no Complete");

        story.Publish(SomeReview.Other, SomeReview.Finding(CompletionCoding.Complete), _university);
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
    }

    [Theory]
    [InlineData(CompletionCoding.ND)]
    [InlineData(CompletionCoding.NR)]
    [InlineData(CompletionCoding.NA)]
    [InlineData(CompletionCoding.Unclear)]
    [InlineData(CompletionCoding.NoEvidenceAvailable)]
    public void A_review_that_codes_no_level_is_kept_and_shows_none(CompletionCoding coding)
    {
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(coding), _forum);

        story.Why.Should().BeNull();
        story[SomeReview.Id].Status.Should().Be(EvidenceStatus.Stated);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NoEvidenceAvailable && proof.Accepted == 0);
    }

    [Fact]
    public void Only_an_independent_appointed_reviewer_outside_government_publishes()
    {
        var review = SomeReview.Finding(CompletionCoding.Limited);
        Told().Publish(SomeReview.Id, review, _company).Why!.Rule.Should().Be("role-not-allowed");
        Told().Publish(SomeReview.Id, review, _forum, independent: false).Why!.Rule.Should().Be("not-independent");
        Told().Publish(SomeReview.Id, review, _forum, appointed: false).Why!.Rule.Should().Be("reviewer-not-appointed");
        Told().Publish(SomeReview.Id, review, SomeActor.Reviewer(Partner.Government)).Why!.Rule.Should().Be("not-independent");
        Told().Publish(SomeReview.Id, review, SomeActor.Reviewer(Partner.Public, SomeActor.Office)).Why!.Rule.Should().Be("not-independent", "it leads the work, whatever it declared");
        Told().Publish(SomeReview.Id, review with { On = new(2026, 5, 2) }, _forum).Why!.Rule.Should().Be("on-after-today");
    }

    [Fact]
    public void Two_independent_findings_that_differ_are_a_dispute_until_one_is_taken_back()
    {
        var story = Differing();
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Level == null && proof.Differing == 1);
        story.History.Differing.Should().Equal((SomeReview.Id, SomeReview.Other));

        story.On("2026-05-02").WithdrawReview(SomeReview.Other, _university);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Limited && proof.Differing == 0 && proof.Withdrawn == 1);
        story.Leaf.Proof.Since.Should().Be(SomeRecord.At("2026-05-02"));
    }

    [Fact]
    public void A_third_organisation_decides_which_of_two_findings_holds()
    {
        var upheld = Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld);
        upheld.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Limited && proof.Overruled == 1);
        upheld.History.Overruled.Should().Equal((SomeReview.Other, SomeReview.Id));

        var settled = Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Settled);
        settled.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Substantial && proof.Settled == 1);

        Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld, _university).Why!.Rule.Should().Be("not-third-organisation");
        Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld, _forum).Why!.Rule.Should().Be("own-evidence");
        Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld, independent: false).Why!.Rule.Should().Be("not-independent");
    }

    [Fact]
    public void A_ruling_falls_with_the_independence_of_whoever_gave_it()
    {
        var story = Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld).Discount(SomeReview.Id, SomeActor.StudyCentre);

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Overruled == 0 && proof.Differing == 1);
    }

    [Fact]
    public void Accepted_independent_evidence_that_shows_more_contradicts_a_review_of_its_period_and_less_does_not()
    {
        var more = Told().Prove(_proof, Completion.Substantial, _company).Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum);
        more.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Differing == 1);

        var afterwards = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum).Prove(_proof, Completion.Substantial, _company, _university);
        afterwards.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Differing == 1, "whichever came first");
        afterwards.Withdraw(_proof, _company).Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Limited);

        var less = Told().Prove(_proof, Completion.Limited, _company).Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Substantial), _forum);
        less.Leaf.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Differing == 0, "no piece is all there is");

        var later = Told().Prove(_proof, Completion.Substantial, _company)
            .Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited, new(2026, 3, 31)), _forum);
        later.Leaf.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Differing == 0, "what was done afterwards is of another period");
    }

    [Fact]
    public void What_is_accepted_in_knowledge_of_a_ruling_counts_anew()
    {
        var story = Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Upheld).Prove(_proof, Completion.Substantial, _company);

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Substantial && proof.Differing == 0);
    }

    [Fact]
    public void The_governments_own_document_is_no_independent_finding()
    {
        var story = Told().Prove(_proof, Completion.Substantial, SomeActor.Owner()).Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum);

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Differing == 0);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-04-30", true)]
    [InlineData("2026-04-01", "2026-04-30", true)]
    [InlineData("2026-01-01", "2026-04-20", true)]
    [InlineData("2026-01-01", "2026-03-31", false)]
    [InlineData("2025-01-01", "2026-04-20", false)]
    public void Reviews_are_of_one_period_when_they_end_on_one_day_or_share_most_of_their_span(string from, string on, bool one)
    {
        var other = SomeReview.Finding(CompletionCoding.Substantial, Date(on), Date(from));
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum).Publish(SomeReview.Other, other, _university);

        story.Leaf.Proof.Differing.Should().Be(one ? 1 : 0);
    }

    [Fact]
    public void The_office_that_leads_answers_once_also_after_the_plan_has_closed()
    {
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum);
        story.AnswerReview(SomeReview.Id, SomeActor.Owner(SomeActor.OtherOffice)).Why!.Rule.Should().Be("not-lead");

        story.On("2028-06-01").AnswerReview(SomeReview.Id).Why.Should().BeNull("reviews come after a plan's end, and so do answers");
        story.Leaf.Proof.State.Should().Be(ProofState.Proven, "an answer changes no standing");
        story.AnswerReview(SomeReview.Id).Why!.Rule.Should().Be("review-answered-already");
    }

    [Fact]
    public void An_imported_review_is_nobodys_proof_until_an_independent_reviewer_of_another_organisation_accepts_it()
    {
        var said = SomeActor.Import(SomeActor.University, Partner.Academia);
        var story = Told().Import(SomeReview.Id, SomeReview.Imported(CompletionCoding.Substantial), said);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Level == null);

        story.Accept(SomeReview.Id, Completion.Substantial, _university).Why!.Rule.Should().Be("own-evidence");
        story.Accept(SomeReview.Id, Completion.Substantial, _forum).Why!.Rule.Should().Be("own-evidence", "it typed the row");
        story.Accept(SomeReview.Id, Completion.Complete, SomeActor.Third()).Why!.Rule.Should().Be("level-above-shown");
        story.Accept(SomeReview.Id, Completion.Substantial, SomeActor.Third()).Leaf.Proof.Level.Should().Be(Completion.Substantial);
    }

    [Fact]
    public void An_imported_review_without_a_level_waits_for_nobody()
    {
        var story = Told().Import(SomeReview.Id, SomeReview.Imported(null), SomeActor.Import(SomeActor.University, Partner.Academia));

        story.Leaf.Proof.Should().Be(Proof.None with { Since = story.Leaf.Proof.Since });
        story.Accept(SomeReview.Id, Completion.Limited, SomeActor.Third()).Why!.Rule.Should().Be("evidence-not-waiting");
    }

    [Fact]
    public void A_review_of_an_organisation_that_was_not_independent_waits_for_somebody_elses_check()
    {
        var story = Told().Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Substantial), _forum).Discount(SomeReview.Id, SomeActor.OtherCommunity);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Level == null);

        story.Accept(SomeReview.Id, Completion.Substantial, _university).Leaf.Proof.Level.Should().Be(Completion.Substantial);
    }

    [Fact]
    public void A_review_of_the_whole_plan_has_an_address_that_no_commitment_can_have()
    {
        var id = EvidenceId.OfReview(EvidenceId.OfPlan(SomePlan.Id), null, SomeActor.University, new(2026, 12, 31));

        id.IsOfPlan.Should().BeTrue();
        EvidenceId.Parse(id.Value).Should().Be(id);
        EvidenceId.TryFromStream(id.Stream, out var read).Should().BeTrue();
        read.Should().Be(id);
        CommitmentNumber.TryParse("-", out _).Should().BeFalse();
    }

    [Fact]
    public void Of_a_whole_plan_is_independent_who_declared_all_of_it_and_of_whom_nothing_was_refuted()
    {
        var whole = EvidenceId.OfPlan(SomePlan.Id);
        var declared = After(new IndependenceDeclared(SomePlan.Id, null, new("We neither lead nor support anything in it.")));
        declared.IsIndependentOf(whole, []).Should().BeTrue();
        declared.IsIndependentOf(whole, [SomeActor.University]).Should().BeFalse();
        After(new IndependenceDeclared(SomePlan.Id, [CommitmentNumber.Parse("1")], new("Of this one."))).IsIndependentOf(whole, []).Should().BeFalse();

        After(
            new IndependenceDeclared(SomePlan.Id, null, new("We neither lead nor support anything in it.")),
            new IndependenceChallenged(SomePlan.Id, [CommitmentNumber.Parse("1")], new("The office pays its rent.")),
            new ChallengeDecided(3, ChallengeOutcome.Refuted, new("The lease is public."))).IsIndependentOf(whole, []).Should().BeFalse();
    }

    private static OrganisationState After(params OrganisationEvent[] events)
    {
        var record = new SomeRecord();
        var state = OrganisationState.None.Evolve(record.Next<OrganisationEvent>("organisation/universitas", new OrganisationRegistered(SomeActor.University, Partner.Academia, SomeText.In("University")), Actor.Import));
        return events.Aggregate(state, (before, happened) => before.Evolve(record.Next("organisation/universitas", happened, SomeActor.Third())));
    }

    private static SomeStory Told() => new SomeStory().On("2026-05-01");

    private static SomeStory Differing() => Told()
        .Publish(SomeReview.Id, SomeReview.Finding(CompletionCoding.Limited), _forum)
        .Publish(SomeReview.Other, SomeReview.Finding(CompletionCoding.Complete), _university);

    private static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
