using Tracker.Domain.Plans;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Past;

/// <summary>A plan as it stood when a day was over in its zone: everything recorded by then, judged on that day.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Day">The day, in the plan's zone.</param>
public sealed record StoodAt(PlanId Plan, DateOnly Day)
{
    /// <summary>Views of the plan alone; null: what is recorded now is what was recorded then.</summary>
    internal ViewDatabase? Views { get; init; }

    internal Register? Register { get; init; }
}

/// <summary>
/// Makes the past readable: the very projections that keep the present fold a plan's entries up to a day into views of their own,
/// so that every page, list and export shows the past as it shows the present. Made from what the present views keep, and made
/// anew once texts are erased or released: what may not be shown today may not be shown of the past either.
/// </summary>
/// <remarks>Costs one pass over the entries of one plan. The last few are kept; one is made at a time.</remarks>
public sealed class PastViews(ViewDatabase present, LedgerFollower follower, TimeProvider clock, string folder) : IDisposable
{
    /// <summary>How many are kept.</summary>
    public const int MostKept = 8;

    /// <summary>How many may wait for theirs to be made.</summary>
    public const int MostWaiting = 16;

    private const int AtOnce = 1000; // as the queries say

    internal const string OfPlan = $"SELECT {HistoryRows.Columns} FROM history WHERE plan = $1 AND idx > $2 AND at < $3 ORDER BY idx LIMIT 1000";

    internal const string OfSite = $"SELECT {HistoryRows.Columns} FROM history WHERE log = 'site' AND idx > $1 AND at < $2 ORDER BY idx LIMIT 1000";

    private static readonly Dictionary<long, ReadEntry> s_nothing = [];
    private readonly SemaphoreSlim _one = new(1);
    private readonly LinkedList<Kept> _kept = []; // the one used last stands first
    private int _waiting;
    private long _made;

    /// <summary>Finds a plan as it stood when a day was over.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="day">The day in the plan's zone, before today or today itself.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <returns>Null: too many wait for theirs already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The day is not over yet there, and not today.</exception>
    internal async Task<Lent?> Find(PlanId plan, DateOnly day, CancellationToken ct)
    {
        var body = follower.Register.Plan(plan);
        var today = PlanZone.DayOf(clock.GetUtcNow(), body);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, today);
        if (day == today) return new(new StoodAt(plan, day), null);
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _one.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            var end = PlanZone.EndOf(day, body);
            var retold = follower.Retold;
            var kept = _kept.FirstOrDefault(one => one.Plan == plan && one.End == end && one.Retold == retold);
            if (kept is null)
            {
                kept = await Task.Run(() => Make(plan, end, retold, ct), ct);
                _kept.AddFirst(kept);
                foreach (var old in _kept.Where(one => one.Retold != retold).ToList()) Drop(old);
                while (_kept.Count > MostKept) Drop(_kept.Last!.Value); // there is one
            }
            else
            {
                _kept.Remove(kept);
                _kept.AddFirst(kept);
            }

            kept.Lend();
            return new(new StoodAt(plan, day) { Views = kept.Views, Register = kept.Register }, kept);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        foreach (var kept in _kept.ToList()) Drop(kept);
        _one.Dispose();
    }

    private Kept Make(PlanId plan, DateTimeOffset end, long retold, CancellationToken ct)
    {
        var own = Path.Combine(folder, $"{plan.Value}-{_made++}");
        if (Directory.Exists(own)) Directory.Delete(own, recursive: true); // of a host that was killed
        var views = new ViewDatabase(own, disposable: true);
        try
        {
            var projector = new Projector(views);
            using var read = present.Read();
            Fold(read, projector, "site", OfSite, [], end, ct);
            if (follower.Register.Plan(plan) is { } body) Fold(read, projector, body.Log, OfPlan, [plan.Value], end, ct);
            return new(plan, end, retold, own, views, projector.Register);
        }
        catch
        {
            views.Dispose();
            Directory.Delete(own, recursive: true);
            throw;
        }
    }

    private static void Fold(in ViewRead read, Projector projector, string log, string sql, object?[] what, DateTimeOffset end, CancellationToken ct)
    {
        for (var after = -1L; ;)
        {
            ct.ThrowIfCancellationRequested();
            var entries = read.Query(sql, HistoryRows.ReadWhole, [.. what, after, end]);
            if (entries.Count == 0) return;
            projector.Apply(log, entries, s_nothing, []);
            if (entries.Count < AtOnce) return;
            after = entries[^1].Header.Index;
        }
    }

    private void Drop(Kept kept)
    {
        _kept.Remove(kept);
        kept.Return();
    }

    /// <summary>One plan's past; its files go when nobody reads it any more.</summary>
    internal sealed class Kept(PlanId plan, DateTimeOffset end, long retold, string folder, ViewDatabase views, Register register)
    {
        private int _readers = 1; // whoever keeps it

        public PlanId Plan => plan;

        public DateTimeOffset End => end;

        public long Retold => retold;

        public ViewDatabase Views => views;

        public Register Register => register;

        public void Lend() => Interlocked.Increment(ref _readers);

        public void Return()
        {
            if (Interlocked.Decrement(ref _readers) > 0) return;
            views.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A past for as long as one request reads it.</summary>
    internal sealed class Lent(StoodAt stood, Kept? kept) : IDisposable
    {
        public StoodAt Stood => stood;

        public void Dispose() => kept?.Return();
    }
}
