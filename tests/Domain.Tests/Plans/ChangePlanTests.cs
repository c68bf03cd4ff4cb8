using System.Collections.Immutable;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Plans;

/// <summary>A plan's own fields, put otherwise from its changed files.</summary>
public sealed class ChangePlanTests
{
    [Fact]
    public void Words_and_facts_are_recorded_with_what_they_said_before()
    {
        var state = Published();

        var changed = Changed(state, new("title/en", " A better plan "), new("organisations/lembaga-baru", "academia"), new("commitments", "[\"1\",\"2\"]"), new("forum", "lembaga-baru"));

        changed.Texts!.Values.Should().ContainSingle().Which.Should().Match<AmendedText>(text => text.Field == "title/en" && text.Before!.Value.Value.Length > 0 && text.After!.Value.Value == "A better plan");
        changed.Facts!["commitments"].Should().Be(new AmendedFact("[\"1\"]", "[\"1\",\"2\"]"));
        var next = state.Evolve(new SomeRecord().Next<PlanEvent>("contoh", changed, SomeActor.Coordinator()));
        next.Plan!.Title["en"].Value.Should().Be("A better plan");
        next.Plan.Commitments.Select(one => one.Value).Should().Equal("1", "2");
        next.Plan.Forum.Should().Be(OrganisationId.Parse("lembaga-baru"));
        next.Plan.Organisations["lembaga-baru"].Should().Be(Partner.Academia);
        PlanFields.Of(next.Plan).Should().Contain("title/en", "A better plan");
    }

    [Theory]
    [InlineData("end", "2029-12-31", "field-not-amendable")]
    [InlineData("timeZone", "Asia/Makassar", "field-not-amendable")]
    [InlineData("policy/partnersForComplete", "3", "field-not-amendable")]
    [InlineData("reviewers", "[]", "field-not-amendable")]
    [InlineData("jurisdiction", "elsewhere", "field-not-amendable")]
    [InlineData("commitments", "[\"2\"]", "field-value-invalid")]
    [InlineData("commitments", "1", "field-value-invalid")]
    [InlineData("commitments", null, "field-value-invalid")]
    [InlineData("forum", "nobody-listed", "organisation-unlisted")]
    [InlineData("title/en", null, "text-required")]
    [InlineData("organisations/lembaga-baru", "nobody", "field-value-invalid")]
    public void What_a_plan_is_once_and_for_all_and_what_would_take_something_away_is_refused(string field, string? value, string rule) =>
        Why(Published(), [new(field, value)]).Should().Be(rule);

    [Fact]
    public void Nobody_who_was_named_becomes_of_another_partner()
    {
        var state = Published();
        var (organisation, partner) = state.Plan!.Organisations.First();
        Why(state, [new($"organisations/{organisation}", partner == Partner.Academia ? "business" : "academia")]).Should().Be("field-not-amendable");
    }

    [Fact]
    public void Only_a_coordinator_of_a_running_plan_changes_it_and_with_a_reason()
    {
        FieldChange[] change = [new("title/en", "A better plan")];
        Why(Published(), change, by: SomeActor.Owner()).Should().Be("role-not-allowed");
        Why(Published(), change, reason: " ").Should().Be("text-required");
        Why(Published(), change, today: new(2028, 1, 1)).Should().Be("plan-over");
        Why(PlanState.None, change).Should().Be("plan-unknown");
        Why(Published(), []).Should().Be("amendment-fields");
        Why(Published(), [change[0], change[0]]).Should().Be("amendment-fields");
        Why(Published(), [new("title/en", SomePlan.Published().Title["en"].Value)]).Should().Be("amendment-unchanged");
    }

    private static PlanState Published() => PlanState.None.Evolve(new SomeRecord().Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import));

    private static PlanChanged Changed(PlanState state, params ImmutableArray<FieldChange> changes) =>
        (PlanChanged)((Outcome<PlanEvent>.Accepted)PlanRules.Change(state, new(changes, "So decided."), SomeActor.Coordinator(), new(2026, 5, 4))).Events.Single();

    private static string? Why(PlanState state, FieldChange[] changes, string reason = "So decided.", Actor? by = null, DateOnly? today = null) =>
        (PlanRules.Change(state, new([.. changes], reason), by ?? SomeActor.Coordinator(), today ?? new(2026, 5, 4)) as Outcome<PlanEvent>.Declined)?.Why.Rule;
}
