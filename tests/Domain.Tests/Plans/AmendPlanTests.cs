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

        var amended = ((Outcome<PlanEvent>.Accepted)PlanRules.Amend(state, new(_digest, " So decided. "), SomeActor.Coordinator())).Events.Single();

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

    private static string? Why(PlanState state, AmendPlan command, Actor actor) =>
        (PlanRules.Amend(state, command, actor) as Outcome<PlanEvent>.Declined)?.Why.Rule;
}
