using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Record;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Search;
using Tracker.Host.Projections.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Commitments;

/// <summary>Writes and reads back what is kept of a commitment.</summary>
internal static class CommitmentRows
{
    /// <summary>Writes what was promised.</summary>
    public static void Insert(ViewConnection views, CommitmentBody body, PlanBody? plan)
    {
        views.Run(
            "INSERT INTO commitment(id, plan, ord, number, field, lead, ogp_values, version, touched, changed_at, title, sort_title) "
            + "VALUES($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, $9)",
            body.Id.Value, body.Id.Plan.Value, Place(plan, body), body.Id.Number.Value, body.Field.Value, body.Lead?.Value,
            string.Concat(body.Values.Select(value => $"|{value}|")), ViewJson.Write(body.Title), SortTitle(body));
        // In a row of its own, because the commitment's is written anew with every report.
        views.Run("INSERT INTO promise(commitment, body) VALUES($1, $2)", body.Id.Value, ViewJson.Write(body));
        views.Run(
            "INSERT INTO commitment_text(rowid, words) SELECT rowid, $2 FROM commitment WHERE id = $1", body.Id.Value, body.SearchText());
        foreach (var row in body.Milestones)
        {
            views.Run(
                "INSERT INTO milestone VALUES($1, $2, $3, $4, $5, $6, $7)", body.Id.Value, row.Number.Value, body.Id.Plan.Value, row.Order,
                row.Leaf, row.Lead?.Value, ViewJson.Write(row.Title));
        }

        SearchRows.Put(views, body);
    }

    /// <summary>What is promised now: the first texts, and those that amendments put in their place.</summary>
    /// <param name="views">The views.</param>
    /// <param name="promise">The promise as amended, without its texts.</param>
    /// <param name="latest">An amendment that is not among the stored entries yet.</param>
    public static CommitmentBody? Amended(ViewConnection views, CommitmentPublished promise, ReadEntry? latest)
    {
        AmendedTexts? texts = null;
        IEnumerable<ReadEntry> entries = views.Query(
            $"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 AND type IN ('commitment.published', 'commitment.amended') ORDER BY version",
            HistoryRows.Read, promise.Commitment.Value);
        foreach (var entry in latest is null ? entries : entries.Append(latest))
        {
            if (entry.Event is CommitmentPublished) texts ??= new(entry);
            if (entry.Event is not CommitmentAmended amended || texts is null) continue;
            texts.Amend(entry, amended.Texts);
            if (amended.OfficerRenamed == true) texts.Put("officerName", entry.Text("officerName"));
        }

        return texts is null ? null : CommitmentBody.Of(promise, texts.Now);
    }

    /// <summary>Writes what is promised now in the place of what was.</summary>
    public static void Amend(ViewConnection views, CommitmentBody body)
    {
        views.Run(
            "UPDATE commitment SET field = $2, lead = $3, ogp_values = $4 WHERE id = $1",
            body.Id.Value, body.Field.Value, body.Lead?.Value, string.Concat(body.Values.Select(value => $"|{value}|")));
        Retext(views, body);
        foreach (var row in body.Milestones)
        {
            views.Run(
                "INSERT INTO milestone VALUES($1, $2, $3, $4, $5, $6, $7) "
                + "ON CONFLICT(commitment, number) DO UPDATE SET ord = excluded.ord, leaf = excluded.leaf, lead = excluded.lead, title = excluded.title",
                body.Id.Value, row.Number.Value, body.Id.Plan.Value, row.Order, row.Leaf, row.Lead?.Value, ViewJson.Write(row.Title));
        }
    }

    /// <summary>Writes it anew after texts were erased or released.</summary>
    public static void Retext(ViewConnection views, CommitmentBody body)
    {
        views.Run(
            "UPDATE commitment SET title = $2, sort_title = $3 WHERE id = $1", body.Id.Value, ViewJson.Write(body.Title), SortTitle(body));
        views.Run("UPDATE promise SET body = $2 WHERE commitment = $1", body.Id.Value, ViewJson.Write(body));
        views.Run(
            "UPDATE commitment_text SET words = $2 WHERE rowid = (SELECT rowid FROM commitment WHERE id = $1)",
            body.Id.Value, body.SearchText());
        foreach (var row in body.Milestones)
        {
            views.Run(
                "UPDATE milestone SET title = $3 WHERE commitment = $1 AND number = $2",
                body.Id.Value, row.Number.Value, ViewJson.Write(row.Title));
        }

        SearchRows.Put(views, body);
    }

    /// <summary>The plan's order, where commitments were published before their plan.</summary>
    public static void Order(ViewConnection views, PlanBody plan)
    {
        for (var i = 0; i < plan.Commitments.Length; i++)
            views.Run("UPDATE commitment SET ord = $2 WHERE id = $1", $"{plan.Id.Value}/{plan.Commitments[i].Value}", i);
    }

    /// <summary>Puts a piece back into a fold that forgot it while it waited.</summary>
    public static void Recall(ViewConnection views, CommitmentFold fold, EvidenceId piece, PlanBody? plan) => fold.Recall(piece, () => views
        .Query($"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 ORDER BY version", HistoryRows.Read, piece.Stream)
        .Where(entry => entry.Event is EvidenceEvent)
        .Select(entry => new Recorded<EvidenceEvent>((EvidenceEvent)entry.Event!, PlanZone.There(entry.Header, plan)))); // filtered

