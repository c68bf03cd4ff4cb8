using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

public sealed class LastPlaceTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Whoever_gets_what_is_left_stays_last()
    {
        var place = new LastPlace();
        for (var look = 0; look < 600; look++) place.Saw(ready: true, had: s_look / 5, s_look);
        place.Niceness.Should().Be(LastPlace.Last);
    }

    [Fact]
    public void Whoever_gets_next_to_nothing_for_five_seconds_gets_its_tenth_and_keeps_it()
    {
        var place = new LastPlace();
        for (var look = 0; look < 49; look++) place.Saw(ready: true, had: TimeSpan.Zero, s_look);
        place.Niceness.Should().Be(LastPlace.Last);
        place.Saw(ready: true, had: TimeSpan.Zero, s_look);
        place.Niceness.Should().Be(LastPlace.Tenth);
        for (var look = 0; look < 600; look++) place.Saw(ready: true, had: s_look, s_look);
        place.Niceness.Should().Be(LastPlace.Tenth);
    }

    [Fact]
    public void Whoever_waits_for_a_source_and_not_for_a_processor_stays_last()
    {
        var place = new LastPlace();
        for (var look = 0; look < 600; look++) place.Saw(ready: false, had: TimeSpan.Zero, s_look);
        place.Niceness.Should().Be(LastPlace.Last);
    }

    [Fact]
    public void A_turn_now_and_then_puts_off_the_tenth_and_no_more()
    {
        var place = new LastPlace();
        for (var look = 0; look < 600 && place.Niceness == LastPlace.Last; look++) place.Saw(ready: true, had: look % 4 == 0 ? s_look / 2 : TimeSpan.Zero, s_look);
        place.Niceness.Should().Be(LastPlace.Tenth);
    }
}
