using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Host.Http;
using Xunit;

namespace Tracker.Host.Tests.Doors;

/// <summary>Whether people want the host.</summary>
public sealed class TrafficTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Traffic _traffic;

    public TrafficTests() => _traffic = new(_clock);

    [Fact]
    public void A_host_that_nobody_asked_or_few_did_is_not_busy()
    {
        _traffic.IsBusy.Should().BeFalse();
        for (var i = 0; i < Traffic.Few; i++) _traffic.Asked();
        _traffic.IsBusy.Should().BeFalse();
    }

    [Fact]
    public void One_that_more_asked_lately_is_until_they_have_gone()
    {
        for (var i = 0; i <= Traffic.Few; i++)
        {
            _clock.Advance(Traffic.Lately / (Traffic.Few + 2));
            _traffic.Asked();
        }

        _traffic.IsBusy.Should().BeTrue();
        _clock.Advance(Traffic.Lately * 3 / (Traffic.Few + 2));
        _traffic.IsBusy.Should().BeFalse("the first of them was longer ago");
    }

    [Fact]
    public void However_often_it_was_asked_only_the_last_count()
    {
        for (var i = 0; i < 1000; i++) _traffic.Asked();
        _traffic.IsBusy.Should().BeTrue();
        _clock.Advance(Traffic.Lately);
        for (var i = 0; i < Traffic.Few; i++) _traffic.Asked();
        _traffic.IsBusy.Should().BeFalse();
        _traffic.Asked();
        _traffic.IsBusy.Should().BeTrue();
    }
}
