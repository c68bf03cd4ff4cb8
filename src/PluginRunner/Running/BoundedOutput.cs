namespace Tracker.PluginRunner.Running;

/// <summary>
/// Counts what a plugin says, ends the run when it says too much, and listens no faster than the host can well afford: every
/// message is read, checked and parsed, and one who prints without end must not get a processor for that.
/// </summary>
/// <param name="bytes">How much it may say.</param>
/// <param name="clock">By which it is listened to; null: as fast as it says it.</param>
/// <param name="exceeded">It said more.</param>
/// <param name="letWait">For how long it is not listened to now.</param>
internal sealed class OutputBudget(long bytes, TimeProvider? clock, Action exceeded, Action<TimeSpan>? letWait = null)
{
    /// <summary>Four thousand drafts of a kilobyte a second: more than the ledger takes.</summary>
    public const int BytesPerSecond = 4 * 1024 * 1024;

    /// <summary>What is listened to at once after a silence.</summary>
    public const int AtOnce = 256 * 1024;

    private static readonly TimeSpan s_worthWaiting = TimeSpan.FromMilliseconds(20);
    private readonly Pace? _pace = clock is null ? null : new(BytesPerSecond, AtOnce, clock);
    private long _left = bytes;

    public async ValueTask Take(int count, CancellationToken ct)
    {
        if (Interlocked.Add(ref _left, -count) < 0) exceeded();
        if (_pace?.Turn(count) is not { } wait || wait < s_worthWaiting) return;
        letWait?.Invoke(wait);
        await Task.Delay(wait, clock!, ct); // a pace has one
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
