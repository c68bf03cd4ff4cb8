using System.Diagnostics.CodeAnalysis;
using FluentAssertions;
using Tracker.Domain.Plugins;
using Tracker.Grains.Evidence;
using Tracker.Grains.Plugins;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Grains.Tests.Plugins;

[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class PluginGrainTests : IAsyncLifetime
{
    private readonly SomeLedger _ledger = new();
    private readonly ScriptedRuns _runs = new() { Every = TimeSpan.FromHours(1) };
    private readonly KeptRuns _kept = new();
    private SomeCluster _cluster = null!; // made in InitializeAsync

    public async Task InitializeAsync()
    {
        _cluster = await SomeCluster.Over(_ledger, silos: 2, _runs, _kept);
        await _cluster.Approve();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_wakings_at_once_start_one_run()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs.Does = async (_, _, _) =>
        {
            await held.Task;
            return new RunEnd.Well("17");
        };

        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _cluster.Plugin.Wake()));
        held.SetResult();
        await _cluster.Plugin.Ended();

        starts.OfType<RunStart.Started>().Should().ContainSingle();
        _runs.MostAtOnce.Should().Be(1);
        _kept.Memory.Cursor.Should().Be("17");
    }

    [Fact]
    public async Task Where_as_many_run_as_may_it_waits_and_whoever_asks_for_it_does_not()
    {
        _runs.Full = true;
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.Crowded());
        _runs.Began.Should().BeEmpty();

        await Ran(_cluster.Plugin.Start());
        _ledger.Clock.Advance(TimeSpan.FromHours(1));
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.Crowded());
        _runs.Full = false;
        await Ran(_cluster.Plugin.Wake());

        _runs.Began.Should().HaveCount(2);
    }

    [Fact]
    public async Task It_runs_by_its_schedule_and_not_before()
    {
        await Ran(_cluster.Plugin.Wake());
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.NotDue(_ledger.Clock.GetUtcNow().AddHours(1)));

        _ledger.Clock.Advance(TimeSpan.FromHours(1));
        await Ran(_cluster.Plugin.Wake());

        _runs.Began.Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_a_schedule_it_runs_when_asked()
    {
        _runs.Every = null;
        await Ran(_cluster.Plugin.Wake());
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.NotDue(null));

        await Ran(_cluster.Plugin.Start());
    }

    [Fact]
    public async Task A_clock_that_was_put_back_does_not_silence_it_until_the_old_time_comes_again()
    {
        await Ran(_cluster.Plugin.Wake());
        _kept.Memory = _kept.Memory with { Started = _ledger.Clock.GetUtcNow().AddYears(10) };

        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.NotDue(_ledger.Clock.GetUtcNow().AddHours(1)));
        _kept.Memory = _kept.Memory with { Health = new(2, _ledger.Clock.GetUtcNow().AddYears(10)) };

        await Ran(_cluster.Plugin.Wake());
    }

    [Fact]
    public async Task A_failure_waits_twice_as_long_each_time_and_a_good_run_forgets_them()
    {
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Failed("timeout", "It did not answer."));
        await Ran(_cluster.Plugin.Wake());
        var first = _kept.Memory.Health.NotBefore!.Value - _ledger.Clock.GetUtcNow();
        (await _cluster.Plugin.Wake()).Should().BeOfType<RunStart.NotDue>();
        _ledger.Clock.Advance(first);
        await Ran(_cluster.Plugin.Wake());
        var second = _kept.Memory.Health.NotBefore!.Value - _ledger.Clock.GetUtcNow();

        first.Should().BeCloseTo(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));
        second.Should().BeCloseTo(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        _ledger.Clock.Advance(second);
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Well("3"));
        await Ran(_cluster.Plugin.Wake());
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
    }

    [Fact]
    public async Task After_five_failures_in_a_row_it_is_in_quarantine_publicly_until_an_admin_says_otherwise()
    {
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Failed("crashed", "It fell over."));
        for (var i = 0; i < 5; i++) await Ran(_cluster.Plugin.Start());

        var refused = await _cluster.Plugin.Start();
        refused.Should().BeOfType<RunStart.Declined>().Which.Why.Rule.Should().Be("plugin-quarantined-already");
        var entry = (await _ledger.Entries("site")).Last(one => one.Type == "plugin.quarantined");
        entry.Facts.GetProperty("failures").GetInt32().Should().Be(5);
        entry.Facts.GetProperty("failure").GetString().Should().Be("crashed");

        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Well(null));
        await SomeCluster.Accepted(_cluster.Register.Reinstate(_cluster.Write(new ReinstatePlugin(SomeActor.Community, "Mended."), SomeActor.Admin())));
        await Ran(_cluster.Plugin.Start());
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
    }

    [Fact]
    public async Task Whoever_is_let_out_of_quarantine_may_fail_as_often_as_anybody()
    {
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Failed("crashed", "It fell over."));
        for (var i = 0; i < 5; i++) await Ran(_cluster.Plugin.Start());
        await SomeCluster.Accepted(_cluster.Register.Reinstate(_cluster.Write(new ReinstatePlugin(SomeActor.Community, "Mended."), SomeActor.Admin())));

        for (var i = 0; i < 4; i++) await Ran(_cluster.Plugin.Start());
        _kept.Memory.Health.Failures.Should().Be(4);
        _runs.Began.ElementAt(5).FailedBefore.Should().BeTrue("its failures count no longer, and nobody knows how it goes this time");
        await Ran(_cluster.Plugin.Start());

        (await _ledger.Entries("site")).Count(one => one.Type == "plugin.quarantined").Should().Be(2);
    }

    [Fact]
    public async Task Where_the_store_was_lost_and_runs_are_numbered_anew_a_quarantine_is_another_one()
    {
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Failed("crashed", "It fell over."));
        for (var i = 0; i < 5; i++) await Ran(_cluster.Plugin.Start());
        await SomeCluster.Accepted(_cluster.Register.Reinstate(_cluster.Write(new ReinstatePlugin(SomeActor.Community, "Mended."), SomeActor.Admin())));
        _kept.Lose();
        _ledger.Clock.Advance(TimeSpan.FromHours(1));

        for (var i = 0; i < 5; i++) await Ran(_cluster.Plugin.Start());

        (await _ledger.Entries("site")).Count(one => one.Type == "plugin.quarantined").Should().Be(2);
        (await _cluster.Plugin.Start()).Should().BeOfType<RunStart.Declined>();
    }

    [Fact]
    public async Task A_host_that_ended_before_the_quarantine_was_recorded_records_it_when_it_is_woken()
    {
        _kept.Memory = new(null, SomePlugin.Digest, _ledger.Clock.GetUtcNow(), new(5, _ledger.Clock.GetUtcNow()), Last: new(7, _ledger.Clock.GetUtcNow(), "crashed"));

        (await _cluster.Plugin.Wake()).Should().BeOfType<RunStart.Declined>().Which.Why.Rule.Should().Be("plugin-quarantined-already");

        (await _ledger.Entries("site")).Last().Facts.GetProperty("failure").GetString().Should().Be("crashed");
        await SomeCluster.Accepted(_cluster.Register.Reinstate(_cluster.Write(new ReinstatePlugin(SomeActor.Community, "Mended."), SomeActor.Admin())));
        await Ran(_cluster.Plugin.Start());
        (await _ledger.Entries("site")).Count(one => one.Type == "plugin.quarantined").Should().Be(1);
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
    }

    [Fact]
    public async Task A_host_that_fails_blames_no_plugin_and_tries_again_later()
    {
        _runs.Does = (_, _, _) => throw new InvalidOperationException("A bug of the host.");
        for (var i = 0; i < 7; i++) await Ran(_cluster.Plugin.Start());

        _kept.Memory.Health.Failures.Should().Be(0);
        _kept.Ended.Should().AllSatisfy(one => one.End.Should().BeOfType<RunEnd.Failed>().Which.Failure.Should().Be("host-failed"));
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.NotDue(_kept.Memory.Health.NotBefore));
        _ledger.Clock.Advance(TimeSpan.FromMinutes(2));
        await Ran(_cluster.Plugin.Wake());
        (await _ledger.Entries("site")).Should().NotContain(one => one.Type == "plugin.quarantined");
    }

    [Fact]
    public async Task What_is_not_approved_or_cannot_run_here_is_not_started_and_has_not_failed()
    {
        _runs.Cannot = new("plugin-cannot-run-here", Domain.RefusalKind.Conflict, "No sandbox.");
        (await _cluster.Plugin.Start()).Should().BeOfType<RunStart.Declined>().Which.Why.Rule.Should().Be("plugin-cannot-run-here");
        _runs.Cannot = null;
        await SomeCluster.Accepted(_cluster.Register.Revoke(_cluster.Write(new RevokePlugin("Enough."), SomeActor.Admin())));

        (await _cluster.Plugin.Start()).Should().BeOfType<RunStart.Declined>().Which.Why.Rule.Should().Be("plugin-not-approved");
        _runs.Began.Should().BeEmpty();
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
    }

    [Fact]
    public async Task Stopping_ends_the_run_and_is_nobodys_failure()
    {
        _runs.Does = async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return new RunEnd.Well("never");
        };
        await _cluster.Plugin.Start();

        await _cluster.Plugin.Stop();

        _kept.Ended.Single().End.Should().Be(new RunEnd.Stopped());
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
        _kept.Memory.Cursor.Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_ends_in_the_middle_interrupts_the_run_and_the_next_host_takes_it_up_again_at_once(bool? ours)
    {
        _runs.Every = null;
        await Ran(_cluster.Plugin.Wake());
        _runs.Does = async (_, _, ct) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            catch (OperationCanceledException) when (ours is { } whose)
            {
                return new RunEnd.Failed("not-recorded", "No silo is there.", Ours: whose);
            }

            return new RunEnd.Well("never");
        };
        await _cluster.Plugin.Start();

        await _cluster.DisposeAsync();

        if (ours == false)
        {
            _kept.Memory.Health.Failures.Should().Be(1, "what the plugin did wrong is not forgiven for that");
            return;
        }

        _kept.Ended[^1].End.Should().Be(new RunEnd.Interrupted());
        _kept.Memory.Health.Should().Be(new PluginHealth(0, _ledger.Clock.GetUtcNow()));
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Well("20"));
        await using var again = await SomeCluster.Over(_ledger, runs: _runs, kept: _kept);
        await Ran(again.Plugin.Wake(), again);
        _kept.Memory.Health.Should().Be(PluginHealth.Well);
        (await again.Plugin.Wake()).Should().Be(new RunStart.NotDue(null));
    }

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_nothing_is_lost_or_doubled()
    {
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var dies = true;
        var said = new List<WriteResult>();
        _runs.Does = async (run, grains, _) =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (i == 10 && dies)
                {
                    half.SetResult();
                    await new TaskCompletionSource().Task; // the process is gone: nothing ever ends it
                }

                var says = SomePlugin.Says($"village-{i}", $"Counts of village {i}");
                said.Add(await grains.GetGrain<IEvidenceGrain>(SomeEvidence.Number(i).Stream).Submit(
                    new(says, SomePlugin.Speaking(), $"draft-{i}", $"digest-{i}", null, SomeCluster.Today)));
            }

            return new RunEnd.Well("20");
        };
        await _cluster.Plugin.Start();
        await half.Task;
        await _cluster.Kill();
        _kept.Memory.Cursor.Should().BeNull("what was sent is durable, but not all of it was sent");
        dies = false;
        said.Clear();
        _kept.CloseInterrupted();

        await using var again = await SomeCluster.Over(_ledger, runs: _runs, kept: _kept);
        await Ran(again.Plugin.Start(), again);

        var evidence = (await _ledger.Entries("contoh")).Where(one => one.Type.StartsWith("evidence.", StringComparison.Ordinal)).ToList();
        evidence.Should().HaveCount(20).And.OnlyContain(one => one.Type == "evidence.submitted");
        evidence.Select(one => one.Stream).Should().OnlyHaveUniqueItems();
        said.OfType<WriteResult.Declined>().Should().HaveCount(10).And.OnlyContain(one => one.Why.Rule == "evidence-unchanged");
        _kept.Memory.Cursor.Should().Be("20");
    }

    [Fact]
    public async Task An_end_that_cannot_be_kept_moves_no_cursor_and_is_kept_before_anything_else_is_run()
    {
        _runs.Does = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Well("9"));
        _kept.BreakEnds = 2;

        await Ran(_cluster.Plugin.Start());

        _kept.Memory.Cursor.Should().BeNull();
        (await _cluster.Plugin.Start()).Should().Be(new RunStart.Running(1), "the disk is full still");
        _ledger.Clock.Advance(TimeSpan.FromHours(1));
        await Ran(_cluster.Plugin.Wake());
        _runs.Began.Select(run => run.Cursor).Should().Equal(null, "9");
        _kept.Ended.Select(one => one.Run).Should().Equal(1, 2);
    }

    [Fact]
    public async Task What_was_delivered_is_taken_while_others_run_and_it_collects_when_it_may()
    {
        await Ran(_cluster.Plugin.Wake());
        _kept.Memory = _kept.Memory with { Waiting = true };
        _ledger.Clock.Advance(TimeSpan.FromHours(1));
        _runs.Full = true;

        await Ran(_cluster.Plugin.Wake());
        _kept.Memory = _kept.Memory with { Waiting = false };
        (await _cluster.Plugin.Wake()).Should().Be(new RunStart.Crowded(), "it is due as it was");
        _runs.Full = false;
        await Ran(_cluster.Plugin.Wake());

        _runs.Began.Select(run => run.Collects).Should().Equal(true, false, true);
    }

    [Fact]
    public async Task One_thing_then_another_then_the_first_again_are_three_entries()
    {
        var evidence = _cluster.Evidence(SomeEvidence.Id);
        var plugin = SomePlugin.Speaking();
        await SomeCluster.Accepted(evidence.Submit(_cluster.Write(SomePlugin.Says(), plugin, "k:a", "sa")));
        await SomeCluster.Accepted(evidence.Revise(_cluster.Write(SomePlugin.SaysAnew("B"), plugin, "k:b", "rb")));
        await SomeCluster.Accepted(evidence.Revise(_cluster.Write(SomePlugin.SaysAnew("Counts of March"), plugin, "k:a", "ra")));
        (await SomeCluster.Accepted(evidence.Revise(_cluster.Write(SomePlugin.SaysAnew("B"), plugin, "k:b", "rb")))).Version.Should().Be(4);

        var unchanged = await evidence.Submit(_cluster.Write(SomePlugin.Says(title: "B"), plugin, "k:b", "sb"));

        unchanged.Should().BeOfType<WriteResult.Declined>().Which.Why.Rule.Should().Be("evidence-unchanged");
        (await _ledger.Entries("contoh")).Count(one => one.Stream == SomeEvidence.Id.Stream).Should().Be(4);
    }

    private async Task Ran(Task<RunStart> start, SomeCluster? cluster = null)
    {
        (await start).Should().BeOfType<RunStart.Started>();
        await (cluster ?? _cluster).Plugin.Ended();
    }
}
