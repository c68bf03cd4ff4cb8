using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Whoever asks whether a source still says so is told when nobody will answer, and why.</summary>
public sealed partial class PluginRunsTests
{
    [Fact]
    public async Task Where_nobody_can_be_asked_about_a_source_whoever_asks_is_told_why()
    {
        await Installed("counts-k1");
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            foreach (var key in new[] { "village-1", "village-2" }) await calls.Evidence(Some(key, came.Sha256), ct);
            return "1";
        };
        var pieces = await Store.Pieces((await Ran()).Row.Number, null, 2);
        (await _site.As("partner").Post($"/api/v1/evidence/{pieces[1]}/withdrawal", new() { ["reason"] = "Sent twice." }, Sending.Now)).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        (await Asked(pieces[1])).Should().Be("no-plugin-to-ask", "it was taken back");

        _isolation.WhyNot = "no-sandbox";
        (await Asked(pieces[0])).Should().Be("plugin-not-isolated");
        _isolation.WhyNot = null;

        (await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginRegisterGrain>(_plugin.Stream).Quarantine(new(
            new(SomeActor.Community, _digest, 5, "timeout"), new(Role.System, "system:test", null, null), $"quarantine:{_plugin}", "d", null, new(2026, 5, 4)))).Should().BeOfType<Grains.WriteResult.Done>();
        await CaughtUp();
        (await Asked(pieces[0])).Should().Be("plugin-quarantined-already", "it was approved, and was not stopped");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();

        async Task<string> Asked(Domain.Evidence.EvidenceId piece)
        {
            var answer = await _site.As("reviewer").Post($"/api/v1/evidence/{piece}/check", []);
            answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
            return (string)(await answer.Json())["rule"]!;
        }
    }

    [Fact]
    public async Task What_was_sent_to_this_site_is_asked_about_by_nobody_however_long_it_stands()
    {
        await Installed("counts-k2");
        _process.Receives = async (calls, delivery) =>
            await calls.Evidence(Some("delivered", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(delivery.Body.Span))), default);
        var looks = 0;
        _process.Checks = (_, _) =>
        {
            looks++;
            return Task.FromResult(new LookedAgain(true, SourceVerdict.Unchanged));
        };
        await Ran();
        await Deliver("{}");
        await Grain.Ended();
        await CaughtUp();
        _site.Services.GetRequiredService<PluginViews>().Contributed(_plugin, null, 10).Should().ContainSingle();

        for (var week = 0; week < 3; week++)
        {
            _site.Clock.Advance(TimeSpan.FromDays(8));
            (await Ran()).Row.State.Should().Be(RunState.Well);
        }

        looks.Should().Be(0, "it is read nowhere again");
        (await Store.DueChecks(_plugin, SomeActor.Community, _site.Clock.GetUtcNow(), 10)).Should().BeEmpty("its turn comes in a week");
    }
}
