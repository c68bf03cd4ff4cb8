using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Skeletons;
using Tracker.Plugins.Tests.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Skeletons;

public sealed class SkeletonIdTests
{
    [Theory]
    [InlineData("abc", true)]
    [InlineData("2026-budgets", true)]
    [InlineData("123", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz-12345", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz-123456", false)]
    [InlineData("ab", false)]
    [InlineData("-ab", false)]
    [InlineData("ab-", false)]
    [InlineData("a--b", false)]
    [InlineData("Abc", false)]
    [InlineData("abc\\n", false)]
    public void What_begins_a_plugin_takes_the_ids_that_a_manifest_may_have(string id, bool isOne)
    {
        using var manifest = new SomeManifest();

        (manifest.Finding("id: open-data", $"id: \"{id}\"").Length == 0).Should().Be(isOne);
        PluginSkeleton.IsId(id.Replace("\\n", "\n", StringComparison.Ordinal)).Should().Be(isOne);
    }

    [Fact]
    public void A_program_whose_id_begins_with_a_digit_has_a_name_that_its_language_has()
    {
        var files = PluginSkeleton.Files("2026-budgets", "public", "csharp").ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Bytes));

        files.Keys.Should().Contain(["Plugin2026Budgets.cs", "Plugin2026Budgets.csproj"]);
        files["plugin.yaml"].Should().Contain("id: 2026-budgets").And.Contain("command: [dotnet, Plugin2026Budgets.dll]");
        files["Plugin2026Budgets.cs"].Should().Contain("class Plugin2026Budgets :");
    }
}
