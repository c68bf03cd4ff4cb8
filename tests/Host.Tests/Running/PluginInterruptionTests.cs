using System.Diagnostics.CodeAnalysis;
using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What becomes of a run in the middle of which somebody stops the host, or the plugin.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class PluginInterruptionTests : IAsyncLifetime
{
    private const string Feed = "https://data.example.org/counts/1.json";
    private static readonly PluginId s_plugin = PluginId.Parse("counts-i");
    private readonly SomeSite _site = new();
    private readonly SomeProcess _process = new();
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PluginStore Store => _site.Services.GetRequiredService<PluginStore>();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(_process).AddSingleton<IPluginReader>(new SomeReader()).AddSingleton<ISources, SomeSources>()
            .AddSingleton<IPluginIsolation>(new SomeIsolation());
        await _site.InitializeAsync();
        await Approved("");
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_host_interrupts_it_and_it_is_due_again_at_once(bool broken)
    {
        await Begin(broken);

        await _site.Services.GetRequiredService<IHost>().StopAsync();

        using var next = new PluginStore(_site.Data); // as the next host finds it: what this one had is on its way out
        (await next.Runs(s_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == "interrupted" && row.Ended != null);
        (await next.Load(s_plugin, SomeActor.Community)).Health.Should().Be(new PluginHealth(0, _site.Clock.GetUtcNow()), "the next host runs it again, whatever its schedule says");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_being_handed_over_when_the_host_ended_waits_for_the_next_one(bool broken)
    {
        var host = _site.Services.GetRequiredService<IHostApplicationLifetime>();
        CancellationTokenRegistration ends = default;
        _process.Receives = async (_, _) =>
        {
            var pipe = new TaskCompletionSource();
            // The newest is told first: its program ends with the host, before the run is told to.
            ends = host.ApplicationStopping.Register(() => pipe.TrySetException(new PluginFailed("crashed", "Its pipe is gone.")));
            if (!broken) await ends.DisposeAsync();
            _half.SetResult();
            await pipe.Task;
        };
        await Store.Deliver(s_plugin, SomeActor.Community, _site.Clock.GetUtcNow(), new Dictionary<string, string>(), "{}"u8.ToArray());
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _half.Task;

        await _site.Services.GetRequiredService<IHost>().StopAsync();

        await ends.DisposeAsync();
        using var next = new PluginStore(_site.Data);
        var run = (await next.Runs(s_plugin, null, 1)).Single();
        (await next.Run(s_plugin, run.Number))!.Should().Match<RunView>(view => view.Row.State == RunState.Stopped && view.Row.Failure == "interrupted" && view.Lines.IsEmpty, "nobody failed");
        (await next.Load(s_plugin, SomeActor.Community)).Should().Match<Grains.Plugins.PluginMemory>(memory => memory.Waiting && memory.Held == null && memory.Health.Failures == 0);
    }

    [Fact]
    public async Task What_somebody_asked_to_look_at_again_when_the_host_ended_is_looked_at_by_the_next_one()
    {
        _process.Collects = async (calls, cursor, _, ct) =>
        {
            if (cursor is not null) return cursor;
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("first", came.Sha256), ct);
            return "1";
        };
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Ended();
        (await Store.AskCheck((await Store.Pieces((await Store.Runs(s_plugin, null, 1)).Single().Number, null, 1)).Single())).Should().BeTrue();
        var (pipe, host) = (new TaskCompletionSource(), _site.Services.GetRequiredService<IHostApplicationLifetime>());
        _process.Checks = async (_, _) =>
        {
            host.ApplicationStopping.Register(() => pipe.TrySetException(new PluginFailed("crashed", "Its pipe is gone.")));
            _half.SetResult();
            await pipe.Task;
            return new(true, SourceVerdict.Unchanged);
        };
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _half.Task;

        await _site.Services.GetRequiredService<IHost>().StopAsync();

        using var next = new PluginStore(_site.Data);
        var run = (await next.Runs(s_plugin, null, 1)).Single();
        (await next.Run(s_plugin, run.Number))!.Should().Match<RunView>(view => view.Row.Failure == "interrupted" && view.Lines.IsEmpty, "nobody failed");
        (await next.Load(s_plugin, SomeActor.Community)).Waiting.Should().BeTrue();
    }

    [Fact]
    public async Task Its_revocation_stops_it_and_it_stays_stopped()
    {
        await Begin(broken: false);

        (await Order("revocation", new() { ["reason"] = "It is not wanted any more." })).StatusCode.Should().Be(HttpStatusCode.Created);

        (await Store.Runs(s_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == null && row.Ended != null);
        (await Store.Load(s_plugin, SomeActor.Community)).Health.Should().Be(PluginHealth.Well);
    }

    [Theory]
    [InlineData("\nv1.3.0")]
    [InlineData("\n# mended, and not a number higher")]
    public async Task Other_files_that_are_approved_meanwhile_begin_where_it_began(string other)
    {
        var began = new List<string?>();
        _process.Collects = async (calls, cursor, _, ct) =>
        {
            began.Add(cursor);
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("first", came.Sha256), ct);
            if (began.Count == 1) await Approved(other);
            await calls.Evidence(Some("second", came.Sha256), ct);
            return "all";
        };
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Ended();
        var first = (await Store.Runs(s_plugin, null, 1)).Single();
        (await Store.Load(s_plugin, SomeActor.Community)).Cursor.Should().BeNull();

        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Ended();

        first.Should().Match<RunRow>(row => row.State == RunState.Failed && row.Failure == "approval-changed" && row.Counts.Refused == 0 && row.Counts.Accepted == 1);
        began.Should().Equal(null, null);
        (await Store.Runs(s_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 1 && row.Counts.Unchanged == 1);
        (await Store.Load(s_plugin, SomeActor.Community)).Cursor.Should().Be("all");
    }

    private static ReceivedDraft Some(string key, string sha256) => new(
        key, "contoh", "1", "1.1", "dataset", $"Counts of {key}", "In 312 of 430 villages it hangs.", "2026-04-20", null, "Limited", "supports", null,
        [new(sha256, Feed, null, null)], null);

    private Task Ended() => _site.Services.GetRequiredService<IGrainFactory>().GetGrain<Grains.Plugins.IPluginGrain>($"{s_plugin.Value}/{SomeActor.Community.Value}").Ended();

    private async Task Approved(string more)
    {
        Directory.CreateDirectory(Path.Combine(_site.Plugins, s_plugin.Value));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, s_plugin.Value, "plugin.yaml"), s_plugin.Value + more);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await Passed();
        var digest = _site.Services.GetRequiredService<PluginViews>().Plugin(s_plugin)!.Listings[^1].Digest;
        var answer = await Order("approval", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value });
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        await Passed();
    }

    private async Task Passed()
    {
        var size = await _site.Services.GetRequiredService<LogReader>().Size("site", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("site", size - 1, TimeSpan.FromSeconds(30), default);
    }

    /// <summary>Starts a run that goes on until it is told to stop, or breaks when it is.</summary>
    private async Task Begin(bool broken)
    {
        _process.Collects = async (_, _, _, ct) =>
        {
            _half.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            catch (OperationCanceledException) when (broken)
            {
                throw new PluginFailed("crashed", "Its pipe is gone.");
            }

            return null;
        };
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _half.Task;
    }

    private Task<HttpResponseMessage> Order(string verb, System.Text.Json.Nodes.JsonObject order) => _site.As("admin").Post($"/api/v1/plugins/{s_plugin}/{verb}", order);
}
