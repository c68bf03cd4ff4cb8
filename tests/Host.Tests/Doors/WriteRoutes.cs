using System.Text.Json.Nodes;
using Tracker.Domain.Plugins;
using Tracker.Support.Domain;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>Every route that writes.</summary>
internal static class WriteRoutes
{
    public static readonly string[] Accounts =
        ["owner", "other-owner", "coordinator", "admin", "partner", "other-partner", "reviewer", "other-reviewer", "third-reviewer", "visitor"];

    /// <summary>Route, who may, and a request that is right but for who sends it. Evidence is always <c>partner</c>'s.</summary>
    public static readonly Dictionary<string, (string[] May, Func<SomeSite, Task<(string Address, JsonObject Body)>> Some)> All = new()
    {
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/progress"] = (["owner"], _ => Right(Progress, SomeProgress())),
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/progress/{version:long}/correction"] =
            (["owner"], _ => Right(Progress + "/2/correction", SomeProgress(("reason", "Counted twice.")))),
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/schedule"] = (["owner"], site => OfPromise(site, "/milestones/1.1/schedule", ("due", "2026-09-30"))),
        ["plans/{plan}/commitments/{number}/milestones/{milestone}/withdrawal"] = (["coordinator"], site => OfPromise(site, "/milestones/1.2/withdrawal")),
        ["plans/{plan}/commitments/{number}/amendments"] = (["coordinator"], site => OfPromise(
            site, "/amendments", ("changes", new JsonArray(new JsonObject { ["field"] = "milestones/1.1/title/en", ["value"] = "Budgets in every village" })))),
        ["plans/{plan}/commitments/{number}/withdrawal"] = (["coordinator"], site => OfPromise(site, "/withdrawal")),
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/evidence"] = (["owner", "partner", "other-partner"], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/evidence", SomeEvidence())),
        ["plans/{plan}/commitments/{number}/evidence"] = (["owner", "partner", "other-partner"], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/evidence", SomeEvidence())),
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/submissions"] = (["visitor", .. Accounts.SkipLast(1)], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/submissions", SomeSubmission())),
        ["plans/{plan}/commitments/{number}/submissions"] = (["visitor", .. Accounts.SkipLast(1)], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/submissions", SomeSubmission())),
        ["evidence/{id}/release"] = (["reviewer", "third-reviewer"], async site => ($"/api/v1/evidence/{await site.Held()}/release", [])),
        ["evidence/{id}/refusal"] = (["reviewer", "third-reviewer"], async site => (
            $"/api/v1/evidence/{await site.Held()}/refusal", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." })),
        ["entries/{log}/{index:long}/hiding"] = (["coordinator"], async site => (
            $"/api/v1/entries/contoh/{await site.Said()}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." })),
        ["entries/{log}/{index:long}/hiding/decision"] = (["reviewer", "third-reviewer"], async site => (
            $"/api/v1/entries/contoh/{await site.Hidden()}/hiding/decision", new() { ["outcome"] = "stands", ["reason"] = "It does." })),
        ["entries/{log}/{index:long}/hiding/appeal"] = (["partner"], async site => (
            $"/api/v1/entries/contoh/{await site.Hidden()}/hiding/appeal", new() { ["reason"] = "It is the office's name." })),
        ["evidence/{id}/acceptance"] = (["reviewer", "third-reviewer"], site => OfEvidence(site, "acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." })),
        ["evidence/{id}/confirmation"] = (["reviewer", "third-reviewer"], async site => (
            $"/api/v1/evidence/{await site.Reworded()}/confirmation", new() { ["level"] = "Limited", ["reason"] = "It fits the new words too." })),
        ["evidence/{id}/return"] = (["reviewer", "third-reviewer"], site => OfEvidence(site, "return", new() { ["reason"] = "No dates." })),
        ["evidence/{id}/revision"] = (["partner"], site => OfEvidence(site, "revision", Without(SomeEvidence(), "stance"))),
        ["evidence/{id}/withdrawal"] = (["partner"], site => OfEvidence(site, "withdrawal", new() { ["reason"] = "Sent twice." })),
        ["evidence/{id}/answer"] = (["owner"], async site => (
            $"/api/v1/evidence/{await site.Disputed(answered: false)}/answer", new() { ["answer"] = "They hang since Monday." })),
        ["evidence/{id}/settlement"] = (["third-reviewer"], async site => (
            $"/api/v1/evidence/{await site.Disputed()}/settlement", new() { ["outcome"] = "settled", ["reason"] = "They hang." })),
        ["evidence/{id}/appeal"] = (["partner"], async site => (
            $"/api/v1/evidence/{await site.Returned(appealed: false)}/appeal", new() { ["reason"] = "The dates are on the back." })),
        ["evidence/{id}/decision"] = (["third-reviewer"], async site => (
            $"/api/v1/evidence/{await site.Returned(appealed: true)}/decision", new() { ["outcome"] = "stands", ["reason"] = "There are none." })),
        ["files"] = (["partner"], async site => ("/api/v1/files", Files.SomeUploads.Announced((await site.Submitted()).Id, 100))),
        ["files/{id}"] = (["partner"], async site => (await Files.SomeUploads.Began(site, (await site.Submitted()).Id, 100), [])),
        ["submissions/{trackingNumber}/appeal"] = (["visitor", .. Accounts.SkipLast(1)], async site => (await site.SentBack(), [])),
        ["submissions/{trackingNumber}/files"] = (["visitor", .. Accounts.SkipLast(1)], async site => (await Files.VisitorsUploads.Address(site), Files.VisitorsUploads.Announced(100))),
        ["submissions/{trackingNumber}/files/{id}"] = (["visitor", .. Accounts.SkipLast(1)], async site => (
            await Files.VisitorsUploads.Began(site, await Files.VisitorsUploads.Address(site), 100), [])),
        ["plans/{plan}/commitments/{number}/milestones/{leaf}/reviews"] = (["reviewer", "third-reviewer"], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/milestones/1.1/reviews", SomeReview())),
        ["plans/{plan}/commitments/{number}/reviews"] = (["reviewer", "third-reviewer"], async site => (
            $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}/reviews", SomeReview())),
        ["plans/{plan}/reviews"] = (["reviewer", "third-reviewer"], _ => Right("/api/v1/plans/contoh/reviews", SomeReview(("on", Sending.AnotherDay()), ("from", null)))),
        ["reviews/{id}/answer"] = (["owner"], async site => ($"/api/v1/reviews/{await site.Reviewed()}/answer", new() { ["answer"] = "The rest hangs since Monday." })),
        ["reviews/{id}/withdrawal"] = (["reviewer"], async site => ($"/api/v1/reviews/{await site.Reviewed()}/withdrawal", new() { ["reason"] = "Counted twice." })),
        ["reviews/{id}/settlement"] = (["third-reviewer"], async site =>
        {
            var (review, other) = await site.Differing();
            return ($"/api/v1/reviews/{review}/settlement", new() { ["other"] = other, ["outcome"] = "upheld", ["reason"] = "We went there." });
        }
        ),
        ["organisations/{id}"] = (["admin"], _ => Right(
            $"/api/v1/organisations/lembaga-{Sending.NewKey()}", new() { ["memberOf"] = "public", ["name"] = new JsonObject { ["en"] = "A new institute" } })),
        ["organisations/{id}/independence"] =
            (["partner"], _ => Right("/api/v1/organisations/warga-pemantau/independence", new() { ["plan"] = "contoh", ["statement"] = "We are." })),
        ["organisations/{id}/challenge"] = (
            ["other-partner", "partner", "owner", "other-owner", "coordinator", "reviewer", "other-reviewer", "third-reviewer"],
            async site => ($"/api/v1/organisations/{await site.Declared()}/challenge", new() { ["plan"] = "contoh", ["reason"] = "It is paid for it." })),
        ["organisations/{id}/independence/decision"] = (["third-reviewer", "reviewer"], async site =>
        {
            var (organisation, challenge) = await site.Challenged();
            return ($"/api/v1/organisations/{organisation}/independence/decision", new() { ["challenge"] = challenge, ["outcome"] = "stands", ["reason"] = "It is not." });
        }
        ),
        ["plugins/{id}/approval"] = (["admin"], async site => OfPlugin(
            await site.Listed(), "approval", new() { ["digest"] = SomePlugin.Digest.Value, ["organisation"] = SomeActor.Community.Value })),
        ["plugins/{id}/settings"] = (["admin"], async site => OfPlugin(
            await site.Listed(), "settings", new() { ["digest"] = SomePlugin.Digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = new JsonObject() })),
        ["plugins/{id}/refusal"] = (["admin"], async site => OfPlugin(await site.Listed(), "refusal", new() { ["reason"] = "It asks for too much." })),
        ["evidence/{id}/check"] = (["partner", "reviewer", "third-reviewer"], async site => ($"/api/v1/evidence/{await site.Contributed()}/check", [])),
        ["plugins/{id}/revocation"] = (["admin"], async site => OfPlugin(await site.Speaking(), "revocation", new() { ["reason"] = "The feed has moved." })),
        ["plugins/{id}/reinstatement"] = (["admin"], async site => OfPlugin(
            await site.Quarantined(), "reinstatement", new() { ["organisation"] = SomeActor.Community.Value, ["reason"] = "Mended." })),
        ["plugins/{id}/runs"] = (["admin"], async site => OfPlugin(await site.Speaking(), "runs", [])),
        ["plans/{plan}/amendments"] = (["coordinator"], site => Right("/api/v1/plans/contoh/amendments", new() { ["digest"] = site.Refiled(), ["reason"] = "So decided.", ["take"] = new JsonArray() })),
        ["plans/{plan}/policy"] = (["coordinator"], site => Right("/api/v1/plans/contoh/policy", new()
        {
            ["partnersForComplete"] = 2,
            ["organisationsForCommitment"] = 2 + site.Stricter(), // another one each time: the rule only becomes stricter, up to 16
            ["reason"] = "The forum decided so.",
        })),
        ["plans/{plan}/reviewers"] = (["coordinator"], _ => Right("/api/v1/plans/contoh/reviewers", new() { ["reviewer"] = "universitas", ["reason"] = "Named." })),
    };

    /// <summary>About a commitment of its own: what is done to it is done once.</summary>
    private static async Task<(string Address, JsonObject Body)> OfPromise(SomeSite site, string verb, params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["reason"] = "The forum decided so." };
        foreach (var (name, value) in members) body[name] = value;
        return ($"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}{verb}", body);
    }

    private static (string Address, JsonObject Body) OfPlugin(PluginId plugin, string verb, JsonObject body) => ($"/api/v1/plugins/{plugin.Value}/{verb}", body);

    private static Task<(string Address, JsonObject Body)> Right(string address, JsonObject body) => Task.FromResult((address, body));

    private static async Task<(string Address, JsonObject Body)> OfEvidence(SomeSite site, string verb, JsonObject body) =>
        ($"/api/v1/evidence/{(await site.Submitted()).Id}/{verb}", body);

    private static JsonObject Without(JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }
}
