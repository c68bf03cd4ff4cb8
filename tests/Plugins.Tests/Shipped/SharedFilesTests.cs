using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>What the plugins of the repository share stands beside them, and their README says what each file is for.</summary>
public sealed class SharedFilesTests
{
    [Fact]
    public void The_readme_names_every_shared_file_and_each_is_compiled_into_a_plugin()
    {
        var readme = Required.File("src/Plugins/README.md", "the plugins are part of the repository");
        var folder = Path.GetDirectoryName(readme)!; // a file has a folder
        var shared = Directory.EnumerateFiles(folder, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        var projects = string.Concat(Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Select(File.ReadAllText));

        File.ReadLines(readme).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Should().Equal(shared);
        shared.Should().OnlyContain(file => projects.Contains($"\"../../{file}\"", StringComparison.Ordinal));
    }
}
