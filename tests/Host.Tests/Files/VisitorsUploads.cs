using System.Text;
using System.Text.Json.Nodes;
using Tracker.Host.Http;
using Tracker.Host.Tests.Doors;
using static Tracker.Host.Tests.Files.SomeUploads;

namespace Tracker.Host.Tests.Files;

/// <summary>Sends files by a tracking number, as a program outside would.</summary>
internal static class VisitorsUploads
{
    public static JsonObject Announced(long size, string name = "papan-anggaran.jpg", bool keepPlace = false) =>
        new() { ["name"] = name, ["size"] = size, ["keepPlace"] = keepPlace };

    /// <summary>Where files go of a piece that somebody sent without an account, another one each time.</summary>
    public static async Task<string> Address(SomeSite site) => $"{(string)(await site.Sent())["status"]!}/files";

    /// <summary>Begins an upload there and answers its address.</summary>
    public static async Task<string> Began(SomeSite site, string files, long size, string name = "papan-anggaran.jpg", bool keepPlace = false)
    {
        var answer = await site.Visitor().Post(files, Announced(size, name, keepPlace));
        return answer.Headers.Location?.ToString() ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Provokes a status of the addresses for files of a tracking number.</summary>
    public static async Task<int> Seen(
        string method, int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing) =>
        (int)(method switch
        {
            "post" => await SeenBeginning(status, site, busy, failing),
            "patch" => await SeenGoingOn(status, site, busy, failing),
            _ => await SeenAsking(status, site, busy),
        }).StatusCode;

    private static async Task<HttpResponseMessage> SeenBeginning(
        int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing)
    {
        var (visitor, address, body) = (site.Visitor(), await Address(site), Announced(100));
        switch (status)
        {
            case 400: return await visitor.Post(address, Announced(0));
            case 403: return await visitor.Post(address, body, null, null, ("Origin", "https://evil.example"));
            case 404: return await visitor.Post($"/api/v1/submissions/{new string('a', 26)}/files", body);
            case 409:
                var id = (string)(await site.Read(address[..address.LastIndexOf('/')]))["id"]!;
                await site.As("reviewer").Done($"/api/v1/evidence/{id}/refusal", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
                return await visitor.Post(address, body);
            case 413: return await visitor.PostText(address, new string(' ', Body.Limit + 1));
            case 415:
                return await visitor.SendAsync(new(HttpMethod.Post, address)
                {
                    Content = new StringContent("x", Encoding.UTF8, "text/plain"),
                    Headers = { { "Idempotency-Key", Sending.NewKey() } },
                });
            case 422:
                await visitor.Post(address, body, key: "one-key");
                return await visitor.Post(address, Announced(101), key: "one-key");
            case 429: return await busy.Visitor().Post(address, body);
            case 503 or 507:
                return await failing(Broken(status), async broken =>
                {
                    var there = await Address(broken);
                    return () => broken.Visitor().Post(there, body);
                });
            default: return await visitor.Post(address, body);
        }
    }

    private static async Task<HttpResponseMessage> SeenGoingOn(
        int status, SomeSite site, TrackerApp busy, Func<WriteOutcome, Func<SomeSite, Task<Func<Task<HttpResponseMessage>>>>, Task<HttpResponseMessage>> failing)
    {
        var file = SomeFile.Png();
        var (visitor, address) = (site.Visitor(), await Began(site, await Address(site), file.Length));
        switch (status)
        {
            case 201: return await visitor.Part(address, file, 0);
            case 400: return await visitor.Part(address, new byte[file.Length], 0);
            case 403: return await visitor.Part($"{await Address(site)}/{address.Split('/')[^1]}", file, 0); // by another's number
            case 404: return await visitor.Part(address[..^32] + new string('0', 32), file, 0);
            case 409: return await visitor.Part(address, file, 7);
            case 413: return await visitor.Part(address, new byte[Domain.Evidence.FileRules.MostBytes + 1], 0);
            case 415: return await visitor.Post(address, []);
            case 429: return await busy.Visitor().Part(address, file, 0);
            case 503 or 507:
                return await failing(Broken(status), async broken =>
                {
                    var there = await Began(broken, await Address(broken), file.Length);
                    return () => broken.Visitor().Part(there, file, 0);
                });
            default: return await visitor.Part(address, file.AsMemory(0, 10), 0);
        }
    }

    private static async Task<HttpResponseMessage> SeenAsking(int status, SomeSite site, TrackerApp busy)
    {
        var address = await Began(site, await Address(site), 100);
        return await (status == 429 ? busy.Visitor() : site.Visitor()).Head(status switch
        {
            400 => address + "?nonsense=1",
            404 => address[..^32] + new string('0', 32),
            _ => address,
        });
    }
}
