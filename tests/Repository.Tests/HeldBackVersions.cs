using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>docs/decisions/0007-packages-held-back.md.</summary>
public sealed class HeldBackVersions
{
    [Theory]
    [InlineData("MediatR", "[5.1.0]")]
    [InlineData("FluentAssertions", "[6.12.0]")]
    [InlineData("JsonSchema.Net", "[8.0.5]")]
    public void Are_held(string package, string version) =>
        XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(pin => pin.Attribute("Include")!.Value == package)
            .Attribute("Version")!.Value.Should().Be(version);

    [Fact]
    public void Are_the_only_place_where_versions_stand() =>
        Checkout.Files(".csproj")
            .Where(file => XDocument.Parse(Checkout.Read(file)).Descendants("PackageReference")
                .Any(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null))
            .Should().BeEmpty();

    [Fact]
    public void Are_locked_for_every_project() =>
        Checkout.Files(".csproj")
            .Where(file => !File.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!, "packages.lock.json")))
            .Should().BeEmpty();
}
