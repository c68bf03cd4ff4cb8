using FluentAssertions;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The guide's own plugin, from its folder to a commitment's page, as its section "Onto a page" says.</summary>
public sealed class OntoAPageTests : IDisposable
{
    private const string Id = "village-budgets";
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-guide-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("python")]
    [InlineData("csharp")]
    public async Task The_plugin_of_the_guide_leads_onto_the_page_of_the_commitment_that_it_names(string language)
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        Required.That(await Bubblewrap.Probe(default) is null, "bubblewrap, for a program that did not come with the product");
        var origin = RunningHost.FreeOrigin(); // not the usual one: others run beside it
        PluginGuide.Text.Should().Contain("set `Address of the table` to `http://127.0.0.1:5999/village-budgets/budgets.csv`").And.Contain("samples/feed/budgets.csv").And.Contain("villages to 430");
        var plugins = Path.Combine(_folder, "plugins");
        await Place(Path.Combine(plugins, Id), language);
        using var host = await RunningHost.Start(Path.Combine(_folder, "data"), ("Tracker__FeedServer", origin), ("Tracker__Plugins", plugins));
        await host.Approve(Id, "partner-public", new() { ["feed"] = $"{origin}/{Id}/budgets.csv", ["villages"] = 430 });

        var run = await host.Ran(Id); // the clock may have run it before that too

        ((string)run["state"]!, (int)run["accepted"]! + (int)run["unchanged"]!).Should().Be(("well", 2), run.ToJsonString());
        using var visitor = host.Client(null);
        var page = await RunningHost.Eventually(async () => await visitor.GetStringAsync("/en/plans/contoh/commitments/2") is var html && html.Contains("Village budgets published by 2026-02", StringComparison.Ordinal) ? html : null);
        page.Should().Contain("Village budgets published by 2026-01");
    }

    /// <summary>Written as the guide says; in C# it is what is published of it that is installed.</summary>
    private async Task Place(string folder, string language)
    {
        var source = language == "csharp" ? Path.Combine(_folder, "source") : folder;
        foreach (var (path, bytes) in PluginSkeleton.Files(Id, "public", language))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source, path))!); // a file has a folder
            await File.WriteAllBytesAsync(Path.Combine(source, path), bytes);
        }

        var manifest = Path.Combine(source, "plugin.yaml");
        var command = (await File.ReadAllLinesAsync(manifest)).Single(line => line.StartsWith("command:", StringComparison.Ordinal));
        foreach (var file in (string[])[language == "csharp" ? "VillageBudgets.cs" : "plugin.py", "recorded/run.json"]) await File.WriteAllTextAsync(Path.Combine(source, file), PluginGuide.Block(file));
        await File.WriteAllTextAsync(manifest, PluginGuide.Block("plugin.yaml").Replace("command: [/usr/bin/python3, plugin.py]", command, StringComparison.Ordinal));
        if (source != folder) await Publish.Project(source, folder);
        Directory.CreateDirectory(Path.Combine(folder, "samples", "feed"));
        await File.WriteAllTextAsync(Path.Combine(folder, "samples", "feed", "budgets.csv"), PluginGuide.Table);
    }
}
