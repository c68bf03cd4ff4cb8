using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Whoever approves files has looked at them.</summary>
public sealed partial class PluginRunsTests
{
    [Fact]
    public async Task An_admin_looks_at_the_files_before_approving_them_and_sees_what_is_new()
    {
        await Installed("counts-f1");
        var folder = Path.Combine(_site.Plugins, "counts-f1");
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.yaml"), "counts-f1\n\nv2.0.0");
        await File.WriteAllTextAsync(Path.Combine(folder, "read <b>me.html"), "<script>alert(1)</script>");
        await File.WriteAllBytesAsync(Path.Combine(folder, "data.bin"), [1, 0, 2]);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        var newer = _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!.Listings[^1].Digest;
        newer.Should().NotBe(_digest);
        var admin = await SignedIn("admin");
        var address = (await admin.Open($"/en/plugins/{_plugin}/approve")).QuerySelector($"main a[href$='/files/{newer}']")!.GetAttribute("href")!;

        var page = await admin.Open(address);

        var rows = page.QuerySelectorAll("main tbody tr").Select(row => Text(row)).ToList();
        rows.Should().HaveCount(3);
        rows[0].Should().Contain("data.bin").And.Contain("New").And.Contain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1, 0, 2])));
        rows[1].Should().Contain("plugin.yaml").And.Contain("Changed");
        rows[2].Should().Contain("read <b>me.html");
        var files = page.QuerySelectorAll("main tbody a").Select(link => link.GetAttribute("href")!).ToList();
        var (bytes, html) = (await admin.Http.GetAsync(files[0]), await admin.Http.GetAsync(files[2]));
        (await bytes.Content.ReadAsByteArrayAsync()).Should().Equal(1, 0, 2);
        bytes.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        html.Content.Headers.ContentType!.MediaType.Should().Be("text/plain", "nobody's program is a page of this site");
        html.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        (await html.Content.ReadAsStringAsync()).Should().Be("<script>alert(1)</script>");
    }

    [Fact]
    public async Task Nobody_else_looks_at_them_and_nothing_outside_them_is_shown()
    {
        await Installed("counts-f2");
        var address = $"/en/plugins/{_plugin}/files/{_digest}";

        (await _site.Visitor().GetAsync(address)).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
        (await (await SignedIn("partner")).Http.GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var admin = (await SignedIn("admin")).Http;
        (await admin.GetAsync($"{address}?path=plugin.yaml")).StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var path in new[] { "../counts-f2/plugin.yaml", "/etc/hostname", "plugin.yaml/" })
            (await admin.GetAsync($"{address}?path={Uri.EscapeDataString(path)}")).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        (await admin.GetAsync($"/en/plugins/{_plugin}/files/{new string('0', 64)}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
