using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections;
using Tracker.Ledger;

namespace Tracker.Host.Tests.Doors;

/// <summary>Requests as a program outside would make them.</summary>
internal static class Sending
{
    public const string Commitment = "/api/v1/plans/contoh/commitments/1";
    public const string Progress = Commitment + "/milestones/1.1/progress";
    public const string Evidence = Commitment + "/milestones/1.1/evidence";

    /// <summary>Instead of a version: the one that stands there when the request is sent, as somebody sees it who has just looked.</summary>
    public const string Now = "now";
    private static int s_keys;

    public static string NewKey() => $"key-{Interlocked.Increment(ref s_keys)}";

    /// <summary>Some progress, with these members instead.</summary>
    public static JsonObject SomeProgress(params (string Name, JsonNode? Value)[] instead) =>
        Instead(new() { ["completion"] = "Limited", ["narrative"] = "Two of ten villages have begun." }, instead);

    /// <summary>Some evidence, with these members instead.</summary>
    public static JsonObject SomeEvidence(params (string Name, JsonNode? Value)[] instead) => Instead(
        new()
        {
            ["title"] = "Photographs of the billboards",
            ["summary"] = "In ten villages the budget hangs beside the village hall.",
            ["source"] = "https://example.org/billboards",
            ["on"] = "2026-05-02",
            ["stance"] = "supports",
            ["shows"] = "Limited",
        },
        instead);

    public static Task<HttpResponseMessage> Post(
        this HttpClient client, string address, JsonObject? body, string? seen = null, string? key = null, params (string Name, string Value)[] headers) =>
        client.PostText(address, body?.ToJsonString() ?? "null", seen, key, headers);

