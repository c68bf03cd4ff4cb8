using System.Net;
using System.Net.Sockets;
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
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        builder.Services.AddTrackerSerialization();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
