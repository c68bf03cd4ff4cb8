using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>A project marks a boundary that must never be crossed: the table in the README is the table in the project files.</summary>
public sealed class ProjectReferences
{
    [Fact]
    public void Equal_the_table_in_the_README()
    {
        var documented = Checkout.Read("README.md").Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is ["", ['`', 's', 'r', 'c', '/', ..], _, _, ""])
            .ToDictionary(
                cells => cells[1].Trim('`')["src/".Length..],
                cells => cells[3] is "nothing of ours" ? [] : cells[3].Split(", ").Order(StringComparer.Ordinal).ToArray());

        var real = Checkout.Files(".csproj").Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .ToDictionary(
                // A plugin is known by its partner and name.
                file => file.StartsWith("src/Plugins/", StringComparison.Ordinal) ? Path.GetDirectoryName(file)!["src/".Length..] : Path.GetFileNameWithoutExtension(file), // a file has a folder
                file => XDocument.Parse(Checkout.Read(file)).Descendants("ProjectReference")
                    .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                    .Order(StringComparer.Ordinal).ToArray());

        Lines(documented).Should().Equal(Lines(real));

        static IEnumerable<string> Lines(Dictionary<string, string[]> table) =>
            table.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key}: {string.Join(", ", row.Value)}");
    }

    [Theory]
    [InlineData("Microsoft.Orleans", "Grains", "Host")]
    [InlineData("MediatR", "Host")]
    [InlineData("Microsoft.AspNetCore", "Host")]
    [InlineData("YamlDotNet", "Plans", "PluginRunner")]
    [InlineData("Microsoft.Data.Sqlite", "Ledger", "Host")]
    public void Keep_a_package_where_it_belongs(string package, params string[] allowed) =>
        Checkout.Files(".csproj").Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => XDocument.Parse(Checkout.Read(file)).Descendants("PackageReference")
                .Any(reference => reference.Attribute("Include")!.Value.StartsWith(package, StringComparison.Ordinal)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Should().BeSubsetOf(allowed);

    /// <summary>The domain, which is pure; and the contract, with which a package would come into the folder of every plugin.</summary>
    [Theory]
    [InlineData("src/Domain/Domain.csproj")]
    [InlineData("src/PluginSdk/PluginSdk.csproj")]
    public void Leave_the_domain_and_the_plugins_contract_without_packages(string project) =>
        XDocument.Parse(Checkout.Read(project)).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "FrameworkReference" or "ProjectReference")
            .Should().BeEmpty();
}
