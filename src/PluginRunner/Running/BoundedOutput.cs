namespace Tracker.PluginRunner.Running;

/// <summary>
/// Counts what a plugin says, ends the run when it says too much, and listens no faster than the host can well afford: every
/// message is read, checked and parsed, and one who prints without end must not get a processor for that.
/// </summary>
internal sealed class OutputBudget(long bytes, TimeProvider clock, Action exceeded)
{
    /// <summary>Ten thousand drafts of a kilobyte a second: more than the ledger takes.</summary>
    public const int BytesPerSecond = 10 * 1024 * 1024;

    /// <summary>What is listened to at once after a silence.</summary>
    public const int AtOnce = 1024 * 1024;

    private static readonly TimeSpan s_worthWaiting = TimeSpan.FromMilliseconds(20);
    private readonly Pace _pace = new(BytesPerSecond, AtOnce, clock);
    private long _left = bytes;

    public async ValueTask Take(int count, CancellationToken ct)
    {
        if (Interlocked.Add(ref _left, -count) < 0) exceeded();
        if (_pace.Turn(count) is var wait && wait >= s_worthWaiting) await Task.Delay(wait, clock, ct);
    }
}

/// <summary>A stream whose reading is counted.</summary>
internal sealed class BoundedOutput(Stream stream, OutputBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken);
        await budget.Take(count, cancellationToken);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
