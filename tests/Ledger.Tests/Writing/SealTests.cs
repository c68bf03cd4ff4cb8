using FluentAssertions;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Writing;
using Xunit;

namespace Tracker.Ledger.Tests.Writing;

/// <summary>Sealing beside the writing.</summary>
public class SealTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_seal_that_takes_long_keeps_nobody_waiting()
    {
        using var temp = new TempFolder();
        using var disk = new SlowDisk();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System, s => s, marks => disk.Under(marks));
        await using var writer = folder.OpenWriter(Some.Log);

        await writer.Append(Some.Submission(), CancellationToken.None);
        await disk.Reached;
        var meanwhile = await writer.Append(Some.Submission(version: 1), CancellationToken.None);
        var sealedSoFar = await folder.Reader.LatestCheckpoint(Some.Log, CancellationToken.None);
        disk.GoOn();

        meanwhile.Should().BeOfType<AppendOutcome.Appended>();
        sealedSoFar.Should().BeNull("the mark is not raised yet, and nothing is signed before");
        (await folder.Reader.WaitForCheckpoint(Some.Log, 2, CancellationToken.None)).Size.Should().Be(2, "what came meanwhile is sealed after it");
    }

    /// <summary>A disk that takes the first mark only when it is told to.</summary>
    private sealed class SlowDisk : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _open = new();

        public Task Reached => _reached.Task;

        public void GoOn() => _open.Set();

        public IHighWater Under(IHighWater marks) => new Slow(this, marks);

        public void Dispose() => _open.Dispose();

        private sealed class Slow(SlowDisk disk, IHighWater marks) : IHighWater
        {
            public CheckpointText? Read(string log) => marks.Read(log);

            public void Raise(string log, CheckpointText mark)
            {
                disk._reached.TrySetResult();
                disk._open.Wait();
                marks.Raise(log, mark);
            }
        }
    }
}
