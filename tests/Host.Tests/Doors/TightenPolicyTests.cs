using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Tests.Pages;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>A plan's rule of proof is made stricter. The site's day is 4 May 2026; everything is due on 30 June.</summary>
public sealed class TightenPolicyTests
{
    private const string Policy = "/api/v1/plans/contoh/policy";

    [Fact]
    public async Task A_stricter_rule_holds_for_every_commitment_and_both_results_are_shown()
    {
        await using var site = await Shown();

        var answer = await site.As("coordinator").Post(Policy, Stricter(3, 2));

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var proof = (await site.Read(Commitment))["milestones"]!.AsArray().First(leaf => (string)leaf!["number"]! == "1.1")!["proof"]!;
        ((string)proof["level"]!).Should().Be("Substantial");
        ((string)proof["former"]!).Should().Be("Complete");
        var plan = await site.Read("/api/v1/plans/contoh");
        ((int)plan["policy"]!["partnersForComplete"]!).Should().Be(3);
        plan["policyChanges"]!.AsArray().Should().ContainSingle().Which!["reason"]!.GetValue<string>().Should().Be("The forum decided so.");
        (await site.Read(Commitment + "/history"))["items"]![0]!["type"]!.GetValue<string>().Should().Be("commitment.tightened");
        var visitor = new Visitor(site.Browser());
        (await visitor.Open("/en/plans/contoh/commitments/1")).GetElementById("m-1.1")!.TextContent.Should().Contain("By the plan’s first rule, evidence would show: Complete");
        (await visitor.Open("/id/plans/contoh")).Body!.TextContent.Should().Contain("Diperketat sejak 4 Mei 2026");
    }

    [Fact]
    public async Task What_was_due_keeps_its_rule()
    {
        await using var site = await Shown();
        site.Clock.Advance(TimeSpan.FromDays(60));

        (await site.As("coordinator").Post(Policy, Stricter(3, 2))).StatusCode.Should().Be(HttpStatusCode.Created);

        var proof = (await site.Read(Commitment))["milestones"]!.AsArray().First(leaf => (string)leaf!["number"]! == "1.1")!["proof"]!;
        ((string)proof["level"]!).Should().Be("Complete");
        ((string)proof["stricter"]!).Should().Be("Substantial");
        proof["former"].Should().BeNull();
    }

    [Theory]
    [InlineData(1, 2, "policy-weaker", "partnersForComplete", 400)]
    [InlineData(2, 99, "policy-weaker", "organisationsForCommitment", 400)]
    [InlineData(2, 2, "policy-unchanged", null, 409)]
    public async Task A_rule_that_is_not_stricter_changes_no_commitment(int partners, int organisations, string rule, string? field, int status)
    {
        await using var site = await Shown();
        var before = await site.Entries();

        var answer = await site.As("coordinator").Post(Policy, Stricter(partners, organisations));

        ((int)answer.StatusCode).Should().Be(status);
        var problem = await answer.Json();
        ((string)problem["rule"]!).Should().Be(rule);
        ((string?)problem["field"]).Should().Be(field);
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task It_goes_on_where_it_was_cut_short_and_a_withdrawn_commitment_is_passed_over()
    {
        await using var site = await Shown();
        var gone = (await site.Promised()).Number;
        await site.As("coordinator").Done($"/api/v1/plans/contoh/commitments/{gone}/withdrawal", new() { ["reason"] = "So decided." });
        // As after a stop between two commitments: one has the rule already, the plan has not.
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var coordinator = await scope.ServiceProvider.GetRequiredService<Features.Accounts.AccountDirectory>().ByName("coordinator", default);
            var outcome = await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(new Http.Write<Domain.Commitments.TightenCommitment>(
                new(new(3), "The forum decided so."), SomeCommitment.Id, coordinator!.For<Domain.Commitments.TightenCommitment>(), "earlier"));
            outcome.Should().BeOfType<Http.WriteOutcome.Done>();
        }

        (await site.As("coordinator").Post(Policy, Stricter(3, 2))).StatusCode.Should().Be(HttpStatusCode.Created);

        ((int)(await site.Read("/api/v1/plans/contoh"))["policy"]!["partnersForComplete"]!).Should().Be(3);
    }

    [Fact]
    public async Task A_coordinator_makes_it_stricter_by_a_form_that_keeps_what_was_typed()
    {
        await using var site = await Shown();
        var coordinator = new Visitor(site.Browser());
        var signIn = await coordinator.Open("/en/sign-in");
        await coordinator.Send(signIn, ("account", "coordinator"), ("password", Tests.SomeSite.Password));
        (await coordinator.Open("/en/plans/contoh")).QuerySelectorAll("a[href='/en/plans/contoh/tighten-policy']").Should().ContainSingle();
        var form = await coordinator.Open("/en/plans/contoh/tighten-policy");

        using var wrong = await coordinator.Send(form, ("partnersForComplete", "4"), ("organisationsForCommitment", "2"), ("reason", " "));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(wrong);
        again.QuerySelector("#f-partnersForComplete option[selected]")!.GetAttribute("value").Should().Be("4");
        using var sent = await coordinator.Send(again, ("reason", "The forum decided so."));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        ((int)(await site.Read("/api/v1/plans/contoh"))["policy"]!["partnersForComplete"]!).Should().Be(4);
    }

    /// <summary>Leaf 1.1 is shown Complete by a university and a village forum.</summary>
    private static async Task<Tests.SomeSite> Shown()
    {
        var site = new Tests.SomeSite();
        await site.InitializeAsync();
        var (id, _) = await site.Submitted("other-partner", ("shows", "Complete"));
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Complete", ["reason"] = "Seen." });
        return site;
    }

    private static JsonObject Stricter(int partners, int organisations) =>
        new() { ["partnersForComplete"] = partners, ["organisationsForCommitment"] = organisations, ["reason"] = "The forum decided so." };
}
