using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Files;

/// <summary>What taking and giving files needs.</summary>
public static class FilesHosting
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => new Uploads(provider.GetRequiredService<IOptions<TrackerOptions>>().Value.Data, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new KeptBytes(Path.Combine(provider.GetRequiredService<IOptions<TrackerOptions>>().Value.Data, "files", "sent")));
        services.AddTransient<FileIntake>();
        services.AddSingleton<SeenFiles>();
        services.AddHostedService<FileSweep>();
    }
}
