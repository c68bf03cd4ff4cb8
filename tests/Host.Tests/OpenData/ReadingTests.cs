using System.Net;
using System.Text.Json;
using FluentAssertions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Tests.Projections;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.OpenData;

/// <summary>The real host, as in production, over a ledger that the test writes to directly.</summary>
public sealed class OpenDataSite : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-open-").FullName;
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private LogWriter? _writer;
    private int _keys;

    public async Task<long> Happens(string stream, Actor actor, TrackerEvent happened)
    {
        _writer ??= Services.GetRequiredService<LedgerFolder>().OpenWriter("contoh");
        var content = EventCodec.Write(happened, actor);
        var version = _versions.GetValueOrDefault(stream);
        var outcome = await _writer.Append(
            new(stream, version, "test", $"open-data-{_keys++}", "digest",
            [
                new(content.Type, content.Facts,
                    [.. content.Texts.Select(text => new DraftText(text.Name, text.Value, text.Personal ? TextKind.Personal : TextKind.Public))]),
            ]),
            CancellationToken.None);
        _versions[stream] = version + 1;
        var index = ((AppendOutcome.Appended)outcome).Receipt.FirstIndex;
        (await Services.GetRequiredService<LedgerFollower>().Passed("contoh", index, TimeSpan.FromSeconds(20), CancellationToken.None)).Should().BeTrue();
        return index;
    }

    public async Task InitializeAsync()
    {
        await Happens("contoh", Actor.Import, SomePlan.Published());
        await Happens("contoh/1", Actor.Import, SomeCommitment.WithOneLeaf());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        await DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Tracker:Data", Path.Combine(_folder, "data"));
        builder.UseSetting("Tracker:Plans", Directory.CreateDirectory(Path.Combine(_folder, "plans")).FullName);
        builder.UseSetting("Tracker:RequestsPerMinute", "0");
    }
}

public sealed class ReadingTests(OpenDataSite site) : IClassFixture<OpenDataSite>
{
    [Fact]
    public async Task A_commitment_has_the_members_that_scripts_rely_on()
    {
        var json = await Json("/api/v1/plans/contoh/commitments/1");
        json.GetProperty("number").GetString().Should().Be("1");
        json.GetProperty("title").GetString().Should().Be("Village budgets are public");
        json.GetProperty("proof").GetProperty("state").GetString().Should().Be("No Evidence Available");
        json.GetProperty("proof").GetProperty("level").ValueKind.Should().Be(JsonValueKind.Null);
        var leaf = json.GetProperty("milestones")[0];
        leaf.GetProperty("number").GetString().Should().Be("1.1");
        leaf.GetProperty("parent").ValueKind.Should().Be(JsonValueKind.Null);
        leaf.GetProperty("leaf").GetBoolean().Should().BeTrue();
        leaf.GetProperty("lead").GetString().Should().Be(SomeActor.Office.Value);
        leaf.GetProperty("due").GetString().Should().Be("2026-06-30");
        foreach (var member in new[] { "late", "reported", "proof", "title" }) leaf.TryGetProperty(member, out _).Should().BeTrue("{0} is always there", member);
    }

    [Fact]
    public async Task What_is_known_is_not_sent_again_until_it_changes()
    {
        const string address = "/api/v1/plans/contoh/commitments/1";
        var first = await site.CreateClient().GetAsync(address);
        first.Headers.CacheControl!.ToString().Should().Be("public, no-cache");
        (await Ask(address, first.Headers.ETag!.Tag)).StatusCode.Should().Be(HttpStatusCode.NotModified);
        await site.Happens("contoh/1", SomeActor.Owner(), SomeReport.Of(Completion.Substantial));
        var changed = await Ask(address, first.Headers.ETag!.Tag);
        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        changed.Headers.ETag!.Tag.Should().NotBe(first.Headers.ETag!.Tag);
        (await changed.Content.ReadAsStringAsync()).Should().Contain("\"reported\":\"Substantial\"");
        site.Services.GetRequiredService<PageCache>().Bytes.Should().BePositive();
    }

