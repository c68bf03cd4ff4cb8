using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Load;

/// <summary>One answer: status, the whole body, the ETag.</summary>
internal sealed record Answer(int Status, byte[] Body, string? ETag);

/// <summary>
/// One kept-alive HTTP/1.1 connection that writes prepared bytes and reads the answer: as light as a load generator can be
/// that shares two cores with what it measures.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;

    private Wire(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public static async Task<Wire> Open(Uri server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        return new(client);
    }

    public async Task<Answer> Send(ReadOnlyMemory<byte> request)
    {
        await _stream.WriteAsync(request);
        var status = 0;
        var length = 0;
        var chunked = false;
        string? etag = null;
        for (var first = true; ; first = false)
        {
            var line = await Line();
            if (first)
            {
                status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
                continue;
            }

            if (line.Length == 0) break;
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture);
            else if (line.StartsWith("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) chunked = true;
            else if (line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase)) etag = line[5..].Trim();
        }

        return new(status, status is 304 or 204 ? [] : chunked ? await Chunks() : await Bytes(length), etag);
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> Chunks()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse(await Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await Bytes(size));
            await Line();
            if (size == 0) return body.ToArray();
        }
    }

    private async Task<string> Line()
    {
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _from, _to - _from);
            if (end >= 0)
            {
                var line = Encoding.ASCII.GetString(_buffer, _from, end - _from).TrimEnd('\r');
                _from = end + 1;
                return line;
            }

            await Fill();
        }
    }

    private async Task<byte[]> Bytes(int count)
    {
        var bytes = new byte[count];
        var have = 0;
        while (have < count)
        {
            if (_from == _to) await Fill();
            var take = Math.Min(count - have, _to - _from);
            Buffer.BlockCopy(_buffer, _from, bytes, have, take);
            _from += take;
            have += take;
        }

        return bytes;
    }

    private async Task Fill()
    {
        if (_from > 0)
        {
            Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
            _to -= _from;
            _from = 0;
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_to));
        if (read == 0) throw new IOException("The server closed the connection.");
        _to += read;
    }
}
