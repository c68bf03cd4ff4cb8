using System.Text.Json.Nodes;
using Tracker.PluginSdk.Framing;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>Everything that went over the pipes of the plugins that it was asked to listen to.</summary>
internal sealed class Traffic
{
    private readonly List<(Tee Says, Tee Hears)> _pipes = [];

    /// <summary>What was said by either side: the definition it has to keep to, and the parameters, result or error.</summary>
    public sealed record Said(bool ByPlugin, string Definition, JsonNode What);

    public (Stream Says, Stream Hears) Listen(Stream says, Stream hears)
    {
        var pipes = (new Tee(says), new Tee(hears));
        lock (_pipes) _pipes.Add(pipes);
        return pipes;
    }

    /// <summary>Every frame, of all processes.</summary>
    public async Task<List<Said>> Frames()
    {
        List<(Tee Says, Tee Hears)> pipes;
        lock (_pipes) pipes = [.. _pipes];
        var all = new List<Said>();
        foreach (var (says, hears) in pipes)
        {
            var (plugin, host) = (await In(says), await In(hears));
            all.AddRange(plugin.Select(message => Of(message, true, host)));
            all.AddRange(host.Select(message => Of(message, false, plugin)));
        }

        return all;
    }

    private static Said Of(JsonObject message, bool byPlugin, List<JsonObject> others)
    {
        if ((string?)message["jsonrpc"] != "2.0") throw new InvalidOperationException($"No message: {message.ToJsonString()}");
        if ((string?)message["method"] is { } method) return new(byPlugin, $"{method}.params", message["params"] ?? new JsonObject());
        if (message["error"] is { } error) return new(byPlugin, "error", error);
        var asked = others.Single(other => other["method"] is not null && JsonNode.DeepEquals(other["id"], message["id"]));
        return new(byPlugin, $"{asked["method"]}.result", message["result"] ?? throw new InvalidOperationException($"Neither result nor error: {message.ToJsonString()}"));
    }

    private static async Task<List<JsonObject>> In(Tee pipe)
    {
        var messages = new List<JsonObject>();
        var reader = new FrameReader(new MemoryStream(pipe.Bytes));
        try
        {
            while (await reader.Read(CancellationToken.None) is { } body) messages.Add(JsonNode.Parse(body)!.AsObject()); // what is no object breaks the test
        }
        catch (FramingException cut) when (cut.Message.Contains("ended inside", StringComparison.Ordinal))
        {
            // The host hung up in the middle, as the kit does at every step.
        }

        return messages;
    }

    /// <summary>A pipe that keeps a copy of what goes through.</summary>
    private sealed class Tee(Stream pipe) : Stream
    {
        private readonly MemoryStream _copy = new();

        public byte[] Bytes
        {
            get
            {
                lock (_copy) return _copy.ToArray();
            }
        }

        public override bool CanRead => pipe.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => pipe.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await pipe.ReadAsync(buffer, cancellationToken);
            Keep(buffer.Span[..count]);
            return count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Keep(buffer.Span);
            await pipe.WriteAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => pipe.FlushAsync(cancellationToken);

        public override void Flush() => pipe.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) pipe.Dispose();
            base.Dispose(disposing);
        }

        private void Keep(ReadOnlySpan<byte> bytes)
        {
            lock (_copy) _copy.Write(bytes);
        }
    }
}
