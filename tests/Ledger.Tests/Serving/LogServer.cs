using System.Net;
using System.Net.Sockets;

namespace Tracker.Ledger.Tests.Serving;

/// <summary>Serves a log over HTTP straight from its reader, as the host does, on a free port of this machine.</summary>
internal sealed class LogServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public LogServer(LogReader reader, string log, Func<string, Task>? before = null)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/ledger/{log}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = Serve(reader, log, before ?? (_ => Task.CompletedTask));
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task Serve(LogReader reader, string log, Func<string, Task> before)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var path = context.Request.Url!.AbsolutePath[$"/ledger/{log}/".Length..]; // a request has an address
            await before(path);
            var file = await reader.Serve(log, path, CancellationToken.None);
            if (file is null)
            {
                context.Response.StatusCode = 404;
            }
            else
            {
                context.Response.ContentType = file.ContentType;
                await file.WriteTo(context.Response.OutputStream, CancellationToken.None);
            }

            context.Response.Close();
        }
    }
}
