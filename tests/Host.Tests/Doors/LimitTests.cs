using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Host.Tests.Accounts;
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

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")]
    [InlineData("192.0.2.7", "192.0.2.7", "192.0.2.8")]
    public async Task Too_much_sent_from_one_address_without_an_account_is_refused_and_from_another_is_not(string one, string same, string another)
    {
        var lines = new KeptLines();
        var site = new SomeSite
        {
            Settings = { ["Tracker:SubmissionsPerHour"] = "2" },
            AlsoRegister = services => services.AddSingleton<IStartupFilter, FromAnAddress>().AddSingleton<ILoggerProvider>(lines),
        };
        await site.InitializeAsync();
        await using var end = site;
        var numbers = new List<string>();
        for (var i = 0; i < 2; i++)
            numbers.Add((string)(await (await site.Visitor().Post(Submissions, SomeSubmission(("title", "Kutilang")), null, null, ("X-From", one))).Json())["trackingNumber"]!);

        // What a proxy that nobody named says of the address is not believed.
        var refused = await site.Visitor().Post(Submissions, SomeSubmission(), null, null, ("X-From", same), ("X-Forwarded-For", another));

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.Should().BeInRange(1, 3600);
        ((string)(await refused.Json())["rule"]!).Should().Be("too-many-submissions");
        (await site.Visitor().Post(Submissions, SomeSubmission(), null, null, ("X-From", another))).StatusCode.Should().Be(HttpStatusCode.Created);
        lines.All.Should().NotBeEmpty();
        foreach (var secret in (string[])["Kutilang", one, another, .. numbers, .. numbers.Select(number => number.Replace("-", ""))])
            lines.All.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("no log has what was sent, from where, or its number");
    }

    [Fact]
    public async Task An_appeal_is_counted_apart_from_what_was_sent()
    {
        var site = new SomeSite { Settings = { ["Tracker:SubmissionsPerHour"] = "2", ["Tracker:AppealsPerHour"] = "1" } };
        await site.InitializeAsync();
        await using var end = site;
        string[] appeals = [await site.SentBack(), await site.SentBack()];
        var full = await site.Visitor().Post(Submissions, SomeSubmission(), null, null, ("Accept-Language", "id"));
        var why = await full.Json();
        ((string)why["rule"]!, (string)why["title"]!).Should().Be(("too-many-submissions", "Terlalu banyak permintaan"));
        ((string)why["detail"]!).Should().Contain("Retry-After").And.NotContain("ketik", "a program types nothing");
        full.Content.Headers.ContentLanguage.Should().Equal("id");

        (await site.Visitor().Post(appeals[0], [], Now)).StatusCode.Should().Be(HttpStatusCode.Created, "whoever sent much loses no appeal");
        var second = await site.Visitor().Post(appeals[1], [], Now);

        (second.StatusCode, (string)(await second.Json())["rule"]!).Should().Be((HttpStatusCode.TooManyRequests, "too-many-appeals"));
        second.Headers.RetryAfter!.Delta!.Value.TotalSeconds.Should().BeInRange(1, 3600);
        var visitor = site.Somebody();
        using var form = await visitor.Send(await visitor.Open(appeals[1].Replace("/api/v1/", "/en/")));
        form.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await Pages.Visitor.Read(form)).QuerySelector("[role=alert]")!.TextContent.Should().Contain("Yours is not lost");
    }

    [Fact]
    public async Task What_was_refused_or_is_sent_again_takes_nothing_from_what_an_address_may_send()
    {
        var site = new SomeSite { Settings = { ["Tracker:SubmissionsPerHour"] = "2" } };
        await site.InitializeAsync();
        await using var end = site;
        for (var i = 0; i < 3; i++) (await site.Visitor().Post(Submissions, SomeSubmission(("title", "")))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        var receipts = new List<string>();
        for (var i = 0; i < 4; i++) receipts.Add((await (await site.Visitor().Post(Submissions, SomeSubmission(), null, "the-same-key")).Json()).ToJsonString());
        receipts.Distinct().Should().ContainSingle("a poor line sends again until it is answered");
        (await site.Visitor().Post(Submissions, SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.Created);

        (await site.Visitor().Post(Submissions, SomeSubmission())).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await (await site.Visitor().Post(Submissions, SomeSubmission(), null, "the-same-key")).Json()).ToJsonString().Should().Be(receipts[0]);
    }

    /// <summary>Lets a request come from the address that its header <c>X-From</c> names.</summary>
    private sealed class FromAnAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, on) =>
            {
                if (IPAddress.TryParse(http.Request.Headers["X-From"].ToString(), out var address)) http.Connection.RemoteIpAddress = address;
                return on(http);
            });
            next(app);
        };
    }
}
