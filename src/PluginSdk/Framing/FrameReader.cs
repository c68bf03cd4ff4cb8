using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tracker.PluginSdk.Framing;

/// <summary>
/// Takes messages off a stream: <c>Content-Length: n</c>, a blank line, n bytes of UTF-8, as in the Language Server Protocol.
/// Whatever the bytes are, it ends with a message, the end, or a <see cref="FramingException"/>, and never holds more than one
/// message. One caller at a time.
/// </summary>
/// <param name="stream">The stream; it stays the caller's.</param>
public sealed class FrameReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _from;
    private int _to;

    /// <summary>Takes the next message.</summary>
    /// <param name="ct">Stops the waiting; then the stream cannot be read on.</param>
    /// <returns>Its bytes, valid UTF-8; null at the end of the stream.</returns>
    /// <exception cref="FramingException">What came is no message.</exception>
    public async Task<byte[]?> Read(CancellationToken ct)
    {
        var header = new StringBuilder();
        while (true)
        {
            if (_from == _to && !await Fill(ct))
                return header.Length == 0 ? null : throw new FramingException("the stream ended inside a header");
            header.Append((char)_buffer[_from++]);
            if (header.Length >= 4 && header[^1] == '\n' && header[^2] == '\r' && header[^3] == '\n' && header[^4] == '\r') break;
            if (header.Length >= Protocol.MostHeaderBytes)
                throw new FramingException($"a header is longer than {Protocol.MostHeaderBytes} bytes: does something print to standard output?");
        }

        var body = new byte[LengthIn(header.ToString())];
        for (var have = 0; have < body.Length;)
        {
            if (_from == _to && !await Fill(ct)) throw new FramingException("the stream ended inside a message");
            var take = Math.Min(body.Length - have, _to - _from);
            Buffer.BlockCopy(_buffer, _from, body, have, take);
            _from += take;
            have += take;
        }

        return Utf8.IsValid(body) ? body : throw new FramingException("a message is not UTF-8");
    }

    private static int LengthIn(string header)
    {
        int? length = null;
        foreach (var line in header[..^4].Split("\r\n"))
        {
            if (line.Split(": ", 2) is not [var name, var value]) throw new FramingException($"'{Short(line)}' is no header: does something print to standard output?");
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) continue;
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || length is not null)
                throw new FramingException($"a header has one Content-Length and nothing else but Content-Type, not '{Short(line)}'");
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
                throw new FramingException($"'{Short(value)}' is no length");
            if (bytes > Protocol.MostBodyBytes) throw new FramingException($"a message of {bytes} bytes: at most {Protocol.MostBodyBytes} are taken");
            length = bytes;
        }

        return length ?? throw new FramingException("a header without Content-Length");
    }

    private async Task<bool> Fill(CancellationToken ct)
    {
        _from = 0;
        _to = await stream.ReadAsync(_buffer, ct);
        return _to > 0;
    }

    private static string Short(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)]);
}
