using System.Text;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Writing;

/// <summary>
/// The start that fails closed: compares what is stored with what was signed, at the tree's right edge, so that it costs
/// the same for any size. Every leaf is the verifier's work.
/// </summary>
internal static class HistoryCheck
{
    /// <summary>Returns why a log must not be written; null when it may.</summary>
    public static HistoryWouldFork? Of(ILedgerView view, string log, NoteKey key, IHighWater highWater)
    {
        try
        {
            return Compare(view, log, key, highWater) is { } reason ? new HistoryWouldFork(log, reason) : null;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException)
        {
            return new HistoryWouldFork(log, e.Message);
        }
    }

    private static string? Compare(ILedgerView view, string log, NoteKey key, IHighWater highWater)
    {
        // What was signed is read first: another writer may add to the log meanwhile, never take away.
        var mark = highWater.Read(log);
        var recorded = view.LatestCheckpoint(log, published: false);
        var published = view.LatestCheckpoint(log, published: true);
        var head = view.Head(log);
        if (head is null)
        {
            return mark is null ? null : "The database does not know this log, and a high-water mark does.";
        }

        var tree = new TileTree((level, number) => view.Tile(log, level, number));
        if (!head.Frontier.Span.SequenceEqual(tree.FrontierBytes(head.Size)))
        {
            return $"At size {head.Size} the frontier is not that of the stored tiles.";
        }

        return Edge(view, log, head) ?? Signed(head, tree, key, recorded, published) ?? Marked(head, tree, key, mark, published);
    }

    private static string? Edge(ILedgerView view, string log, LogHead head)
    {
        if (head.Size == 0)
        {
            return null;
        }

        var number = (head.Size - 1) / TilePath.FullWidth;
        var first = number * TilePath.FullWidth;
        var entries = view.Entries(log, first, (int)(head.Size - first), withHeld: false);
        var tile = view.Tile(log, 0, number) ?? [];
        for (var i = 0; i < head.Size - first; i++)
        {
            if (i >= entries.Length
                || entries[i].Index != first + i
                || !tile.AsSpan(i * TreeHash.Size, TreeHash.Size).SequenceEqual(TreeHash.Leaf(entries[i].Bytes.Span)))
            {
                return $"Entry {first + i} is not what the tree says.";
            }
        }

        return null;
    }

    private static string? Signed(LogHead head, TileTree tree, NoteKey key, RecordedCheckpoint? recorded, RecordedCheckpoint? published)
    {
        if (recorded is not null && Differs(head, tree, recorded.Size, recorded.Root.Span))
        {
            return $"A checkpoint of size {recorded.Size} was signed, and it is no prefix of this tree.";
        }

        if (published?.Note is not { } note)
        {
            return null;
        }

        var text = CheckpointText.Parse(SignedNote.Open(Encoding.UTF8.GetBytes(note), key).Text);
        return text.Origin != key.Name || text.Size != published.Size || Differs(head, tree, text.Size, text.Root.Span)
            ? $"The published checkpoint of size {text.Size} is no prefix of this tree."
            : null;
    }

    private static string? Marked(LogHead head, TileTree tree, NoteKey key, CheckpointText? mark, RecordedCheckpoint? published)
    {
        if (mark is null)
        {
            return published is null
                ? null
                : "Checkpoints were published, but the high-water mark is missing: this may be an old copy.";
        }

        return mark.Origin != key.Name || Differs(head, tree, mark.Size, mark.Root.Span)
            ? $"The high-water mark stands at size {mark.Size}, and the log, of size {head.Size}, does not extend it."
            : null;
    }

    private static bool Differs(LogHead head, TileTree tree, long size, ReadOnlySpan<byte> root) =>
        size > head.Size || !root.SequenceEqual(tree.Root(size));
}
