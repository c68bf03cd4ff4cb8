using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Tracker.Host.Http;

/// <summary>Holds an answer back until it is whole; one that grows too long, or is flushed, goes out as it is made.</summary>
/// <param name="bytes">Where it is held.</param>
/// <param name="inner">Where it goes out.</param>
/// <param name="most">Bytes that are held.</param>
/// <param name="goesOut">Is told when it is held no longer.</param>
internal sealed class HeldAnswer(PooledBytes bytes, IHttpResponseBodyFeature inner, int most, Action goesOut) : Stream, IHttpResponseBodyFeature
{
    private PipeWriter? _writer;

    public bool Started { get; private set; }

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => !Started; // an answer that failed half-way is cleared and made anew

    public override bool CanWrite => true;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => bytes.Length;
        set => throw new NotSupportedException();
    }

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task CompleteAsync()
    {
        if (_writer is not null) await _writer.FlushAsync();
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await GoOut(cancellationToken);
        await inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!Started && bytes.Length + buffer.Length > most) await GoOut(cancellationToken);
        if (Started) await inner.Stream.WriteAsync(buffer, cancellationToken);
        else bytes.Write(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Started || bytes.Length + count > most) throw new InvalidOperationException("A long answer is written asynchronously.");
        bytes.Write(buffer.AsSpan(offset, count));
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Started ? inner.Stream.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => bytes.SetLength(value);

    private async Task GoOut(CancellationToken ct)
    {
        if (Started) return;
        Started = true;
        goesOut();
        await inner.StartAsync(ct);
        await bytes.SendTo(inner.Stream, ct);
        bytes.SetLength(0);
    }
}
