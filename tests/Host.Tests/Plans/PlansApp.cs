using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Development;
using Tracker.Host.Features.Plans;
using Tracker.Host.Hosting;
using Tracker.Ledger;
using Tracker.Support;

namespace Tracker.Host.Tests.Plans;

/// <summary>A data folder and a folder of plans that outlive a host, so that a test can start it again over them.</summary>
internal sealed class SomePlanFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tracker-plans-").FullName;

    public SomePlanFolder() => Directory.CreateDirectory(Plans);

    public string Data => Path.Combine(_root, "data");

    public string Plans => Path.Combine(_root, "plans");

    /// <summary>Where plugins are that come with the product; here only what a test puts there.</summary>
    public string ShippedPlugins => Path.Combine(_root, "shipped");

    /// <summary>A file in the folder of plans.</summary>
    public string this[string path] => Path.Combine(Plans, path);

    /// <summary>Puts a shipped plan there, as its files are.</summary>
    public SomePlanFolder With(string plan)
    {
        var from = Required.File($"commitments/{plan}", "the shipped plans are part of the repository");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = this[Path.Combine(plan, Path.GetRelativePath(from, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // a file has a folder
            File.Copy(file, to);
        }

        return this;
    }

    /// <summary>Changes words in a file.</summary>
    public void Change(string path, string words, string into)
    {
        var text = File.ReadAllText(this[path]);
        if (!text.Contains(words, StringComparison.Ordinal)) throw new InvalidOperationException($"'{words}' does not stand in {path}.");
        File.WriteAllText(this[path], text.Replace(words, into, StringComparison.Ordinal));
    }

    public Task<PlansApp> Start(string environment = "Production", bool plansAreSet = true, params (string Name, string Value)[] settings) =>
        Start(environment, plansAreSet, null, settings);

    public async Task<PlansApp> Start(
        string environment, bool plansAreSet, Action<IServiceCollection>? alsoRegister, params (string Name, string Value)[] settings)
    {
        var app = new PlansApp(this, environment, plansAreSet, alsoRegister, settings);
        await app.Services.GetRequiredService<Opening>().Done;
        return app;
    }

    /// <summary>Another one with the same in it; no host may be running over this one.</summary>
    public SomePlanFolder Copy()
    {
        var copy = new SomePlanFolder();
        foreach (var file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy._root, Path.GetRelativePath(_root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // a file has a folder
            File.Copy(file, to);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

/// <summary>The real host over a <see cref="SomePlanFolder"/>.</summary>
internal sealed class PlansApp(
    SomePlanFolder folder, string environment, bool plansAreSet, Action<IServiceCollection>? alsoRegister, (string Name, string Value)[] settings) : WebApplicationFactory<Program>
{
    public LogReader Reader => Services.GetRequiredService<LogReader>();

    /// <summary>What did not go as the example's script expects.</summary>
    public ImmutableArray<string> Surprises => Services.GetRequiredService<ExampleScript.Surprises>().All;

    public PlanFileReport Report(string plan) => Services.GetRequiredService<PlanFileReports>().All.Single(report => report.Folder == plan);

    /// <summary>The types of a log's entries, in order; empty where there is no such log.</summary>
    public async Task<List<string>> Types(string log) =>
        [.. (await Reader.ReadLog(log, 0, 10_000, CancellationToken.None)).Select(entry => Entry.Read(entry).Type)];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("Tracker:Data", folder.Data);
        builder.UseSetting("Tracker:ShippedPlugins", folder.ShippedPlugins);
        builder.UseSetting("Tracker:Plugins", folder.ShippedPlugins + "-not");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(TrackerApp.OfTests);
            services.Configure(TrackerApp.QuickPasswords);
            alsoRegister?.Invoke(services);
        });
        foreach (var (name, value) in settings) builder.UseSetting(name, value);
        if (plansAreSet) builder.UseSetting("Tracker:Plans", folder.Plans);
    }
}
