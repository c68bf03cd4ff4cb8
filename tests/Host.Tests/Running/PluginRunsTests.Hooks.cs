using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Running;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Whoever delivers something learns whether it was kept, and if not, what to do.</summary>
public sealed partial class PluginRunsTests
{
    [Fact]
    public async Task What_is_delivered_while_it_is_in_quarantine_is_to_be_sent_again_later()
    {
        await Installed("counts-h1");
        (await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginRegisterGrain>(_plugin.Stream).Quarantine(new(
            new(SomeActor.Community, _digest, 5, "timeout"), new(Role.System, "system:test", null, null), $"quarantine:{_plugin}", "d", null, new(2026, 5, 4)))).Should().BeOfType<Grains.WriteResult.Done>();
        await CaughtUp();

        var answer = await Deliver("{}");

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromHours(1));
        ((string)(await answer.Json())["rule"]!).Should().Be("hook-quarantined");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();

        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/reinstatement", new() { ["organisation"] = SomeActor.Community.Value, ["reason"] = "Its source is back." })).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        (await Deliver("{}")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Grain.Ended();
        (await Page("en")).Should().Contain("An administrator let it run again, with this reason: Its source is back.");
        (await Page("id")).Should().Contain("Seorang admin mengizinkannya berjalan lagi, dengan alasan ini: Its source is back.");

        (await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginRegisterGrain>(_plugin.Stream).Quarantine(new(
            new(SomeActor.Community, _digest, 5, "timeout"), new(Role.System, "system:test", null, null), $"quarantine:{_plugin}:2", "d", null, new(2026, 5, 4)))).Should().BeOfType<Grains.WriteResult.Done>();
        await CaughtUp();
        (await Page("en")).Should().NotContain("Its source is back.", "nobody gave that as a reason for it");

