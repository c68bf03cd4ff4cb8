using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>Days are the plan's: half past midnight in Jakarta is still the day before in universal time.</summary>
public sealed class PlanDaysTests
{
    [Fact]
    public async Task What_was_sent_a_minute_ago_waits_no_day_and_a_day_after_the_next_midnight()
    {
        await using var site = await AfterMidnight();
        var receipt = await site.Sent();
        var (status, page) = ((string)receipt["status"]!, $"/en/submissions/{receipt["trackingNumber"]}");
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        ((int)(await site.Read(status))["waitingDays"]!).Should().Be(0);
        (await site.Visitor().GetStringAsync(page)).Should().Contain("0 days so far");

        site.Clock.Advance(TimeSpan.FromHours(24));
        ((int)(await site.Read(status))["waitingDays"]!).Should().Be(1);
        (await site.Visitor().GetStringAsync(page)).Should().Contain("1 day so far");
    }

    [Theory]
    [InlineData("2026-04-05", false)]
    [InlineData("2026-04-04", true)]
    public async Task A_report_is_late_when_more_than_thirty_of_the_plans_days_lie_between(string on, bool late)
    {
        await using var site = await AfterMidnight();
        var commitment = await site.Promised();
        var address = $"/api/v1/plans/contoh/commitments/{commitment.Number}";
        await site.As("owner").Done($"{address}/milestones/1.1/progress", SomeProgress(("on", on)));

        ((bool)(await site.Read($"{address}/history"))["items"]![0]!["reportedLate"]!).Should().Be(late);
    }

    /// <summary>5 May in Jakarta, 4 May in universal time.</summary>
    private static async Task<SomeSite> AfterMidnight()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        site.Clock.Advance(TimeSpan.FromHours(14.5));
        return site;
    }
}
