using System.Collections.Immutable;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Organisations;

public sealed class ChallengeTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);
    private static readonly Actor _business = SomeActor.Contributor(Partner.Business);
    private static readonly CommitmentNumber _one = CommitmentNumber.Parse("1");
    private static readonly CommitmentNumber _two = CommitmentNumber.Parse("2");

    [Fact]
    public void A_refuted_declaration_no_longer_counts_and_one_that_stands_does()
    {
        Decided(ChallengeOutcome.Stands).HasDeclared(SomeCommitment.Id).Should().BeTrue();
        var refuted = Decided(ChallengeOutcome.Refuted);
        refuted.HasDeclared(SomeCommitment.Id).Should().BeFalse();
        refuted.Challenges.Should().BeEmpty();
        Tell(refuted, new IndependenceDeclared(SomePlan.Id, null, new("Now we are."))).HasDeclared(SomeCommitment.Id).Should().BeTrue("things change, and a new declaration can be challenged anew");
    }

    [Fact]
    public void What_is_refuted_of_one_commitment_leaves_the_declaration_of_the_others()
    {
        var refuted = Decided(ChallengeOutcome.Refuted, [_one]);
        refuted.HasDeclared(new(SomePlan.Id, _one)).Should().BeFalse();
        refuted.HasDeclared(new(SomePlan.Id, _two)).Should().BeTrue();
        Why(ChallengeRules.Challenge(refuted, new(SomePlan.Id, [_one], "Again."), SomePlan.Known, _business)).Should().Be(Rules.IndependenceNotDeclared.Name);
        Tell(refuted, new IndependenceDeclared(SomePlan.Id, [_one], new("The lease has ended."))).HasDeclared(new(SomePlan.Id, _one)).Should().BeTrue();
    }

    [Fact]
    public void What_the_plan_does_not_have_is_neither_declared_nor_challenged()
    {
        var unknown = SomePlan.Known with { Unknown = _two };
        var (declared, registered) = (Decided(ChallengeOutcome.Stands), Tell(OrganisationState.None, new OrganisationRegistered(SomeActor.University, Partner.Academia, SomeText.In("A university"))));

        var declaring = OrganisationRules.DeclareIndependence(registered, new(SomePlan.Id, [_one, _two], "We are."), unknown, _academia);
        Refusal(declaring).Should().BeEquivalentTo(new { Rule = Rules.CommitmentNotInPlan.Name, Field = "commitments" }, "the number is said at its field");
        Why(ChallengeRules.Challenge(declared, new(SomePlan.Id, [_two], "It is not."), unknown, _business)).Should().Be(Rules.CommitmentNotInPlan.Name);
        Why(ChallengeRules.Challenge(declared, new(SomePlan.Id, null, "It is not."), new(Plan: false), _business)).Should().Be(Rules.PlanUnknown.Name);
    }

    [Fact]
    public void Whoever_the_plan_names_declares_independence_of_other_commitments_only()
    {
        var registered = Tell(OrganisationState.None, new OrganisationRegistered(SomeActor.University, Partner.Academia, SomeText.In("A university")));
        Refusal(OrganisationRules.DeclareIndependence(registered, new(SomePlan.Id, [_one, _two], "We are."), SomePlan.Known with { Involved = _one }, _academia))
            .Should().BeEquivalentTo(new { Rule = Rules.IndependenceOfOwnWork.Name, Field = "commitments" });
        Refusal(OrganisationRules.DeclareIndependence(registered, new(SomePlan.Id, [_two], "We are."), SomePlan.Known, _academia)).Should().BeNull();
        Refusal(OrganisationRules.DeclareIndependence(registered, new(SomePlan.Id, null, "We are."), SomePlan.Known, _academia)).Should().BeNull("it holds of whatever does not name it");
    }

    [Fact]
    public void Neither_who_declared_nor_who_challenges_decides_nor_anybody_who_does_not_review_the_plan()
    {
        var state = Challenged(null);
        Why(Decide(state, SomeActor.Reviewer())).Should().Be(Rules.NotThirdOrganisation.Name, "its own");
        Why(Decide(state, SomeActor.Reviewer(Partner.Business))).Should().Be(Rules.NotThirdOrganisation.Name, "it challenges");
        Why(Decide(state, SomeActor.Third(), appointed: false)).Should().Be(Rules.ReviewerNotAppointed.Name);
        Why(Decide(state, SomeActor.Coordinator())).Should().Be(Rules.RoleNotAllowed.Name);
        Why(Decide(state, SomeActor.Third())).Should().BeNull();
    }

    [Fact]
    public void A_planted_reviewer_of_a_supporter_whom_the_plan_names_never_judges_and_one_it_does_not_name_stops_counting()
    {
        var planted = SomeActor.Reviewer(Partner.Business);
        var named = SomeCommitment.WithOneLeaf() with { Supporters = SomeCommitment.WithOneLeaf().Supporters.Add(SomeActor.Company.Value, Partner.Business) };
        new SomeStory(named).Prove(SomeEvidence.Id, Completion.Complete, _academia, planted).Why!.Rule.Should().Be(Rules.NotIndependent.Name);

        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Complete, _academia, planted);
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
        story.On("2026-05-09").Discount(SomeEvidence.Id, SomeActor.Company);

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Level == null && proof.Waiting == 1);
        story.Leaf.Proof.WaitingSince.Should().Be(SomeRecord.At("2026-05-09"));
        story.Accept(SomeEvidence.Id, Completion.Complete, SomeActor.Reviewer()).Why.Should().BeNull("somebody independent may check it now");
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
    }

    [Fact]
    public void What_it_sent_itself_is_evidence_still_but_no_partner_that_stands_for_Complete()
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Complete, _business);
        (story.Leaf.Proof.Level, story.Standing.Organisations).Should().Be((Completion.Complete, 2));

        story.Discount(SomeEvidence.Id, SomeActor.Company);
        (story.Leaf.Proof.Level, story.Standing.Organisations).Should().Be((Completion.Substantial, 1));
        story.Discount(SomeEvidence.Id, SomeActor.Company).Why!.Rule.Should().Be(Rules.NothingRestsOnIt.Name, "once is enough");
    }

    [Fact]
    public void Its_ruling_on_a_dispute_falls_and_what_that_had_overruled_counts_again()
    {
        var (proof, dispute) = (SomeEvidence.Number(1), SomeEvidence.Number(2));
        var story = new SomeStory().Prove(proof, Completion.Complete, _academia)
            .Dispute(dispute, Completion.Limited, SomeActor.Contributor(Partner.Public), SomeActor.Reviewer(Partner.Business)).Decide(dispute, DisputeOutcome.Upheld);
        story.Leaf.Proof.Level.Should().Be(Completion.Limited);

        story.Discount(dispute, SomeActor.StudyCentre);
        story.Leaf.Proof.State.Should().Be(ProofState.Disputed, "it is open again");
        story.History.Overruled.Should().BeEmpty();
        story.Decide(dispute, DisputeOutcome.Settled, SomeActor.Reviewer()).Why.Should().BeNull();
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
    }

    [Fact]
    public void Its_return_and_its_decision_on_an_appeal_fall()
    {
        var returned = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia).Return(SomeEvidence.Id).Discount(SomeEvidence.Id, SomeActor.OtherCommunity);
        returned.Leaf.Proof.Should().Match<Proof>(proof => proof.Waiting == 1 && proof.Returned == 0);

        var appealed = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia).Return(SomeEvidence.Id)
            .Appeal(SomeEvidence.Id, _academia).Decide(SomeEvidence.Id, AppealOutcome.Stands).Discount(SomeEvidence.Id, SomeActor.StudyCentre);
        appealed[SomeEvidence.Id].Status.Should().Be(EvidenceStatus.Appealed);
        appealed.Decide(SomeEvidence.Id, AppealOutcome.Overturned, SomeActor.Reviewer(Partner.Business)).Why.Should().BeNull();
    }

    [Fact]
    public void Only_the_site_itself_records_it()
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Limited, _academia);
        story.Discount(SomeEvidence.Id, SomeActor.OtherCommunity, SomeActor.Admin()).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
    }

    private static OrganisationState Decided(ChallengeOutcome outcome, ImmutableArray<CommitmentNumber>? commitments = null) =>
        Tell(Challenged(commitments), new ChallengeDecided(3, outcome, new("We looked.")), SomeActor.Third());

    /// <summary>The village forum, registered and declared independent of the whole plan; a company challenges it.</summary>
    private static OrganisationState Challenged(ImmutableArray<CommitmentNumber>? commitments)
    {
        var state = Tell(OrganisationState.None, new OrganisationRegistered(SomeActor.OtherCommunity, Partner.Public, SomeText.In("A village forum")));
        state = Tell(state, new IndependenceDeclared(SomePlan.Id, null, new("We are.")));
        return Tell(state, new IndependenceChallenged(SomePlan.Id, commitments, new("The office pays its rent.")), _business);
    }

    private static Outcome<OrganisationEvent> Decide(OrganisationState state, Actor who, bool appointed = true) =>
        ChallengeRules.Decide(state, new(3, ChallengeOutcome.Refuted, "We looked."), appointed, who);

    private static OrganisationState Tell(OrganisationState state, OrganisationEvent happened, Actor? by = null) =>
        state.Evolve(new(happened, new("site", state.Version, "organisation/forum-desa", state.Version + 1, SomeRecord.At("2026-05-01"), by ?? SomeActor.Admin())));

    private static string? Why(Outcome<OrganisationEvent> outcome) => Refusal(outcome)?.Rule;

    private static Refused? Refusal(Outcome<OrganisationEvent> outcome) => (outcome as Outcome<OrganisationEvent>.Declined)?.Why;
}
