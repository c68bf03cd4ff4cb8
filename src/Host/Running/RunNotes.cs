using System.Collections.Immutable;
using Tracker.Domain.Evidence;
using Tracker.Domain.Text;

namespace Tracker.Host.Running;

/// <summary>
/// What a run has done, kept for pages to show while it goes on. Whatever a plugin sends, little of it is in memory: counts, the
/// first words of each kind of refusal, and what has come since it was last written down.
/// </summary>
internal sealed class RunNotes(long run, PluginStore store, TimeProvider clock) : IDisposable
{
    private const int Pending = 100;
    private const int MostLines = 500;
    private const int LongestLine = 500;
    private const int MostRules = 50;
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_seldom = TimeSpan.FromSeconds(2);
    private static readonly ImmutableSortedDictionary<string, string> s_none = ImmutableSortedDictionary<string, string>.Empty;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly HashSet<(string Rule, string? Field)> _rules = [];
    private List<EvidenceId> _evidence = [];
    private List<SentPiece> _sent = [];
    private Dictionary<(string Rule, string? Field), RunRefusal> _refusals = [];
    private List<(int Seq, RunLine Line)> _lines = [];
    private int _seq;
    private long _last = clock.GetTimestamp();

    /// <summary>What it has done so far.</summary>
    public RunCounts Counts { get; private set; } = new();

    public void Fetched(long bytes)
    {
        lock (_lock) Counts = Counts with { Fetched = Counts.Fetched + 1, Bytes = Counts.Bytes + bytes };
    }

    /// <summary>What became of a draft.</summary>
    /// <param name="outcome">What.</param>
    /// <param name="key">The plugin's own name of it.</param>
    /// <param name="read">Whether what it rests on was read in this run.</param>
    public void Became(DraftOutcome outcome, string key, bool read = true)
    {
        lock (_lock)
        {
            switch (outcome)
            {
                case DraftOutcome.Accepted accepted:
                    Counts = Counts with { Accepted = Counts.Accepted + 1 };
                    _evidence.Add(accepted.Evidence);
                    _sent.Add(new(accepted.Evidence, key, Again: false));
                    break;
                case DraftOutcome.Revised revised:
                    Counts = Counts with { Revised = Counts.Revised + 1 };
                    _evidence.Add(revised.Evidence);
                    _sent.Add(new(revised.Evidence, key, Again: false));
                    break;
                case DraftOutcome.Unchanged unchanged:
                    Counts = Counts with { Unchanged = Counts.Unchanged + 1 };
                    _sent.Add(new(unchanged.Evidence, key, Again: true, read));
                    break;
                case DraftOutcome.Refused { Why: var why }:
                    Counts = Counts with { Refused = Counts.Refused + 1 };
                    var about = (why.Rule, why.Field is null ? null : Shown(why.Field, 100));
                    if (_rules.Count >= MostRules && !_rules.Contains(about)) break;
                    _rules.Add(about);
                    _refusals[about] = _refusals.TryGetValue(about, out var known) ? known with { Count = known.Count + 1 }
                        : new(why.Rule, 1, Shown(key, 200), about.Item2, (why.Values ?? s_none).ToImmutableSortedDictionary(one => one.Key, one => Shown(one.Value, 400), StringComparer.Ordinal));
                    break;
            }
        }
    }

    public void Line(string level, string text)
    {
        lock (_lock)
        {
            if (_seq < MostLines) _lines.Add((++_seq, new(Cut(level, 20), Cut(text, LongestLine))));
        }
    }

    /// <summary>What this site has to say.</summary>
    public void Line(HostLine line)
    {
        lock (_lock)
        {
            if (_seq < MostLines) _lines.Add((++_seq, (line with { Words = line.Words is null ? null : Cut(line.Words, LongestLine), Key = line.Key is null ? null : Cut(line.Key, 200) }).Line()));
        }
    }

    public void Progress(long? done, long? of, string? text)
    {
        lock (_lock) Counts = Counts with { Done = done, Of = of, Text = text is null ? null : Shown(text, 200) };
    }

    /// <summary>Writes down what has come, where it is enough or long ago.</summary>
    public Task Keep() => Keep(s_often);

    /// <summary>The same for what nobody waits for: one that works for long and says so is followed too.</summary>
    public async void KeepSoon()
    {
        try
        {
            await Keep(s_seldom);
        }
        catch (Exception)
        {
            // Whatever is written next is waited for, and told of it; or the run is over, and all of it was written.
        }
    }

    private Task Keep(TimeSpan often)
    {
        lock (_lock)
        {
            if (_sent.Count < Pending && clock.GetElapsedTime(_last) < often) return Task.CompletedTask;
        }

        return Flush();
    }

    /// <summary>Writes down what has come.</summary>
    public async Task Flush()
    {
        await _writing.WaitAsync();
        try
        {
            RunCounts counts;
            List<EvidenceId> evidence;
            List<SentPiece> sent;
            Dictionary<(string Rule, string? Field), RunRefusal> refusals;
            List<(int Seq, RunLine Line)> lines;
            lock (_lock)
            {
                (counts, evidence, sent, refusals, lines) = (Counts, _evidence, _sent, _refusals, _lines);
                (_evidence, _sent, _refusals, _lines) = ([], [], [], []);
                _last = clock.GetTimestamp();
            }

            try
            {
                await store.Note(run, counts, evidence, [.. refusals.Values], lines, sent, clock.GetUtcNow());
            }
            catch
            {
                lock (_lock) // whoever writes it down next writes this down too
                {
                    (_evidence, _sent, _lines) = ([.. evidence, .. _evidence], [.. sent, .. _sent], [.. lines, .. _lines]);
                    foreach (var (about, since) in _refusals) refusals[about] = refusals.TryGetValue(about, out var before) ? before with { Count = before.Count + since.Count } : since;
                    _refusals = refusals;
                }

                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>What a plugin calls something, for everybody to read: not where it says what no text of the record may say.</summary>
    private static string Shown(string text, int most) => Wording.Optional("", text, int.MaxValue) is null ? Cut(text, most) : "…";

    /// <summary>At most so long, and nothing in it that is not text.</summary>
    private static string Cut(string text, int most)
    {
        var cut = text.Length <= most ? text : text[..most];
        return string.Create(cut.Length, cut, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++) into[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || Wording.TurnsText(from[i]) ? '�' : from[i];
        });
    }
}
