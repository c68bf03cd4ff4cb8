using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Grains;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// Lets people of one organisation in one at a time at each leaf, and everybody without an account as if they were of one, so that
/// each piece is counted before the next one is: no more wait than may. Several hosts of one site may together let in one more each:
/// it is a limit on load, not on what is true. A plugin passes by: it has limits of its own.
/// </summary>
public sealed class WaitingRoom(EvidenceViews evidence, LedgerFollower follower, PlanClock clock, Handover handover) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Sends something that will wait for a check.</summary>
    /// <param name="write">What is sent.</param>
    /// <param name="commitment">What it is about.</param>
    /// <param name="leaf">The leaf; null: the whole commitment.</param>
    /// <param name="grain">Sends it, knowing how many wait there.</param>
    public async Task<WriteOutcome> Enter<TCommand>(
        Http.Write<TCommand> write, CommitmentId commitment, MilestoneNumber? leaf, Func<Grains.Write<TCommand>, int, Task<WriteResult>> grain)
    {
        if (write.Actor.Role == Role.Plugin) return await handover.To(write, sent => grain(sent, 0));
        var door = _doors[(uint)HashCode.Combine(commitment, leaf, write.Actor.Organisation) % _doors.Length];
        await door.WaitAsync();
        try
        {
            var waiting = evidence.WaitingAt(commitment, leaf, write.Actor.Organisation);
            var outcome = await handover.To(write, sent => grain(sent, waiting));
            if (outcome is WriteOutcome.Done { Shown: false } done) await follower.Passed(done.Log, done.LedgerIndex, s_patience, CancellationToken.None);
            return outcome;
        }
        finally
        {
            door.Release();
        }
    }

    /// <summary>The same for a piece that is there: what was sent back may wait again.</summary>
    public Task<WriteOutcome> Again<TCommand>(Http.Write<TCommand> write, Func<Grains.Write<TCommand>, int, Task<WriteResult>> grain)
    {
        var id = ((Target.OfEvidence)write.Target).Id; // the corridor lets no other in
        var leaf = write.Actor.Role == Role.Plugin ? null : evidence.Evidence(id, clock.Today(id.Commitment.Plan))?.Row.Leaf;
        return Enter(write, id.Commitment, leaf, grain);
    }

    public void Dispose()
    {
        foreach (var door in _doors) door.Dispose();
    }
}
