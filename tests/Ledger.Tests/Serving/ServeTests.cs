using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Tree;
using Xunit;

namespace Tracker.Ledger.Tests.Serving;

public class ServeTests
{
    [Fact]
    public async Task Files_have_their_types_and_ages_and_what_no_checkpoint_covers_is_not_there()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        (await folder.Reader.Serve(Some.Log, "checkpoint", CancellationToken.None)).Should().BeNull();
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            await Some.Fill(writer, 300);
        }

        async Task<(string, string, int)?> Get(string path) =>
            await folder.Reader.Serve(Some.Log, path, CancellationToken.None) is { } f ? (f.ContentType, f.CacheControl, f.Bytes!.Value.Length) : null;
        const string Forever = "public, max-age=31536000, immutable";
        (await Get("tile/0/000")).Should().Be(("application/octet-stream", Forever, 8192));
        (await Get("tile/0/000.p/255")).Should().Be(("application/octet-stream", Forever, 255 * 32));
        (await Get("tile/0/001.p/44")).Should().Be(("application/octet-stream", Forever, 44 * 32));
        (await Get("tile/1/000.p/1")).Should().Be(("application/octet-stream", Forever, 32));
        (await Get("checkpoint"))!.Value.Item1.Should().Be("text/plain; charset=utf-8");
        (await Get("key"))!.Value.Item1.Should().Be("text/plain; charset=utf-8");
        (await Get("tile/entries/001.p/44"))!.Value.Item2.Should().Be(Forever);
        (await Get("disclosures/001.p/44"))!.Value.Item2.Should().Be("public, no-cache");
        (await Get("disclosures/001"))!.Value.Item2.Should().Be("public, no-cache");
        foreach (var none in new[] { "tile/0/001", "tile/0/001.p/45", "tile/1/000", "tile/1/000.p/2", "tile/2/000.p/1", "tile/entries/002.p/1", "disclosures/002", "", "../keys/contoh.key", "ledger.db" })
        {
            (await Get(none)).Should().BeNull(none);
        }

        (await folder.Reader.Serve("unknown", "checkpoint", CancellationToken.None)).Should().BeNull();
        (await folder.Reader.Serve("unknown", "log.zip", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_receipt_proves_its_entry_offline_once_a_checkpoint_covers_it()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        (await folder.Reader.TlogProof(Some.Log, 0, CancellationToken.None)).Should().BeNull();
        await using var writer = folder.OpenWriter(Some.Log);
        var entries = await Some.Fill(writer, 40);

        await folder.Reader.WaitForCheckpoint(Some.Log, 40, CancellationToken.None);
        var text = await folder.Reader.TlogProof(Some.Log, 39, CancellationToken.None);

        text.Should().NotBeNull("a checkpoint follows within a second");
        var key = NoteKey.Parse(Encoding.UTF8.GetString((await folder.Reader.Serve(Some.Log, "key", CancellationToken.None))!.Bytes!.Value.Span).TrimEnd());
        var parts = text!.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        lines[..2].Should().Equal("c2sp.org/tlog-proof@v1", "index 39");
        var checkpoint = CheckpointText.Parse(SignedNote.Open(Encoding.UTF8.GetBytes(parts[1]), key).Text);
        var proof = lines[2..].Select(h => (ReadOnlyMemory<byte>)Convert.FromBase64String(h)).ToImmutableArray();
        MerkleProof.Includes(MerkleProof.LeafHash(entries[39].Bytes.Span), 39, checkpoint.Size, proof, checkpoint.Root.Span).Should().BeTrue();
        MerkleProof.Includes(MerkleProof.LeafHash(entries[38].Bytes.Span), 39, checkpoint.Size, proof, checkpoint.Root.Span).Should().BeFalse();
        (await folder.Reader.TlogProof(Some.Log, 40, CancellationToken.None)).Should().BeNull();
        (await folder.Reader.InclusionProof(Some.Log, 3, 40, CancellationToken.None)).Should().NotBeEmpty();
        await folder.Reader.Awaiting(r => r.InclusionProof(Some.Log, 3, 41, CancellationToken.None)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_live_log_verifies_over_HTTP_grows_and_must_not_shrink()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await Fill(folder, 300, "contoh");
        await using (var server = new LogServer(folder.Reader, Some.Log))
        {
            (await ExportedLog.Verify(server.Address, temp["state"])).Line().Should().Be("Sound: ");
            await Fill(folder, 300, "more");
            (await ExportedLog.Verify(server.Address.TrimEnd('/'), temp["state"])).Should().Match<Tracker.Ledger.Verification.VerificationResult>(r => r.Size == 600 && r.Findings.IsEmpty);
        }

        // The same log, cut back to what it was: an operator who restored a backup and said nothing.
        await using var shorter = LedgerFolder.Open(temp["short"], Some.Origin, TimeProvider.System);
        File.Copy(temp["data/keys/contoh.key"], temp["short/keys/contoh.key"]);
        await Fill(shorter, 10, "contoh");
        await using var cut = new LogServer(shorter.Reader, Some.Log);
        (await ExportedLog.Verify(cut.Address, temp["state"])).Line().Should().Contain("has 10 entries, and had 600");
    }

    [Fact]
    public async Task A_text_erased_while_a_verifier_reads_is_no_fault()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var entries = await Some.Fill(writer, 20);
        await folder.Reader.WaitForCheckpoint(Some.Log, 20, CancellationToken.None);

        var erased = false;
        await using var server = new LogServer(folder.Reader, Some.Log, async path =>
        {
            if (path.StartsWith("disclosures", StringComparison.Ordinal) && !erased)
            {
                erased = true;
                await writer.Append(Some.Submission("contoh/erase", entries: Some.Redaction(entries[5], ExportedLog.PersonalIn(entries[5]))), CancellationToken.None);
            }
        });

        var result = await ExportedLog.Verify(server.Address, temp["state"]);

        result.Line().Should().Be("Sound: ");
        result.Size.Should().Be(21);
    }

    private static async Task Fill(LedgerFolder folder, int count, string prefix)
    {
        await using var writer = folder.OpenWriter(Some.Log);
        await Some.Fill(writer, count, prefix: prefix);
    }
}
