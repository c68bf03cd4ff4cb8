using FluentAssertions;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What the host fails at is never the plugin's failure, whatever a plugin makes of the answer.</summary>
public sealed partial class PluginRunsTests
{
    [Fact]
    public async Task Where_the_host_fails_at_what_it_is_asked_the_plugin_is_not_blamed()
    {
        await Installed("counts-o1");
        _sources.Answers = _ => throw new IOException("No space left on device.");
        _process.Collects = GivesUp;

        for (var i = 0; i < 6; i++) (await Ran()).Row.Failure.Should().Be("host-failed");

        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(0);
        _site.Errors.ToString().Should().Contain("No space left on device.", "an operator reads there what it was");
    }

    [Fact]
    public async Task What_a_plugin_can_bring_about_by_what_it_asks_does_not_excuse_it()
    {
        await Installed("counts-o5");
        _sources.Answers = _ => throw new FormatException("Nobody thought of that.");
        _process.Collects = GivesUp;

        (await Ran()).Row.Failure.Should().Be("error-answer");

        (await Store.Load(_plugin, SomeActor.Community)).Health.Failures.Should().Be(1);
        _site.Errors.ToString().Should().Contain("Nobody thought of that.");
    }

    [Fact]
    public async Task A_question_over_which_the_host_fails_is_held_back_and_starts_nothing_until_then()
    {
        await Installed("counts-o6");
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("village-1", came.Sha256), ct);
            return "1";
        };
        var piece = (await Store.Pieces((await Ran()).Row.Number, null, 1)).Single();
        _sources.Answers = _ => throw new IOException("No space left on device.");
        _process.Checks = async (calls, _) =>
        {
            await GivesUp(calls, Feed);
            return new(true, SourceVerdict.Unchanged);
        };
        (await _site.As("reviewer").Post($"/api/v1/evidence/{piece}/check", [])).StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);
        await Grain.Ended();
        var starts = _process.Starts;

        foreach (var minutes in new[] { 1, 2, 4 })
        {
            for (var i = 0; i < 3; i++) await Wake();
            _process.Starts.Should().Be(starts, "it is held back");
            _site.Clock.Advance(TimeSpan.FromMinutes(minutes));
            if (minutes == 4) _sources.Answers = _ => null;
            await Wake();
            _process.Starts.Should().Be(++starts);
        }

        (await Store.Check(piece))!.Verdict.Should().Be(SourceVerdict.Unchanged);
        (await Store.Load(_plugin, SomeActor.Community)).Should().Match<PluginMemory>(memory => !memory.Waiting && memory.Held == null);

        _sources.Answers = _ => throw new IOException("No space left on device.");
        (await _site.As("reviewer").Post($"/api/v1/evidence/{piece}/check", [])).StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);
        await Grain.Ended();
        starts = _process.Starts;
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Wake();
        _process.Starts.Should().Be(starts + 1, "what was held back before was answered: it begins with a minute again");

        async Task Wake()
        {
            await Grain.Wake();
            await Grain.Ended();
        }
    }

    [Fact]
    public async Task A_delivery_for_which_the_host_fails_to_fetch_is_held_back_and_keeps_it_from_nothing()
    {
        await Installed("counts-o2");
        await Ran();
        _sources.Answers = address => address == Feed ? null : throw new IOException("No space left on device.");
        _process.Receives = async (calls, _) => await GivesUp(calls, "https://data.example.org/of-the-delivery.json");
        _process.Collects = async (calls, _, _, ct) => await calls.Fetch("GET", Feed, [], ct) is SourceAnswer.Came ? "all" : null;
        await Kept("{}");

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well);
        HostLine.Of(run.Lines.Single())!.What.Should().Be(HostNote.DeliveryHeld);
        (await Store.Load(_plugin, SomeActor.Community)).Should().Match<PluginMemory>(memory => memory.Cursor == "all" && memory.Waiting && memory.Held != null && memory.Health.Failures == 0);
    }

    [Theory]
    [InlineData("late")]
    [InlineData("host")]
    [InlineData("plugin")]
    public async Task What_was_collected_is_whatever_comes_of_looking_at_sources_again(string what)
    {
        await Installed($"counts-o3-{what}");
        _process.Collects = async (calls, cursor, _, ct) =>
        {
            if (cursor is not null)
            {
                _site.Clock.Advance(TimeSpan.FromMinutes(59));
                return "2";
            }

            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("village-1", came.Sha256), ct);
            return "1";
        };
        var piece = (await Store.Pieces((await Ran()).Row.Number, null, 1)).Single();
        (await Store.AskCheck(piece)).Should().BeTrue();
        _sources.Answers = address => address == Feed ? null : throw new IOException("No space left on device.");
        _process.Checks = async (calls, _) =>
        {
            if (what == "late") _site.Clock.Advance(TimeSpan.FromMinutes(59));
            if (what == "host") await GivesUp(calls, "https://data.example.org/2.json");
            return what == "plugin" ? throw new PluginFailed("crashed", "It fell over.") : new(true, SourceVerdict.Unchanged);
        };

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well, "each part has its own time, and nothing that was collected depends on this");
        (await Store.Load(_plugin, SomeActor.Community)).Should().Match<PluginMemory>(memory => memory.Cursor == "2" && memory.Health == PluginHealth.Well && memory.Waiting == (what == "host"));
        run.Lines.Select(line => HostLine.Of(line)!.What).Should().Equal(what == "late" ? [HostNote.SourcesLooked] : what == "plugin" ? [HostNote.CheckFailed] : []);
    }

    [Fact]
    public async Task While_it_runs_again_its_page_says_how_it_failed_before()
    {
        await Installed("counts-o4");
        _process.Collects = (_, _, _, _) => throw new PluginFailed("crashed", "It fell over.");
        await Ran();
        var (begun, over) = (new TaskCompletionSource(), new TaskCompletionSource());
        _process.Collects = async (_, _, _, _) =>
        {
            begun.SetResult();
            await over.Task;
            return null;
        };
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", [])).EnsureSuccessStatusCode();
        await begun.Task;

        var page = await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}");
        var answer = await _site.Visitor().GetStringAsync($"/api/v1/plugins/{_plugin}");
        over.SetResult();
        await Grain.Ended();

        page.Should().Contain("It ended by itself before it was done.");
        answer.Should().Contain("\"failure\":\"crashed\"").And.Contain("\"status\":\"Failing\"");
    }

    private static Task<string?> GivesUp(IRunCalls calls, string? cursor, System.Text.Json.Nodes.JsonArray commitments, CancellationToken ct) => GivesUp(calls, Feed);

    /// <summary>As a program does that asks over its pipe: what the host says of its own failure is an error like any other.</summary>
    private static async Task<string?> GivesUp(IRunCalls calls, string address)
    {
        try
        {
            await calls.Fetch("GET", address, [], default);
            return null;
        }
        catch (Exception failed) when (failed is IOException or FormatException)
        {
            throw new PluginFailed("error-answer", "This side failed.");
        }
    }
}