    /// <summary>Makes a fold again from what is stored, with everything that waits; null when there is no such commitment.</summary>
    public static CommitmentFold Load(ViewConnection views, CommitmentId id, PlanBody? plan)
    {
        var fold = new CommitmentFold(id);
        foreach (var entry in views.Query(
            $"SELECT {HistoryRows.Columns} FROM history WHERE commitment = $1 ORDER BY idx", HistoryRows.Read, id.Value))
        {
            if (entry.Event is { } happened)
                fold.Again(PlanZone.There(entry.Header, plan), happened, EvidenceId.TryFromStream(entry.Header.Stream, out var piece) ? piece : null);
        }

        foreach (var (number, row) in views.Query(
            "SELECT number, from_day, to_day, next_due, body FROM standing WHERE commitment = $1 ORDER BY number, from_day",
            row => (row.GetString(0), Standing(row, 0)),
            id.Value))
        {
            if (!fold.Rows.TryGetValue(number, out var rows)) fold.Rows.Add(number, rows = []);
            rows.Add(row);
        }

        fold.Field = fold.History.Promise?.Field.Value;
        return fold;
    }

    /// <summary>Writes the rows that changed, and counts them.</summary>
    public static void Standings(ViewConnection views, CommitmentFold fold, Tally tally)
    {
        if (fold is not { Promise: { } promise, History.Terms: { } terms }) return;
        var (id, plan, field) = (fold.Id.Value, fold.Id.Plan.Value, fold.Field ?? promise.Field.Value);
        // What says the same is kept as it was: what lives from one report to the next costs every collection of garbage in between.
        foreach (var (number, rows) in fold.RowsNow(terms))
        {
            var before = fold.Rows.GetValueOrDefault(number) ?? [];
            if (Same(rows, before)) continue;
            fold.Rows[number] = rows;
            foreach (var gone in before)
            {
                if (Has(rows, gone)) continue;
                tally.Leaf(plan, field, gone, -1);
                if (!Starts(rows, gone.From))
                    views.Run("DELETE FROM standing WHERE commitment = $1 AND number = $2 AND from_day = $3", id, number, gone.From);
            }

            foreach (var row in rows)
            {
                if (Has(before, row)) continue;
                tally.Leaf(plan, field, row, 1);
                Put(views, id, number, plan, row, Starts(before, row.From));
            }
        }
    }

    private static bool Same(List<StandingRow> rows, List<StandingRow> before)
    {
        if (rows.Count != before.Count) return false;
        for (var i = 0; i < rows.Count; i++)
        {
            if (!Same(rows[i], before[i])) return false;
        }

        return true;
    }

    // Asked of every row with every report: hence loops.
    private static bool Has(List<StandingRow> rows, StandingRow one)
    {
        foreach (var row in rows)
        {
            if (Same(row, one)) return true;
        }

        return false;
    }

    private static bool Starts(List<StandingRow> rows, DateOnly from)
    {
        foreach (var row in rows)
        {
            if (row.From == from) return true;
        }

        return false;
    }

    private static bool Same(StandingRow row, StandingRow old) => row.From == old.From && row.To == old.To && row.Says(old);

    /// <summary>Reads number, from_day, to_day, next_due, body, in this order from a column on.</summary>
    public static StandingRow Standing(SqliteDataReader row, int first)
    {
        var (from, to, next, body) = (row.Day(first + 1)!.Value, row.Day(first + 2)!.Value, row.Day(first + 3), row.GetString(first + 4)); // days are never null
        return row.GetString(first) == StandingRows.Whole
            ? new(from, to, next, null, ViewJson.Read<CommitmentDays>(body))
            : new(from, to, next, ViewJson.Read<MilestoneStanding>(body), null);
    }

    private const string Update = """
        UPDATE standing SET to_day = $4, plan = $5, leaf = $6, due = $7, next_due = $8, reported = $9, state = $10, level = $11,
            lateness = $12, late = $13, body = $14 WHERE commitment = $1 AND number = $2 AND from_day = $3
        """;

    private static void Put(ViewConnection views, string id, string number, string plan, StandingRow row, bool known)
    {
        if (row.Milestone is { } milestone)
        {
            Insert(milestone.Leaf, milestone.JudgedDue, milestone.Reported, milestone.Proof, milestone.Lateness,
                milestone.Lateness == Lateness.Late ? 1 : 0, ViewJson.WriteShort(milestone));
        }
        else if (row.Commitment is { } whole)
        {
            Insert(false, whole.Due, whole.Standing.Reported, whole.Standing.Proof, Lateness.NotDue, whole.Headline.StillLate, ViewJson.WriteShort(whole));
        }

        void Insert(
            bool leaf, DateOnly? due, Completion? reported, Proof proof, Lateness lateness, int late,
            string body)
        {
            object?[] values = [id, number, row.From, row.To, plan, leaf, due, row.NextDue, reported, proof.State, proof.Level, lateness, late, body];
            // An update leaves the indexes alone where their columns stay.
            if (known && views.Run(Update, values) > 0) return;
            views.Run("INSERT INTO standing VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", values);
        }
    }

    private static int Place(PlanBody? plan, CommitmentBody body) =>
        plan?.Commitments.IndexOf(body.Id.Number) is { } place and >= 0 ? place : int.MaxValue;

    private static string SortTitle(CommitmentBody body) => body.Title.Versions.IsEmpty ? "" : body.Title.Versions[0].Text.ToLowerInvariant();
}
