using FluentAssertions;
using Tracker.Ledger.Tests.Storage;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Ledger.Tests.Writing;

/// <summary>Every write step fails once. What was acknowledged is there, nothing is half there, and the log verifies.</summary>
public class FaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Whatever_step_fails_the_log_verifies_and_a_retry_finds_the_truth(bool afterwards, bool dead)
    {
        var healthy = await Run(new Steps(-1, afterwards, dead));
        healthy.Should().Contain(["create log", "begin", "mark", "leaf", "text", "receipt", "keep", "erase", "tile", "commit", "wipe", "record checkpoint", "high water", "publish checkpoint"]);

        for (var step = 0; step < healthy.Length; step++)
        {
            output.WriteLine($"step {step}: {healthy[step]}");
            await Run(new Steps(step, afterwards, dead));
        }
    }

    [Fact]
    public async Task A_full_disk_refuses_without_damage_and_writing_resumes_by_itself()
    {
        using var temp = new TempFolder();
        var steps = new Steps(failAt: 5, afterwards: false, dead: false) { Failure = () => new StorageFull("no room") };
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System, s => new FailingStore(s, steps), m => m);
        await using var writer = folder.OpenWriter(Some.Log);

        var outcomes = new List<string>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                outcomes.Add((await writer.Append(Some.Submission(key: "k"), CancellationToken.None)).GetType().Name);
            }
            catch (StorageFull)
            {
                outcomes.Add("full");
                (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(0, "reads go on");
            }
        }

        outcomes.Should().Equal("full", "Appended", "Repeated");
    }

    private static async Task<string[]> Run(Steps steps)
    {
        using var temp = new TempFolder();
        var acknowledged = new List<(Submission Submission, Receipt Receipt)>();
        try
        {
            await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System, s => new FailingStore(s, steps), m => new FailingHighWater(m, steps));
            await using var writer = folder.OpenWriter(Some.Log);
            foreach (var submission in Script())
            {
                await Try(writer, submission, acknowledged);
            }

            var erased = await folder.Reader.ReadEntry(Some.Log, 0, CancellationToken.None);
            if (erased is { Disclosures.Length: 2 })
            {
                await Try(writer, Some.Submission("contoh/erase", entries: Some.Redaction(erased, ExportedLog.PersonalIn(erased))), acknowledged);
            }
        }
        catch (IOException)
        {
            // A host that could not even open its ledger; the next start below must cope.
        }

        await Recover(temp, acknowledged);
        return [.. steps.Seen];
    }

    private static IEnumerable<Submission> Script() =>
    [
        Some.Submission("contoh/1", 0, entries: [Some.Entry(texts: [Some.Public(), Some.Personal()]), Some.Entry()]),
        Some.Submission("contoh/1", 2),
        Some.Submission("contoh/2", 0),
    ];

    private static async Task Try(LogWriter writer, Submission submission, List<(Submission Submission, Receipt Receipt)> acknowledged)
    {
        try
        {
            if (await writer.Append(submission, CancellationToken.None) is AppendOutcome.Appended appended)
            {
                acknowledged.Add((submission, appended.Receipt));
            }
        }
        catch (IOException)
        {
            // Outcome unknown: that is the point.
        }
    }

    private static async Task Recover(TempFolder temp, List<(Submission Submission, Receipt Receipt)> acknowledged)
    {
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        folder.Alarms.Should().BeEmpty();
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            foreach (var (submission, receipt) in acknowledged)
            {
                (await writer.Append(submission, CancellationToken.None)).Should().Be(new AppendOutcome.Repeated(receipt));
            }

            foreach (var submission in Script())
            {
                (await writer.Append(submission, CancellationToken.None)).Should().Match(o => o is AppendOutcome.Repeated || o is AppendOutcome.Appended);
            }

            (await writer.Append(Some.Submission("contoh/after"), CancellationToken.None)).Should().BeOfType<AppendOutcome.Appended>();
        }

        var log = await ExportedLog.Unzip(folder, temp["log"]);
        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Be("Sound: ");
    }
}
