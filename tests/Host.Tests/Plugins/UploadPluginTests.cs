using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Net;
using FluentAssertions;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>What partners upload fills no disk: what is refused is not kept, and what waits has its bounds.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class UploadPluginTests : IAsyncLifetime
{
    private readonly Tests.SomeSite _site = new() { Settings = { ["Tracker:PluginMegabytesWaiting"] = "1" } };

    private IEnumerable<string?> Kept => Directory.EnumerateDirectories(Path.Combine(_site.Data, "plugins")).Select(Path.GetFileName);

    public Task InitializeAsync() => _site.InitializeAsync();

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task What_the_rule_refuses_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Path.Combine(_site.Data, "plugins"));
        await _site.Written(SomePlugin.List() with { Plugin = PluginId.Parse("counts-of-others") }, PluginId.Parse("counts-of-others"));
        var partner = await SignedIn("partner");

        foreach (var zeros in new[] { 1, 2 })
            (await Sent(partner, "counts-of-others", zeros)).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        Kept.Should().BeEmpty();
        (await Sent(partner, "counts-of-ours", 1)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        Kept.Should().ContainSingle();
    }

    [Theory]
    [InlineData("en", "at most 1 MB together")]
    [InlineData("id", "paling banyak 1 MB")]
    public async Task What_one_organisation_has_waiting_has_its_bounds_until_somebody_decides(string language, string words)
    {
        var partner = await SignedIn("partner");
        var first = await Sent(partner, "first", 600_000, language);
        first.StatusCode.Should().Be(HttpStatusCode.Redirect);

        var refused = await Sent(partner, "second", 600_000, language);

        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await Visitor.Read(refused)).QuerySelector(".field.wrong")!.TextContent.Should().Contain(words);
        Kept.Should().ContainSingle();
        (await Sent(partner, "first", 600_000, language)).Headers.Location.Should().Be(first.Headers.Location, "the same files again take no room");
        (await Sent(await SignedIn("other-partner"), "third", 600_000, language)).StatusCode.Should().Be(HttpStatusCode.Redirect, "another organisation has room of its own");
        (await _site.As("admin").Post("/api/v1/plugins/first/refusal", new() { ["reason"] = "Nobody here runs it." })).StatusCode.Should().Be(HttpStatusCode.Created);
        (await Sent(partner, "second", 600_000, language)).StatusCode.Should().Be(HttpStatusCode.Redirect, "somebody decided");
    }

    [Fact]
    public async Task However_small_they_are_fifty_of_one_organisation_wait()
    {
        var partner = await SignedIn("partner");
        for (var i = 0; i < PluginUploads.MostWaiting; i++) (await Sent(partner, $"small-{i}", 1)).StatusCode.Should().Be(HttpStatusCode.Redirect);

        var refused = await Sent(partner, "one-more", 1);

        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await Visitor.Read(refused)).QuerySelector(".field.wrong")!.TextContent.Should().Contain("At most 50 uploaded plugins");
        (await Sent(await SignedIn("other-partner"), "of-others", 1)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_account_uploads_as_often_in_a_minute_as_it_writes()
    {
        await using var site = new Tests.SomeSite { Settings = { ["Tracker:WritesPerMinute"] = "1" } };
        await site.InitializeAsync();
        var partner = await SignedIn("partner", site);
        (await Sent(partner, "first", 1)).StatusCode.Should().Be(HttpStatusCode.Redirect);

        var second = await Sent(partner, "second", 1);

        (second.StatusCode, second.Headers.RetryAfter is null).Should().Be((HttpStatusCode.TooManyRequests, false));
        (await Sent(await SignedIn("other-partner", site), "second", 1)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [SkippableFact]
    public void A_disk_without_room_is_known_as_one()
    {
        Skip.IfNot(File.Exists("/dev/full"), "elsewhere no file is always full");

        var writing = () => File.WriteAllText("/dev/full", "x");

        Handover.IsStorageFull(writing.Should().Throw<IOException>().Which).Should().BeTrue();
        Handover.IsStorageFull(new FileNotFoundException()).Should().BeFalse();
    }

    private static async Task<HttpResponseMessage> Sent(Visitor partner, string id, int zeros, string language = "en")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var manifest = new StreamWriter(zip.CreateEntry("plugin.yaml").Open()))
                await manifest.WriteAsync(SomeUpload.Manifest(id));
            await using var content = zip.CreateEntry("content.bin").Open();
            await content.WriteAsync(new byte[zeros]);
        }

        using var form = SomeUpload.Of(await partner.Open($"/{language}/upload-plugin"), bytes.ToArray());
        return await partner.Http.PostAsync($"/{language}/upload-plugin", form);
    }

    private async Task<Visitor> SignedIn(string account, Tests.SomeSite? site = null)
    {
        var visitor = new Visitor((site ?? _site).Browser());
        (await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return visitor;
    }
}