    [Fact]
    public async Task Whoever_shows_a_token_is_never_answered_from_what_is_kept()
    {
        await site.CreateClient().GetAsync("/api/v1/plans");
        var client = site.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "nobody's");
        var answer = await client.GetAsync("/api/v1/plans");
        answer.Headers.CacheControl?.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task A_page_that_names_its_origin_may_read_and_one_kept_without_it_does_not_forbid()
    {
        await site.CreateClient().GetAsync("/api/v1/organisations");
        var client = site.CreateClient();
        client.DefaultRequestHeaders.Add("Origin", "https://example.org");
        var answer = await client.GetAsync("/api/v1/organisations");
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
    }

    [Theory]
    [InlineData("/api/v1/commitments?colour=red", "colour")]
    [InlineData("/api/v1/commitments?plan=UPPER", "plan")]
    [InlineData("/api/v1/commitments?proof=Perhaps", "proof")]
    [InlineData("/api/v1/commitments?reported=Done", "reported")]
    [InlineData("/api/v1/commitments?overdue=maybe", "overdue")]
    [InlineData("/api/v1/commitments?sort=title;DROP", "sort")]
    [InlineData("/api/v1/commitments?limit=201", "limit")]
    [InlineData("/api/v1/commitments?limit=0", "limit")]
    [InlineData("/api/v1/commitments?cursor=xyz", "cursor")]
    [InlineData("/api/v1/commitments?q=a&q=b", "q")]
    [InlineData("/api/v1/plans?x=1", "x")]
    [InlineData("/api/v1/organisations?partner=friends", "partner")]
    [InlineData("/api/v1/plans/contoh/commitments/1/history?cursor=xyz", "cursor")]
    public async Task A_parameter_that_is_not_understood_is_named(string address, string field)
    {
        var answer = await site.CreateClient().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("field").GetString().Should().Be(field);
    }

    [Theory]
    [InlineData("/api/v1/plans/nowhere")]
    [InlineData("/api/v1/plans/contoh/commitments/99")]
    [InlineData("/api/v1/plans/contoh/commitments/99/history")]
    [InlineData("/api/v1/plans/contoh/commitments/99/evidence")]
    [InlineData("/api/v1/evidence/contoh~1~none")]
    [InlineData("/api/v1/evidence/nonsense")]
    [InlineData("/api/v1/receipts/contoh/999999")]
    [InlineData("/api/v1/receipts/nowhere/0")]
    [InlineData("/ledger/nowhere/checkpoint")]
    [InlineData("/ledger/contoh/../keys/contoh")]
    public async Task What_is_not_there_is_404(string address) =>
        (await site.CreateClient().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Empty_parameters_do_not_narrow_and_filters_do()
    {
        (await Json("/api/v1/commitments?plan=&field=&value=&lead=&reported=&proof=&proven=&overdue=&q=&sort=&cursor=&limit="))
            .GetProperty("items").GetArrayLength().Should().Be(1);
        (await Json("/api/v1/commitments?plan=contoh&proof=Proven")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await Json("/api/v1/commitments?q=budgets")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_receipt_is_there_once_a_checkpoint_covers_it_and_the_log_is_served()
    {
        var index = await site.Happens("contoh/1", SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        await site.Services.GetRequiredService<LogReader>().WaitForCheckpoint("contoh", index + 1, default);
        var answer = await site.CreateClient().GetAsync($"/api/v1/receipts/contoh/{index}.tlog-proof");

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        (await answer.Content.ReadAsStringAsync()).Should().StartWith($"c2sp.org/tlog-proof@v1\nindex {index}\n");
        var checkpoint = await site.CreateClient().GetAsync("/ledger/contoh/checkpoint");
        checkpoint.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        (await checkpoint.Content.ReadAsStringAsync()).Should().StartWith("localhost:5080/ledger/contoh\n");
    }

    private async Task<JsonElement> Json(string address)
    {
        var answer = await site.CreateClient().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private Task<HttpResponseMessage> Ask(string address, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return site.CreateClient().SendAsync(request);
    }
}
