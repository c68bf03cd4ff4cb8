using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>A real server on loopback that answers exactly the bytes a test wants and counts who connected.</summary>
internal sealed class SomeServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Stream, Task<Stream>> _secure;
    private readonly Task _accepting;
    private int _connections;

    public SomeServer(IPAddress? address = null, Func<Stream, Task<Stream>>? secure = null)
    {
        _secure = secure ?? Task.FromResult;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The heads of the requests that came, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Writes the answer to a request's head. The connection closes afterwards.</summary>
    public Func<string, Stream, CancellationToken, Task> Answer { get; set; } = (_, stream, _) => Write(stream, Ok("hello"));

    public static byte[] Ok(string body, params string[] headers) => Ok(Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Ok(byte[] body, params string[] headers) => Whole("200 OK", body, headers);

    public static byte[] Whole(string status, byte[] body, params string[] headers) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"), .. body];

    public static async Task Write(Stream stream, byte[] bytes) => await stream.WriteAsync(bytes);

    /// <summary>Answers by path, everything else with 404.</summary>
    public SomeServer Serving(params (string Path, byte[] Answer)[] answers)
    {
        Answer = (head, stream, _) => Write(stream, answers.FirstOrDefault(answer => head.Split(' ')[1] == answer.Path).Answer ?? Whole("404 Not Found", []));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested) return;
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(Serve(client));
            }
        }
        // The last: stopped in the very moment between two connections.
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = await _secure(client.GetStream());
            var head = new StringBuilder();
            var buffer = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _end.Token) > 0) head.Append((char)buffer[0]);
            if (head.Length == 0) return;
            Requests.Enqueue(head.ToString());
            await Answer(head.ToString(), stream, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away: what many of these tests are about.
        }
    }
}
