using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.Plugins.Tests.Shipped;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>What the kit lets a plugin fetch where its manifest names a setting.</summary>
public sealed class AddressesOfSettingsTests
{
    [Theory]
    [InlineData("https://data.example.org/api/package_search", "https://data.example.org/api/package_search?fq=tags:village", true)]
    [InlineData("https://data.example.org/api/package_search?fq=tags:village", "https://data.example.org/api/package_search?fq=tags:village&start=100", true)]
    [InlineData("https://data.example.org/api/package_search?fq=tags:village#top", "https://data.example.org/api/package_search", true)]
    [InlineData("https://data.example.org/api/package_search?fq=tags:village", "https://data.example.org/api/user_list", false)]
    [InlineData("https://data.example.org/api?to=https://other.example.org/", "https://other.example.org/", false)]
    public void A_query_in_a_setting_limits_nothing_as_on_a_host(string setting, string address, bool allowed)
    {
        using var run = new SomeRun("Academia/OpenScience");

        PluginUnderTest.Policy(run.Folder.Manifest!, new JsonObject { ["catalogue"] = setting }).Allows(new(address)).Should().Be(allowed); // it is shipped
    }

    [Fact]
    public void A_setting_that_is_no_address_is_refused_by_its_name()
    {
        using var run = new SomeRun("Academia/OpenScience");

        FluentActions.Invoking(() => PluginUnderTest.Policy(run.Folder.Manifest!, new JsonObject { ["catalogue"] = "data.example.org?x" })) // as above
            .Should().Throw<NotUsable>().Which.Message.Should().Contain("'catalogue' is no address to fetch beneath");
    }
}
