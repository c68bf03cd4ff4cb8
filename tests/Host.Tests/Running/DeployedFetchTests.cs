using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>How a host that is deployed with nothing said about it treats other people's machines.</summary>
public sealed class DeployedFetchTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public void A_host_is_asked_once_a_second_at_most_and_nothing_on_this_machine_is() =>
        site.Services.GetRequiredService<FetchSettings>().Should().Match<FetchSettings>(settings => settings.Pause == TimeSpan.FromSeconds(1) && settings.FeedServer == null);
}
