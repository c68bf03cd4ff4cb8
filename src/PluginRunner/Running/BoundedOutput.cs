namespace Tracker.PluginRunner.Running;

/// <summary>Counts what a plugin says, and ends the run when it says too much.</summary>
internal sealed class OutputBudget(long bytes, Action exceeded)
{
    private long _left = bytes;

    public void Take(int count)
    {
        if (Interlocked.Add(ref _left, -count) < 0) exceeded();
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
        budget.Take(count);
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
