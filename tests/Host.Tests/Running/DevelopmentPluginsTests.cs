using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Development;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Plans;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>The first start in development: what came with the product is approved, and reads its own samples over real HTTP.</summary>
public sealed class DevelopmentPluginsTests : IDisposable
{
    private const string Id = "shipped-counts";
    private readonly SomePlanFolder _folder = new SomePlanFolder().With("contoh");
    private readonly SomeProcess _process = new();

    public DevelopmentPluginsTests()
    {
        var samples = Directory.CreateDirectory(Path.Combine(_folder.ShippedPlugins, "Public", "Counts", "samples", "feed")).FullName;
        File.WriteAllText(Path.Combine(_folder.ShippedPlugins, "Public", "Counts", "plugin.yaml"), Id);
        File.WriteAllText(Path.Combine(samples, "1.json"), """{"villages":312}""");
        File.WriteAllText(Path.Combine(samples, "..", "settings.json"), """{"feed":"{feed}/1.json"}""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_came_with_the_product_is_approved_set_up_and_run_and_its_source_is_archived()
    {
        var said = new TaskCompletionSource<(string Address, SourceAnswer Answer, SourceAnswer Elsewhere)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Collects = async (calls, _, _, ct) =>
        {
            var address = _process.Greeted!.Settings["feed"]!.ToString();
            said.TrySetResult((address, await calls.Fetch("GET", address, [], ct), await calls.Fetch("GET", new Uri(new(address), "/another-plugin/1.json").ToString(), [], ct)));
            return "1";
        };
        await using var app = await Start();

        var (address, answer, elsewhere) = await said.Task.WaitAsync(TimeSpan.FromSeconds(60));

        address.Should().MatchRegex($"^http://127[.]0[.]0[.]1:[0-9]+/{Id}/1[.]json$");
        var came = answer.Should().BeOfType<SourceAnswer.Came>().Subject;
        System.Text.Encoding.UTF8.GetString(came.Body.Span).Should().Be("""{"villages":312}""");
        elsewhere.Should().BeOfType<SourceAnswer.Refused>().Which.Reason.Should().Be("address-not-allowed");
        var approval = app.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(Id))!.Speaking.Single();
        (approval.Partner, approval.Development).Should().Be((Partner.Public, true));
        File.Exists(Directory.EnumerateFiles(Path.Combine(_folder.Data, "files"), came.Sha256, SearchOption.AllDirectories).Single()).Should().BeTrue();
    }

    [Fact]
    public async Task A_second_start_approves_nothing_twice()
    {
        await using (await Start())
        {
        }

        await using var app = await Start();

        (await app.Types("site")).Where(type => type.StartsWith("plugin.", StringComparison.Ordinal)).Should().Equal("plugin.listed", "plugin.approved");
    }

    [Fact]
    public async Task After_another_start_settings_follow_the_feed_server_to_where_it_stands_now()
    {
        string before;
        await using (var first = await Start()) before = await Feed(first);
        using var another = new FeedPort(); // somebody has the one it had

        await using var app = await Start();

        var now = await Feed(app);
        now.Should().Be(app.Services.GetRequiredService<FeedServer>().AddressOf(PluginId.Parse(Id)) + "/1.json").And.NotBe(before);
        (await app.Types("site")).Should().ContainSingle(type => type == "plugin.approved");

        static async Task<string> Feed(PlansApp app)
        {
            var plugin = app.Services.GetRequiredService<PluginFiles>().CameWithTheProduct().Single();
            var organisation = app.Services.GetRequiredService<PluginViews>().Plugin(plugin.Id)!.Speaking.Single().Organisation.Id;
            return (await app.Services.GetRequiredService<PluginSettings>().Shown(plugin, organisation))["feed"];
        }
    }

    [Theory]
    [InlineData("/1.json", HttpStatusCode.OK)]
    [InlineData("/..%2fsettings.json", HttpStatusCode.NotFound)]
    [InlineData("/%2e%2e/%2e%2e/plugin.yaml", HttpStatusCode.NotFound)]
    [InlineData("/nothing.json", HttpStatusCode.NotFound)]
    public async Task The_feed_server_serves_samples_and_nothing_else(string path, HttpStatusCode status)
    {
        await using var app = await Start();
        using var http = new HttpClient();

        (await http.GetAsync(app.Services.GetRequiredService<FeedServer>().AddressOf(PluginId.Parse(Id)) + path)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task The_feed_server_s_port_is_nobody_else_s_from_the_beginning()
    {
        using var port = new FeedPort();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        FluentActions.Invoking(() => other.Bind(port.Socket.LocalEndPoint!)).Should().Throw<SocketException>();

        await using var app = await Start();
        app.Services.GetRequiredService<FeedServer>().AddressOf(PluginId.Parse(Id)).Should().StartWith(app.Services.GetRequiredService<FeedPort>().Origin + "/");
    }

    [Fact]
    public async Task A_run_that_a_killed_host_left_open_is_closed_at_the_next_start_and_the_next_one_goes_well()
    {
        long left;
        await using (var first = await Start())
        {
            var (store, speaks) = (first.Services.GetRequiredService<PluginStore>(), Speaks(first));
            await Ran(first); // else it is woken just now
            left = (await store.Begin(PluginId.Parse(Id), speaks, DateTimeOffset.UnixEpoch))!.Value; // and nobody ends it
        }

        await using var app = await Start();

        var after = app.Services.GetRequiredService<PluginStore>();
        (await after.Run(PluginId.Parse(Id), left))!.Row.Should().Match<RunRow>(run => run.State == RunState.Stopped && run.Ended != null && run.Failure == "interrupted");
        await Ran(app);
        (await after.Runs(PluginId.Parse(Id), null, 1)).Single().Should().Match<RunRow>(run => run.Number > left && run.State == RunState.Well);
    }

    [Fact]
    public async Task What_the_manifest_declares_may_be_asked_as_it_declares_and_nothing_else()
    {
        await using var app = await Start();
        var origin = new Uri(new Uri(app.Services.GetRequiredService<FeedServer>().AddressOf(PluginId.Parse(Id))), "/").ToString();
        var plugin = app.Services.GetRequiredService<PluginFiles>().CameWithTheProduct().Single() with { Fetches = [origin + "declared/"] };
        var asking = plugin with { Requests = new(Post: true, ["x-api-key"]) };

        (await Ask(plugin, "GET", "declared/1.json?key=s3cret-key")).Should().BeOfType<SourceAnswer.Came>().Which.Address.Should().Be(origin + "declared/1.json?key=(secret)");
        (await Ask(asking, "POST", "declared/1.json", "x-api-key")).Should().BeOfType<SourceAnswer.Came>();
        Reason(await Ask(plugin, "GET", "other/1.json")).Should().Be("address-not-allowed");
        Reason(await Ask(plugin, "POST", "declared/1.json")).Should().Be("method-not-allowed");
        Reason(await Ask(plugin, "GET", "declared/1.json", "x-api-key")).Should().Be("header-not-allowed");

        Task<SourceAnswer> Ask(KnownPlugin by, string method, string address, params string[] headers) => app.Services.GetRequiredService<ISources>().Get(
            by, ["s3cret-key"], method, origin + address, [.. headers.Select(name => (name, "1"))], default, Tracker.PluginRunner.Fetching.FetchPurpose.SingleAddress, CancellationToken.None);

        static string Reason(SourceAnswer answer) => answer.Should().BeOfType<SourceAnswer.Refused>().Which.Reason;
    }

    /// <summary>Once more, however often it was woken by itself.</summary>
    private static async Task Ran(PlansApp app)
    {
        RunStart start;
        while ((start = await Grain(app).Start()) is RunStart.Running) await Grain(app).Ended();
        start.Should().BeOfType<RunStart.Started>();
        await Grain(app).Ended();
    }

    private static PluginApproval Speaks(PlansApp app)
    {
        var speaks = app.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(Id))!.Speaking.Single();
        return new(speaks.Organisation.Id, speaks.Partner, speaks.Version, speaks.Digest);
    }

    private static IPluginGrain Grain(PlansApp app) => app.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{Id}/{Speaks(app).Organisation.Value}");

    private Task<PlansApp> Start() => _folder.Start("Development", true, services => services
        .AddSingleton<IPluginProcesses>(_process)
        .AddSingleton<IPluginReader>(new SomeReader { Settings = new() { ["properties"] = new System.Text.Json.Nodes.JsonObject { ["feed"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "string" } } } }));
}
