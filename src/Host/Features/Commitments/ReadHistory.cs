using System.Collections.Immutable;
using System.Text.Json;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What happened to a commitment and its evidence, the newest first.</summary>
public sealed class ReadHistoryEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plans/{plan}/commitments/{number}/history", (
            HttpContext http, PlanId plan, CommitmentNumber number, HistoryViews views, string? kind, string? cursor, string? limit) =>
        {
            Asked.Only(http, "kind", "cursor", "limit");
            var (id, only, atOnce) = (new CommitmentId(plan, number), Asked.Word<HistoryKind>("kind", kind), Asked.Limit(limit));
            var page = Asked.From(() => views.Of(id, only, cursor, atOnce));
            return OpenAnswer.Of(
                http, page.Items.IsEmpty && views.Count(id) == 0 ? null : new HistoryList([.. page.Items.Select(HistoryItem.Of)], page.Next));
        })
        .Answers<HistoryList>("ReadHistory", "What happened to a commitment and its evidence, the newest first.", mayBeMissing: true).HasAPast();
        api.MapWhole("/plans/{plan}/commitments/{number}/history", "ExportHistory", "What happened to a commitment and its evidence, the newest first", mayBeMissing: true, form => (
            HttpContext http, PlanId plan, CommitmentNumber number, HistoryViews views, string? kind) =>
        {
            Asked.Only(http, "kind");
            var (id, only) = (new CommitmentId(plan, number), Asked.Word<HistoryKind>("kind", kind));
            return views.Count(id) == 0
                ? OpenAnswer.Of<HistoryList>(http, null)
                : WholeList.Of(form, "history", WholeList.Parts((cursor, limit) => views.Of(id, only, cursor, limit)).Select(HistoryItem.Of), HistoryItem.Table);
        }, hasAPast: true);
        api.MapWhole("/logs/{log}/history", "ExportLog", "Every entry of a public record as people read it, the newest first", mayBeMissing: true, form => async (
            HttpContext http, string log, HistoryViews views, CancellationToken ct) =>
        {
            Asked.Only(http);
            return await views.Log(log, ct) is null
                ? OpenAnswer.Of<HistoryList>(http, null)
                : WholeList.Of(form, $"{log}-entries", WholeList.Parts((cursor, limit) => views.OfLog(log, cursor, limit)).Select(HistoryItem.Of), HistoryItem.Table);
        });
        api.MapWhole("/plans/{plan}/history", "ExportPlanHistory", "What happened to a plan and all beneath it, the newest first", mayBeMissing: true, form => (
            HttpContext http, PlanId plan, HistoryViews views, PlanViews plans, PlanClock clock) =>
        {
            Asked.Only(http);
            return plans.Head(plan, clock.Today(plan)) is null
                ? OpenAnswer.Of<HistoryList>(http, null)
                : WholeList.Of(form, $"{plan}-history", WholeList.Parts((cursor, limit) => views.Of(plan, cursor, limit)).Select(HistoryItem.Of), HistoryItem.Table);
        }, hasAPast: true);
    }
}

/// <summary>A part of a history, and the cursor of the next.</summary>
public sealed record HistoryList(ImmutableArray<HistoryItem> Items, string? Next);

/// <summary>An entry of the ledger, as recorded: where it stands, who, when, the facts, the texts that can be shown.</summary>
/// <param name="Target">Index in the log of the entry whose texts it is about: the words, or one file; null: it is about none in particular.</param>
public sealed record HistoryItem(
    string Log, long LedgerIndex, string Type, string Stream, long Version, DateTimeOffset At, DateOnly? On, bool ReportedLate, bool Imported,
    Role Role, string By, string? Organisation, Partner? Partner, string? EnteredBy, string? Leaf, string? Evidence, Completion? Completion,
    Percent? Percent, DateOnly? Period, string? About, Stance? Stance, ImmutableArray<Challenge> Challenges, DateOnly? NextDate, DateOnly? Due, DateOnly? Was,
    long? Corrects, long? Content, Change? Change, ImmutableSortedDictionary<string, string> Texts, string Receipt, string? Outcome,
    ImmutableArray<AmendedField> Amended, long? Target)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<HistoryItem> Table { get; } = new Table<HistoryItem>()
        .Text("log", row => row.Log).Value("ledgerIndex", row => row.LedgerIndex).Text("type", row => row.Type).Text("stream", row => row.Stream)
        .Value("version", row => row.Version).Value("at", row => row.At).Value("on", row => row.On).Value("reportedLate", row => row.ReportedLate)
        .Value("imported", row => row.Imported).Value("role", row => row.Role).Text("by", row => row.By).Text("organisation", row => row.Organisation)
        .Value("partner", row => row.Partner).Text("enteredBy", row => row.EnteredBy).Text("leaf", row => row.Leaf).Text("evidence", row => row.Evidence)
        .Value("completion", row => row.Completion).Value("percent", row => row.Percent).Value("period", row => row.Period).Text("about", row => row.About)
        .Value("stance", row => row.Stance).Json("challenges", row => row.Challenges).Value("nextDate", row => row.NextDate)
        .Value("due", row => row.Due).Value("was", row => row.Was)
        .Value("corrects", row => row.Corrects).Value("content", row => row.Content).Json("texts", row => row.Texts).Text("receipt", row => row.Receipt)
        .Text("outcome", row => row.Outcome).Text("change", row => row.Change is { } change ? JsonSerializer.Serialize(change, OpenAnswer.Json) : null)
        .Json("amended", row => row.Amended);

    public static HistoryItem Of(HistoryEntry entry) => new(
        entry.Log, entry.Index, entry.Type, entry.Stream, entry.Version, entry.At, entry.On, entry.ReportedLate, entry.Imported, entry.Role,
        entry.By, entry.Organisation?.Id.Value, entry.Partner, entry.EnteredBy?.Id.Value, entry.Leaf?.Value, entry.Evidence?.Value,
        entry.Completion, entry.Percent, entry.Period, entry.About, entry.Stance, entry.Challenges, entry.NextDate, entry.Due, entry.Was, entry.Corrects,
        entry.Content, entry.Change,
        entry.Texts.ToImmutableSortedDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal),
        $"/api/v1/receipts/{entry.Log}/{entry.Index}.tlog-proof",
        entry.Outcome, entry.Amended, entry.Target);
}
