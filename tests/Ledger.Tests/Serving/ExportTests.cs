using FluentAssertions;
using Tracker.Ledger.Notes;
using Xunit;

namespace Tracker.Ledger.Tests.Serving;

public class ExportTests
{
    [Fact]
    public async Task A_text_erased_while_the_zip_is_written_leaves_a_zip_that_verifies()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var entries = await Some.Fill(writer, 600);
        await folder.Reader.WaitForCheckpoint(Some.Log, 600, CancellationToken.None);

        // The first bytes are the first bundle's disclosures: one text before them and one after them goes.
        using var zip = new InterruptedStream(async () =>
        {
            foreach (var gone in new[] { entries[3], entries[500] })
            {
                await writer.Append(Some.Submission($"contoh/erase-{gone.Index}", entries: Some.Redaction(gone, ExportedLog.PersonalIn(gone))), CancellationToken.None);
            }
        });
        var served = await folder.Reader.Serve(Some.Log, "log.zip", CancellationToken.None);
        await served!.WriteTo(zip, CancellationToken.None);
        await File.WriteAllBytesAsync(temp["log.zip"], zip.ToArray());

        var result = await ExportedLog.Verify(temp["log.zip"], temp["state"]);

        result.Line().Should().Be("Sound: ");
        result.Size.Should().Be(602, "the checkpoint covers both redactions");
        result.Notes.Should().Contain("1 texts were redacted").And.Contain(n => n.Contains("which this copy still has"));
    }

    [Theory]
    [InlineData("AA==", true)]
    [InlineData("AB==", false)]
    [InlineData("AA= =", false)]
    [InlineData(" AA==", false)]
    [InlineData("AA==\n", false)]
    [InlineData("AA", false)]
    [InlineData("A-==", false)]
    public void Base64_has_one_spelling(string text, bool valid) => (StrictBase64.Decode(text) is not null).Should().Be(valid);

    /// <summary>Does something else in the middle of being written to, once.</summary>
    private sealed class InterruptedStream(Func<Task> interruption) : MemoryStream
    {
        private bool _interrupted;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_interrupted && Length > 0)
            {
                _interrupted = true;
                await interruption();
            }

            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
