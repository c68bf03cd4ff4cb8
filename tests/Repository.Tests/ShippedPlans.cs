using FluentAssertions;
using Tracker.Plans;
using Tracker.Remarks;
using Xunit;

namespace Tracker.Repository.Tests;

public sealed class ShippedPlans
{
    public static TheoryData<string> Folders
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "commitments")))
                data.Add(Path.GetFileName(folder));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Pass_the_linter(string folder) =>
        PlanFolder.Read(Path.Combine(Checkout.Root, "commitments", folder)).Findings
            .Where(finding => finding.Severity == Severity.Error)
            .Should().BeEmpty();
}
