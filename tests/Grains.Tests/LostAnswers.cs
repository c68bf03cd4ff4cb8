using Tracker.Grains.Commitments;
using Tracker.Grains.Ledgers;
using Tracker.Ledger;

namespace Tracker.Grains.Tests;

/// <summary>Lets a call finish and loses its answer, as a silo killed at that moment would.</summary>
internal sealed class LostAnswers : IIncomingGrainCallFilter
{
    private int _appends;
    private int _reports;
    private int _full;

    /// <summary>The next append is durable, and the grain that asked for it never learns.</summary>
    public void LoseNextAppend() => Interlocked.Exchange(ref _appends, 1);

    /// <summary>The next report is written and folded, and whoever sent it never learns.</summary>
    public void LoseNextReport() => Interlocked.Exchange(ref _reports, 1);

    /// <summary>There is no room for the next append.</summary>
    public void FillTheDisk() => Interlocked.Exchange(ref _full, 1);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is LedgerGrain && Interlocked.Exchange(ref _full, 0) == 1) throw new StorageFull("No space left on device.");
        await context.Invoke();
        if (context.Grain is LedgerGrain && Interlocked.Exchange(ref _appends, 0) == 1) throw new TimeoutException("The answer was lost.");
        if (context.Grain is CommitmentGrain && Interlocked.Exchange(ref _reports, 0) == 1) throw new TimeoutException("The answer was lost.");
    }
}
