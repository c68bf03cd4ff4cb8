using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Plans;

/// <summary>Leaf 1.1 is due on 30 June 2026, leaf 2 on 31 December; both are shown Complete by academia and the public.</summary>
public sealed class TightenPolicyTests
{
    private static readonly ProofPolicy _three = new(3);

    [Fact]
    public void A_stricter_rule_judges_what_is_not_due_yet_and_both_results_are_shown()
    {
        var story = Shown().On("2026-05-10").Tighten(_three);

        story.Why.Should().BeNull();
        Leaf(story, "1.1").Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete && proof.Stricter == null);
        Leaf(story, "2").Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete);
        story.Standing.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete);
    }

    [Fact]
    public void What_was_due_keeps_the_rule_it_had_and_the_stricter_result_stands_beside_it()
    {
        var story = Shown().On("2026-07-01").Tighten(_three);

        Leaf(story, "1.1").Should().Match<Proof>(proof => proof.Level == Completion.Complete && proof.Stricter == Completion.Substantial && proof.Former == null);
        Leaf(story, "2").Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete && proof.Stricter == null);
        story.Standing.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete && proof.Stricter == null);
    }

    [Fact]
    public void Made_stricter_twice_the_first_rule_and_the_one_that_holds_stand_beside_the_one_that_judges()
    {
        var story = Shown().On("2026-05-10").Tighten(_three).On("2026-07-01").Tighten(new(4));

        Leaf(story, "1.1").Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete && proof.Stricter == null);
        Leaf(story, "2").Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete && proof.Stricter == null);
    }

    [Fact]
    public void Where_the_first_rule_judges_no_rule_in_between_is_named()
    {
        var story = Shown().On("2026-07-01").Tighten(_three).On("2026-07-02").Tighten(new(4));

        Leaf(story, "1.1").Should().Match<Proof>(proof => proof.Level == Completion.Complete && proof.Former == null && proof.Stricter == Completion.Substantial);
    }

    [Fact]
    public void On_the_due_day_itself_it_is_not_due_yet()
    {
        Leaf(Shown().On("2026-06-30").Tighten(_three), "1.1").Level.Should().Be(Completion.Substantial);
    }

    [Fact]
    public void A_date_moved_after_it_had_passed_wins_no_other_rule()
    {
        var story = Shown().On("2026-07-01").Reschedule("2026-12-01", MilestoneNumber.Parse("1.1"));
        story.Why.Should().BeNull();
        Leaf(story.On("2026-07-02").Tighten(_three), "1.1").Level.Should().Be(Completion.Complete, "it is judged by its first date");
    }

    [Fact]
    public void A_third_partner_reaches_the_stricter_rule()
    {
        var story = Shown().On("2026-05-10").Tighten(_three)
            .With("bus2", Partner.Business, "2");

        Leaf(story, "2").Should().Match<Proof>(proof => proof.Level == Completion.Complete && proof.Former == null);
    }

    [Fact]
    public void A_whole_commitment_needs_as_many_organisations_as_the_rule_that_judges_it_says()
    {
        var story = Shown().On("2026-05-10").Tighten(new(2, 5));

        Leaf(story, "2").Level.Should().Be(Completion.Complete);
        story.Standing.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Former == Completion.Complete);
    }

    [Theory]
    [InlineData(1, 2, "policy-weaker")]
    [InlineData(5, 2, "policy-weaker")]
    [InlineData(2, 1, "policy-weaker")]
    [InlineData(2, 2, "policy-unchanged")]
    [InlineData(3, 17, "policy-weaker")]
    public void It_becomes_stricter_or_nothing(int partners, int organisations, string rule)
    {
        Told().Tighten(new(partners, organisations)).Why!.Rule.Should().Be(rule);
        Why(new(partners, organisations, "So decided.")).Should().Be(rule);
    }

    [Fact]
    public void What_was_made_stricter_is_never_made_weaker_again()
    {
        var why = Told().Tighten(_three).Tighten(new(2, 3)).Why!;

        why.Rule.Should().Be("policy-weaker");
        why.Values!["partners"].Should().Be("3", "that is the least now");
    }

    [Fact]
    public void Only_a_coordinator_of_a_running_plan_does_it_and_with_a_reason()
    {
        Told().Tighten(_three, SomeActor.Owner()).Why!.Rule.Should().Be("role-not-allowed");
        Told().On("2028-02-01").Tighten(_three).Why!.Rule.Should().Be("plan-over");
        Told().WithdrawCommitment().Tighten(_three).Why!.Rule.Should().Be("commitment-withdrawn");
        Why(new(3, 2, "So decided."), SomeActor.Reviewer()).Should().Be("role-not-allowed");
        Why(new(3, 2, " ")).Should().Be("text-required");
        Why(new(3, 2, "So decided."), today: new(2028, 1, 1)).Should().Be("plan-over");
        Why(new(3, 2, "So decided."), state: PlanState.None).Should().Be("plan-unknown");
        Why(new(3, 2, "So decided.")).Should().BeNull();
    }

    private static string? Why(TightenPolicy command, Actor? actor = null, DateOnly? today = null, PlanState? state = null) => (PlanRules.Tighten(
        state ?? PlanState.None.Evolve(new SomeRecord().Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import)),
        command, actor ?? SomeActor.Coordinator(), today ?? new(2026, 5, 4)) as Outcome<PlanEvent>.Declined)?.Why.Rule;

    private static SomeStory Told() => new(SomeCommitment.With(("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")), ("2", SomeCommitment.Milestone() with { Due = new(2026, 12, 31) })));

    private static SomeStory Shown() => Told().With("aca1", Partner.Academia, "1.1").With("aca2", Partner.Academia, "2");

    private static Proof Leaf(SomeStory story, string number) =>
        story.Standing.Milestones.Single(one => one.Number == MilestoneNumber.Parse(number)).Proof;
}

file static class Showing
{
    /// <summary>Evidence of a partner for Complete, accepted by the public.</summary>
    public static SomeStory With(this SomeStory story, string id, Partner partner, string leaf)
    {
        var piece = EvidenceId.Parse($"{SomeCommitment.Id.Plan}~{SomeCommitment.Id.Number}~{id}");
        return story
            .Send(piece, SomeEvidence.Supporting(Completion.Complete, new(2026, 4, 1)) with { Leaf = MilestoneNumber.Parse(leaf) }, SomeActor.Contributor(partner))
            .Accept(piece, Completion.Complete);
    }
}
