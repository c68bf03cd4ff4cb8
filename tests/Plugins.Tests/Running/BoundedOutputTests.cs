using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>A host listens to a plugin no faster than it can afford, and no longer than it may speak.</summary>
public sealed class BoundedOutputTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly byte[] _buffer = new byte[OutputBudget.AtOnce];
    private bool _exceeded;
    private TimeSpan _waited;

    [Fact]
    public async Task What_is_said_at_once_is_heard_at_once_and_more_in_its_time()
    {
        var output = Output(said: 3 * OutputBudget.AtOnce, may: long.MaxValue);
        (await output.ReadAsync(_buffer, CancellationToken.None)).Should().Be(OutputBudget.AtOnce);

        var more = output.ReadAsync(_buffer, CancellationToken.None);
        more.IsCompleted.Should().BeFalse("a second has only so much time for it");
        var time = TimeSpan.FromSeconds(OutputBudget.AtOnce / (double)OutputBudget.BytesPerSecond);
        _waited.Should().Be(time, "it is given what it waits for");
        _clock.Advance(time);
        (await more).Should().Be(OutputBudget.AtOnce);
        _exceeded.Should().BeFalse();
    }

    [Fact]
    public async Task Who_was_silent_is_heard_at_once_again()
    {
        var output = Output(said: 2 * OutputBudget.AtOnce, may: long.MaxValue);
        (await output.ReadAsync(_buffer, CancellationToken.None)).Should().Be(OutputBudget.AtOnce);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await output.ReadAsync(_buffer, CancellationToken.None)).Should().Be(OutputBudget.AtOnce);
    }

    [Fact]
    public async Task Who_says_too_much_is_ended_without_waiting()
    {
        var output = Output(said: OutputBudget.AtOnce, may: OutputBudget.AtOnce - 1);
        (await output.ReadAsync(_buffer, CancellationToken.None)).Should().Be(OutputBudget.AtOnce);
        _exceeded.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_clock_it_is_heard_as_fast_as_it_speaks()
    {
        var output = new BoundedOutput(new MemoryStream(new byte[100 * OutputBudget.AtOnce]), new(long.MaxValue, clock: null, () => _exceeded = true));
        var heard = 0;
        while (await output.ReadAsync(_buffer, CancellationToken.None) is > 0 and var count) heard += count;
        heard.Should().Be(100 * OutputBudget.AtOnce);
    }

    private BoundedOutput Output(int said, long may) => new(new MemoryStream(new byte[said]), new(may, _clock, () => _exceeded = true, time => _waited += time));
}
