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
        int end;
        while ((end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n\r\n"u8)) < 0) await Fill();
        var (status, length, etag) = Head(_buffer.AsSpan(_from, end + 2));
        _from += end + 4;
        return new(status, status is 304 or 204 ? [] : length < 0 ? await Chunks() : await Bytes(length), etag);
    }

    /// <returns>The status, the body's length (negative: chunked), the entity tag.</returns>
    private static (int Status, int Length, string? ETag) Head(ReadOnlySpan<byte> head)
    {
        var status = int.Parse(head.Slice(9, 3), CultureInfo.InvariantCulture);
        if (Field(head, "\r\nTransfer-Encoding: "u8).SequenceEqual("chunked"u8)) return (status, -1, Tag(head));
        var length = Field(head, "\r\nContent-Length: "u8);
        return (status, length.IsEmpty ? 0 : int.Parse(length, CultureInfo.InvariantCulture), Tag(head));

        static string? Tag(ReadOnlySpan<byte> head) => Field(head, "\r\nETag: "u8) is { IsEmpty: false } tag ? Encoding.ASCII.GetString(tag) : null;

        static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
        {
            var at = head.IndexOf(name);
            if (at < 0) return [];
            var value = head[(at + name.Length)..];
            return value[..value.IndexOf((byte)'\r')];
        }
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
