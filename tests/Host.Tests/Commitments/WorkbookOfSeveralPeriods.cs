using System.Net;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Commitments.SomeProgressWorkbook;

namespace Tracker.Host.Tests.Commitments;

/// <summary>What recurs is reported on for each of its periods, by as many rows of one workbook.</summary>
public sealed class WorkbookOfSeveralPeriods(SomeSite site) : IClassFixture<SomeSite>
{
    private static readonly DateOnly[] s_periods = [new(2026, 3, 31), new(2026, 6, 30)];

    [Fact]
    public async Task Two_periods_of_one_leaf_are_two_reports_and_the_same_period_again_is_none()
    {
        var id = CommitmentId.Parse("contoh/R1");
        await site.Written(new PublishCommitment(SomeCommitment.With(("R1.1", SomeCommitment.Recurring(Recurrence.Quarterly, [.. s_periods]))) with { Commitment = id }), id);
        var owner = await site.SignIn("owner");
        var workbook = await Out(owner);
        var row = Host.Sheets.SheetReader.Read(workbook).Rows.Single(one => one.Cells["B"].Text == "R1");
        (int, string, string)[] Row(int number, string period, string narrative) =>
        [
            (number, "A", row.Cells["A"].Text), (number, "B", "R1"), (number, "C", "R1.1"), (number, "G", "Limited"), (number, "H", narrative), (number, "J", period), (number, "P", row.Cells["P"].Text),
        ];
        var before = await site.Entries();

        var filled = Filled(workbook, [.. Row(row.Number, "2026-03-31", "First quarter."), (row.Number, "L", "Lack of resources"), .. Row(row.Number + 1, "2026-06-30", "Second quarter."), .. Row(row.Number + 2, "2026-06-30", "And again.")]);
        var preview = (await In(owner, filled)).Headers.Location!.ToString();
        var page = await owner.Open(preview);
        page.QuerySelectorAll(".errors strong").Select(cell => cell.TextContent).Should().Equal($"C{row.Number + 2}");
        page.QuerySelectorAll("main .rows > li").Should().HaveCount(2);
        using var sent = await owner.Send(page, preview);
        sent.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Pages.Visitor.Read(sent)).QuerySelectorAll("main .chip.good").Should().HaveCount(2, "the second does not find itself overtaken by the first");

        (await site.Entries()).Should().Be(before + 2);
        var history = (await site.Read("/api/v1/plans/contoh/commitments/R1/history"))["items"]!.AsArray();
        history.Where(entry => (string?)entry!["type"] == "progress.reported").Select(entry => (string?)entry!["period"]).Should().BeEquivalentTo("2026-03-31", "2026-06-30");
        (await owner.Open(preview)).QuerySelectorAll("main .chip.good").Should().HaveCount(2);
    }
}
