using System.Collections.Immutable;
using System.Text.Json;
using FluentAssertions;
using Tracker.Ledger.Tree;
using Tracker.Ledger.Verification;
using Xunit;

namespace Tracker.Ledger.Tests.Vectors;

public class MerkleVectorTests
{
    [SkippableFact]
    public void Hashes_and_roots_are_those_of_RFC_6962()
    {
        var vectors = Vector.Json("rfc6962/rfc6962-tree-vectors.json");
        var hasher = vectors.GetProperty("hasher").EnumerateArray().ToArray();
        Hex(TreeHash.Empty).Should().Be(hasher[0].GetProperty("want").GetString());
        Hex(TreeHash.Leaf([])).Should().Be(hasher[1].GetProperty("want").GetString());
        Hex(TreeHash.Leaf(Bytes(hasher[2], "leafHex"))).Should().Be(hasher[2].GetProperty("want").GetString());
        Hex(TreeHash.Node(Bytes(hasher[3], "leftHex"), Bytes(hasher[3], "rightHex"))).Should().Be(hasher[3].GetProperty("want").GetString());

        var roots = vectors.GetProperty("rootHashesBySize").EnumerateArray().Select(r => r.GetString()).ToArray();
        var (frontier, rebuilt) = (new Frontier(), new RebuiltTree());
        Hex(frontier.Root()).Should().Be(roots[0]);
        Hex(rebuilt.Root()).Should().Be(roots[0]);
        foreach (var (leaf, size) in vectors.GetProperty("leafInputsHex").EnumerateArray().Select((l, i) => (Convert.FromHexString(l.GetString()!), i + 1)))
        {
            frontier.Append(TreeHash.Leaf(leaf));
            rebuilt.Append(TreeHash.Leaf(leaf)).Should().BeEmpty();
            Hex(frontier.Root()).Should().Be(roots[size]);
            Hex(rebuilt.Root()).Should().Be(roots[size]);
        }
    }

    [SkippableFact]
    public void Every_inclusion_case_is_judged_as_its_authors_say()
    {
        var cases = Cases("inclusion");
        foreach (var (file, c) in cases)
        {
            MerkleProof.Includes(
                    Base64(c, "leafHash"), Number(c, "leafIdx"), Number(c, "treeSize"), Proof(c), Base64(c, "root"))
                .Should().Be(!c.GetProperty("wantErr").GetBoolean(), file);
        }

        cases.Length.Should().BeGreaterThan(90);
    }

    [SkippableFact]
    public void Every_consistency_case_is_judged_as_its_authors_say()
    {
        var cases = Cases("consistency");
        foreach (var (file, c) in cases)
        {
            MerkleProof.Extends(
                    Number(c, "size1"), Number(c, "size2"), Proof(c), Base64(c, "root1"), Base64(c, "root2"))
                .Should().Be(!c.GetProperty("wantErr").GetBoolean(), file);
        }

        cases.Length.Should().BeGreaterThan(90);
    }

    [SkippableFact]
    public void Tile_paths_are_those_of_tlog_tiles()
    {
        var vectors = Vector.Json("c2sp/tile-vectors.json");
        foreach (var c in vectors.GetProperty("paths").EnumerateArray())
        {
            var (number, width, path) = (c.GetProperty("index").GetInt64(), c.GetProperty("width").GetInt32(), c.GetProperty("path").GetString()!);
            var entries = c.GetProperty("level").ValueKind == JsonValueKind.String;
            var tile = entries ? TilePath.Entries(number, width) : TilePath.Hashes(c.GetProperty("level").GetInt32(), number, width);
            tile.ToString().Should().Be(path);
            TilePath.Parse(path).Should().Be(tile);
            (entries ? ServedPath.Entries(number, width) : ServedPath.Hashes(tile.Level, number, width)).Should().Be(path);
        }

        foreach (var c in vectors.GetProperty("tilesForSize").EnumerateArray())
        {
            var size = c.GetProperty("size").GetInt64();
            foreach (var level in new[] { 0, 1, 2 })
            {
                var count = TilePath.CountAt(level, size);
                Expect(c, $"l{level}full", count / 256);
                Expect(c, $"l{level}partial", count % 256);
            }
        }
    }

    private static void Expect(JsonElement c, string name, long actual)
    {
        if (c.TryGetProperty(name, out var want))
        {
            actual.Should().Be(want.GetInt64(), $"{name} of {c}");
        }
    }

    private static (string File, JsonElement Case)[] Cases(string folder) =>
        [.. Directory.GetFiles(Vector.Path("transparency-dev-merkle/testdata/" + folder), "*.json", SearchOption.AllDirectories)
            .Select(f => (f, JsonDocument.Parse(File.ReadAllBytes(f)).RootElement))];

    private static ImmutableArray<ReadOnlyMemory<byte>> Proof(JsonElement c) =>
        c.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
            ? [.. proof.EnumerateArray().Select(p => (ReadOnlyMemory<byte>)p.GetBytesFromBase64())]
            : [];

    private static byte[] Base64(JsonElement c, string name) =>
        c.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetBytesFromBase64() : [];

    /// <summary>Some cases count from -1 in 64 bits without a sign: no index of ours.</summary>
    private static long Number(JsonElement c, string name) => c.GetProperty(name).TryGetInt64(out var number) ? number : -1;

    private static byte[] Bytes(JsonElement c, string name) => Convert.FromHexString(c.GetProperty(name).GetString()!);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
