using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>A plugin's program is started by nothing where it may not run: to ask for its form is to start it.</summary>
public sealed partial class PluginRunsTests
{
    [Theory]
    [InlineData("en", "Here only plugins that came with the product run: bubblewrap is not installed")]
    [InlineData("id", "Di sini hanya program bawaan yang dijalankan: bubblewrap belum dipasang")]
    public async Task Where_nothing_can_be_isolated_its_form_is_not_asked_for_and_the_page_says_why(string language, string words)
    {
        await Installed($"counts-gate-{language}");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        _isolation.WhyNot = NoSandbox.NoBubblewrap;

        var page = await (await SignedIn("partner")).Open($"/{language}/plugins/{_plugin}/form");

        _process.Starts.Should().Be(0);
        page.QuerySelector(".notice")!.TextContent.Should().Contain(words);
        page.QuerySelector("main form[method=post]").Should().BeNull("nothing can be sent");
    }

    [Fact]
    public async Task What_was_typed_before_it_could_run_no_longer_is_refused_in_words_and_still_there()
    {
        await Installed("counts-gate-late");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        var visitor = await SignedIn("partner");
        var page = await visitor.Open($"/en/plugins/{_plugin}/form");
        _process.Starts.Should().Be(1);
        _isolation.WhyNot = NoSandbox.NoBubblewrap;

        var answer = await visitor.Send(page, ("about", "contoh/1"), ("s-seen", "The board hangs"));

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var again = await Pages.Visitor.Read(answer);
        again.QuerySelector("div.errors")!.TextContent.Should().Contain("bubblewrap is not installed");
        again.QuerySelectorAll("blockquote").Select(text => text.TextContent).Should().Equal("The board hangs");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
        _process.Starts.Should().Be(1);
    }

