using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Running;

namespace Tracker.Host.Development;

/// <summary>
/// Serves the samples of plugins, <c>samples/feed</c> in each folder, on this machine only: so the first start in development
/// shows evidence arriving without any source being there, and who writes a plugin sees theirs on a page. Never in production.
/// </summary>
public sealed class FeedServer(PluginFiles files, IOptions<TrackerOptions> options, FeedPort port) : IHostedService, IAsyncDisposable
{
    private static readonly FileExtensionContentTypeProvider s_types = Types();
    private WebApplication? _server;

    /// <summary>Where a plugin's samples begin.</summary>
    public string AddressOf(PluginId plugin) => $"{options.Value.FeedServer}/{plugin.Value}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var origin = options.Value.FeedServer!; // set wherever this is registered
        builder.WebHost.UseUrls(origin);
        if (origin == port.Origin) builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => port.Socket);
        _server = builder.Build();
        _server.MapGet("/{plugin}/{**path}", (string plugin, string? path) => Sample(plugin, path ?? "") is { } file
            ? Results.File(file, s_types.TryGetContentType(file, out var type) ? type : "application/octet-stream")
            : Results.NotFound());
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            throw new FeedAddressInUse(origin);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string? Sample(string plugin, string path)
    {
        if (!PluginId.TryParse(plugin, out var id) || files.Folder(id) is not { } folder) return null;
        var samples = Path.Combine(folder, "samples", "feed") + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(samples, path));
        return file.StartsWith(samples, StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }

    private static FileExtensionContentTypeProvider Types()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".jsonl"] = "application/jsonl";
        return types;
    }
}
