using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>The description of the API is the approved one, and every status it names can be seen.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class OpenApiTests : IAsyncLifetime
{
    private readonly SomeSite _site = new();
    private readonly SomeSite _later = new();
    private readonly SomeSite _failing = new();
    private readonly TrackerApp _busy = new() { Settings = { ["Tracker:RequestsPerMinute"] = "1" } };
    private WriteOutcome? _failure;
    private string _reported = "";

    public async Task InitializeAsync()
    {
        _failing.AlsoRegister = services => services.AddTransient<IMediator>(provider =>
            _failure is { } failure ? new FailingMediator(failure) : new Mediator(provider.GetRequiredService<ServiceFactory>()));
        await _site.InitializeAsync();
        await _later.InitializeAsync();
        await _failing.InitializeAsync();
        await _busy.Ready();
        await _busy.Visitor().GetAsync("/healthz");
        _reported = (await (await _later.As("owner").Post(Progress, SomeProgress(), Now)).Json())["version"]!.ToString();
        _later.Clock.Advance(TimeSpan.FromDays(1000));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _later.DisposeAsync();
        await _failing.DisposeAsync();
        await _busy.DisposeAsync();
    }

    [Fact]
    public async Task The_description_is_the_approved_one()
    {
        var approved = Path.Combine(Required.Root, "tests/Host.Tests/openapi.v1.json");
        var now = await _site.Visitor().GetStringAsync("/openapi/v1.json") + "\n";
        if (Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1") await File.WriteAllTextAsync(approved, now);

        now.Should().Be(await File.ReadAllTextAsync(approved), "a change of the API is approved with TRACKER_APPROVE=1 and read in the difference");
    }

    [Fact]
    public async Task Values_are_described_and_never_as_empty_objects()
    {
        var schemas = (await Document())["components"]!["schemas"]!.AsObject();

        schemas.Where(schema => schema.Value!.AsObject().Count == 0).Select(schema => schema.Key).Should().BeEmpty();
        (await Document()).ToJsonString().Should().Contain("Not Started").And.Contain("supports");
    }

    [Fact]
    public async Task Every_documented_status_can_be_seen()
    {
        var unseen = new List<string>();
        foreach (var (path, operations) in (await Document())["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                foreach (var (named, _) in operation!["responses"]!.AsObject())
                {
                    var status = int.Parse(named, CultureInfo.InvariantCulture);
                    var answered = await Answered(method, path, status);
                    if (status == 429 && answered != status) answered = await Answered(method, path, status); // the minute had just ended
                    if (answered != status) unseen.Add($"{method} {path}: {status} (got {answered})");
                }
            }
        }

        unseen.Should().BeEmpty();
    }

    private async Task<int> Answered(string method, string path, int status)
    {
        if (status == 429) await _busy.Visitor().GetAsync("/healthz"); // its one request of this minute, whenever that began
        return path.StartsWith("/api/v1/files", StringComparison.Ordinal) ? await Files.SomeUploads.Seen(method, status, _site, _busy, Failing)
            : path.StartsWith("/api/v1/submissions/{trackingNumber}/files", StringComparison.Ordinal) ? await Files.VisitorsUploads.Seen(method, status, _site, _busy, Failing)
            : method == "post" ? await Write(path, status) : await Read(path, status);
    }

    private async Task<JsonObject> Document() => await (await _site.Visitor().GetAsync("/openapi/v1.json")).Json();

    private async Task<int> Read(string path, int status)
    {
        var id = path.EndsWith("/reviews/{id}", StringComparison.Ordinal) ? await _site.Reviewed() : path.EndsWith("/check", StringComparison.Ordinal) ? await LookedAt() : (await _site.Submitted()).Id;
        if (path.EndsWith("/differences", StringComparison.Ordinal)) _site.Refiled();
        var address = path.Replace("{plan}", "contoh").Replace("{number}", "1").Replace("{id}", path.Contains("organisations") ? "universitas" : path.Contains("plugins") ? (await _site.Listed()).Value : id)
            .Replace("{log}", "contoh").Replace("{index}", "0").Replace("{trackingNumber}", status == 404 ? "x" : (string)(await _site.Sent())["trackingNumber"]!);
        var request = new HttpRequestMessage(HttpMethod.Get, status switch
        {
            400 => address + "?nonsense=1",
            404 when path.Contains("sha256") => address.Replace("{sha256}", new string('0', 64)),
            451 => address.Replace("{sha256}", await Archived("X-Robots-Tag: noarchive")),
            _ when path.Contains("sha256") => address.Replace("{sha256}", await Archived(null)),
            _ when path.Contains("/search", StringComparison.Ordinal) => address + "?q=contoh",
            404 => address.Replace("contoh", "nowhere").Replace("universitas", "nowhere").Replace("some-plugin", "no-plugin"),
            _ => address,
        });
        if (status == 401) request.Headers.Authorization = new("Bearer", "nobodys");
        if (status == 304) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        if (path.Contains("receipts") && status == 200) await _site.Services.GetRequiredService<Ledger.LogReader>().WaitForCheckpoint("contoh", 1, default);
        return (int)(await (status == 429 ? _busy.Visitor() : _site.Visitor()).SendAsync(request)).StatusCode;
    }

    /// <summary>Evidence of a plugin whose source was looked at again.</summary>
    private async Task<string> LookedAt()
    {
        var id = await _site.Contributed();
        var now = _site.Clock.GetUtcNow();
        await _site.Services.GetRequiredService<PluginStore>().Looked(id, now, SourceVerdict.Changed, now.AddDays(7));
        return id.Value;
    }

    /// <summary>Public evidence of a plugin that rests on bytes the host archived, or only saw.</summary>
    private async Task<string> Archived(string? refused)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes($"archived {refused}");
        var sha256 = PluginRunner.Archive.SourceArchive.DigestOf(bytes);
        const string Address = "https://data.example.org/counts/1.json";
        _site.Services.GetRequiredService<PluginRunner.Archive.SourceArchive>().Keep(
            new(sha256, bytes.Length, Address, Address, _site.Clock.GetUtcNow(), 200, "text/html", [], refused), bytes);
        var plugin = await _site.Speaking();
        await _site.Services.GetRequiredService<PluginStore>().Archived(plugin, sha256, Address);
        await _site.Services.GetRequiredService<DraftDoor>().Take(
            new(1, plugin, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null),
            new(
                sha256, "contoh", "1", "1.1", "dataset", "Counts", "In 312 of 430 villages it hangs.", "2026-04-20", null, "Limited", "supports", null,
                [new(sha256, Address, null, null)], null),
            default);
        var size = await _site.Services.GetRequiredService<Ledger.LogReader>().Size("contoh", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), default);
        return sha256;
    }

    private async Task<int> Write(string path, int status)
    {
        var route = WriteRoutes.All.Single(one => path == "/api/v1/" + one.Key.Replace(":long", ""));
        var who = route.Value.May[0];
        var (address, body) = await route.Value.Some(_site);
        const string Seen = Now;
        if (address.EndsWith("correction", StringComparison.Ordinal)) address = await Correctable(_site);
        if (path.EndsWith("{trackingNumber}/appeal", StringComparison.Ordinal) && Failure(status) is { } failure)
        {
            return (int)(await Failing(failure, async broken =>
            {
                var its = await broken.SentBack();
                return () => broken.Visitor().Post(its, [], Now);
            })).StatusCode;
        }

        return (int)(status switch
        {
            202 => await Failing(new WriteOutcome.Noted("1"), address, body, who), // a real run is in PluginRunsTests
            201 => await _site.As(Fresh(address, who)).Post(OfFresh(address), body, Seen),
            400 => await _site.As(who).Post(address, body, Seen, ""),
            401 => await _site.Visitor().Post(address, body, Seen),
            403 when who == "visitor" => await _site.Visitor().Post(address, body, Seen, null, ("Origin", "https://evil.example")),
            403 => await _site.As(who == "admin" ? "partner" : "admin").Post(address, body, Seen),
            404 => await _site.As(who).Post(address.Replace("contoh", "nowhere").Replace("warga-pemantau", "UP~PER").Replace("some-plugin", "no-plugin").Replace("lembaga-", "UP~PER-").Replace("institut-", "nobody-").Replace("/entries/nowhere/", "/entries/contoh/9").Replace("/submissions/", "/submissions/x"), body, Seen),
            409 => await Conflict(route.Key, address, body, who),
            412 => await Stale(address, body, who),
            413 => await _site.As(who).PostText(address, new string(' ', Body.Limit + 1), Seen),
            415 => await _site.As(who).SendAsync(new(HttpMethod.Post, address)
            {
                Content = new StringContent("x", Encoding.UTF8, "text/plain"),
                Headers = { { "Idempotency-Key", NewKey() }, { "If-Match", "\"1\"" } },
            }),
            422 when address.Contains("/plugins/") || address.EndsWith("/check", StringComparison.Ordinal) => await Failing(new WriteOutcome.KeyReused(), address, body, who),
            422 when address.EndsWith("/release", StringComparison.Ordinal) => await Failing(new WriteOutcome.KeyReused(), address, body, who),
            422 => await Reused(address, body, who),
            428 => await _site.As(who).Post(address, body),
            429 => await _busy.Visitor().Post(address, body, Seen),
            503 => await Failing(new WriteOutcome.Unknown(), address, body, who),
            507 => await Failing(new WriteOutcome.Full(), address, body, who),
            _ => new HttpResponseMessage(0),
        }).StatusCode;
    }

    private static WriteOutcome? Failure(int status) => status switch
    {
        422 => new WriteOutcome.KeyReused(), // it has no words that could be others
        503 => new WriteOutcome.Unknown(),
        507 => new WriteOutcome.Full(),
        _ => null,
    };

    // What can be done once a site is done by another organisation each time.
    private static string Fresh(string address, string who) => address.EndsWith("independence", StringComparison.Ordinal) ? "other-partner" : who;

    private static string OfFresh(string address) => address.Replace("warga-pemantau", "universitas");

    private static async Task<string> Correctable(SomeSite site) =>
        $"{Progress}/{(await (await site.As("owner").Post(Progress, SomeProgress(), Now)).Json())["version"]}/correction";

    private async Task<HttpResponseMessage> Conflict(string route, string address, JsonObject body, string who)
    {
        if (route.EndsWith("/progress", StringComparison.Ordinal)) return await _later.As(who).Post(address, body, Now);
        if (route.EndsWith("/schedule", StringComparison.Ordinal)) return await _later.As(who).Post(Commitment + "/milestones/1.1/schedule", body, Now);
        if (route.EndsWith("/correction", StringComparison.Ordinal)) return await _later.As(who).Post($"{Progress}/{_reported}/correction", body, Now);
        if (route.EndsWith("}/evidence", StringComparison.Ordinal)) (body, who) = (SomeDispute(), "partner"); // an office does not object to itself
        for (var i = 0; route.EndsWith("/submissions", StringComparison.Ordinal) && i < Room.Most; i++) await _site.Visitor().Post(address, body);
        if (route.EndsWith("hiding/decision", StringComparison.Ordinal))
        {
            await _site.As(who).Post(address, body);
            return await _site.As("third-reviewer").Post(address, body);
        }

        if (route.EndsWith("/check", StringComparison.Ordinal)) address = $"/api/v1/evidence/{(await _site.Submitted()).Id}/check"; // a person's
        if (route.EndsWith("/runs", StringComparison.Ordinal)) address = $"/api/v1/plugins/{await _site.Quarantined()}/runs";
        if (route.EndsWith("/revision", StringComparison.Ordinal))
            await _site.As(who).Post(address.Replace("/revision", "/withdrawal"), new() { ["reason"] = "Sent twice." }, Now);
        else
            await _site.As(who).Post(address, body, Now);
        return await _site.As(who).Post(address, body, Now);
    }

    private async Task<HttpResponseMessage> Stale(string address, JsonObject body, string who)
    {
        if (address.EndsWith("/amendments", StringComparison.Ordinal))
        {
            var other = body.DeepClone().AsObject();
            other["changes"]![0]!["value"] = "Budgets in most villages";
            await _site.As(who).Post(address, other, Now);
        }
        else if (address.Contains("/reviews/") && address.EndsWith("/answer", StringComparison.Ordinal))
            await _site.As("reviewer").Post(address.Replace("/answer", "/withdrawal"), new() { ["reason"] = "Counted twice." }, Now);
        else if (address.Contains("/reviews/"))
            await _site.As("owner").Post(address[..address.LastIndexOf('/')] + "/answer", new() { ["answer"] = "So be it." }, Now);
        else if (address.Contains("/evidence/"))
            await _site.As("reviewer").Post(address[..address.LastIndexOf('/')] + "/return", new() { ["reason"] = "No dates." }, Now);
        else
            await _site.As("owner").Post(string.Join('/', address.Split('/').Take(7)) + (address.Contains("1.2") ? "/milestones/1.2.1/progress" : "/milestones/1.1/progress"), SomeProgress(), Now);
        return await _site.As(who).Post(address, body, "\"1\"");
    }

    private async Task<HttpResponseMessage> Reused(string address, JsonObject body, string who)
    {
        var key = NewKey();
        var site = address.EndsWith("independence", StringComparison.Ordinal) || address.Contains("reviewers") ? _failing : _site;
        (await site.As(who).Post(address, body, Now, key)).IsSuccessStatusCode.Should().BeTrue(address);
        var words = new[] { "narrative", "summary", "statement", "reason", "answer", "name" }.First(body.ContainsKey);
        var other = body.DeepClone().AsObject();
        if (words == "name") other[words] = new JsonObject { ["en"] = "Another name" };
        else other[words] = body[words] + " And more.";
        return await site.As(who).Post(address, other, Now, key);
    }

    private async Task<HttpResponseMessage> Failing(WriteOutcome outcome, string address, JsonObject body, string who)
    {
        if (address.Contains("/entries/")) address = "/api/v1/entries/contoh/0/" + address.Split('/', 7)[6]; // one that this site has too
        _failure = outcome;
        var answer = await _failing.As(who).Post(address, body, Now);
        _failure = null;
        return answer;
    }

    private async Task<HttpResponseMessage> Failing(WriteOutcome outcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>> prepare)
    {
        var send = await prepare(_failing);
        _failure = outcome;
        var answer = await send();
        _failure = null;
        return answer;
    }

    /// <summary>Answers what a broken disk would. The real ones are in <see cref="FailureTests"/>.</summary>
    private sealed class FailingMediator(WriteOutcome outcome) : IMediator
    {
        public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) => Task.FromResult((TResponse)(object)outcome);

        public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new JsonException();

        public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
            where TNotification : INotification => throw new JsonException();
    }
}