    [Fact]
    public async Task In_quarantine_its_form_is_not_asked_for_and_nothing_is_left_to_wait()
    {
        await Installed("counts-gate-q");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        var visitor = await SignedIn("partner");
        var page = await visitor.Open($"/en/plugins/{_plugin}/form");
        (await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginRegisterGrain>(_plugin.Stream).Quarantine(new(
            new(SomeActor.Community, _digest, 5, "timeout"), new(Role.System, "system:test", null, null), $"quarantine:{_plugin}", "d", null, new(2026, 5, 4)))).Should().BeOfType<Grains.WriteResult.Done>();
        await CaughtUp();

        var opened = await visitor.Open($"/id/plugins/{_plugin}/form");
        var answer = await visitor.Send(page, ("about", "contoh/1"), ("s-seen", "The board hangs"));

        _process.Starts.Should().Be(1, "that was before");
        opened.QuerySelector(".notice")!.TextContent.Should().Contain("terlalu sering gagal");
        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await Pages.Visitor.Read(answer)).QuerySelector("div.errors")!.TextContent.Should().Contain("failed too often");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
    }

    [Fact]
    public async Task Files_that_somebody_wrote_into_since_they_were_approved_are_not_asked_for_a_form()
    {
        await Installed("counts-gate-w");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await File.AppendAllTextAsync(Path.Combine(_site.Data, "plugins", _digest.Value, "plugin.yaml"), "\nand something else");

        await (await SignedIn("partner")).Open($"/en/plugins/{_plugin}/form");

        _process.Starts.Should().Be(0);
    }

    [Fact]
    public async Task Whoever_may_not_send_it_starts_nothing_by_asking()
    {
        await Installed("counts-gate-r");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await _site.Account("watcher", Role.Reviewer, SomeActor.Community, Partner.Public, SomePlan.Id);

        var answer = await (await SignedIn("watcher")).Http.GetAsync($"/en/plugins/{_plugin}/form");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _process.Starts.Should().Be(0);
    }

    [Fact]
    public async Task No_way_leads_a_program_that_did_not_come_with_the_product_past_the_sandbox()
    {
        await Installed("counts-gate-p");
        _isolation.WhyNot = NoSandbox.NoBubblewrap;
        var known = _site.Services.GetRequiredService<PluginFiles>().Find(_digest)!;
        var processes = ActivatorUtilities.CreateInstance<PluginProcesses>(_site.Services);

        var start = () => processes.Start(known, new([], Partner.Public, "en"), new RunCallsOfNobody(), last: false, default);

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*did not come with the product*");
    }

    [Fact]
    public async Task Robots_are_asked_about_what_a_schedule_reads_and_not_about_a_single_address_that_a_person_gave()
    {
        const string Given = "https://data.example.org/given.json";
        await Installed("counts-gate-a");
        _process.Asks = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"where":{"type":"string","title":"Where"}},"required":["where"]}""")!;
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("village-1", came.Sha256), ct);
            return "1";
        };
        _process.Submits = async (calls, _) =>
        {
            await calls.Fetch("GET", Given, [], default);
            await calls.Fetch("GET", Feed, [], default);
            return null;
        };
        _process.Checks = async (calls, said) =>
        {
            await calls.Fetch("GET", said.Sources[0].Address, [], default);
            return new(true, SourceVerdict.Unchanged);
        };
        var first = await Ran();
        Purposes().Should().Equal((Feed, FetchPurpose.Schedule));

        var visitor = await SignedIn("partner");
        await visitor.Send(await visitor.Open($"/en/plugins/{_plugin}/form"), ("about", "contoh/1"), ("s-where", Given));
        await Grain.Ended();
        Purposes().Should().Equal((Given, FetchPurpose.SingleAddress), (Feed, FetchPurpose.Schedule));

        _site.Clock.Advance(TimeSpan.FromDays(30));
        await Ran();
        Purposes().Should().Equal((Feed, FetchPurpose.Schedule), (Feed, FetchPurpose.Schedule)); // collected, and looked at again because its turn had come

        var piece = (await Store.Pieces(first.Row.Number, null, 1)).Single();
        (await _site.As("partner").Post($"/api/v1/evidence/{piece}/check", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Grain.Ended();
        Purposes().Should().Equal((Feed, FetchPurpose.SingleAddress));

        List<(string, FetchPurpose)> Purposes()
        {
            var asked = _sources.Asked.ToList();
            _sources.Asked.Clear();
            return asked;
        }
    }

    private sealed class RunCallsOfNobody : IRunCalls
    {
        public Task<SourceAnswer> Fetch(string method, string address, System.Collections.Immutable.ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default) => throw new NotSupportedException();

        public Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct) => throw new NotSupportedException();

        public Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key) => throw new NotSupportedException();

        public void Log(string level, string text) => throw new NotSupportedException();

        public void Progress(long? done, long? of, string? text) => throw new NotSupportedException();
    }

    [Fact]
    public async Task As_many_collect_at_once_as_may_and_whoever_is_left_is_woken_when_one_is_done()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Collects = async (_, _, _, _) =>
        {
            await held.Task;
            return null;
        };
        var all = new List<IPluginGrain>();
        for (var i = 0; i <= PluginRuns.MostAtOnce; i++)
        {
            await Installed($"counts-many-{i}");
            all.Add(Grain);
        }

        foreach (var one in all[..^1]) (await one.Wake()).Should().BeAssignableTo<RunStart>().And.NotBeOfType<RunStart.Crowded>();
        (await all[^1].Wake()).Should().Be(new RunStart.Crowded());
        (await Store.Runs(_plugin, null, 1)).Should().BeEmpty("it has not begun");
        held.SetResult();
        await all[0].Ended();

        (await all[^1].Wake()).Should().BeOfType<RunStart.Started>();
        foreach (var one in all) await one.Ended();
    }

    [Fact]
    public async Task Where_more_are_due_than_may_run_the_next_round_begins_with_whoever_was_left()
    {
        _reader.Schedule = "* * * * *";
        for (var i = 0; i < PluginRuns.MostAtOnce + 2; i++) await Installed($"counts-turn-{i}");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Collects = async (_, cursor, _, _) =>
        {
            await held.Task;
            return cursor;
        };
        using var clock = ActivatorUtilities.CreateInstance<PluginClock>(_site.Services);
        var all = _site.Services.GetRequiredService<PluginViews>().Speaking().Select(one => $"{one.Plugin.Value}/{one.Organisation.Value}").ToList();

        var left = await clock.Round(null, default);
        var first = await Ended();
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await clock.Round(left, default);
        var second = await Ended();

        (left, first.Count, second.Count).Should().Be((all[PluginRuns.MostAtOnce], PluginRuns.MostAtOnce, PluginRuns.MostAtOnce));
        first.Concat(second).Distinct().Should().HaveCount(all.Count, "none waited while another ran twice");

        async Task<List<string>> Ended()
        {
            var running = new List<string>();
            foreach (var one in all)
            {
                if ((await Store.Runs(PluginId.Parse(one.Split('/')[0]), null, 1)) is [{ State: RunState.Running }]) running.Add(one);
            }

            held.SetResult();
            foreach (var one in all) await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>(one).Ended();
            held = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return running;
        }
    }

    [Fact]
    public void Whoever_waits_for_the_end_of_a_run_waits_longer_than_any_run_takes() =>
        typeof(IPluginGrain).GetMethod(nameof(IPluginGrain.Ended))!.GetCustomAttribute<ResponseTimeoutAttribute>()!.Timeout
            .Should().BeGreaterThan(_site.Services.GetRequiredService<IPluginRuns>().Longest);

    [Theory]
    [InlineData("en", "whichever its organisation sets as “feed”")]
    [InlineData("id", "yang diatur organisasinya sebagai “feed”")]
    public async Task Everybody_reads_which_addresses_it_may_ask_for_and_none_that_a_secret_names(string language, string unset)
    {
        _reader.Fetches = ["{feed}", "{hidden}", "https://registry.example.org/works"];
        _reader.Settings = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"feed":{"type":"string"},"hidden":{"type":"string","secret":true}}}""")!;
        await Installed($"counts-ad-{language}", new() { ["feed"] = "https://data.example.org/counts?of=all", ["hidden"] = "https://data.example.org/KEY" });

        foreach (var address in new[] { "partners", $"plugins/{_plugin}" })
        {
            var page = await new Pages.Visitor(_site.Visitor()).Open($"/{language}/{address}");
            page.QuerySelectorAll("dl.facts code").Select(code => code.TextContent).Should().Contain(["https://data.example.org/counts", "https://registry.example.org/works"]);
            page.QuerySelector("main")!.TextContent.Should().NotContain("KEY").And.NotContain(unset);
        }

        var approval = (await _site.Read($"/api/v1/plugins/{_plugin}"))["approvals"]![0]!;
        approval["addresses"]!.AsArray().Select(one => (string?)one).Should().Equal("https://data.example.org/counts", "https://registry.example.org/works");
    }
}