        async Task<string> Page(string language) => System.Text.RegularExpressions.Regex.Replace(
            (await new Pages.Visitor(_site.Visitor()).Open($"/{language}/plugins/{_plugin}")).QuerySelector("main")!.TextContent, "\\s+", " "); // every page has one
    }

    [Fact]
    public async Task Where_it_speaks_for_two_the_address_says_for_which_and_so_does_who_runs_it()
    {
        await Installed("counts-h2");
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/approval", new() { ["digest"] = _digest.Value, ["organisation"] = SomeActor.OtherCommunity.Value })).StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();

        var (delivered, ran) = (await Deliver("{}"), await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", []));

        foreach (var answer in new[] { delivered, ran })
        {
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var why = await answer.Json();
            ((string)why["rule"]!, (string)why["field"]!).Should().Be(("plugin-speaks-for-several", "organisation"));
            ((string)why["detail"]!).Should().Contain(SomeActor.Community.Value).And.Contain(SomeActor.OtherCommunity.Value);
        }

        (await Deliver("{}", SomeActor.Community)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Grain.Ended();
        (await Store.Runs(_plugin, null, 10)).Should().OnlyContain(run => run.Organisation == SomeActor.Community);
        (await Deliver("{}", OrganisationId.Parse("nobody"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_its_manifest_wants_no_deliveries_there_is_nothing_to_deliver_to()
    {
        _reader.Webhook = null;
        await Installed("counts-h3");
        _process.Receives = (_, _) => throw new InvalidOperationException("It was handed on.");

        foreach (var answer in new[] { await Deliver("{}", ("X-Signature", "abc")), await Deliver("{}", SomeActor.Community) })
        {
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            var why = await answer.Json();
            ((string)why["rule"]!, (string)why["detail"]!).Should().Be(("hook-takes-nothing", "Nothing can be delivered here: no plugin of this name speaks for anybody, or the approved one takes no deliveries."));
        }

        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
        (await Ran()).Row.State.Should().Be(RunState.Well, "nothing was kept for it");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_longer_than_a_delivery_may_be_is_refused_with_how_long_that_is(bool inParts)
    {
        await Installed($"counts-h5{(inParts ? "p" : "")}");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{_plugin}") { Content = new ByteArrayContent(new byte[(256 * 1024) + 1]) };
        request.Headers.TransferEncodingChunked = inParts;

        var answer = await _site.Visitor().SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        var why = await answer.Json();
        ((string)why["rule"]!, (string)why["detail"]!).Should().Be(("hook-too-large", "A delivery has at most 256 KiB."));
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();

        (await Deliver(new string('x', 256 * 1024))).StatusCode.Should().Be(HttpStatusCode.Accepted, "so much may come");
    }

    [Fact]
    public async Task A_delivery_of_which_more_comes_than_a_run_may_send_is_dropped_and_is_no_failure()
    {
        await Installed("counts-h4");
        await Ran();
        _process.Receives = async (calls, _) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], default);
            for (var i = 0; i <= 200; i++) await calls.Evidence(Some("village-0", came.Sha256), default);
            await Task.Delay(Timeout.Infinite, _process.Stopping);
        };
        for (var i = 0; i < 6; i++)
        {
            await Deliver($"flood {i}");
            await Grain.Ended();
        }

        (await Store.Load(_plugin, SomeActor.Community)).Should().Match<PluginMemory>(memory => !memory.Waiting && memory.Health.Failures == 0);
        var runs = await Store.Runs(_plugin, null, 7);
        runs.Should().HaveCount(7).And.OnlyContain(run => run.State == RunState.Well);
        HostLine.Of((await Store.Run(_plugin, runs[0].Number))!.Lines.Single())!.Failure.Should().Be("too-many-drafts");
        _process.Collects = async (calls, _, _, ct) =>
        {
            await Deliver("flood");
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            for (var i = 0; i < 200; i++) await calls.Evidence(Some("village-0", came.Sha256), ct);
            return "all";
        };
        (await Ran()).Row.State.Should().Be(RunState.Well);
        (await Ran()).Row.Should().Match<RunRow>(run => run.State == RunState.Well && run.Counts.Unchanged == 400, "what is collected may be as much, whatever was delivered before");
    }

    [Fact]
    public async Task Deliveries_without_end_wait_after_a_while_for_the_next_run_and_it_collects()
    {
        await Installed("counts-h5");
        var (taken, collected) = (0, 0);
        _process.Collects = (_, cursor, _, _) => Task.FromResult(++collected > 0 ? cursor : null);
        await Ran();
        _process.Receives = async (_, _) =>
        {
            await Kept($"more {++taken}");
            _site.Clock.Advance(TimeSpan.FromMinutes(1));
        };
        await Kept("the first");

        await Ran();

        (taken, collected, (await Store.Load(_plugin, SomeActor.Community)).Waiting).Should().Be((10, 2, true));
        _process.Receives = (_, _) => Task.FromResult(++taken);
        await Ran();
        (taken, (await Store.Load(_plugin, SomeActor.Community)).Waiting).Should().Be((11, false));
    }

    [Theory]
    [InlineData(RunLimits.Fetches / 2, 1)]
    [InlineData((int)(RunLimits.FetchedBytes / 2 / (8 << 20)), 8 << 20)]
    public async Task What_is_fetched_for_deliveries_takes_nothing_from_what_it_may_fetch_for_itself(int times, int bytes)
    {
        await Installed($"counts-h7-{times}");
        await Ran();
        var (fetched, body) = (0, new byte[bytes]);
        _sources.Answers = address => new SourceAnswer.Came(200, [], address, address, new('a', 64), default, body);
        _process.Receives = async (calls, _) =>
        {
            fetched += times; // what it does not get, it was begun too late for
            for (var i = 0; i < times; i++) (await calls.Fetch("GET", Feed, [], default)).Should().BeOfType<SourceAnswer.Came>();
        };
        _process.Collects = async (calls, _, _, ct) =>
        {
            await calls.Fetch("GET", Feed, [], ct);
            return await calls.Fetch("GET", Feed, [], ct) is SourceAnswer.Came ? "came" : "refused";
        };
        for (var i = 0; i < 3; i++) await Kept($"{i}");

        await Ran();

        (fetched, await Store.Load(_plugin, SomeActor.Community)).Should().Match<(int Fetched, PluginMemory Memory)>(now => now.Fetched == 2 * times && now.Memory.Cursor == "came" && now.Memory.Waiting);
    }

    [Fact]
    public async Task A_single_delivery_that_takes_longer_than_all_may_keeps_it_from_nothing()
    {
        await Installed("counts-h8");
        await Ran();
        _process.Receives = (_, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(45));
            return Task.CompletedTask;
        };
        _process.Collects = (_, _, _, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(45));
            return Task.FromResult<string?>("all");
        };
        await Kept("one that takes its time");

        (await Ran()).Row.State.Should().Be(RunState.Well, "each part has an hour of its own");

        (await Store.Load(_plugin, SomeActor.Community)).Should().Match<PluginMemory>(memory => memory.Cursor == "all" && !memory.Waiting);
    }

    private async Task Kept(string body) => (await Store.Deliver(
        _plugin, SomeActor.Community, _site.Clock.GetUtcNow(), new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body))).Should().NotBeNull();

    [Fact]
    public async Task A_delivery_over_which_the_host_itself_breaks_keeps_it_from_nothing_and_stays()
    {
        await Installed("counts-h6");
        await Ran();
        var (broken, collected) = (true, false);
        _process.Receives = (_, delivery) => broken && delivery.Body.Length == 3 ? throw new InvalidOperationException("A bug of the host.") : Task.CompletedTask;
        _process.Collects = (_, _, _, _) =>
        {
            collected = true;
            return Task.FromResult<string?>("all");
        };
        await Kept("{1}");
        await Kept("{22}");

        var run = await Ran();

        run.Row.State.Should().Be(RunState.Well);
        HostLine.Of(run.Lines.Single())!.What.Should().Be(HostNote.DeliveryHeld);
        await Noted("en", "could not be handed over: something failed in this site. It stays, and is tried again.");
        await Noted("id", "tidak dapat diteruskan: ada yang gagal di situs ini.");
        (collected, await Store.Load(_plugin, SomeActor.Community)).Should().Match<(bool Collected, PluginMemory Memory)>(
            now => now.Collected && now.Memory.Cursor == "all" && now.Memory.Health == PluginHealth.Well && now.Memory.Waiting && now.Memory.Held == _site.Clock.GetUtcNow().AddMinutes(1));
        (await Grain.Wake()).Should().BeOfType<RunStart.NotDue>("it is not tried every few seconds");
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Grain.Wake()).Should().BeOfType<RunStart.Started>();
        await Grain.Ended();
        (await Store.Load(_plugin, SomeActor.Community)).Held.Should().Be(_site.Clock.GetUtcNow().AddMinutes(2), "each time for longer");
        broken = false;
        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await Ran();
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();

        async Task Noted(string language, string words) => (await (await SignedIn("partner")).Open($"/{language}/plugins/{_plugin}/runs/{run.Row.Number}"))
            .QuerySelector("section[aria-labelledby='noted']")!.TextContent.Should().Contain(words);
    }

    [Fact]
    public async Task What_was_held_back_by_a_clock_that_was_put_back_since_is_handed_over()
    {
        await Installed("counts-h9");
        await Ran();
        await Kept("{}");
        var delivery = (await Store.Waiting(_plugin, SomeActor.Community, 0, _site.Clock.GetUtcNow()))!;
        (await Store.HoldBack(delivery.Item, _site.Clock.GetUtcNow().AddYears(1))).Should().BeTrue();

        (await Grain.Wake()).Should().BeOfType<RunStart.Started>();
        await Grain.Ended();

        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
        (await Store.HoldBack(delivery.Item, _site.Clock.GetUtcNow())).Should().BeFalse("it was taken");
    }

    private Task<HttpResponseMessage> Deliver(string body, OrganisationId organisation) =>
        _site.Visitor().PostAsync($"/hooks/{_plugin}?organisation={organisation}", new StringContent(body));
}
