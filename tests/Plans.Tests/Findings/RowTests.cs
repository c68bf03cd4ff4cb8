using FluentAssertions;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

public sealed class RowTests
{
    [Fact]
    public void Everything_wrong_in_one_row_is_said_in_one_run()
    {
        using var folder = new SomePlanFolder();
        folder.Change("history/evidence.csv", ",https://contoh.example/2,", ",,");
        folder.Change("history/evidence.csv", ",supports,", ",maybe,");
        folder.Read().Findings.Where(finding => finding.File.EndsWith("evidence.csv", StringComparison.Ordinal)).Select(finding => finding.Code)
            .Should().Contain("source-missing").And.Contain("word-unknown");
    }
}
