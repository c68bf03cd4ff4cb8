using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;
using Tracker.Ledger;

namespace Tracker.Host.Projections;

/// <summary>
/// Follows every log and keeps the views. One task reads and writes; never on a grain's thread. What it writes depends on
/// the logs only, not on the day, the machine, or how entries fell into batches.
/// </summary>
public sealed class LedgerFollower : BackgroundService
{
    private const int BatchSize = 1000;

    // Below this, handing entries to other threads costs more than it saves while those threads serve requests.
    private const int WorthSharing = 128;
    private static readonly TimeSpan s_discover = TimeSpan.FromSeconds(1);
    private readonly LogReader _reader;
    private readonly ViewDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<LedgerFollower> _log;
    private readonly Projector _projector;
    private readonly ConcurrentDictionary<string, long> _next = new(StringComparer.Ordinal);
    private readonly ViewStamps _stamps = new();
    private readonly Lock _waiting = new();
    private readonly List<Waiter> _waiters = [];
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Register _register;
    private FrozenDictionary<string, PlanId> _named = FrozenDictionary<string, PlanId>.Empty;
    private long _changes;
    private long _retold;

    public LedgerFollower(LogReader reader, ViewDatabase database, TimeProvider clock, ILogger<LedgerFollower> log)
    {
        (_reader, _database, _clock, _log) = (reader, database, clock, log);
        _projector = new(database);
        _register = _projector.Register;
        Publish();
    }

    /// <summary>Plans and organisations as of the last batch.</summary>
    internal Register Register => Volatile.Read(ref _register);

    /// <summary>Grows with every batch that was written.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Grows whenever texts of an earlier entry were erased or released: what was made from them before is not to be shown again.</summary>
    public long Retold => Interlocked.Read(ref _retold);

    /// <summary>Whether every log has been read to its end once since the start.</summary>
    public bool CaughtUp { get; private set; }

    /// <summary>Counts what is shown otherwise than before.</summary>
    public ViewStamps Stamps => _stamps;

