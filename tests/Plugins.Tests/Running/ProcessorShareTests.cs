using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>Processor time: some at first, then a part of a processor.</summary>
public sealed class ProcessorShareTests
{
    [Theory]
    [InlineData(3, 0, false)]
    [InlineData(3.1, 0, true)]
    [InlineData(3.1, 0.5, false)]
    [InlineData(12.9, 40, false)]
    [InlineData(13.1, 40, true)]
    public void It_may_have_three_seconds_at_once_and_a_quarter_of_a_processor(double had, double since, bool spent) =>
        ProcessorShare.Of(last: false).IsSpent(TimeSpan.FromSeconds(had), TimeSpan.FromSeconds(since)).Should().Be(spent);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.1, 1, true)]
    [InlineData(0.4, 10, false)]
    [InlineData(0.6, 10, true)]
    public void Whose_last_run_failed_has_a_twentieth(double had, double since, bool spent) =>
        ProcessorShare.Of(last: true).IsSpent(TimeSpan.FromSeconds(had), TimeSpan.FromSeconds(since)).Should().Be(spent);
}
