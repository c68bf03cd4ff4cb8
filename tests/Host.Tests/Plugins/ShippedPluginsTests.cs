using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The plugins that come with the product in a real development host, over its own feed server.</summary>
public sealed class ShippedPluginsTests : IDisposable
{
    private const string Secret = "what the firm and the site know";
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-shipped-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task After_the_first_start_evidence_of_all_four_partners_is_on_pages_and_what_a_firm_signs_joins_it()
    {
        Required.That(await Bubblewrap.Probe(default) is null, "plugins run sandboxed (Debian: apt-get install bubblewrap)");
        var (origin, built) = (RunningHost.FreeOrigin(), new DirectoryInfo(AppContext.BaseDirectory).Name);
        using var host = await RunningHost.Start(
            Path.Combine(_folder, "data"), ("Tracker__FeedServer", origin), ("Tracker__Plugins", Path.Combine(_folder, "plugins")),
            ("Tracker__ShippedPlugins", Path.Combine(Required.Root, "artifacts", "bin", "Host", built, "shipped")));
        using var visitor = host.Client(null);
        foreach (var (plugin, label) in new[] { ("open-contracting", "Milestones of the contract"), ("citizen-reports", "Reports"), ("open-science", "Published"), ("data-feed", "Villages with a value") })
        {
            var sent = await RunningHost.Eventually(async () => await Sent(visitor, plugin) is { Count: > 0 } some ? some : null);
            var page = await (await visitor.GetAsync($"/en/evidence/{(string)sent[0]!["id"]!}")).Content.ReadAsStringAsync();
            page.Should().Contain($"/en/plugins/{plugin}").And.Contain("archived copy").And.Contain($">{label}</dt>", "of its own plugins the product knows what their figures are called");
        }

        await Set(host, origin);
        (await Deliver(visitor, "village,period,value,source\nv1,2026-03,1,a list\n", Secret)).Should().Be(HttpStatusCode.Accepted);
        (await Deliver(visitor, "village,period,value,source\nv1,2026-02,1,a list\n", "another")).Should().Be(HttpStatusCode.Accepted, "whether it is genuine only the plugin can say");

        await RunningHost.Eventually(async () => (await Sent(visitor, "data-feed")).FirstOrDefault(one => ((string)one!["title"]!).Contains("Maret 2026", StringComparison.Ordinal)));
        (await host.Ran("data-feed")).Should().NotBeNull("what was delivered is taken first");
        (await Sent(visitor, "data-feed")).Should().NotContain(one => ((string)one!["title"]!).Contains("Februari 2026", StringComparison.Ordinal));
    }

    private static async Task<JsonArray> Sent(HttpClient visitor, string plugin) => (await visitor.JsonOf($"/api/v1/plugins/{plugin}/evidence"))?["items"]?.AsArray() ?? [];

    private static async Task Set(RunningHost host, string origin)
    {
        using var admin = host.Client(host.Token("admin"));
        var samples = await File.ReadAllTextAsync(Required.File("src/Plugins/Business/DataFeed/samples/settings.json", "the plugins are part of the repository"));
        var values = JsonNode.Parse(samples.Replace("{feed}", $"{origin}/data-feed", StringComparison.Ordinal))!.AsObject();
        values["secret"] = Secret;
        var approved = (await admin.JsonOf("/api/v1/plugins/data-feed"))!["approvals"]![0]!;
        var answer = await admin.Post("/api/v1/plugins/data-feed/settings", new() { ["digest"] = (string?)approved["digest"], ["organisation"] = (string?)approved["organisation"], ["values"] = values });
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> Deliver(HttpClient visitor, string table, string secret)
    {
        var (body, timestamp) = (Encoding.UTF8.GetBytes(table), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/data-feed") { Content = new ByteArrayContent(body) };
        request.Headers.Add("x-timestamp", timestamp);
        request.Headers.Add("x-signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body])));
        return (await visitor.SendAsync(request)).StatusCode;
    }
}
