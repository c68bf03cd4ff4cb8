using FluentAssertions;
using Tracker.Host.Projections.Plugins;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

public sealed class PluginTallyTests
{
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(2, 1, 67)]
    [InlineData(1, 2, 33)]
    [InlineData(199, 1, 99)]
    [InlineData(1, 999, 1)]
    [InlineData(3, 0, 100)]
    [InlineData(0, 3, 0)]
    public void The_share_that_was_accepted_is_rounded_and_whole_only_where_it_is(int accepted, int returned, int? percent) =>
        new PluginTally(accepted + returned, 0, accepted, returned, 0).AcceptanceRate.Should().Be(percent);
}
