using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a run is let wait for while others want the site.</summary>
public sealed partial class PluginRunsTests
{
    [Fact]
    public async Task While_others_want_this_site_drafts_beyond_a_runs_first_wait_for_their_turn()
    {
        await Installed("counts-p1");
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            Ask();
            for (var i = 0; i < RunPace.DraftsAtOnce + RunPace.DraftsPerSecond + 5; i++) await calls.Evidence(Some($"village-{i}", came.Sha256), ct);
            await calls.Refused(new(DoorRules.NotADate.Refuse("on")), "village-x");
            return null;
        };

        (await Ran()).Row.Counts.Should().Match<RunCounts>(counts => counts.Accepted == RunPace.DraftsAtOnce + RunPace.DraftsPerSecond + 5 && counts.Refused == 1);
        _waits.Waits.Should().Equal(Enumerable.Repeat(RunPace.Beat, 6), "on its clock, which stands, those beyond the first wait for the next beat");
    }

    [Fact]
    public async Task And_so_does_whoever_has_fetched_more_than_most()
    {
        await Installed("counts-p2");
        var (bytes, waited) = (new byte[RunPace.BytesAtOnce], new List<int>());
        _sources.Answers = address => new SourceAnswer.Came(200, [], address, address, new('a', 64), default, bytes);
        _process.Collects = async (calls, _, _, ct) =>
        {
            Ask();
            for (var i = 0; i < 4; i++)
            {
                await calls.Fetch("GET", Feed, [], ct);
                waited.Add(_waits.Waits.Count);
            }

            return null;
        };

        (await Ran()).Row.Counts.Fetched.Should().Be(4);
        waited.Should().Equal(0, 0, 1, 2);
        _waits.Waits.First().Should().Be(TimeSpan.FromSeconds((2 * RunPace.BytesAtOnce / (double)RunPace.BytesPerSecond) - 1), "both have their time, but for the second that it had been silent");
    }

    private void Ask()
    {
        var traffic = _site.Services.GetRequiredService<Traffic>();
        for (var i = 0; i <= Traffic.Few; i++) traffic.Asked();
    }
}
