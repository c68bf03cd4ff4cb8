using System.Text;
using FluentAssertions;
using Tracker.Ledger.Entries;
using Xunit;

namespace Tracker.Ledger.Tests;

public class ErasureTests
{
    [Fact]
    public async Task A_redacted_text_is_gone_from_every_file_and_the_log_still_verifies()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            await Some.Fill(writer, 500);
            var secret = ((AppendOutcome.Appended)await writer.Append(
                Some.Submission("contoh/person", entries: Some.Entry(texts: [Some.Personal("Ibu Sri Rahayu, Jalan Melati 12"), Some.Personal(new string('R', 30_000), "long")])), CancellationToken.None)).Entries[0];
            await Some.Fill(writer, 500, prefix: "more");
            var disclosures = secret.Disclosures.Select(d => d!).ToArray();
            (await RawBytesHold(temp["data"], disclosures[0])).Should().BeTrue("or the search is blind");
            (await RawBytesHold(temp["data"], disclosures[1])).Should().BeTrue("or the search is blind");

            var outcome = await writer.Append(
                Some.Submission("contoh/person", 1, entries: [Some.Redaction(secret, 0), Some.Redaction(secret, 1)]), CancellationToken.None);

            outcome.Should().BeOfType<AppendOutcome.Appended>();
            foreach (var disclosure in disclosures)
            {
                (await RawBytesHold(temp["data"], disclosure)).Should().BeFalse();
                (await RawBytesHold(temp["data"], disclosure[^30..])).Should().BeFalse();
            }

            (await folder.Reader.ReadEntry(Some.Log, secret.Index, CancellationToken.None))!.Disclosures.Should().Equal(null, null);
        }

        var exported = await ExportedLog.Unzip(folder, temp["log"]);
        var result = await ExportedLog.Verify(exported, temp["state"]);
        result.Line().Should().Be("Sound: ");
        result.Notes.Should().Contain("2 texts were redacted");
    }

    [Fact]
    public async Task Public_texts_unknown_texts_and_erased_ones_are_refused()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var entry = (await Some.Fill(writer, 1))[0];
        var personal = ExportedLog.PersonalIn(entry);
        async Task<string> Reason(params DraftEntry[] entries) =>
            ((AppendOutcome.TextRefused)await writer.Append(Some.Submission("contoh/r", entries: entries), CancellationToken.None)).Reason;

        (await Reason(Some.Redaction(entry, 1 - personal))).Should().Contain("public text");
        (await Reason(Some.Redaction(7, Disclosure.Digest("x")))).Should().Contain("has no text");
        (await Reason(Some.Entry("text.released", """{"role":"reviewer","target":0}"""))).Should().Contain("no held text");
        (await Reason(Some.Redaction(entry, personal), Some.Redaction(entry, personal))).Should().Contain("erased before");

        (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(1, "a refused submission writes nothing of itself");
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures.Should().NotContainNulls("what it had erased is back");
        await writer.Invoking(w => w.Append(Some.Submission("contoh/r", entries: Some.Entry("text.redacted", """{"role":"admin"}""")), CancellationToken.None))
            .Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_visitor_s_text_is_held_until_it_is_released()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var outcome = await writer.Append(
            Some.Submission(entries: Some.Entry("question.asked", """{"role":"visitor"}""", Some.Personal("When?", held: true))), CancellationToken.None);

        ((AppendOutcome.Appended)outcome).Entries[0].Disclosures.Should().Equal([null]);
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures.Should().Equal([null]);
        Entry.Read((await folder.Reader.ReadWithHeldTexts(Some.Log, 0, CancellationToken.None))!).Texts["narrative"].Should().Be("When?");

        await writer.Append(Some.Submission(version: 1, entries: Some.Entry("text.released", """{"role":"reviewer","target":0}""")), CancellationToken.None);

        Entry.Read((await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!).Texts["narrative"].Should().Be("When?");
    }

    [Fact]
    public async Task A_text_held_longer_than_thirty_days_is_a_finding()
    {
        using var temp = new TempFolder();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, clock);
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            await writer.Append(Some.Submission(entries: Some.Entry("question.asked", """{"role":"visitor"}""", Some.Personal(held: true))), CancellationToken.None);
            clock.Advance(TimeSpan.FromDays(31));
            await writer.Append(Some.Submission(version: 1), CancellationToken.None);
        }

        (await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp["log"]), temp["state"])).Line()
            .Should().StartWith("Failed: entry 0").And.Contain("held since 2026-01-01, longer than 30 days");
    }

    private static async Task<bool> RawBytesHold(string folder, string text)
    {
        foreach (var file in Directory.GetFiles(folder, "ledger.db*"))
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using (stream)
            {
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes);
                if (bytes.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(text[..Math.Min(40, text.Length)])) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
