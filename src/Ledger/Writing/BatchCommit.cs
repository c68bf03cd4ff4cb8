using System.Collections.Immutable;
using System.Globalization;
using Tracker.Ledger.Entries;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Writing;

/// <summary>What a submission's author gets.</summary>
internal readonly record struct Answer(AppendOutcome? Outcome, ArgumentException? Bug = null)
{
    public void Give(TaskCompletionSource<AppendOutcome> author)
    {
        if (Outcome is not null)
        {
            author.SetResult(Outcome);
        }
        else
        {
            author.SetException(Bug ?? new ArgumentException("Nothing was decided."));
        }
    }
}

/// <summary>Writes many submissions in one transaction, each wholly or not at all, and the tree with them.</summary>
internal sealed class BatchCommit(ILedgerStore store, string log, TimeProvider clock)
{
    private const int MostRaces = 1000;
    private readonly List<string> _erased = [];
    private LogTree? _tree;

    /// <summary>Commits a batch and returns the outcomes in order; whatever it throws, the outcome of all is unknown.</summary>
    public (Answer[] Answers, long Size) Commit(IReadOnlyList<PreparedSubmission> batch)
    {
        for (var race = 0; ; race++)
        {
            try
            {
                if (Try(batch) is { } done)
                {
                    Wipe();
                    return done;
                }
            }
            catch (StoreConflict) when (race < MostRaces)
            {
                // Another writer was first. What this one had in mind is void; the next round reads anew.
            }

            if (race == MostRaces)
            {
                throw new IOException($"Other writers advanced the log '{log}' {MostRaces} times in a row.");
            }
        }
    }

    private (Answer[] Answers, long Size)? Try(IReadOnlyList<PreparedSubmission> batch)
    {
        using var transaction = store.Begin(log);
        var work = new Work(transaction, Take(transaction), TimeOf(transaction.Head));
        var answers = new Answer[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            answers[i] = Write(work, batch[i]);
        }

        if (work.Tree.Size == transaction.Head.Size)
        {
            _tree = work.Tree;
            return (answers, work.Tree.Size);
        }

        work.Tree.Flush((level, number, hashes) => transaction.PutTile(level, number, hashes));
        if (!transaction.Commit(new LogHead(work.Tree.Size, work.Tree.FrontierBytes, work.At)))
        {
            return null;
        }

        _tree = work.Tree;
        _erased.AddRange(work.Erased);
        return (answers, work.Tree.Size);
    }

    /// <summary>Wipes before anybody is told that a text is gone; what fails is tried again with the next batch.</summary>
    private void Wipe()
    {
        if (_erased.Count > 0)
        {
            store.Wipe(_erased);
            _erased.Clear();
        }
    }

    /// <summary>Takes the tree out of memory when it is the store's; until the commit is known, nobody else may use it.</summary>
    private LogTree Take(ILedgerBatch transaction)
    {
        var tree = _tree;
        _tree = null;
        return tree?.Size == transaction.Head.Size
            ? tree
            : LogTree.Load(transaction.Head.Size, transaction.Head.Frontier.Span, transaction.Tile);
    }

    private string TimeOf(LogHead head)
    {
        var now = clock.GetUtcNow().ToString(EntryShape.TimeFormat, CultureInfo.InvariantCulture);
        return string.CompareOrdinal(now, head.At) > 0 ? now : head.At;
    }

    private Answer Write(Work work, PreparedSubmission prepared)
    {
        var asked = prepared.Submission;
        if (work.Store.FindReceipt(asked.Actor, asked.Key) is var (receipt, digest))
        {
            return new Answer(digest == asked.RequestDigest ? new AppendOutcome.Repeated(receipt) : new AppendOutcome.KeyReused(receipt));
        }

        var stream = work.Store.FindStream(asked.Stream);
        if (stream is { } other && other.Log != log)
        {
            return new Answer(null, new ArgumentException($"The stream '{asked.Stream}' belongs to the log '{other.Log}', not to '{log}'."));
        }

        var version = stream?.Version ?? 0;
        return new Answer(version == asked.ExpectedVersion ? WriteMarked(work, prepared) : new AppendOutcome.VersionConflict(version));
    }

    private AppendOutcome WriteMarked(Work work, PreparedSubmission prepared)
    {
        work.Store.Mark();
        var (outcome, leaves) = WriteEntries(work, prepared);
        if (leaves is null)
        {
            work.Store.Undo();
            return outcome;
        }

        work.Store.Keep();
        leaves.ForEach(work.Tree.Append);
        return outcome;
    }

    private (AppendOutcome Outcome, List<byte[]>? Leaves) WriteEntries(Work work, PreparedSubmission prepared)
    {
        var asked = prepared.Submission;
        var (first, version) = (work.Tree.Size, asked.ExpectedVersion);
        var stored = ImmutableArray.CreateBuilder<StoredEntry>(prepared.Entries.Length);
        var leaves = new List<byte[]>(prepared.Entries.Length);
        var erased = new List<string>();
        foreach (var entry in prepared.Entries)
        {
            var index = first + leaves.Count;
            var bytes = entry.Write(work.At, index, ++version);
            var leaf = TreeHash.Leaf(bytes);
            work.Store.AddLeaf(index, asked.Stream, version, bytes, leaf);
            for (var i = 0; i < entry.Texts.Length; i++)
            {
                var text = entry.Texts[i];
                work.Store.AddText(index, new TextRow(i, text.Digest, text.Disclosure, text.Kind == TextKind.Personal, text.Held));
            }

            if (entry.Change is { } change && Refuse(work.Store, index, work.At, change, erased) is { } reason)
            {
                return (new AppendOutcome.TextRefused(reason), null);
            }

            leaves.Add(leaf);
            stored.Add(new StoredEntry(log, index, bytes, [.. entry.Texts.Select(t => t.Held ? null : t.Disclosure)]));
        }

        var receipt = new Receipt(log, first, leaves.Count, asked.Stream, version);
        work.Store.AddReceipt(asked.Actor, asked.Key, asked.RequestDigest, receipt);
        work.Erased.AddRange(erased);
        return (new AppendOutcome.Appended(receipt, stored.MoveToImmutable()), leaves);
    }

    private static string? Refuse(ILedgerBatch store, long index, string at, TextChange change, List<string> erased)
    {
        if (change.Digest is null)
        {
            return change.Type switch
            {
                EntryShape.Released => store.Release(change.Target) > 0 ? null : $"Entry {change.Target} has no held text.",
                EntryShape.Shown => store.Show(change.Target) > 0 ? null : $"Entry {change.Target} is not hidden.",
                _ => store.Hide(change.Target, change.Type == EntryShape.Hidden ? Hiding.Until(at) : Hiding.ForGood) > 0
                    ? null
                    : $"Entry {change.Target} has no personal text.",
            };
        }

        var (erasure, disclosure) = store.Erase(index, change.Target, change.Digest);
        if (disclosure is not null)
        {
            erased.Add(disclosure);
        }

        return erasure switch
        {
            Erasure.Erased => null,
            Erasure.Public => $"The text {change.Digest} of entry {change.Target} is a public text: no redaction accepts it.",
            Erasure.Already => $"The text {change.Digest} of entry {change.Target} was erased before.",
            _ => $"Entry {change.Target} has no text {change.Digest}.",
        };
    }

    private sealed record Work(ILedgerBatch Store, LogTree Tree, string At)
    {
        public List<string> Erased { get; } = [];
    }
}
