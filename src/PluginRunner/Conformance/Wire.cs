using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>The protocol's messages as they are on the pipe, before anybody reads a meaning into them: what a rehearsal looks at.</summary>
internal sealed class Wire(Stream fromPlugin, Stream toPlugin)
{
    /// <summary>Sends a message.</summary>
    public async Task Send(JsonObject message, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        await toPlugin.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"), cancellationToken);
        await toPlugin.WriteAsync(body, cancellationToken);
        await toPlugin.FlushAsync(cancellationToken);
    }

    /// <summary>The next message; null where the plugin closed the pipe.</summary>
    /// <exception cref="NonConformant">What came is no message.</exception>
    public async Task<JsonObject?> Receive(CancellationToken cancellationToken)
    {
        var header = new List<byte>();
        var one = new byte[1];
        while (!EndsHeader(header))
        {
            if (await fromPlugin.ReadAsync(one, cancellationToken) == 0)
            {
                return header.Count == 0 ? null : throw new NonConformant($"the pipe ended inside a header");
            }

            header.Add(one[0]);
            if (header.Count > Protocol.MostHeaderBytes) throw new NonConformant($"a header is longer than {Protocol.MostHeaderBytes} bytes. Does something print to standard output?");
        }

        var body = new byte[LengthIn(Encoding.Latin1.GetString([.. header]))];
        if (await fromPlugin.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken) < body.Length)
        {
            throw new NonConformant($"the pipe ended inside a message");
        }

        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(body);
            return JsonText.Parse(body) as JsonObject
                ?? throw new NonConformant($"a message is no JSON object");
        }
        catch (DecoderFallbackException e)
        {
            throw new NonConformant($"a message is no UTF-8, from byte {e.Index + 1} on");
        }
        catch (JsonException e)
        {
            throw new NonConformant($"a message cannot be read: {JsonText.WhyNot(body, e)}");
        }
    }

    private static bool EndsHeader(List<byte> header) =>
        header.Count >= 4 && header[^4] == '\r' && header[^3] == '\n' && header[^2] == '\r' && header[^1] == '\n';

    private static int LengthIn(string header)
    {
        foreach (var line in header.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(':', 2) is [var name, var value] && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                return length <= Protocol.MostBodyBytes ? length : throw new NonConformant($"a message of {length} bytes: at most {Protocol.MostBodyBytes} are read");
            }
        }

        throw new NonConformant($"a header without Content-Length. Does something print to standard output?");
    }
}
