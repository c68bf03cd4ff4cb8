using System.Globalization;
using System.Text;
using CsCheck;
using FluentAssertions;
using Tracker.Ledger.Tree;
using Tracker.Ledger.Verification;
using Xunit;

namespace Tracker.Ledger.Tests.Tree;

/// <summary>The writer's tree, its tiles, the proofs from them and the verifier's tree, held against each other.</summary>
public class ProofPropertyTests
{
    [Fact]
    public void Every_proof_from_tiles_holds_and_no_altered_one_does()
    {
        var gen = from size in Gen.Long[1, 1500]
                  from index in Gen.Long[0, size - 1]
                  from earlier in Gen.Long[1, size]
                  from spoilt in Gen.Int[0, 1000]
                  select (size, index, earlier, spoilt);
        gen.Sample(
            c =>
            {
                var (tree, leaves) = Build(c.size, seed: c.spoilt);
                var (root, before) = (tree.Root(c.size), tree.Root(c.earlier));
                var inclusion = tree.Inclusion(c.index, c.size);
                MerkleProof.Includes(leaves[(int)c.index], c.index, c.size, inclusion, root).Should().BeTrue();
                var consistency = tree.Consistency(c.earlier, c.size);
                MerkleProof.Extends(c.earlier, c.size, consistency, before, root).Should().BeTrue();

                MerkleProof.Includes(leaves[(int)c.index], c.index, c.size, inclusion.Add(root), root).Should().BeFalse();
                MerkleProof.Includes(TreeHash.Leaf("other"u8), c.index, c.size, inclusion, root).Should().BeFalse();
                if (inclusion.Length > 0)
                {
                    var at = c.spoilt % inclusion.Length;
                    MerkleProof.Includes(leaves[(int)c.index], c.index, c.size, inclusion.SetItem(at, Spoil(inclusion[at])), root).Should().BeFalse();
                    MerkleProof.Includes(leaves[(int)c.index], c.index, c.size, inclusion.RemoveAt(at), root).Should().BeFalse();
                }

                if (consistency.Length > 0)
                {
                    var at = c.spoilt % consistency.Length;
                    MerkleProof.Extends(c.earlier, c.size, consistency.SetItem(at, Spoil(consistency[at])), before, root).Should().BeFalse();
                    MerkleProof.Extends(c.earlier, c.size, consistency, root, before).Should().BeFalse();
                }
            },
            iter: 300,
            print: c => c.ToString());
    }

    [Fact]
    public void Writer_and_verifier_find_the_same_root_at_every_size()
    {
        var (frontier, rebuilt) = (new Frontier(), new RebuiltTree());
        for (var i = 0; i < 70_000; i++)
        {
            var leaf = TreeHash.Leaf(BitConverter.GetBytes(i));
            frontier.Append(leaf);
            _ = rebuilt.Append(leaf);
            if (i % 997 == 0 || (i & (i + 1)) == 0 || i % 256 is 0 or 255 && i % 1024 < 300)
            {
                rebuilt.Root().Should().Equal(frontier.Root(), i.ToString(CultureInfo.InvariantCulture));
                new Frontier(frontier.Size, frontier.ToBytes()).Root().Should().Equal(frontier.Root());
            }
        }
    }

    [Fact]
    public void A_tree_loaded_from_its_tiles_goes_on_as_if_it_had_never_stopped()
    {
        (from size in Gen.Int[0, 1200] from more in Gen.Int[1, 600] select (size, more)).Sample(
            c =>
            {
                var tiles = new Dictionary<(int, long), byte[]>();
                void Put(int level, long number, byte[] hashes) => tiles[(level, number)] = hashes;
                byte[]? Get(int level, long number) => tiles.GetValueOrDefault((level, number));
                var tree = LogTree.Load(0, [], Get);
                Grow(tree, 0, c.size);
                tree.Flush(Put);
                var loaded = LogTree.Load(tree.Size, tree.FrontierBytes, Get);
                Grow(loaded, c.size, c.more);
                loaded.Flush(Put);

                var size = c.size + c.more;
                new TileTree(Get).FrontierBytes(size).Should().Equal(loaded.FrontierBytes);
                new TileTree(Get).Root(size).Should().Equal(Build(size, 0).Tree.Root(size));
            },
            iter: 100,
            print: c => c.ToString());
    }

    [Fact]
    public void Paths_parse_only_as_they_are_spelled()
    {
        (from number in Gen.Long[0, 5_000_000_000] from width in Gen.Int[1, 256] from level in Gen.Int[0, 5] select (number, width, level)).Sample(
            c =>
            {
                foreach (var tile in new[] { TilePath.Hashes(c.level, c.number, c.width), TilePath.Entries(c.number, c.width), TilePath.Disclosures(c.number, c.width) })
                {
                    TilePath.Parse(tile.ToString()).Should().Be(tile);
                }

                ServedPath.Hashes(c.level, c.number, c.width).Should().Be(TilePath.Hashes(c.level, c.number, c.width).ToString());
                ServedPath.Disclosures(c.number, c.width).Should().Be(TilePath.Disclosures(c.number, c.width).ToString());
            });
        foreach (var wrong in new[]
        {
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/x000/000",
            "tile/0/000/", "tile/0/001/000", "tile/-1/000", "tile/0/../000", "tile/8/000", "disclosures", "disclosures/x", "tile/entries/000.p", "tile/0/٠٠٠", "TILE/0/000",
        })
        {
            TilePath.Parse(wrong).Should().BeNull(wrong);
        }
    }

    private static (TileTree Tree, List<byte[]> Leaves) Build(long size, int seed)
    {
        var tiles = new Dictionary<(int, long), byte[]>();
        var tree = LogTree.Load(0, [], (_, _) => null);
        var leaves = Grow(tree, 0, (int)size, seed);
        tree.Flush((level, number, hashes) => tiles[(level, number)] = hashes);
        return (new TileTree((level, number) => tiles.GetValueOrDefault((level, number))), leaves);
    }

    private static List<byte[]> Grow(LogTree tree, int from, int count, int seed = 0)
    {
        var leaves = new List<byte[]>();
        for (var i = from; i < from + count; i++)
        {
            leaves.Add(TreeHash.Leaf(Encoding.UTF8.GetBytes($"{seed}/{i}")));
            tree.Append(leaves[^1]);
        }

        return leaves;
    }

    private static byte[] Spoil(ReadOnlyMemory<byte> hash)
    {
        var spoilt = hash.ToArray();
        spoilt[0] ^= 1;
        return spoilt;
    }
}
