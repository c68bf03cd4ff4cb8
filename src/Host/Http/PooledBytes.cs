using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Tracker.Host.Http;

/// <summary>
/// An answer in the making, in borrowed parts that are given back. One array that grows would be among what .NET calls large from
/// 85,000 bytes on, and a few dozen of those stop the whole host for a collection of everything.
/// </summary>
internal sealed class PooledBytes : Stream
{
    private const int PartBytes = 32 * 1024;
    private readonly Pipe _pipe = new(new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, minimumSegmentSize: PartBytes, useSynchronizationContext: false));
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => true; // an answer that failed half-way is cleared and made anew

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _pipe.Writer.Write(buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All of them, until more is written, or they are cleared or given back.</summary>
    public ReadOnlySequence<byte> All()
    {
        if (_length == 0) return ReadOnlySequence<byte>.Empty;
        var all = Reading();
        _pipe.Reader.AdvanceTo(all.Start); // not consumed: they can be read again
        return all;
    }

    /// <summary>A copy that may be kept, in parts.</summary>
    public ReadOnlyMemory<byte>[] ToParts()
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        foreach (var part in All())
        {
            if (!part.IsEmpty) parts.Add(part.ToArray());
        }

        return [.. parts];
    }

    public byte[] Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in All()) hash.AppendData(part.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>Sends them; they stay. Where there are none nothing is written: an answer without a body is not begun by it.</summary>
    public async Task SendTo(Stream to, CancellationToken ct = default)
    {
        foreach (var part in All())
        {
            if (!part.IsEmpty) await to.WriteAsync(part, ct);
        }
    }

    public override void SetLength(long value)
    {
        if (value != 0) throw new NotSupportedException("They can be cleared, and not cut.");
        if (_length > 0) _pipe.Reader.AdvanceTo(Reading().End);
        _length = 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    private ReadOnlySequence<byte> Reading()
    {
        var flushed = _pipe.Writer.FlushAsync();
        return flushed.IsCompletedSuccessfully && !flushed.Result.IsCompleted && _pipe.Reader.TryRead(out var read)
            ? read.Buffer
            : throw new InvalidOperationException("A pipe that never pauses paused.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe.Writer.Complete();
            _pipe.Reader.Complete();
        }

        base.Dispose(disposing);
    }
}
