using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>A feature folder stands alone: what two need belongs to Domain, Projections, Http or Shared.</summary>
public sealed partial class FeatureFolders
{
    [Fact]
    public void Use_no_other_folders_commands_handlers_or_pages()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "src/Host/Features"))
            .Select(folder => Path.GetFileName(folder)).Where(folder => folder != "Shared").ToList();

        var crossings =
            from file in Checkout.Files(".cs").Concat(Checkout.Files(".cshtml"))
            where file.StartsWith("src/Host/Features/", StringComparison.Ordinal)
            let own = file.Split('/')[3]
            from use in Uses().Matches(Checkout.Read(file))
            let other = use.Groups[1].Value
            where folders.Contains(other) && other != own
            select $"{file} uses {other}";

        folders.Should().NotBeEmpty();
        crossings.Distinct().Should().BeEmpty();
    }

    [GeneratedRegex(@"Tracker\.Host\.Features\.(\w+)|\bFeatures\.(?=\w+\.)(\w+)", RegexOptions.None, 1000)]
    private static partial Regex Uses();
}
