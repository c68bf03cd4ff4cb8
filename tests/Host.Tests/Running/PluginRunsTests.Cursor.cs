using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>When a plugin begins again, and where: no earlier than its schedule says, and never past what is not on the record.</summary>
public sealed partial class PluginRunsTests
{
    private static readonly TimeSpan s_while = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task What_is_on_its_way_to_the_record_when_a_plugin_says_it_is_done_is_waited_for()
    {
        await Installed("counts-c1");
        var wasWaitedFor = false;
        _corridor.Instead = async () =>
        {
            await Task.WhenAny(_process.Over, Task.Delay(s_while));
            wasWaitedFor = !_process.Over.IsCompleted;
            return null;
        };
        _process.Collects = async (calls, _, _, ct) =>
        {
            _ = calls.Evidence(Some("village-1", await Fetched(calls)), ct);
            return "9";
        };

        var run = await Ran();

        wasWaitedFor.Should().BeTrue();
        run.Row.Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 1);
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("9");
    }

    [Fact]
    public async Task And_so_is_what_waits_for_its_turn()
    {
        await Installed("counts-c2");
        var process = _process;
        process.Collects = async (calls, _, _, ct) =>
        {
            var sha256 = await Fetched(calls);
            for (var i = 0; i < RunPace.DraftsAtOnce; i++) await calls.Evidence(Some($"village-{i}", sha256), ct);
            Ask();
            _waits.Takes = s_while;
            for (var i = 0; i < 20; i++) _ = calls.Evidence(Some($"late-{i}", sha256), process.Stopping);
            return "70";
        };

        (await Ran()).Row.Counts.Accepted.Should().Be(RunPace.DraftsAtOnce + 20);

        _waits.Waits.Should().NotBeEmpty();
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("70");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_says_again_what_it_did_not_read_again_says_nothing_of_its_source(bool reads)
    {
        await Installed($"counts-c9-{(reads ? 1 : 0)}");
        _process.Collects = async (calls, cursor, _, ct) =>
        {
            var sha256 = cursor is null || reads ? await Fetched(calls) : cursor;
            await calls.Evidence(Some("village-1", sha256), ct);
            return sha256;
        };
        var piece = (await Store.Pieces((await Ran()).Row.Number, null, 1)).Single();

        (await Ran()).Row.Counts.Unchanged.Should().Be(1);

        (await Store.Check(piece) is not null).Should().Be(reads);
    }

    [Theory]
    [InlineData(RunFailures.NotRecorded, "What it sent could not be recorded here: not its fault.")]
    [InlineData(RunFailures.HostFailed, "Something failed in this site: not its fault.")]
    public async Task Where_nobody_knows_whether_a_draft_was_recorded_the_cursor_stays_and_the_next_run_says_it_again(string failure, string words)
    {
        await Installed($"counts-c3-{failure}");
        var (runs, began) = (0, (string?)"?");
        _process.Collects = async (calls, cursor, open, ct) =>
        {
            began = cursor;
            var sha256 = await Fetched(calls);
            await calls.Evidence(Some("village-1", sha256), ct);
            if (runs++ == 0) _corridor.Instead = () => failure == RunFailures.NotRecorded ? Task.FromResult<WriteOutcome?>(new WriteOutcome.Unknown()) : throw new IOException("No space left on device.");
            _ = calls.Evidence(Some("village-2", sha256), ct);
            return "9";
        };

        var run = await Ran();

        run.Row.Should().Match<RunRow>(row => row.State == RunState.Failed && row.Failure == failure && row.Counts.Accepted == 1);
        var after = await Store.Load(_plugin, SomeActor.Community);
        (after.Cursor, after.Health.Failures).Should().Be((null, 0), "it is no fault of the plugin");
        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain(words);

        _corridor.Instead = null;
        (await Ran()).Row.Counts.Should().Match<RunCounts>(counts => counts.Accepted == 1 && counts.Unchanged == 1);
        began.Should().BeNull();
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("9");
    }

    [Theory]
    [InlineData("en", "It runs when somebody tells it to, or sends something to it.")]
    [InlineData("id", "Program berjalan bila diminta, atau bila ada kiriman untuknya.")]
    public async Task Without_a_schedule_its_page_says_what_makes_it_run(string language, string words)
    {
        await Installed($"counts-no-{language}");
        Text(await Speaks(language)).Should().NotContain(words, "it never ran, and so runs at once");
        await Ran();
        Text(await Speaks(language)).Should().Contain(words);
    }

    [Fact]
    public async Task It_is_woken_by_the_clock_of_its_schedule_in_universal_time()
    {
        _reader.Schedule = "30 3 * * *";
        await Installed("counts-c4");
        var runs = _site.Services.GetRequiredService<IPluginRuns>();
        DateTimeOffset? Next(string after) => runs.Next(_plugin, _digest, DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture));
        Next("2026-05-04T03:29:59Z").Should().Be(new(2026, 5, 4, 3, 30, 0, TimeSpan.Zero));
        Next("2026-05-04T03:30:00Z").Should().Be(new(2026, 5, 5, 3, 30, 0, TimeSpan.Zero));
        Next("2026-05-04T10:00:00+07:00").Should().Be(new(2026, 5, 4, 3, 30, 0, TimeSpan.Zero), "it is 3 o'clock where the schedule is read");

        (await Grain.Wake()).Should().BeOfType<RunStart.Started>("it never ran");
        await Grain.Ended();
        Text(await Speaks("en")).Should().Contain("Next run by its schedule: 4 May 2026, 10:30 UTC+07:00.");
        Text(await Speaks("id")).Should().Contain("Berikutnya menurut jadwalnya: 4 Mei 2026, 10.30 UTC+07:00.");
        (await Grain.Wake()).Should().Be(new RunStart.NotDue(new(2026, 5, 4, 3, 30, 0, TimeSpan.Zero)));
        _site.Clock.Advance(TimeSpan.FromMinutes(29));
        (await Grain.Wake()).Should().BeOfType<RunStart.NotDue>();
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Grain.Wake()).Should().BeOfType<RunStart.Started>();
        await Grain.Ended();
        (await Grain.Wake()).Should().Be(new RunStart.NotDue(new(2026, 5, 5, 3, 30, 0, TimeSpan.Zero)));
    }

    private static async Task<string> Fetched(IRunCalls calls) => ((SourceAnswer.Came)await calls.Fetch("GET", Feed, [], default)).Sha256;

    /// <summary>Stands before the ledger, last of all that a draft passes.</summary>
    private sealed class SomeCorridor : IPipelineBehavior<Write<SubmitEvidence>, WriteOutcome>
    {
        /// <summary>What is done instead of the writing; where it answers null, the writing after it.</summary>
        public Func<Task<WriteOutcome?>>? Instead { get; set; }

        public async Task<WriteOutcome> Handle(Write<SubmitEvidence> request, CancellationToken cancellationToken, RequestHandlerDelegate<WriteOutcome> next) =>
            (Instead is { } instead ? await instead() : null) ?? await next();
    }
}
