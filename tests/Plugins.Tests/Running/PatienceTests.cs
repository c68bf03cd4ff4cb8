using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>A plugin is put last; that it had no processor is not its fault.</summary>
public sealed class PatienceTests
{
    private readonly Patience _patience = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void Who_did_not_wait_gets_nothing_more() => _patience.More().Should().Be(TimeSpan.Zero);

    [Fact]
    public void The_time_it_waited_is_given_once()
    {
        _patience.Waited(TimeSpan.FromSeconds(10));
        _patience.Waited(TimeSpan.FromSeconds(5));
        _patience.More().Should().Be(TimeSpan.FromSeconds(15));
        _patience.More().Should().Be(TimeSpan.Zero, "it worked in all of it, and is not done");
    }

    [Fact]
    public void Waiting_in_what_was_given_counts_again()
    {
        _patience.Waited(TimeSpan.FromSeconds(10));
        _patience.More();
        _patience.Waited(TimeSpan.FromSeconds(4));
        _patience.More().Should().Be(TimeSpan.FromSeconds(4));
        _patience.Given.Should().Be(TimeSpan.FromSeconds(14));
    }

    [Fact]
    public void All_the_time_that_the_host_let_it_wait_is_given()
    {
        for (var i = 0; i < 10; i++) _patience.LetWait(TimeSpan.FromSeconds(60));
        _patience.Waited(TimeSpan.FromSeconds(10));

        _patience.More().Should().Be(TimeSpan.FromSeconds(610));
        _patience.More().Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void It_is_over_after_four_times_its_limit_whatever_it_waited_for()
    {
        for (var i = 0; i < 10; i++)
        {
            _patience.Waited(TimeSpan.FromSeconds(60));
            _patience.More();
        }

        _patience.Given.Should().Be(TimeSpan.FromSeconds(180));
        _patience.More().Should().Be(TimeSpan.Zero);
    }
}
