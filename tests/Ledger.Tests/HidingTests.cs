using FluentAssertions;
using Xunit;

namespace Tracker.Ledger.Tests;

public class HidingTests
{
    [Fact]
    public async Task What_is_hidden_is_not_served_for_seven_days_and_then_is_again_and_the_log_verifies_all_along()
    {
        var clock = new Clock();
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, clock);
        await using var writer = folder.OpenWriter(Some.Log);
        var entry = (await Some.Fill(writer, 1))[0];
        var personal = ExportedLog.PersonalIn(entry);
        await writer.Append(Some.Submission("contoh/h", entries: Entry("text.hidden")), CancellationToken.None);

        var served = (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures;
        served[personal].Should().BeNull();
        served[1 - personal].Should().NotBeNull("a public text is never hidden");
        (await folder.Reader.ReadWithHeldTexts(Some.Log, 0, CancellationToken.None))!.Disclosures[personal].Should().NotBeNull("those who decide read it");
        (await Verified(folder, temp, "a")).Should().Be("Sound: 1 texts are hidden for at most 7 days by a decision that the log records");

        clock.Now += TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1);
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures[personal].Should().BeNull();
        clock.Now += TimeSpan.FromSeconds(1);
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures[personal].Should().NotBeNull();

        await writer.Append(Some.Submission("contoh/h", 1, entries: Entry("text.withheld")), CancellationToken.None);
        clock.Now += TimeSpan.FromDays(700);
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures[personal].Should().BeNull("somebody confirmed it");
        (await Verified(folder, temp, "b")).Should().Be("Sound: 1 texts were kept from the world by a decision that the log records");

        await writer.Append(Some.Submission("contoh/h", 2, entries: Entry("text.shown")), CancellationToken.None);
        (await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None))!.Disclosures[personal].Should().NotBeNull();
        (await Verified(folder, temp, "c")).Should().Be("Sound: ");
    }

    [Fact]
    public async Task Hiding_what_has_no_personal_text_or_showing_what_is_not_hidden_is_refused()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        await Some.Fill(writer, 1);

        ((AppendOutcome.TextRefused)await writer.Append(Some.Submission("contoh/h", entries: Entry("text.shown")), CancellationToken.None)).Reason.Should().Contain("not hidden");
        ((AppendOutcome.TextRefused)await writer.Append(Some.Submission("contoh/h", entries: Entry("text.hidden", 9)), CancellationToken.None)).Reason.Should().Contain("no personal text");
    }

    private static DraftEntry Entry(string type, long target = 0) => Some.Entry(type, $$"""{"role":"coordinator","target":{{target}}}""");

    private static async Task<string> Verified(LedgerFolder folder, TempFolder temp, string name)
    {
        await folder.Reader.WaitForCheckpoint(Some.Log, await folder.Reader.Size(Some.Log, CancellationToken.None), CancellationToken.None);
        var result = await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp[name]), temp["state" + name]);
        return result.Line() + string.Join(", ", result.Notes.Where(note => note.Contains("texts", StringComparison.Ordinal)));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
