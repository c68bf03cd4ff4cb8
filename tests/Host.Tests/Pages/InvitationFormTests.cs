using System.Net;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>The form by which somebody is invited, on the site of the shipped plans: its coordinator has several.</summary>
public sealed class InvitationFormTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_coordinator_of_several_plans_is_asked_for_which()
    {
        var coordinator = await site.SignedIn("coordinator");
        var form = await coordinator.Open("/en/invite");
        form.QuerySelector("label[for='f-plan']")!.TextContent.Should().NotContain("optional");

        using var refused = await coordinator.Send(form, ("organisation", "contoh-dinas"), ("role", "owner"), ("plan", ""));

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(refused)).GetElementById("e-plan").Should().NotBeNull();
    }
}
