using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Tracker.Grains;

namespace Tracker.Host.Hosting;

/// <summary>One silo inside the host. Its ports are free ones: several hosts on one machine never join each other.</summary>
public static class Silo
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            // Its only warnings at a start advise another garbage collector than the one chosen in the project file.
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Polly", LogLevel.Warning);
        // Where a grain is, is remembered of a million grains by default, and a plugin's hundred thousand pieces of evidence are
        // each asked for once.
        var (siloPort, gatewayPort) = FreePorts();
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort)
            .Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 4096));
        builder.Services.AddTrackerSerialization();
    }

    /// <summary>Two that are free, and never the same.</summary>
    private static (int, int) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
