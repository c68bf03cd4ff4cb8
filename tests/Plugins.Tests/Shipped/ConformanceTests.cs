using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>The kit that authors are given, over every plugin of the repository.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Places()
    {
        var places = new TheoryData<string>();
        foreach (var place in SomeRun.Places()) places.Add(place);
        return places;
    }

    [Fact]
    public void Every_plugin_of_the_repository_is_among_them() => SomeRun.Places().Should().Contain(["Any/Spreadsheet", "Government/OpenContracting"]).And.HaveCountGreaterThan(4);

    [SkippableTheory]
    [MemberData(nameof(Places))]
    public async Task Each_passes_the_conformance_kit(string place)
    {
        using var run = new SomeRun(place);
        var result = await PluginRehearsal.Test(run.Folder.Path, TimeProvider.System, CancellationToken.None);
        result.Checks.Where(check => check.Problem is not null).Should().BeEmpty();
        result.Checks.Should().HaveCountGreaterThan(10, "a kit that stops early has proven nothing");
    }
}
