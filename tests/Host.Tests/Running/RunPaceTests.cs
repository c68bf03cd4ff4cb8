using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What is done for plugins is done beside what people want.</summary>
public sealed class RunPaceTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Traffic _traffic;
    private readonly RunPace _pace;

    public RunPaceTests()
    {
        _traffic = new(_clock);
        _pace = new(_traffic, _clock);
    }

    [Fact]
    public void While_nobody_else_asks_for_anything_none_waits()
    {
        for (var i = 0; i < 10_000; i++) Turn().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void While_others_do_so_many_a_second_come_together()
    {
        Ask();
        var together = RunPace.DraftsPerSecond * (int)RunPace.Beat.TotalSeconds;
        var turns = Enumerable.Range(0, RunPace.DraftsPerSecond + (2 * together)).Select(_ => Turn()).ToList();
        Over().Should().Be(RunPace.DraftsPerSecond);

        _clock.Advance(RunPace.Beat * 0.9);
        Over().Should().Be(RunPace.DraftsPerSecond);
        _clock.Advance(RunPace.Beat * 0.1);
        Over().Should().Be(RunPace.DraftsPerSecond + together);
        _clock.Advance(RunPace.Beat);
        turns.Should().OnlyContain(turn => turn.IsCompletedSuccessfully);

        int Over() => turns.Count(turn => turn.IsCompleted);
    }

    [Fact]
    public async Task Whose_run_ends_waits_no_longer()
    {
        Ask();
        for (var i = 0; i < RunPace.DraftsPerSecond; i++) await Turn();
        using var ends = new CancellationTokenSource();
        var turn = _pace.Draft(ends.Token);
        turn.IsCompleted.Should().BeFalse();
        await ends.CancelAsync();
        await turn.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void What_was_fetched_has_its_time_before_more_is_while_others_want_the_host()
    {
        _pace.Fetched(8 * RunPace.BytesPerSecond);
        _pace.Fetch(CancellationToken.None).IsCompleted.Should().BeTrue("nobody does");

        Ask();
        _pace.Fetched(3 * RunPace.BytesPerSecond);
        var next = _pace.Fetch(CancellationToken.None);
        next.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        next.IsCompleted.Should().BeFalse("what may come in a second came at once, and two more");
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        next.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void While_others_want_the_host_so_many_processes_begin_at_once_and_then_one_a_second()
    {
        for (var i = 0; i < 100; i++) Start().IsCompleted.Should().BeTrue("nobody does");

        Ask();
        for (var i = 0; i < RunPace.StartsAtOnce; i++) Start().IsCompleted.Should().BeTrue();
        var starts = Enumerable.Range(0, 3).Select(_ => Start()).ToList();
        starts.Count(start => start.IsCompleted).Should().Be(0);
        _clock.Advance(TimeSpan.FromSeconds(2));
        starts.Count(start => start.IsCompletedSuccessfully).Should().Be(2 * RunPace.StartsPerSecond);
    }

    [Fact]
    public void And_of_those_that_failed_last_one_in_ten_seconds_which_is_no_others_turn()
    {
        for (var i = 0; i < 100; i++) Start(failedBefore: true).IsCompleted.Should().BeTrue("nobody wants the host");

        Ask();
        Start(failedBefore: true).IsCompleted.Should().BeTrue();
        var (second, third) = (Start(failedBefore: true), Start(failedBefore: true));
        Start().IsCompleted.Should().BeTrue("it did nothing wrong");
        _clock.Advance(RunPace.Rest - TimeSpan.FromSeconds(1));
        second.IsCompleted.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (second.IsCompletedSuccessfully, third.IsCompleted).Should().Be((true, false));
        _clock.Advance(RunPace.Rest);
        third.IsCompletedSuccessfully.Should().BeTrue();
    }

    private Task Start(bool failedBefore = false) => _pace.Start(failedBefore, CancellationToken.None);

    private Task Turn() => _pace.Draft(CancellationToken.None);

    private void Ask()
    {
        for (var i = 0; i <= Traffic.Few; i++) _traffic.Asked();
    }
}

/// <summary>A clock on which every wait is over at once, and noted.</summary>
internal sealed class NotedWaits : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    /// <summary>How long each of them really takes.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.Zero;

    public override long GetTimestamp() => 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, Takes, period);
    }
}