    public static async Task<HttpResponseMessage> PostText(
        this HttpClient client, string address, string body, string? seen = null, string? key = null, params (string Name, string Value)[] headers)
    {
        if (seen == Now) seen = address.Contains("/entries/") ? null : await client.Seen(address);
        // What is begun is gone on with by PATCH; everything else is written by POST.
        var method = address.Contains("/files/", StringComparison.Ordinal) ? HttpMethod.Patch : HttpMethod.Post;
        var request = new HttpRequestMessage(method, address) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (key != "") request.Headers.Add("Idempotency-Key", key ?? NewKey());
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", seen);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    /// <summary>What stands at an address; null: nothing, or nothing yet.</summary>
    public static async Task<JsonNode?> JsonOf(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    private static async Task<string> Seen(this HttpClient client, string address)
    {
        var parts = address.Split('/');
        var about = string.Join('/', parts.Take(parts is [_, _, _, "evidence" or "reviews" or "submissions", ..] ? 5 : 7));
        using var answer = await client.GetAsync(about);
        return answer.Headers.ETag?.ToString() ?? "\"1\"";
    }

    public static async Task<JsonObject> Json(this HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonObject>() ?? throw new InvalidOperationException("An answer without a body.");

    /// <summary>Sends evidence and answers its id and version. Where as many wait as may, the one that waits longest is taken back.</summary>
    public static async Task<(string Id, long Version)> Submitted(this SomeSite site, string account = "partner", params (string Name, JsonNode? Value)[] instead)
    {
        var receipt = await site.Receipt(account, instead);
        return ((string)receipt["id"]!, (long)receipt["version"]!);
    }

    private static async Task<JsonObject> Receipt(this SomeSite site, string account, (string Name, JsonNode? Value)[] instead)
    {
        var sender = site.As(account);
        for (var waiting = site.Waiting.GetOrAdd(account, _ => new()); ;)
        {
            var answer = await sender.Post(Evidence, SomeEvidence(instead));
            var receipt = await answer.Json();
            if (answer.IsSuccessStatusCode)
            {
                waiting.Enqueue((string)receipt["id"]!);
                return receipt;
            }

            if ((string?)receipt["rule"] != "too-many-of-organisation" || !waiting.TryDequeue(out var oldest)) throw new InvalidOperationException($"{receipt.ToJsonString()} {site.Errors}");
            await sender.Post($"/api/v1/evidence/{oldest}/withdrawal", new() { ["reason"] = "Another one." }, Now); // where it still waits
        }
    }

    /// <summary>Index of the entry by which <c>partner</c> sent a piece of evidence, another one each time.</summary>
    public static async Task<long> Said(this SomeSite site, params (string Name, JsonNode? Value)[] instead) =>
        (long)(await site.Receipt("partner", instead))["ledgerIndex"]!;

    /// <summary>The same, hidden by <c>coordinator</c>.</summary>
    public static async Task<long> Hidden(this SomeSite site)
    {
        var index = await site.Said();
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{index}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
        return index;
    }

    public const string Submissions = Commitment + "/milestones/1.1/submissions";

    /// <summary>What somebody without an account sends, with these members instead.</summary>
    public static JsonObject SomeSubmission(params (string Name, JsonNode? Value)[] instead) => Instead(
        new()
        {
            ["title"] = "A billboard with the budget",
            ["summary"] = "I saw it beside the village hall.",
            ["on"] = "2026-05-02",
            ["stance"] = "supports",
            ["shows"] = "Limited",
        },
        instead);

    /// <summary>What somebody sent without an account, for a commitment of its own; answers its id.</summary>
    public static async Task<string> Held(this SomeSite site) => (string)(await site.Sent())["id"]!;

    /// <summary>The same; answers the receipt.</summary>
    public static async Task<JsonObject> Sent(this SomeSite site, params (string Name, JsonNode? Value)[] instead)
    {
        var commitment = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}";
        if (instead.Any(one => one.Name == "stance")) await site.Reported(commitment: commitment); // an objection objects to something
        var answer = await site.Visitor().Post($"{commitment}/milestones/1.1/submissions", SomeSubmission(instead));
        return answer.IsSuccessStatusCode ? await answer.Json() : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Where whoever sent something without an account appeals against its return, another piece each time.</summary>
    public static async Task<string> SentBack(this SomeSite site)
    {
        var receipt = await site.Sent();
        await site.As("reviewer").Done($"/api/v1/evidence/{receipt["id"]}/return", new() { ["reason"] = "Say when." });
        return $"{receipt["status"]}/appeal";
    }

    /// <summary>The office says that a leaf is complete: there is something to object to.</summary>
    public static Task Reported(this SomeSite site, string leaf = "1.1", string commitment = Commitment) =>
        site.As("owner").Done($"{commitment}/milestones/{leaf}/progress", SomeProgress(("completion", "Complete")));

    public static JsonObject SomeDispute(params (string Name, JsonNode? Value)[] instead) =>
        Instead(SomeEvidence(("title", "The billboards are empty"), ("stance", "disputes"), ("settledBy", "A dated photograph of each.")), instead);

    /// <summary>
    /// A dispute of <c>partner</c> that <c>reviewer</c> let count, another one each time: the one before is taken back, because an
    /// organisation has one open at a time.
    /// </summary>
    /// <returns>Its id.</returns>
    public static async Task<string> Disputed(this SomeSite site, bool answered = true)
    {
        var partner = site.As("partner");
        await site.Reported();
        var answer = await partner.Post(Evidence, SomeDispute());
        if (answer.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            var open = System.Text.RegularExpressions.Regex.Match((string)(await answer.Json())["detail"]!, "contoh~1~[a-z2-7]+").Value;
            await partner.Done($"/api/v1/evidence/{open}/withdrawal", new() { ["reason"] = "Another one." });
            answer = await partner.Post(Evidence, SomeDispute());
        }

        var id = (string)(await answer.Json())["id"]!;
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "They are." });
        if (answered) await site.As("owner").Done($"/api/v1/evidence/{id}/answer", new() { ["answer"] = "They hang since Monday." });
        return id;
    }

    /// <summary>A piece of <c>partner</c> that <c>reviewer</c> sent back.</summary>
    public static async Task<string> Returned(this SomeSite site, bool appealed)
    {
        var (id, _) = await site.Submitted();
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/return", new() { ["reason"] = "No dates." });
        if (appealed) await site.As("partner").Done($"/api/v1/evidence/{id}/appeal", new() { ["reason"] = "They are on the back." });
        return id;
    }

    /// <summary>Some review, with these members instead.</summary>
    public static JsonObject SomeReview(params (string Name, JsonNode? Value)[] instead) => Instead(
        new()
        {
            ["codings"] = new JsonObject { ["completion"] = "Limited", ["verifiable"] = "Yes" },
            ["title"] = "Review of the billboards",
            ["summary"] = "We counted the billboards of every village.",
            ["source"] = "https://example.org/review",
            ["from"] = "2026-01-01",
            ["on"] = "2026-05-02",
            ["reason"] = "Half of them carry figures.",
        },
        instead);

    /// <summary>A day before today, another one each time: an organisation has one review of a subject and a period.</summary>
    public static string AnotherDay() =>
        new DateOnly(2026, 5, 1).AddDays(-Interlocked.Increment(ref s_keys)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A review of <c>reviewer</c> of a leaf, another leaf each time; answers its id.</summary>
    public static async Task<string> Reviewed(this SomeSite site, string account = "reviewer") =>
        await site.Reviewed((await site.Promised()).Number.Value, account);

    /// <summary>A review of leaf 1.1 of a commitment.</summary>
    public static async Task<string> Reviewed(this SomeSite site, string number, string account, string completion = "Limited")
    {
        var answer = await site.As(account).Post(
            $"/api/v1/plans/contoh/commitments/{number}/milestones/1.1/reviews", SomeReview(("codings", new JsonObject { ["completion"] = completion })));
        return answer.IsSuccessStatusCode ? (string)(await answer.Json())["id"]! : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A review of <c>reviewer</c>, and independent evidence that shows more and that it accepted: another leaf each time.</summary>
    public static async Task<(string Review, string Other)> Differing(this SomeSite site)
    {
        var number = (await site.Promised()).Number.Value;
        var institute = await site.Declared();
        var sent = await site.As(institute).Post($"/api/v1/plans/contoh/commitments/{number}/milestones/1.1/evidence", SomeEvidence(("shows", "Substantial")));
        var evidence = (string)(await sent.Json())["id"]!;
        await site.As("reviewer").Done($"/api/v1/evidence/{evidence}/acceptance", new() { ["level"] = "Substantial", ["reason"] = "Seen." });
        return (await site.Reviewed(number, "reviewer"), evidence);
    }

    /// <summary>An organisation that declared independence and sent a piece of evidence, another one each time.</summary>
    public static async Task<string> Declared(this SomeSite site)
    {
        var id = Domain.Organisations.OrganisationId.Parse($"institut-{Interlocked.Increment(ref s_keys)}");
        await site.Written(new Domain.Organisations.RegisterOrganisation(id, Domain.Organisations.Partner.Academia, Support.Domain.SomeText.In("Some institute")), id);
        await site.Written(new Domain.Organisations.DeclareIndependence(Support.Domain.SomePlan.Id, null, "We are.", Development: true), id);
        await site.Account(id.Value, Domain.Organisations.Role.Partner, id, Domain.Organisations.Partner.Academia);
        await site.Submitted(id.Value);
        return id.Value;
    }

    /// <summary>The same, challenged by <c>other-partner</c>.</summary>
    public static async Task<(string Organisation, long Challenge)> Challenged(this SomeSite site)
    {
        var id = await site.Declared();
        var answer = await site.As("other-partner").Post($"/api/v1/organisations/{id}/challenge", new() { ["plan"] = "contoh", ["reason"] = "It is paid for it." });
        return (id, (long)(await answer.Json())["version"]!);
    }

    /// <summary>Sends what must be recorded.</summary>
    public static async Task Done(this HttpClient client, string address, JsonObject body)
    {
        var answer = await client.Post(address, body, Now);
        if (answer.StatusCode != System.Net.HttpStatusCode.Created) throw new InvalidOperationException($"{address}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Accepted evidence of a leaf that was put otherwise since, another one each time; answers its id.</summary>
    public static async Task<string> Reworded(this SomeSite site)
    {
        var commitment = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}";
        var id = (string)(await (await site.As("partner").Post($"{commitment}/milestones/1.1/evidence", SomeEvidence())).Json())["id"]!;
        await site.As("reviewer").Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." }, Now);
        var amended = await site.As("coordinator").Post(
            $"{commitment}/amendments",
            new() { ["changes"] = new JsonArray(new JsonObject { ["field"] = "milestones/1.1/title/en", ["value"] = "Budgets in ten villages" }), ["reason"] = "So decided." },
            Now);
        return amended.IsSuccessStatusCode ? id : throw new InvalidOperationException(await amended.Content.ReadAsStringAsync());
    }

    /// <summary>What is read once the views show everything that was recorded: a busy machine may answer a write before they do.</summary>
    public static async Task<JsonObject> Read(this SomeSite site, string address)
    {
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", default);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), default);
        return await (await site.Visitor().GetAsync(address)).Json();
    }

    /// <summary>How many entries the ledger has: unchanged means that nothing was written.</summary>
    public static async Task<long> Entries(this TrackerApp app)
    {
        var reader = app.Services.GetRequiredService<LogReader>();
        return await reader.Size("contoh", default) + await reader.Size("site", default);
    }

    /// <summary>These fields of a promise instead.</summary>
    public static JsonObject Amending(params (string Field, string? Value)[] changes) => new()
    {
        ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject { ["field"] = change.Field, ["value"] = change.Value })]),
        ["reason"] = "The forum decided so.",
    };

    private static JsonObject Instead(JsonObject body, (string Name, JsonNode? Value)[] instead)
    {
        foreach (var (name, value) in instead) body[name] = value;
        return body;
    }
}
