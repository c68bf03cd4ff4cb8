using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Search;

/// <summary>Finds everything public by its words, the best match first.</summary>
public sealed class SearchViews(ViewReader views)
{
    /// <summary>Nobody reads further down a search; what is wanted there needs better words.</summary>
    public const int Deepest = 1000;

    private const char Begins = '\u0002'; // texts hold no control characters: they are refused
    private const char Ends = '\u0003';

    // The best few are chosen first: an excerpt costs more than its place in the order.
    internal const string Sql = """
        WITH best AS MATERIALIZED (
            SELECT f.rowid AS row, bm25(found_text, 8.0, 1.0) AS score FROM found_text JOIN found f ON f.rowid = found_text.rowid
            WHERE found_text MATCH $1 AND ($2 IS NULL OR f.kind = $2) AND ($3 IS NULL OR f.plan = $3)
            ORDER BY score, row LIMIT $4 OFFSET $5)
        SELECT f.kind, f.id, f.plan, f.title, snippet(found_text, 1, char(2), char(3), '…', 28)
        FROM best JOIN found f ON f.rowid = best.row JOIN found_text ON found_text.rowid = best.row
        WHERE found_text MATCH $1 ORDER BY best.score, best.row
        """;

    /// <summary>Looks for words.</summary>
    /// <param name="filter">What to look for.</param>
    /// <param name="cursor">Where the part before ended; null: from the best.</param>
    /// <param name="limit">At most so many.</param>
    /// <returns>What was found; nothing where no word was given.</returns>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<FoundItem> Find(SearchFilter filter, string? cursor, int limit)
    {
        var from = Cursor.Read("search", cursor, 1) is [var last] ? Cursor.Number(last) : 0;
        if (from is < 0 or > Deepest) throw new FormatException("This is not a cursor of this list.");
        if (WordQuery.Of(filter.Query) is not { } words) return new([], null);
        using var read = views.Read();
        var found = read.Query(Sql, Item, words, filter.Kind, filter.Plan?.Value, (long)limit + 1, from);
        return new(
            [.. found.Take(limit)], found.Count > limit && from + limit <= Deepest ? Cursor.Write("search", from + limit) : null);
    }

    private static FoundItem Item(SqliteDataReader row) => new(
        (FoundKind)row.GetInt32(0), row.GetString(1), row.Text(2) is { } plan ? PlanId.Parse(plan) : null,
        ViewJson.Read<Words>(row.GetString(3)), Parts(row.GetString(4)));

    private static ImmutableArray<ExcerptPart> Parts(string marked)
    {
        var parts = ImmutableArray.CreateBuilder<ExcerptPart>();
        foreach (var piece in marked.Split(Begins))
        {
            var end = piece.IndexOf(Ends, StringComparison.Ordinal);
            if (end >= 0) parts.Add(new(piece[..end], true));
            if (piece[(end + 1)..] is { Length: > 0 } rest) parts.Add(new(rest, false));
        }

        return parts.ToImmutable();
    }
}
