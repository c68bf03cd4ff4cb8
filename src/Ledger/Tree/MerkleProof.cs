using System.Collections.Immutable;

namespace Tracker.Ledger.Tree;

/// <summary>Checks Merkle proofs exactly as RFC 9162 says, refusing everything else.</summary>
public static class MerkleProof
{
    /// <summary>The leaf hash of an entry: SHA-256(0x00 ‖ entry), RFC 6962, 2.1.</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry) => TreeHash.Leaf(entry);

    /// <summary>Checks that a leaf is in a tree (RFC 9162, 2.1.3.2).</summary>
    /// <param name="leafHash">The leaf's hash; anything but 32 bytes fails.</param>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="proof">The hashes, from the leaf upwards.</param>
    /// <param name="root">The tree's root; anything but 32 bytes fails.</param>
    /// <returns>True when the proof holds.</returns>
    public static bool Includes(ReadOnlySpan<byte> leafHash, long index, long size, ImmutableArray<ReadOnlyMemory<byte>> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != TreeHash.Size || root.Length != TreeHash.Size || !AllHashes(proof))
        {
            return false;
        }

        var (fn, sn, r) = (index, size - 1, leafHash.ToArray());
        foreach (var p in proof)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                r = TreeHash.Node(p.Span, r);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                r = TreeHash.Node(r, p.Span);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && root.SequenceEqual(r);
    }

    /// <summary>Checks that a tree extends an earlier one (RFC 9162, 2.1.4.2).</summary>
    /// <param name="first">The earlier size; 0 proves nothing and fails.</param>
    /// <param name="second">The later size.</param>
    /// <param name="proof">The hashes.</param>
    /// <param name="firstRoot">The earlier root.</param>
    /// <param name="secondRoot">The later root.</param>
    /// <returns>True when the proof holds.</returns>
    public static bool Extends(long first, long second, ImmutableArray<ReadOnlyMemory<byte>> proof, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot)
    {
        if (first < 1 || first > second || !AllHashes(proof))
        {
            return false;
        }

        // One size has one root, and equality needs no hash: any other length fails below by itself.
        if (first == second)
        {
            return proof.Length == 0 && firstRoot.SequenceEqual(secondRoot);
        }

        if (proof.Length == 0)
        {
            return false;
        }

        var next = 0;
        var start = (first & (first - 1)) == 0 ? firstRoot.ToArray() : proof[next++].ToArray();
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
        {
            fn >>= 1;
            sn >>= 1;
        }

        var (fr, sr) = (start, start);
        for (; next < proof.Length; next++)
        {
            var c = proof[next].Span;
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                fr = TreeHash.Node(c, fr);
                sr = TreeHash.Node(c, sr);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                sr = TreeHash.Node(sr, c);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && firstRoot.SequenceEqual(fr) && secondRoot.SequenceEqual(sr);
    }

    private static bool AllHashes(ImmutableArray<ReadOnlyMemory<byte>> proof)
    {
        foreach (var hash in proof)
        {
            if (hash.Length != TreeHash.Size)
            {
                return false;
            }
        }

        return true;
    }
}