    /// <summary>The plan of this name; null when there is none.</summary>
    internal PlanId? PlanNamed(ReadOnlySpan<char> name) =>
        Volatile.Read(ref _named).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var plan) ? plan : null;

    /// <summary>Waits until the local views contain an entry.</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <returns>False: not yet; the entry is durable all the same.</returns>
    public async Task<bool> Passed(string log, long index, TimeSpan timeout, CancellationToken ct)
    {
        Waiter waiter;
        lock (_waiting)
        {
            if (_next.GetValueOrDefault(log) > index) return true;
            waiter = new(log, index, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            // A log made a moment ago is not followed yet: look now.
            if (_expected.Add(log)) _wake.TrySetResult();
        }

        try
        {
            await waiter.Done.Task.WaitAsync(timeout, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_waiting) _waiters.Remove(waiter);
        }
    }

    /// <summary>Reads every log to its end, as of now. For start-up and tests; the follower does it by itself.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        foreach (var log in await Logs(ct))
        {
            while (await ReadOn(log, ct))
            {
            }
        }

        await Lapse(ct);
        CaughtUp = true;
    }

    /// <summary>Throws the views away where they are not of these logs: a restored or another data folder.</summary>
    public async Task Check(CancellationToken ct)
    {
        foreach (var (log, next, last) in _projector.Positions())
        {
            var entry = await _reader.ReadEntry(log, next - 1, ct);
            if (entry is null || !Digest(entry).AsSpan().SequenceEqual(last))
            {
                _log.LogWarning("The views are not of this ledger ({Log} at {Index}); they are built anew", log, next - 1);
                _projector.Empty();
                _next.Clear();
                Publish();
                return;
            }

            _next[log] = next;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var checkedOnce = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!checkedOnce) await Check(stoppingToken);
                checkedOnce = true;
                await CatchUp(stoppingToken);
                await FollowGrowth(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                CaughtUp = false;
                _log.LogError(failure, "The views could not be brought up to date; trying again");
                await Task.Delay(s_discover, stoppingToken);
            }
        }
    }

    private async Task<ImmutableArray<string>> Logs(CancellationToken ct)
    {
        var logs = await _reader.Logs(ct);
        lock (_waiting) _expected.UnionWith(logs);
        return logs;
    }

    /// <summary>Reads on in each known log whenever it grows, until it is time to look for new logs, or somebody waits for one.</summary>
    /// <remarks>A log that did not grow keeps its waiting: a busy one must not cost the others a question each time.</remarks>
    private async Task FollowGrowth(CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Dictionary<string, Task<long>> growing;
        Task wake;
        lock (_waiting)
        {
            if (_wake.Task.IsCompleted) _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            wake = _wake.Task;
            growing = _expected.ToDictionary(log => log, Growth, StringComparer.Ordinal);
        }

        var look = Task.WhenAny(wake, Task.Delay(s_discover, enough.Token));
        try
        {
            while (!look.IsCompleted)
            {
                await Task.WhenAny(growing.Values.Append<Task>(look));
                foreach (var (log, _) in growing.Where(growth => growth.Value.IsCompleted).ToList())
                {
                    await growing[log];
                    while (await ReadOn(log, ct))
                    {
                    }

                    growing[log] = Growth(log);
                }
            }
        }
        finally
        {
            await enough.CancelAsync();
            foreach (var growth in growing.Values) _ = growth.ContinueWith(static done => done.Exception, TaskScheduler.Default); // observed, wherever it ends
        }

        Task<long> Growth(string log) => _reader.WaitForGrowth(log, _next.GetValueOrDefault(log), enough.Token);
    }

    /// <summary>
    /// Reads words again whose hiding has ended by itself. Whether it has is the ledger's to say: until then it does not serve them,
    /// and a view that never had them can never show them.
    /// </summary>
    private async Task Lapse(CancellationToken ct)
    {
        foreach (var (log, index) in _projector.Lapsed(_clock.GetUtcNow()))
        {
            if (await _reader.ReadEntry(log, index, ct) is not { } entry) continue;
            var plan = _projector.Lapse(ReadEntry.From(entry));
            Interlocked.Increment(ref _retold);
            _stamps.Count(new(plan, null));
            Interlocked.Increment(ref _changes);
        }
    }

    private async Task<bool> ReadOn(string log, CancellationToken ct)
    {
        var stored = await _reader.ReadOn(log, _next.GetValueOrDefault(log), BatchSize, ct);
        if (stored.IsEmpty) return false;
        await Lapse(ct);
        // Reading and rendering need nothing but the entry, so they go side by side; folding goes in order.
        var entries = stored.Length < WorthSharing
            ? [.. stored.Select(ReadEntry.From)]
            : stored.AsParallel().AsOrdered().WithCancellation(ct).Select(ReadEntry.From).ToArray();
        var targets = new Dictionary<long, ReadEntry>();
        foreach (var target in entries.Select(entry => entry.Target).OfType<long>().Distinct())
        {
            if (await _reader.ReadEntry(log, target, ct) is { } now) targets[target] = ReadEntry.From(now);
        }

        var changes = _projector.Apply(log, entries, targets, Digest(stored[^1]));
        if (targets.Count > 0) Interlocked.Increment(ref _retold);
        Publish();
        foreach (var change in changes) _stamps.Count(change);
        Interlocked.Increment(ref _changes);
        lock (_waiting)
        {
            _next[log] = stored[^1].Index + 1;
            foreach (var waiter in _waiters)
            {
                if (waiter.Log == log && waiter.Index <= stored[^1].Index) waiter.Done.TrySetResult();
            }
        }

        return stored.Length == BatchSize;
    }

    private void Publish()
    {
        if (_named.Count != _projector.Register.Plans.Count)
            Volatile.Write(ref _named, _projector.Register.Plans.Values.ToFrozenDictionary(plan => plan.Id.Value, plan => plan.Id, StringComparer.Ordinal));
        Volatile.Write(ref _register, _projector.Register);
    }

    private static byte[] Digest(StoredEntry entry) => SHA256.HashData(entry.Bytes.Span);

    private sealed record Waiter(string Log, long Index, TaskCompletionSource Done);
}
