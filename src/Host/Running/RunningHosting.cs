using Microsoft.Extensions.Options;
using Tracker.Grains.Plugins;
using Tracker.Host.Development;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

namespace Tracker.Host.Running;

/// <summary>What running plugins needs.</summary>
public static class RunningHosting
{
    public static void AddPlugins(this WebApplicationBuilder builder)
    {
        var data = Settings.Read(builder.Configuration).Data;
        var services = builder.Services;
        services.AddSingleton(_ => new PluginStore(data));
        services.AddSingleton<IPluginStore>(provider => provider.GetRequiredService<PluginStore>());
        services.AddSingleton<IPluginRuns, PluginRuns>();
        services.AddSingleton(_ => new SourceArchive(Path.Combine(data, "files")));
        services.AddSingleton(provider => new FetchSettings
        {
            FeedServer = LoopbackOrigin.TryParse(provider.GetRequiredService<IOptions<TrackerOptions>>().Value.FeedServer, out var feed) ? feed : null,
        });
        services.AddSingleton(provider => new GuardedFetch(
            provider.GetRequiredService<SourceArchive>(), provider.GetRequiredService<FetchSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ISources, Sources>();
        services.AddSingleton<IPluginReader, PluginReader>();
        services.AddSingleton<IPluginProcesses, PluginProcesses>();
        services.AddSingleton<IPluginIsolation, PluginIsolation>();
        services.AddSingleton<PluginFiles>();
        services.AddSingleton<PluginUploads>();
        services.AddSingleton<PluginSettings>();
        services.AddSingleton<OpenPromises>();
        services.AddSingleton<SourceChecks>();
        services.AddSingleton<SourceQuestions>();
        services.AddSingleton<FormAnswers>();
        services.AddSingleton<IPluginForms, PluginForms>();
        services.AddSingleton<LongWaits>();
        services.AddHostedService<PluginWatch>();
        services.AddSingleton<PluginStandings>();
        services.AddTransient<DraftDoor>();
        services.AddSingleton(provider => new RunPace(provider.GetRequiredService<Traffic>(), TimeProvider.System)); // a process does not stand still when a test's clock does
        services.AddHostedService<PluginClock>();
        services.AddSingleton<Discounts>().AddHostedService(provider => provider.GetRequiredService<Discounts>());
        if (!builder.Environment.IsDevelopment()) return;
        services.AddSingleton<FeedPort>();
        services.AddOptions<TrackerOptions>().PostConfigure<FeedPort>((options, port) => options.FeedServer ??= port.Origin);
        services.AddSingleton<FeedServer>().AddHostedService(provider => provider.GetRequiredService<FeedServer>());
        services.AddScoped<DevelopmentPlugins>();
    }
}
