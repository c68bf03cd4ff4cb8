using FluentAssertions;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Plans;

public sealed class AmendPlanTests
{
    private static readonly string _digest = new('a', 64);

    [Fact]
    public void Applying_files_is_recorded_with_their_digest_and_a_reason()
    {
        var record = new SomeRecord();
        var state = PlanState.None.Evolve(record.Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import));

        var amended = ((Outcome<PlanEvent>.Accepted)PlanRules.Amend(state, new(_digest, " So decided. "), null, SomeActor.Coordinator())).Events.Single();

        amended.Should().Be(new PlanAmended(_digest, new("So decided.")));
        state = state.Evolve(record.Next("contoh", amended, SomeActor.Coordinator()));
        state.Digest.Should().Be(_digest);
        Why(state, new(_digest, "Again."), SomeActor.Coordinator()).Should().Be("amendment-unchanged");
    }

    [Fact]
    public void Only_a_coordinator_applies_files_of_a_plan_that_is_here_and_with_a_reason()
    {
        var state = PlanState.None.Evolve(new SomeRecord().Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import));
        Why(state, new(_digest, "So decided."), SomeActor.Owner()).Should().Be("role-not-allowed");
        Why(state, new(_digest, ""), SomeActor.Coordinator()).Should().Be("text-required");
        Why(PlanState.None, new(_digest, "So decided."), SomeActor.Coordinator()).Should().Be("plan-unknown");
    }

    [Fact]
    public void What_was_decided_for_the_tracker_is_recorded_by_field_and_stands_while_the_files_say_the_same()
    {
        var state = PlanState.None.Evolve(new SomeRecord().Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import));
        var kept = KeptFields.Of([("commitments/1/title/id", "Satu"), ("commitments/1/brief/id", null), ("commitments/1/officerName", "A. Person")]);

        var amended = (PlanAmended)((Outcome<PlanEvent>.Accepted)PlanRules.Amend(state, new(_digest, "So decided."), kept, SomeActor.Coordinator())).Events.Single();

        amended.Kept.Should().BeSameAs(kept);
        kept.Stands("commitments/1/title/id", "Satu").Should().BeTrue();
        kept.Stands("commitments/1/title/id", "Dua").Should().BeFalse("the files say something else now");
        kept.Stands("commitments/1/title/id", null).Should().BeFalse();
        kept.Stands("commitments/1/brief/id", null).Should().BeTrue("they still say nothing");
        kept.Stands("commitments/1/brief/id", "").Should().BeFalse();
        kept.Stands("commitments/1/theme/id", "Satu").Should().BeFalse("nobody decided it");
        kept.Should().NotContainKey("commitments/1/officerName", "no trace of a name is left that nobody could erase");
        KeptFields.Of([]).Should().BeNull();
    }

    private static string? Why(PlanState state, AmendPlan command, Actor actor) =>
        (PlanRules.Amend(state, command, null, actor) as Outcome<PlanEvent>.Declined)?.Why.Rule;
}
