using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Ledger;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
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

    [Fact]
    public async Task Whoever_has_a_copy_is_told_so_without_a_byte_being_read_and_nobody_else_is()
    {
        var text = "asked for again and again " + new string('x', 300_000);
        var sha256 = await Archived(text, cited: true);
        using var first = await site.Visitor().GetAsync($"/api/v1/archive/{sha256}");
        (first.Content.Headers.ContentLength, await first.Content.ReadAsStringAsync()).Should().Be((text.Length, text));
        var file = Directory.EnumerateFiles(Path.Combine(site.Data, "files"), sha256, SearchOption.AllDirectories).Single();
        File.Delete(file); // whoever reads it would see that

        using var again = await Asked($"\"other\", {first.Headers.ETag}");
        (again.StatusCode, again.Headers.ETag).Should().Be((HttpStatusCode.NotModified, first.Headers.ETag));
        using var other = await Asked("\"other\"");
        other.StatusCode.Should().Be(HttpStatusCode.NotFound);

        Keep(text, Address, site.Clock.GetUtcNow(), "X-Robots-Tag: noarchive");
        using var refused = await Asked($"{first.Headers.ETag}");
        refused.StatusCode.Should().Be(HttpStatusCode.UnavailableForLegalReasons, "it is not to be shown any longer, also by whoever has it");

        async Task<HttpResponseMessage> Asked(string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/archive/{sha256}") { Headers = { { "If-None-Match", known } } };
            return await site.Visitor().SendAsync(request);
        }
    }

    [Theory]
    [InlineData("id", ArchivedSource.DeliveredHere, "copy-delivered", "dikirim ke situs ini dan tidak pernah diterbitkan")]
    [InlineData("id", "it was delivered here, not published", "copy-delivered", "dikirim ke situs ini dan tidak pernah diterbitkan")]
    [InlineData("id", "HTTP 403", "copy-closed", "tidak terbuka untuk semua orang")]
    [InlineData("id", "X-Robots-Tag: noarchive", "copy-refused", "tidak mengizinkan salinan")]
    [InlineData("en", ArchivedSource.DeliveredHere, "copy-delivered", "was sent to this site and never published")]
    [InlineData("en", "HTTP 403", "copy-closed", "source is not open to everybody")]
    [InlineData("en", "X-Robots-Tag: noarchive", "copy-refused", "source does not allow a copy")]
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

    [Theory]
    [InlineData("en", "Copied", "28 March 2026, 10:05 UTC+07:00", "What its server said with it, and its digest")]
    [InlineData("id", "Disalin", "28 Maret 2026, 10.05 UTC+07:00", "Keterangan dari servernya, dan sidiknya")]
    public async Task A_copy_is_shown_with_when_it_was_made_and_what_came_with_it(string language, string made, string when, string summary)
    {
        var at = new DateTimeOffset(2026, 3, 28, 3, 5, 9, TimeSpan.Zero);
        var sha256 = await Archived($"shown {language}", cited: true, at: at, headers: [new("content-language", "id"), new("link", "<script>alert(1)</script>")]);
        Keep($"shown {language}", Address, at.AddDays(2)); // had again, and nothing new in it

        var section = (await new Pages.Visitor(site.Visitor()).Open($"/{language}/evidence/{_cited}")).QuerySelector("section[aria-labelledby=what]")!;

        section.QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().NotBeNull();
        var line = section.QuerySelectorAll("p.quiet").Single(line => line.TextContent.StartsWith(made, StringComparison.Ordinal));
        line.TextContent.Should().Be($"{made} {when} · HTTP 200 · text/html · 8 B");
        line.QuerySelector("time")!.GetAttribute("datetime").Should().Be("2026-03-28T03:05:09Z");
        var kept = section.QuerySelectorAll("details").Single(details => details.QuerySelector("summary")!.TextContent == summary);
        kept.QuerySelectorAll("li").Select(item => item.TextContent).Should().Equal("content-language: id", "link: <script>alert(1)</script>");
        kept.QuerySelector(".hash")!.TextContent.Should().Be(sha256);
        var source = await Source();
        source.GetProperty("archivedAt").GetDateTimeOffset().Should().Be(at);
        source.GetProperty("status").GetInt32().Should().Be(200);
        source.GetProperty("contentType").GetString().Should().Be("text/html");
        source.GetProperty("length").GetInt64().Should().Be(8);
        source.GetProperty("headers").GetProperty("content-language").GetString().Should().Be("id");
        source.GetProperty("copy").GetString().Should().Be($"/api/v1/archive/{sha256}");
        source.GetProperty("noCopy").ValueKind.Should().Be(JsonValueKind.Null);
        source.GetProperty("sentHere").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_that_allows_no_copy_is_marked_whoever_else_gives_the_same_bytes(bool otherFirst)
    {
        var text = $"the same everywhere {otherFirst}";
        const string refuses = "https://data.example.org/noarchive";
        if (otherFirst) Keep(text, Address, site.Clock.GetUtcNow());
        var sha256 = await Archived(text, cited: true, "X-Robots-Tag: noarchive", address: refuses);
        var refused = _cited;
        if (!otherFirst) Keep(text, Address, site.Clock.GetUtcNow());

        var section = (await new Pages.Visitor(site.Visitor()).Open($"/en/evidence/{refused}")).QuerySelector("section[aria-labelledby=what]")!;
        section.TextContent.Should().Contain("its source does not allow a copy").And.Contain("X-Robots-Tag: noarchive").And.NotContain("archived copy");
        section.QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().BeNull();
        var source = await Source();
        source.GetProperty("copy").ValueKind.Should().Be(JsonValueKind.Null);
        source.GetProperty("noCopy").GetString().Should().Be("noarchive");
        source.GetProperty("refusedBy").GetString().Should().Be("X-Robots-Tag: noarchive");
        (await site.Visitor().GetAsync($"/api/v1/archive/{sha256}")).StatusCode.Should().Be(HttpStatusCode.UnavailableForLegalReasons, "no evidence rests on what the other address gave");

        await Archived(text, cited: true);
        (await site.Visitor().GetAsync($"/api/v1/archive/{sha256}")).StatusCode.Should().Be(HttpStatusCode.OK, "evidence names the address that allows it now");
        (await new Pages.Visitor(site.Visitor()).Open($"/en/evidence/{_cited}")).QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().NotBeNull();
        (await new Pages.Visitor(site.Visitor()).Open($"/en/evidence/{refused}")).QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().BeNull();
    }

    [Fact]
    public async Task An_address_that_begins_to_refuse_is_marked_at_once()
    {
        var sha256 = await Archived("open until now", cited: true);
        var reader = new Pages.Visitor(site.Visitor());
        (await reader.Open($"/en/evidence/{_cited}")).QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().NotBeNull();
        var tag = (await site.Visitor().GetAsync($"/api/v1/evidence/{_cited}")).Headers.ETag;

        Keep("open until now", Address, site.Clock.GetUtcNow(), "X-Robots-Tag: noarchive");

        (await reader.Open($"/en/evidence/{_cited}")).QuerySelector($"a[href='/api/v1/archive/{sha256}']").Should().BeNull();
        (await site.Visitor().GetAsync($"/api/v1/archive/{sha256}")).StatusCode.Should().Be(HttpStatusCode.UnavailableForLegalReasons);
        (await site.Visitor().GetAsync($"/api/v1/evidence/{_cited}")).Headers.ETag.Should().NotBe(tag);
    }

    private async Task<JsonElement> Source() =>
        JsonDocument.Parse(await site.Visitor().GetStringAsync($"/api/v1/evidence/{_cited}")).RootElement.GetProperty("contents")[0].GetProperty("plugin").GetProperty("sources")[0];

    private string Keep(string text, string address, DateTimeOffset at, string? refused = null, ImmutableArray<FetchHeader>? headers = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = SourceArchive.DigestOf(bytes);
        site.Services.GetRequiredService<SourceArchive>().Keep(new(sha256, bytes.Length, address, address, at, 200, "text/html", headers ?? [], refused), bytes);
        return sha256;
    }

    private async Task<string> Archived(
        string text, bool cited, string? refused = null, string address = Address, DateTimeOffset? at = null, ImmutableArray<FetchHeader>? headers = null)
    {
        var sha256 = Keep(text, address, at ?? site.Clock.GetUtcNow(), refused, headers);
        if (!cited) return sha256;
        var plugin = await site.Speaking();
        await site.Services.GetRequiredService<PluginStore>().Archived(plugin, sha256, address);
        var outcome = await site.Services.GetRequiredService<DraftDoor>().Take(
            new(1, plugin, new PluginApproval(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null),
            new(
                "page", "contoh", "1", "1.1", "document", "A page", "It says so.", "2026-04-20", null, "Limited", "supports", null,
                [new(sha256, address, null, null)], null),
            default);
        _cited = outcome.Should().BeOfType<DraftOutcome.Accepted>().Which.Evidence;
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", default);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), default);
        return sha256;
    }
}
