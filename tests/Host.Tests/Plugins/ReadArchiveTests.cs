using System.Net;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Ledger;
using Tracker.PluginRunner.Archive;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The archived copy: open to everybody where public evidence rests on it, and never something a browser would run.</summary>
public sealed class ReadArchiveTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private const string Address = "https://data.example.org/page.html";
    private Domain.Evidence.EvidenceId? _cited;

    [Fact]
    public async Task A_copy_is_an_attachment_that_no_browser_runs()
    {
        var sha256 = await Archived("<script>alert(1)</script>", cited: true);

        using var answer = await site.Visitor().GetAsync($"/api/v1/archive/{sha256}");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be("<script>alert(1)</script>");
        answer.Content.Headers.ContentType!.ToString().Should().Be("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("sandbox; default-src 'none'");
    }

    [Fact]
    public async Task Bytes_that_no_public_evidence_rests_on_are_not_given_out()
    {
        var sha256 = await Archived("nobody cites this", cited: false);

        (await site.Visitor().GetAsync($"/api/v1/archive/{sha256}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        foreach (var other in new[] { "..%2f..%2fledger.db", "ABC", new string('g', 64), new string('0', 63) })
            (await site.Visitor().GetAsync($"/api/v1/archive/{other}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_damaged_copy_is_not_served_as_sound()
    {
        var sha256 = await Archived("sound once", cited: true);
        var file = Directory.EnumerateFiles(Path.Combine(site.Data, "files"), sha256, SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "sound onc3");

        using var answer = await site.Visitor().GetAsync($"/api/v1/archive/{sha256}");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("copy-damaged");
    }

    [Theory]
    [InlineData("id", ArchivedSource.DeliveredHere, "copy-delivered", "dikirim ke situs ini dan tidak pernah diterbitkan")]
    [InlineData("id", "it was delivered here, not published", "copy-delivered", "dikirim ke situs ini dan tidak pernah diterbitkan")]
    [InlineData("id", "HTTP 403", "copy-closed", "tidak terbuka untuk semua orang")]
    [InlineData("id", "X-Robots-Tag: noarchive", "copy-refused", "tidak mau disalin")]
    [InlineData("en", ArchivedSource.DeliveredHere, "copy-delivered", "was sent to this site and never published")]
    [InlineData("en", "HTTP 403", "copy-closed", "source is not open to everybody")]
    [InlineData("en", "X-Robots-Tag: noarchive", "copy-refused", "source does not want to be copied")]
    public async Task Why_there_is_no_copy_is_said_in_the_readers_language(string language, string refused, string rule, string words)
    {
        var sha256 = await Archived($"{refused} {language}", cited: true, refused);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/archive/{sha256}") { Headers = { { "Accept-Language", language } } };
        using var answer = await site.Visitor().SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.UnavailableForLegalReasons);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(rule).And.Contain(words);

        var page = await new Pages.Visitor(site.Visitor()).Open($"/{language}/evidence/{_cited}");
        page.QuerySelector("section[aria-labelledby=what]")!.TextContent.Should().Contain(words).And.NotContain("delivered here");
    }

    private async Task<string> Archived(string text, bool cited, string? refused = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = SourceArchive.DigestOf(bytes);
        site.Services.GetRequiredService<SourceArchive>().Keep(new(sha256, bytes.Length, Address, Address, site.Clock.GetUtcNow(), 200, "text/html", [], refused), bytes);
        if (!cited) return sha256;
        var plugin = await site.Speaking();
        await site.Services.GetRequiredService<PluginStore>().Archived(plugin, sha256, Address);
        var outcome = await site.Services.GetRequiredService<DraftDoor>().Take(
            new(1, plugin, new PluginApproval(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null),
            new(
                "page", "contoh", "1", "1.1", "document", "A page", "It says so.", "2026-04-20", null, "Limited", "supports", null,
                [new(sha256, Address, null, null)], null),
            default);
        _cited = outcome.Should().BeOfType<DraftOutcome.Accepted>().Which.Evidence;
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", default);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), default);
        return sha256;
    }
}
