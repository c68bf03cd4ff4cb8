using System.Text;
using FluentAssertions;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;
using Xunit;

namespace Tracker.Ledger.Tests.Storage;

/// <summary>What every store must do, whatever stands behind it.</summary>
public abstract class LedgerStoreConformance
{
    private static readonly byte[] Hash = TreeHash.Leaf("x"u8);

    /// <summary>Opens the store kept in a folder, making it when it is not there.</summary>
    protected abstract ILedgerStore Open(string folder);

    [Fact]
    public async Task What_is_committed_survives_and_what_is_not_leaves_nothing()
    {
        using var temp = new TempFolder();
        var store = Open(temp.Path);
        await using (store)
        {
            store.CreateLog("contoh", "key");
            using (var batch = store.Begin("contoh"))
            {
                Write(batch, 0, "contoh/1", 1);
                batch.Commit(Head(1)).Should().BeTrue();
            }

            using (var batch = store.Begin("contoh"))
            {
                Write(batch, 1, "contoh/2", 1);
            }
        }

        await using var again = Open(temp.Path);
        using var view = again.OpenView();
        view.Head("contoh").Should().BeEquivalentTo(new { Size = 1L, At = "t1" });
        view.Entries("contoh", 0, 10, withHeld: false).Should().ContainSingle().Which.Disclosures.Should().Equal("d1-0", null);
        view.Entries("contoh", 0, 10, withHeld: true)[0].Disclosures.Should().Equal("d1-0", "d1-1");
        view.StreamEntries("contoh", "contoh/1", 0, 10).Should().ContainSingle();
        view.StreamEntries("contoh", "contoh/1", 1, 10).Should().BeEmpty();
        view.FindReceipt("contoh", "actor", "key0")!.Value.Receipt.Should().Be(new Receipt("contoh", 0, 1, "contoh/1", 1));
        view.FindReceipt("contoh", "actor", "key1").Should().BeNull();
        (view.FindLog("contoh/1"), view.FindLog("contoh/2")).Should().Be(("contoh", null));
        view.Tile("contoh", 0, 0).Should().Equal(Hash);
        view.Tile("contoh", 0, 1).Should().BeNull();
        view.Logs().Should().Equal(("contoh", "key"));
        view.Head("site").Should().BeNull();
    }

    [Fact]
    public async Task The_head_advances_only_from_the_size_that_was_seen()
    {
        using var temp = new TempFolder();
        await using var store = Open(temp.Path);
        store.CreateLog("contoh", "key");
        store.CreateLog("contoh", "another key");
        using (var batch = store.Begin("contoh"))
        {
            batch.Head.Size.Should().Be(0);
            batch.FindStream("contoh/1").Should().BeNull();
            Write(batch, 0, "contoh/1", 1);
            batch.FindStream("contoh/1").Should().Be(("contoh", 1L));
            batch.Commit(Head(1)).Should().BeTrue();
        }

        foreach (var collision in new Action<ILedgerBatch>[]
        {
            b => b.AddLeaf(0, "contoh/9", 1, "e"u8, Hash),
            b => b.AddLeaf(5, "contoh/1", 1, "e"u8, Hash),
            b => b.AddLeaf(1, "contoh/1", 3, "e"u8, Hash),
            b => b.AddReceipt("actor", "key0", "asked", new Receipt("contoh", 1, 1, "contoh/1", 2)),
        })
        {
            using var batch = store.Begin("contoh");
            batch.Invoking(collision).Should().Throw<StoreConflict>();
        }

        using var view = store.OpenView();
        view.Head("contoh")!.Size.Should().Be(1);
        view.Logs().Should().Equal(("contoh", "key"));
    }

    [Fact]
    public async Task A_mark_takes_back_only_what_came_after_it()
    {
        using var temp = new TempFolder();
        await using var store = Open(temp.Path);
        store.CreateLog("contoh", "key");
        using (var batch = store.Begin("contoh"))
        {
            batch.Mark();
            Write(batch, 0, "contoh/1", 1);
            batch.Keep();
            batch.Mark();
            Write(batch, 1, "contoh/2", 1);
            batch.Undo();
            batch.FindStream("contoh/2").Should().BeNull();
            batch.Commit(Head(1)).Should().BeTrue();
        }

        using var view = store.OpenView();
        view.Entries("contoh", 0, 10, withHeld: false).Should().ContainSingle();
    }

    [Fact]
    public async Task Texts_are_erased_and_released_by_their_rules()
    {
        using var temp = new TempFolder();
        await using var store = Open(temp.Path);
        store.CreateLog("contoh", "key");
        using (var batch = store.Begin("contoh"))
        {
            Write(batch, 0, "contoh/1", 1);
            batch.AddText(0, new TextRow(2, "digest-public", "d-public", Personal: false, Held: false));
            batch.Erase(1, 0, "unknown").Should().Be((Erasure.Unknown, null));
            batch.Erase(1, 0, "digest-public").Should().Be((Erasure.Public, null));
            batch.Erase(1, 0, "digest1-0").Should().Be((Erasure.Erased, "d1-0"));
            batch.Erase(1, 0, "digest1-0").Should().Be((Erasure.Already, null));
            batch.Release(0).Should().Be(1);
            batch.Release(0).Should().Be(0);
            batch.Commit(Head(1)).Should().BeTrue();
        }

        store.Wipe(["d1-0"]);
        using var view = store.OpenView();
        view.Entries("contoh", 0, 1, withHeld: false)[0].Disclosures.Should().Equal(null, "d1-1", "d-public");
        view.LastErasure("contoh").Should().Be(1);
    }

    [Fact]
    public async Task Checkpoints_are_recorded_before_they_are_published_and_never_twice_different()
    {
        using var temp = new TempFolder();
        await using var store = Open(temp.Path);
        store.CreateLog("contoh", "key");
        using var view = store.OpenView();
        view.LatestCheckpoint("contoh", published: false).Should().BeNull();

        store.RecordCheckpoint("contoh", 1, Hash);
        store.RecordCheckpoint("contoh", 1, Hash);
        view.LatestCheckpoint("contoh", published: false).Should().BeEquivalentTo(new { Size = 1L, Note = (string?)null });
        view.LatestCheckpoint("contoh", published: true).Should().BeNull();
        store.PublishCheckpoint("contoh", 1, "note");
        view.LatestCheckpoint("contoh", published: true)!.Note.Should().Be("note");

        store.Invoking(s => s.RecordCheckpoint("contoh", 1, TreeHash.Empty)).Should().Throw<HistoryWouldFork>();
        (store.FixOrigin("a"), store.FixOrigin("b")).Should().Be(("a", "a"));
    }

    private static LogHead Head(long size) => new(size, Hash, $"t{size}");

    private static void Write(ILedgerBatch batch, long index, string stream, long version)
    {
        batch.AddLeaf(index, stream, version, Encoding.UTF8.GetBytes($"entry {index}"), Hash);
        batch.AddText(index, new TextRow(1, "digest1-1", "d1-1", Personal: true, Held: true));
        batch.AddText(index, new TextRow(0, "digest1-0", "d1-0", Personal: true, Held: false));
        batch.AddReceipt("actor", $"key{index}", "asked", new Receipt("contoh", index, 1, stream, version));
        batch.PutTile(0, 0, Hash);
    }
}

public class SqliteLedgerStoreTests : LedgerStoreConformance
{
    protected override ILedgerStore Open(string folder) => SqliteLedgerStore.Open(Path.Combine(folder, "ledger.db"), TimeProvider.System);
}
