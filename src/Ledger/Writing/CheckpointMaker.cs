using Tracker.Ledger.Notes;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Writing;

/// <summary>
/// Makes checkpoints, in the order that never forks: check that the tree extends the last one, record size and root,
/// raise the high-water mark, and only then sign and publish.
/// </summary>
internal sealed class CheckpointMaker(ILedgerStore store, string log, NoteSigner signer, IHighWater highWater)
{
    /// <summary>Publishes a checkpoint of the log as it is now; does nothing when the last one covers it.</summary>
    public void Make(ILedgerView view)
    {
        // In this order: another writer may add leaves and a checkpoint in between, never take them away.
        var last = view.LatestCheckpoint(log, published: false);
        var head = view.Head(log) ?? throw new InvalidOperationException($"There is no log '{log}'.");
        if (last is not null && last.Size == head.Size && last.Note is not null)
        {
            return;
        }

        var root = Check(view, head, last);
        var text = new CheckpointText(signer.Key.Name, head.Size, root);
        store.RecordCheckpoint(log, head.Size, root);
        highWater.Raise(log, text);
        store.PublishCheckpoint(log, head.Size, signer.Sign(text.ToString()));
    }

    private byte[] Check(ILedgerView view, LogHead head, RecordedCheckpoint? last)
    {
        var tree = new TileTree((level, number) => view.Tile(log, level, number));
        var root = tree.Root(head.Size);
        if (!root.AsSpan().SequenceEqual(new Frontier(head.Size, head.Frontier.Span).Root()))
        {
            throw new HistoryWouldFork(log, $"At size {head.Size} the stored tiles and the frontier give different roots.");
        }

        if (last is { Size: > 0 }
            && (last.Size > head.Size || !MerkleProof.Extends(last.Size, head.Size, tree.Consistency(last.Size, head.Size), last.Root.Span, root)))
        {
            throw new HistoryWouldFork(log, $"The tree of size {head.Size} does not extend the checkpoint of size {last.Size}.");
        }

        return root;
    }
}
