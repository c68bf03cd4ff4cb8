using System.Net;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

public sealed class LimitTests
{
    [Fact]
    public async Task Too_many_requests_of_one_address_are_told_when_to_come_back()
    {
        await using var app = new TrackerApp { Settings = { ["Tracker:RequestsPerMinute"] = "3" } };
        await app.Ready();
        var visitor = app.Visitor();
        for (var i = 0; i < 3; i++) (await visitor.GetAsync("/healthz")).StatusCode.Should().Be(HttpStatusCode.OK);

        var refused = await visitor.GetAsync("/api/v1/plans");

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.Should().BeInRange(1, 60);
        ((string)(await refused.Json())["rule"]!).Should().Be("too-many-requests");
    }

    [Fact]
    public async Task Too_many_writes_of_one_account_are_refused_and_another_accounts_are_not()
    {
        var site = new SomeSite { Settings = { ["Tracker:WritesPerMinute"] = "2" } };
        await site.InitializeAsync();
        await using var end = site;
        for (var i = 0; i < 2; i++) (await site.As("partner").Post(Evidence, SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created);

        var refused = await site.As("partner").Post(Evidence, SomeEvidence());

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.Should().NotBeNull();
        (await site.As("other-partner").Post(Evidence, SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created);
    }
}
