using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class AllowedAddressTests
{
    [Theory]
    [InlineData("https://data.example.org/api", "https://data.example.org/api")]
    [InlineData("https://data.example.org/api", "https://data.example.org/api/2?page=3")]
    [InlineData("https://data.example.org/api", "https://DATA.example.org:443/api?x=1")]
    [InlineData("https://data.example.org/api/", "https://data.example.org/api/x/../y")]
    [InlineData("https://data.example.org", "https://data.example.org/anything")]
    [InlineData("https://data.example.org.", "https://data.example.org/")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example/a")]
    [InlineData("http://data.example.org:8080/", "http://data.example.org:8080/")]
    public void It_allows_what_lies_beneath(string declared, string address) => Allows(declared, address).Should().BeTrue();

    [Theory]
    [InlineData("https://data.example.org/api", "https://data.example.org/apis")]
    [InlineData("https://data.example.org/api/", "https://data.example.org/api")]
    [InlineData("https://data.example.org/api", "https://data.example.org/API")]
    [InlineData("https://data.example.org/api", "http://data.example.org/api")]
    [InlineData("https://data.example.org/api", "https://data.example.org:8443/api")]
    [InlineData("https://data.example.org/api", "https://data.example.org.evil.example/api")]
    [InlineData("https://data.example.org/api", "https://evil.example/https://data.example.org/api")]
    [InlineData("https://data.example.org/api", "https://data.example.org/api/../admin")]
    [InlineData("https://data.example.org/api", "https://data.example.org/api/%2e%2e/admin")]
    public void It_allows_nothing_beside(string declared, string address) => Allows(declared, address).Should().BeFalse();

    [Theory]
    [InlineData("data.example.org")]
    [InlineData("ftp://data.example.org/")]
    [InlineData("https://user@data.example.org/")]
    [InlineData("https://*.example.org/")]
    [InlineData("https://data.example.org/?all")]
    [InlineData("https://data.example.org/#top")]
    [InlineData("https://data.example.org\\@evil.example/")]
    [InlineData("https:///path")]
    [InlineData("https://ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé.example/")] // a Uri takes it; as DNS has it its first label is too long
    [InlineData("")]
    [InlineData(null)]
    public void A_declaration_that_limits_nothing_clearly_is_refused_in_words(string? declared)
    {
        AllowedAddress.TryParse(declared, out _, out var problem).Should().BeFalse();
        problem!.ToString().Should().NotBeEmpty();
    }

    private static bool Allows(string declared, string address)
    {
        AllowedAddress.TryParse(declared, out var allowed, out var problem).Should().BeTrue(problem?.ToString());
        return allowed!.Allows(new Uri(address)); // asserted the line before
    }
}
