using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Host.Http;
using Tracker.Host.Tests.Doors;

namespace Tracker.Host.Tests.Files;

/// <summary>Sends files as a program outside would.</summary>
internal static class SomeUploads
{
    public static JsonObject Announced(string evidence, long size, string name = "papan-anggaran.jpg", bool keepPlace = false) =>
        new() { ["evidence"] = evidence, ["name"] = name, ["size"] = size, ["keepPlace"] = keepPlace };

    /// <summary>Begins an upload for a piece and answers its address.</summary>
    public static async Task<string> Began(this SomeSite site, string evidence, long size, string account = "partner", string name = "papan-anggaran.jpg", bool keepPlace = false)
    {
        var answer = await site.As(account).Post("/api/v1/files", Announced(evidence, size, name, keepPlace));
        return answer.Headers.Location?.ToString() ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public static Task<HttpResponseMessage> Part(this HttpClient client, string address, ReadOnlyMemory<byte> bytes, long offset, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request);
    }

    /// <summary>Sends a whole file at once for a piece.</summary>
    public static async Task<(string Address, HttpResponseMessage Answer)> Attached(
        this SomeSite site, string evidence, byte[] file, string account = "partner", string name = "papan-anggaran.jpg", bool keepPlace = false)
    {
        var address = await site.Began(evidence, file.Length, account, name, keepPlace);
        return (address, await site.As(account).Part(address, file, 0));
    }

    public static async Task<HttpResponseMessage> Head(this HttpClient client, string address) => await client.SendAsync(new(HttpMethod.Head, address));

    public static string Said(this HttpResponseMessage answer, string header) => string.Join(",", answer.Headers.TryGetValues(header, out var values) ? values : []);

    /// <summary>Provokes a status of the addresses for files.</summary>
    /// <param name="failing">Answers a site's request with an outcome that only a broken one gives.</param>
    public static async Task<int> Seen(
        string method, int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing) =>
        (int)(method switch
        {
            "post" => await SeenBeginning(status, site, busy, failing),
            "patch" => await SeenGoingOn(status, site, busy, failing),
            _ => await SeenReading(new(method), status, site, busy),
        }).StatusCode;

    private static async Task<HttpResponseMessage> SeenBeginning(
        int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing)
    {
        const string Address = "/api/v1/files";
        var partner = site.As("partner");
        var (id, _) = await site.Submitted();
        var body = Announced(id, 100);
        switch (status)
        {
            case 400: return await partner.Post(Address, Announced(id, 0));
            case 401: return await site.Visitor().Post(Address, body);
            case 403: return await site.As("admin").Post(Address, body);
            case 404: return await partner.Post(Address, Announced("contoh~1~nothing", 100));
            case 409:
                await partner.Done($"/api/v1/evidence/{id}/withdrawal", new() { ["reason"] = "Sent twice." });
                await site.Read($"/api/v1/evidence/{id}");
                return await partner.Post(Address, body);
            case 413: return await partner.PostText(Address, new string(' ', Body.Limit + 1));
            case 415: return await partner.SendAsync(new(HttpMethod.Post, Address) { Content = new StringContent("x"), Headers = { { "Idempotency-Key", Sending.NewKey() } } });
            case 422:
                await partner.Post(Address, body, key: "one-key");
                return await partner.Post(Address, Announced(id, 101), key: "one-key");
            case 429: return await busy.Visitor().Post(Address, body);
            case 503 or 507: return await failing(Broken(status), broken => Task.FromResult(() => broken.As("partner").Post(Address, body)));
            default: return await partner.Post(Address, body);
        }
    }

    private static async Task<HttpResponseMessage> SeenGoingOn(
        int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing)
    {
        var file = SomeFile.Png();
        var address = await site.Began((await site.Submitted()).Id, file.Length);
        var partner = site.As("partner");
        switch (status)
        {
            case 201: return await partner.Part(address, file, 0);
            case 400: return await partner.Part(address, new byte[file.Length], 0);
            case 401: return await site.Visitor().Part(address, file, 0);
            case 403: return await site.As("other-partner").Part(address, file, 0);
            case 404: return await partner.Part("/api/v1/files/" + new string('0', 32), file, 0);
            case 409: return await partner.Part(address, file, 7);
            case 413: return await partner.Part(address, new byte[Domain.Evidence.FileRules.MostBytes + 1], 0);
            case 415: return await partner.Post(address, []);
            case 429: return await busy.Visitor().Part(address, file, 0);
            case 503 or 507:
                return await failing(Broken(status), async broken =>
                {
                    var there = await broken.Began((await broken.Submitted()).Id, file.Length);
                    return () => broken.As("partner").Part(there, file, 0);
                });
            default: return await partner.Part(address, file.AsMemory(0, 10), 0);
        }
    }

    private static async Task<HttpResponseMessage> SeenReading(HttpMethod method, int status, SomeSite site, TrackerApp busy)
    {
        if (status is 401 or 403) return await (status == 401 ? site.Visitor() : site.As("other-partner")).Head(await site.Began((await site.Submitted()).Id, 100));
        var (address, _) = await site.Attached((await site.Submitted()).Id, SomeFile.Png());
        var request = new HttpRequestMessage(method, status switch
        {
            400 => address + "?nonsense=1",
            404 => "/api/v1/files/" + new string('0', 32),
            _ => address,
        });
        if (status == 206) request.Headers.Range = new(1, 2);
        if (status == 416) request.Headers.Range = new(1_000_000, null);
        if (status == 304) request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        return await (status == 429 ? busy.Visitor() : site.Visitor()).SendAsync(request);
    }

    internal static WriteOutcome Broken(int status) => status == 503 ? new WriteOutcome.Unknown() : new WriteOutcome.Full();
}
