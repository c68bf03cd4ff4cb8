using FluentAssertions;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tests.Storage;
using Xunit;

namespace Tracker.Ledger.Tests.Writing;

public class RaceTests
{
    /// <summary>PostgreSQL will find a race late, at any statement; the writer must not care where.</summary>
    [Fact]
    public async Task Whichever_statement_loses_a_race_the_batch_is_tried_again_and_written_once()
    {
        for (var step = 2; step < 10; step++)
        {
            using var temp = new TempFolder();
            var steps = new Steps(step, afterwards: false, dead: false) { Failure = () => new StoreConflict("another writer was first") };
            await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System, s => new FailingStore(s, steps), m => m);
            await using (var writer = folder.OpenWriter(Some.Log))
            {
                var outcome = await writer.Append(Some.Submission(entries: Some.Entry(texts: [Some.Public(), Some.Personal()])), CancellationToken.None);
                outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Receipt.FirstIndex.Should().Be(0);
            }

            steps.Seen[step].Should().NotBe("record checkpoint", "the steps of an append are fewer than this test assumes");
            (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(1);
            (await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp["log"]), temp["state"])).Line().Should().Be("Sound: ");
        }
    }

    [Fact]
    public async Task Two_writers_batch_after_batch_keep_one_tree_and_one_order()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        var writers = new[] { folder.OpenWriter(Some.Log), folder.OpenWriter(Some.Log) };

        await Task.WhenAll(Some.Fill(writers[0], 1000, prefix: "left"), Some.Fill(writers[1], 1000, prefix: "right"));
        await Task.WhenAll(writers.Select(w => w.DisposeAsync().AsTask()));

        writers.Should().OnlyContain(w => w.Refused == null && w.SealFailure == null);
        var result = await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp["log"]), temp["state"]);
        result.Line().Should().Be("Sound: ");
        result.Size.Should().Be(2000);
    }

    [Fact]
    public async Task Closing_a_writer_answers_everything_that_was_in_its_queue()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        var writer = folder.OpenWriter(Some.Log);

        var filling = Some.Fill(writer, 3000);
        await writer.DisposeAsync();

        (await filling).Should().HaveCount(3000);
        (await folder.Reader.LatestCheckpoint(Some.Log, CancellationToken.None))!.Size.Should().Be(3000);
        await writer.Awaiting(w => w.Append(Some.Submission("contoh/late"), CancellationToken.None)).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Time_never_turns_back_even_when_the_clock_does()
    {
        using var temp = new TempFolder();
        var clock = new ClockThatTurnsBack();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, clock);
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            for (var i = 0; i < 5; i++)
            {
                await writer.Append(Some.Submission(version: i), CancellationToken.None);
            }
        }

        var times = (await folder.Reader.ReadLog(Some.Log, 0, 10, CancellationToken.None)).Select(e => Entry.Read(e).At).ToArray();
        times.Should().BeInAscendingOrder();
        times.Distinct().Should().ContainSingle();
    }

    private sealed class ClockThatTurnsBack : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 29, 3, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddHours(-1);
    }
}
