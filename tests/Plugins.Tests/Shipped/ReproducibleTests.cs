using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>An approval is of a digest, so anybody must be able to make the same files from the same source.</summary>
public sealed class ReproducibleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-again-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_source_in_another_folder_gives_the_same_bytes()
    {
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", ".editorconfig" })
            File.Copy(Path.Combine(Required.Root, file), Path.Combine(_folder, file));
        foreach (var folder in new[] { "src/PluginSdk", "src/Plugins" }) Copy(Path.Combine(Required.Root, folder), Path.Combine(_folder, folder));
        var (configuration, here) = Built();

        foreach (var project in Directory.GetFiles(Path.Combine(_folder, "src/Plugins"), "*.csproj", SearchOption.AllDirectories))
        {
            await Publish.Build(Path.GetDirectoryName(project)!, char.ToUpperInvariant(configuration[0]) + configuration[1..]); // its name is in what is made

            var made = Path.Combine(_folder, "artifacts", "bin", Path.GetFileNameWithoutExtension(project), configuration);
            var installed = Path.Combine(here, Path.GetFileNameWithoutExtension(project), configuration);
            var programs = Programs(made);
            programs.Should().Contain("Tracker.PluginSdk.dll").And.Equal(Programs(installed), "all that is installed beside its manifest");
            foreach (var program in programs)
                File.ReadAllBytes(Path.Combine(made, program)).SequenceEqual(File.ReadAllBytes(Path.Combine(installed, program))).Should().BeTrue($"{program} is the same");
        }
    }

    /// <summary>What is installed of what was built: assemblies, other people's among them, and what starts them.</summary>
    private static List<string> Programs(string folder) =>
        [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".deps.json", StringComparison.Ordinal) || file.EndsWith(".runtimeconfig.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>As what these tests are built, and where everything built so lies.</summary>
    private static (string Configuration, string Folder) Built()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return (own.Name, own.Parent!.Parent!.FullName); // artifacts/bin/<project>/<configuration>
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file has a folder
            File.Copy(file, copy);
        }
    }
}
