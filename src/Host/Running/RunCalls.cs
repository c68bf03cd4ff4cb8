using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Tracker.Domain;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Ledger.Storage;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Running;

namespace Tracker.Host.Running;

/// <summary>What one run may ask of the host, bounded: so many drafts, so many fetches, so many bytes, so many at once.</summary>
internal sealed class RunCalls(
    PluginRun run, KnownPlugin plugin, ImmutableArray<string> secrets, int mostDrafts, RunPace pace, RunNotes notes, DraftDoor door, ISources sources, PluginStore store,
    ILogger log)
    : IRunCalls, IDisposable
{
    private const string Crashed = "crashed";
    private const int AtOnce = 32;
    private const int FetchesAtOnce = 4; // each may hold a body of the largest size
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);
    private readonly SemaphoreSlim _fetching = new(FetchesAtOnce, FetchesAtOnce);
    private CancellationTokenSource _enough = new();
    private int _sent;
    private long _bytesBefore;
    private int _drafts;
    private int _fetches;
    private int _waiting;
    private string? _trouble;
    private PluginFailed? _broken;
    private PluginFailed? _failed;
    private readonly ConcurrentDictionary<string, bool> _read = new(StringComparer.Ordinal);
    private FrozenSet<string> _given = FrozenSet<string>.Empty;

    /// <summary>Why nothing more is taken; null: everything is well.</summary>
    public PluginFailed? Broken => Volatile.Read(ref _broken);

    public bool KeepsWaiting => Volatile.Read(ref _waiting) > 0;

    public Task<SourceAnswer> Fetch(string method, string address, ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default) =>
        Ours(() => Get(method, address, headers, body, ct), goesOn: true);

    public Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct) => InItsPlace(() => Take(draft, ct), ct);

    public Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key) => InItsPlace(() => Count(refused, key), _enough.Token);

    public void Log(string level, string text)
    {
        notes.Line(level, Without(text));
        notes.KeepSoon();
    }

    public void Progress(long? done, long? of, string? text)
    {
        notes.Progress(done, of, text is null ? null : Without(text));
        notes.KeepSoon();
    }

    /// <summary>A part of the run begins, which may send as many drafts as a run; nothing of the one before is on its way.</summary>
    /// <returns>Ends when nothing more is taken from it: it sent too much, or what it sent could not be recorded.</returns>
    public CancellationToken Begin()
    {
        Volatile.Write(ref _drafts, 0);
        Volatile.Write(ref _broken, null);
        if (!_enough.IsCancellationRequested) return _enough.Token;
        _enough.Dispose();
        _enough = new();
        return _enough.Token;
    }

    /// <summary>Whether half of what it may fetch is fetched: what is delivered with less left might find too little.</summary>
    public bool HalfSpent => Volatile.Read(ref _fetches) > RunLimits.Fetches / 2 || notes.Counts.Bytes - Volatile.Read(ref _bytesBefore) > RunLimits.FetchedBytes / 2;

    /// <summary>It may fetch as much as at its beginning.</summary>
    public void Refill()
    {
        Volatile.Write(ref _fetches, 0);
        Volatile.Write(ref _bytesBefore, notes.Counts.Bytes);
    }

    /// <summary>Something else begins: what could not be read before is none of its troubles.</summary>
    /// <param name="given">Single addresses that a person gave for it: robots.txt, which is for crawlers, is not asked about them.</param>
    public void Anew(IEnumerable<string> given)
    {
        Volatile.Write(ref _trouble, null);
        Volatile.Write(ref _failed, null);
        Volatile.Write(ref _given, given.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// How it failed: by the host's failure where it gave up after one, and by the source's trouble where it gave up over a source
    /// that it could not have. Which words it then chose for its error, in which language, nobody can tell.
    /// </summary>
    public PluginFailed Because(PluginFailed failed) => failed.Failure switch
    {
        HostLine.FailedByAnswer or Crashed when Volatile.Read(ref _failed) is { } ours => ours,
        HostLine.FailedByAnswer when Volatile.Read(ref _trouble) is { } trouble => new(trouble, failed.Message),
        _ => failed,
    };

    /// <summary>Waits until nothing that it sent is still on its way to the ledger: only then may a cursor move.</summary>
    public async Task Settled()
    {
        for (var i = 0; i < AtOnce; i++) await _places.WaitAsync(CancellationToken.None);
        _places.Release(AtOnce);
    }

    public void Dispose()
    {
        _enough.Dispose();
        _places.Dispose();
        _fetching.Dispose();
    }

    private async Task<SourceAnswer> Get(string method, string address, ImmutableArray<(string Name, string Value)> headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        await _fetching.WaitAsync(ct);
        SourceAnswer answer;
        try
        {
            if (notes.Counts.Bytes > RunPace.BytesAtOnce) await Waits(pace.Fetch(ct));
            answer = Interlocked.Increment(ref _fetches) > RunLimits.Fetches ? new SourceAnswer.Refused("too-many-fetches", $"a run fetches at most {RunLimits.Fetches} times")
                : notes.Counts.Bytes - Volatile.Read(ref _bytesBefore) > RunLimits.FetchedBytes ? new SourceAnswer.Refused("too-many-bytes", $"a run fetches at most {RunLimits.FetchedBytes >> 20} MB")
                : await sources.Get(
                    plugin, secrets, method, address, headers, body, Volatile.Read(ref _given).Contains(address) ? FetchPurpose.SingleAddress : FetchPurpose.Schedule, ct);
        }
        finally
        {
            _fetching.Release();
        }

        Volatile.Write(ref _trouble, SourceTrouble.Of(answer));
        if (answer is SourceAnswer.Came came)
        {
            _read[came.Sha256] = true;
            notes.Fetched(came.Body.Length);
            pace.Fetched(came.Body.Length);
            await store.Archived(plugin.Id, came.Sha256, came.Asked);
            if (came.Address != came.Asked) await store.Archived(plugin.Id, came.Sha256, came.Address);
        }

        await notes.Keep();
        return answer;
    }

    private async Task<DraftOutcome> Take(ReceivedDraft draft, CancellationToken ct)
    {
        if (await Turn(ct) is { } tooMany) return tooMany;
        var outcome = await door.Take(run, draft, ct);
        if (outcome is DraftOutcome.Refused { Why.Rule: var rule } && rule == Rules.PluginNotApproved.Name)
        {
            // Other files were approved while it ran, or none. Nothing is wrong with what it says, and no cursor may pass it.
            await Break(new(RunFailures.ApprovalChanged, "What was approved is another version now, or none.", ours: true));
            return outcome;
        }

        // Who says again what it has not read again says nothing of its source.
        Became(outcome, draft.Key ?? "", !draft.Sources.IsDefaultOrEmpty && draft.Sources.All(source => _read.ContainsKey(source.Sha256 ?? "")));
        await notes.Keep();
        return outcome;
    }

    private async Task<DraftOutcome> Count(DraftOutcome.Refused refused, string key)
    {
        if (await Turn(_enough.Token) is { } tooMany) return tooMany;
        Became(refused, key);
        await notes.Keep();
        return refused;
    }

    /// <summary>Takes a draft in a place of its own, also while it waits for its turn: it is on its way, and a cursor must not pass it.</summary>
    private async Task<DraftOutcome> InItsPlace(Func<Task<DraftOutcome>> takes, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            return await Ours(takes);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits until another draft may come; what it is answered where none may.</summary>
    private async Task<DraftOutcome?> Turn(CancellationToken ct)
    {
        var nth = Interlocked.Increment(ref _drafts);
        if (Interlocked.Increment(ref _sent) > RunPace.DraftsAtOnce && nth <= mostDrafts) await Waits(pace.Draft(ct));
        if (nth <= mostDrafts) return null;
        var most = mostDrafts.ToString(CultureInfo.InvariantCulture);
        await Break(new(RunFailures.TooManyDrafts, $"A run sends at most {most} drafts."));
        return new DraftOutcome.Refused(DoorRules.TooManyDrafts.Refuse(null, ("most", most)));
    }

    /// <summary>The plugin waits for the host.</summary>
    private async Task Waits(Task turn)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await turn;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>
    /// Where the host fails at what it was asked, that is no failure of the plugin, whatever it makes of the answer. A draft that may
    /// be lost ends the run, or a cursor would pass it; without what was not fetched it may go on.
    /// </summary>
    private async Task<T> Ours<T>(Func<Task<T>> does, bool goesOn = false)
    {
        try
        {
            return await does();
        }
        catch (DraftLost lost)
        {
            await Break(new(RunFailures.NotRecorded, lost.Message, ours: true));
            throw;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log.LogError(failed, "The host failed at what {Plugin} asked of it in run {Run}", plugin.Id, run.Number);
            var why = new PluginFailed(RunFailures.HostFailed, failed.GetType().Name, ours: true);
            if (!goesOn) await Break(why);
            else if (IsTheMachines(failed)) Volatile.Write(ref _failed, why);
            throw;
        }
    }

    /// <summary>Whether it is nothing that could have been asked for: what a plugin can bring about by what it asks must not excuse it for ever.</summary>
    private static bool IsTheMachines(Exception failed) => failed is IOException or UnauthorizedAccessException or StoreConflict or SqliteException;

    private async Task Break(PluginFailed why)
    {
        if (Interlocked.CompareExchange(ref _broken, why, null) is null) await _enough.CancelAsync();
    }

    /// <summary>What stands in a refusal is public too.</summary>
    private void Became(DraftOutcome outcome, string key, bool read = false) => notes.Became(
        outcome is DraftOutcome.Refused { Why: { Values: { } values } why }
            ? new DraftOutcome.Refused(why with { Values = values.ToImmutableSortedDictionary(one => one.Key, one => Without(one.Value), StringComparer.Ordinal) })
            : outcome,
        key,
        read);

    /// <summary>A plugin that writes its own secrets down must not publish them.</summary>
    public string Without(string text)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= 4)) text = text.Replace(secret, "(secret)", StringComparison.Ordinal);
        return text;
    }
}
