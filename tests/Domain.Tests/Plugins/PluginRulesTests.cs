using FluentAssertions;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Plugins;

public sealed class PluginRulesTests
{
    private static readonly Actor _community = SomeActor.Contributor(Partner.Public);
    private readonly SomeRecord _record = new();
    private PluginState _state = PluginState.None;

    [Fact]
    public void A_changed_plugin_waits_while_the_approved_one_goes_on()
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(), SomeActor.Admin()), SomeActor.Admin());

        Happens(PluginRules.List(_state, SomePlugin.List(SomePlugin.OtherDigest), _community), _community);

        _state.Approvals[SomeActor.Community].Digest.Should().Be(SomePlugin.Digest);
        _state.Listings[SomePlugin.OtherDigest].Decided.Should().BeFalse();
    }

    [Fact]
    public void One_plugin_speaks_for_many_and_each_keeps_the_files_approved_for_it()
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(), SomeActor.Admin()), SomeActor.Admin());
        Happens(PluginRules.List(_state, SomePlugin.List(SomePlugin.OtherDigest), _community), _community);
        Happens(
            PluginRules.Approve(_state, SomePlugin.Approve(SomePlugin.OtherDigest) with { Organisation = SomeActor.University, MemberOf = Partner.Academia }, SomeActor.Admin()),
            SomeActor.Admin());

        _state.Approvals[SomeActor.Community].Digest.Should().Be(SomePlugin.Digest);
        _state.Approvals[SomeActor.University].Digest.Should().Be(SomePlugin.OtherDigest);
    }

    [Theory]
    [InlineData(Role.Partner)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.System)]
    [InlineData(Role.Plugin)]
    public void Only_an_admin_decides(Role role)
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        var actor = new Actor(role, "p-x", SomeActor.Community, Partner.Public);

        Outcome<PluginEvent>[] refused =
        [
            PluginRules.Approve(_state, SomePlugin.Approve(), actor),
            PluginRules.Refuse(_state, new("No."), actor),
            PluginRules.Revoke(_state, new("Stop."), actor),
            PluginRules.Reinstate(_state, new(SomeActor.Community, "Well."), actor),
        ];

        refused.Should().AllSatisfy(one => ((Outcome<PluginEvent>.Declined)one).Why.Rule.Should().Be("role-not-allowed"));
    }

    [Fact]
    public void A_reason_is_needed_to_refuse_and_to_stop()
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        Declined(PluginRules.Refuse(_state, new(" "), SomeActor.Admin())).Should().Be("text-required");
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(), SomeActor.Admin()), SomeActor.Admin());

        Declined(PluginRules.Revoke(_state, new(" "), SomeActor.Admin())).Should().Be("text-required");
    }

    [Fact]
    public void Newer_files_are_not_held_to_the_quarantine_of_older_ones()
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(), SomeActor.Admin()), SomeActor.Admin());
        Happens(PluginRules.Quarantine(_state, new(SomeActor.Community, SomePlugin.Digest, 5, "crashed"), Actor.Import), Actor.Import);
        _state.Approvals[SomeActor.Community].Quarantined.Should().BeTrue();

        Happens(PluginRules.List(_state, SomePlugin.List(SomePlugin.OtherDigest), _community), _community);
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(SomePlugin.OtherDigest), SomeActor.Admin()), SomeActor.Admin());

        _state.Approvals[SomeActor.Community].Quarantined.Should().BeFalse();
        Declined(PluginRules.Quarantine(_state, new(SomeActor.Community, SomePlugin.Digest, 5, "crashed"), Actor.Import)).Should().Be("plugin-not-approved");
    }

    [Fact]
    public void Revoking_without_an_organisation_stops_it_for_all()
    {
        Happens(PluginRules.List(_state, SomePlugin.List(), _community), _community);
        Happens(PluginRules.Approve(_state, SomePlugin.Approve(), SomeActor.Admin()), SomeActor.Admin());
        Happens(PluginRules.Approve(_state, SomePlugin.Approve() with { Organisation = SomeActor.University, MemberOf = Partner.Academia }, SomeActor.Admin()), SomeActor.Admin());

        Happens(PluginRules.Revoke(_state, new("It is wrong about everything."), SomeActor.Admin()), SomeActor.Admin());

        _state.Approvals.Should().BeEmpty();
    }

    [Fact]
    public void Waiting_doubles_from_a_minute_to_six_hours_and_never_goes_wrong()
    {
        var now = SomeRecord.At("2026-05-01");
        var health = PluginHealth.Well;
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            health = health.Failed(now, 0.5);
            waits.Add(health.NotBefore!.Value - now);
        }

        waits.Take(4).Should().Equal(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8));
        waits.Max().Should().Be(TimeSpan.FromHours(6));
        waits.Should().BeInAscendingOrder();
        PluginHealth.Well.Failed(now, 0).NotBefore.Should().Be(now.AddSeconds(30));
        PluginHealth.Well.Failed(now, 1).NotBefore.Should().Be(now.AddSeconds(90));
    }

    [Fact]
    public void After_five_failures_in_a_row_it_is_hopeless_and_not_before()
    {
        var health = PluginHealth.Well;
        for (var i = 1; i <= 5; i++)
        {
            health.IsHopeless.Should().BeFalse();
            health = health.Failed(SomeRecord.At("2026-05-01"), 0.5);
        }

        health.IsHopeless.Should().BeTrue();
    }

    private static string? Declined(Outcome<PluginEvent> outcome) => (outcome as Outcome<PluginEvent>.Declined)?.Why.Rule;

    private void Happens(Outcome<PluginEvent> outcome, Actor by)
    {
        Declined(outcome).Should().BeNull();
        foreach (var happened in ((Outcome<PluginEvent>.Accepted)outcome).Events) _state = _state.Evolve(_record.Next(SomePlugin.Id.Stream, happened, by));
    }
}
