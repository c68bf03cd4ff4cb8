using System.Net;
using System.Net.Sockets;
using Orleans.Serialization;
using Tracker.Grains;

namespace Tracker.Host.Hosting;

/// <summary>One silo inside the host. Its ports are free ones: several hosts on one machine never join each other.</summary>
public static class Silo
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        builder.Services.AddTrackerSerialization();
        // A full disk is told from an unknown outcome by its type, also when it comes out of a grain.
        builder.Services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Tracker"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
