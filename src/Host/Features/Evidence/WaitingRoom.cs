using Tracker.Domain.Commitments;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// Lets visitors in one at a time at each leaf, so that each is counted before the next one is: no more wait than may. Several hosts
/// of one site may together let in one more each: it is a limit on load, not on what is true.
/// </summary>
public sealed class WaitingRoom(EvidenceViews evidence, LedgerFollower follower) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <param name="commitment">What it is sent for.</param>
    /// <param name="leaf">The leaf; null: the whole commitment.</param>
    /// <param name="send">Sends it, knowing how many wait there.</param>
    public async Task<WriteOutcome> Enter(CommitmentId commitment, MilestoneNumber? leaf, Func<int, Task<WriteOutcome>> send)
    {
        var door = _doors[(uint)HashCode.Combine(commitment, leaf) % _doors.Length];
        await door.WaitAsync();
        try
        {
            var outcome = await send(evidence.VisitorsWaiting(commitment, leaf));
            if (outcome is WriteOutcome.Done { Shown: false } done) await follower.Passed(done.Log, done.LedgerIndex, s_patience, CancellationToken.None);
            return outcome;
        }
        finally
        {
            door.Release();
        }
    }

    public void Dispose()
    {
        foreach (var door in _doors) door.Dispose();
    }
}
