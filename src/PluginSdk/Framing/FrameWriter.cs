using System.Globalization;
using System.Text;

namespace Tracker.PluginSdk.Framing;

/// <summary>Puts messages on a stream, each whole, whoever sends at the same time.</summary>
/// <param name="stream">The stream; it stays the caller's.</param>
public sealed class FrameWriter(Stream stream) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Puts one message.</summary>
    /// <param name="body">Its bytes, at most <see cref="Protocol.MostBodyBytes"/>.</param>
    /// <param name="ct">Stops the waiting for one's turn, not a message that has begun.</param>
    /// <exception cref="ArgumentException">It is too long; nothing was sent.</exception>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public async Task Write(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (body.Length > Protocol.MostBodyBytes)
            throw new ArgumentException($"A message of {body.Length} bytes: at most {Protocol.MostBodyBytes} are sent.", nameof(body));
        var header = Encoding.ASCII.GetBytes($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n");
        await _turn.WaitAsync(ct);
        try
        {
            await stream.WriteAsync(header, CancellationToken.None);
            await stream.WriteAsync(body, CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
        }
        catch (ObjectDisposedException closed)
        {
            throw new IOException("The stream was closed on this side.", closed); // the run was ended in this very moment
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of what waiting needs; the stream stays open.</summary>
    public void Dispose() => _turn.Dispose();
}
