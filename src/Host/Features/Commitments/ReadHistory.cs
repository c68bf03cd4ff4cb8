using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Commitments;

/// <summary>What happened to a commitment and its evidence, the newest first.</summary>
public sealed class ReadHistoryEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/commitments/{number}/history", (
            HttpContext http, PlanId plan, CommitmentNumber number, HistoryViews views, string? kind, string? cursor, string? limit) =>
        {
            Asked.Only(http, "kind", "cursor", "limit");
            var (id, only, atOnce) = (new CommitmentId(plan, number), Asked.Word<HistoryKind>("kind", kind), Asked.Limit(limit));
            var page = Asked.From(() => views.Of(id, only, cursor, atOnce));
            return OpenAnswer.Of(
                http, page.Items.IsEmpty && views.Count(id) == 0 ? null : new HistoryList([.. page.Items.Select(HistoryItem.Of)], page.Next));
        })
        .Answers<HistoryList>("ReadHistory", "What happened to a commitment and its evidence, the newest first.", mayBeMissing: true);
}

/// <summary>A part of a history, and the cursor of the next.</summary>
public sealed record HistoryList(ImmutableArray<HistoryItem> Items, string? Next);

/// <summary>An entry of the ledger, as recorded: where it stands, who, when, the facts, the texts that can be shown.</summary>
public sealed record HistoryItem(
    string Log, long LedgerIndex, string Type, string Stream, long Version, DateTimeOffset At, DateOnly? On, bool ReportedLate, bool Imported,
    Role Role, string By, string? Organisation, Partner? Partner, string? EnteredBy, string? Leaf, string? Evidence, Completion? Completion,
    Percent? Percent, DateOnly? Period, string? About, Stance? Stance, ImmutableArray<Challenge> Challenges, DateOnly? NextDate, DateOnly? Due, DateOnly? Was,
    long? Corrects, long? Content, Change? Change, ImmutableSortedDictionary<string, string> Texts, string Receipt, string? Outcome,
    ImmutableArray<AmendedField> Amended)
{
    public static HistoryItem Of(HistoryEntry entry) => new(
        entry.Log, entry.Index, entry.Type, entry.Stream, entry.Version, entry.At, entry.On, entry.ReportedLate, entry.Imported, entry.Role,
        entry.By, entry.Organisation?.Id.Value, entry.Partner, entry.EnteredBy?.Id.Value, entry.Leaf?.Value, entry.Evidence?.Value,
        entry.Completion, entry.Percent, entry.Period, entry.About, entry.Stance, entry.Challenges, entry.NextDate, entry.Due, entry.Was, entry.Corrects,
        entry.Content, entry.Change,
        entry.Texts.ToImmutableSortedDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal),
        $"/api/v1/receipts/{entry.Log}/{entry.Index}.tlog-proof",
        entry.Outcome, entry.Amended);
}
