using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using Tracker.Ledger.Entries;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Tree;
using Tracker.Ledger.Verification;
using Xunit;

namespace Tracker.Ledger.Tests.Vectors;

/// <summary>Whole logs that others wrote.</summary>
public class LogVectorTests
{
    [SkippableFact]
    public async Task The_Tessera_log_verifies_at_each_of_its_sizes()
    {
        var key = NoteKey.Parse(Vector.Json("golang-mod-note/note-vectors.json").GetProperty("verifierKeys").GetProperty("tessera-testdata").GetString()!);
        for (var size = 1; size <= 15; size++)
        {
            var log = Vector.Path("tessera/testdata/log");
            var checkpoint = CheckpointText.Parse(SignedNote.Open(await File.ReadAllBytesAsync(Path.Combine(log, $"checkpoint.{size}")), key).Text);
            var (root, findings) = await TreeOf(log, checkpoint.Size);

            findings.Should().BeEmpty();
            checkpoint.Size.Should().Be(size);
            root.Should().Equal(checkpoint.Root.ToArray());
        }
    }

    [SkippableFact]
    public async Task The_golden_log_verifies_and_its_proof_and_disclosures_too()
    {
        var golden = Vector.Path("ogp-golden");
        var key = NoteKey.Parse(await File.ReadAllTextAsync(Path.Combine(golden, "log.vkey")) is var text ? text.Trim() : "");
        var checkpoint = CheckpointText.Parse(SignedNote.Open(await File.ReadAllBytesAsync(Path.Combine(golden, "log/checkpoint")), key).Text);
        var (root, findings) = await TreeOf(Path.Combine(golden, "log"), 4);
        findings.Should().BeEmpty();
        root.Should().Equal(checkpoint.Root.ToArray());

        var entries = Vector.Json("ogp-golden/golden.json").GetProperty("entries").EnumerateArray().Select(e => e.GetString()!).ToArray();
        var proof = (await File.ReadAllTextAsync(Path.Combine(golden, "entry2.tlog-proof"))).Split("\n\n", 2);
        var hashes = proof[0].Split('\n')[2..].Select(h => (ReadOnlyMemory<byte>)Convert.FromBase64String(h)).ToImmutableArray();
        MerkleProof.Includes(MerkleProof.LeafHash(Encoding.UTF8.GetBytes(entries[2])), 2, 4, hashes, checkpoint.Root.Span).Should().BeTrue();
        MerkleProof.Includes(MerkleProof.LeafHash(Encoding.UTF8.GetBytes(entries[1])), 2, 4, hashes, checkpoint.Root.Span).Should().BeFalse();

        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(golden, "log/disclosures-000.jsonl")))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            foreach (var disclosure in json.RootElement.GetProperty("d").EnumerateArray().Select(d => d.GetString()!))
            {
                entries[json.RootElement.GetProperty("i").GetInt32()].Should().Contain(Disclosure.Digest(disclosure));
                Disclosure.Read(disclosure).Name.Should().NotBeEmpty();
            }
        }
    }

    [SkippableFact]
    public async Task The_golden_fork_is_caught_against_the_remembered_checkpoint()
    {
        var golden = Vector.Path("ogp-golden");
        using var temp = new TempFolder();
        var vkey = (await File.ReadAllTextAsync(Path.Combine(golden, "log.vkey"))).Trim();
        var honest = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(golden, "checkpoint.4")));
        new RememberedLog("tracker.example.org/log", vkey, [honest]).Write(temp["state"]);
        Directory.CreateDirectory(temp["log"]);
        File.Copy(Path.Combine(golden, "fork.checkpoint.4"), temp["log/checkpoint"]);

        var result = await ExportedLog.Verify(temp["log"], temp["state"], vkey);

        result.Line().Should().StartWith("Fork: fork: two roots were signed for size 4");
        (await File.ReadAllTextAsync(Directory.GetFiles(temp["state"], "*.txt").Single()))
            .Should().Contain("+Qmk29RBl2mkS6L3F9xplw+e2+TzbiE+9XxUyBXjdCs=").And.Contain("8658DGRuxc0+omV0OROXiJKDY0VPc/GeLT3Gr6/vucg=");
    }

    private static async Task<(byte[] Root, ImmutableArray<string> Findings)> TreeOf(string folder, long size)
    {
        using var source = LogSource.Open(folder);
        var findings = new Findings();
        var audit = new LogAudit(source, findings, _ => { });
        await audit.ReadTo(size, new HashSet<long>(), CancellationToken.None);
        return (audit.Root(), findings.ToImmutable());
    }
}
