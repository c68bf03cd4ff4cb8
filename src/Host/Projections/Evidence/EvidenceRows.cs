using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Search;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Evidence;

/// <summary>Writes and reads back what is kept of a piece of evidence.</summary>
internal static class EvidenceRows
{
    public static EvidenceBody? Load(ViewConnection views, EvidenceId id) =>
        views.First("SELECT body FROM evidence WHERE id = $1", row => ViewJson.Read<EvidenceBody>(row.GetString(0)), id.Value);

    public static void Put(ViewConnection views, EvidenceBody body)
    {
        views.Run(
            "INSERT OR REPLACE INTO evidence VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            body.Id.Value, body.Id.Commitment.Value, body.Id.Commitment.Plan.Value, body.Leaf?.Value, body.By?.Value, body.EnteredBy?.Value,
            body.Status, body.Contents[0].Index, body.WaitingSince, body.Version, ViewJson.Write(body), body.Plugin?.Value,
            body.Need?.Need, body.Need?.Since, body.Need?.Judge?.Value,
            body.Standing?.By?.Value, body.Content.Independent ? 1L : 0L, body.Visitor ? body.Id.Local : null,
            body.IsReview ? 1L : 0L);
        SearchRows.Put(views, body);
        foreach (var file in body.Files) views.Run("INSERT OR REPLACE INTO evidence_file VALUES($1, $2)", file.Id.Value, body.Id.Value);
        if (body.Plugin is null) return;
        views.Run("DELETE FROM evidence_source WHERE id = $1", body.Id.Value);
        var archived = body.Contents.SelectMany(content => content.Contribution?.Sources ?? []).Select(source => (source.Sha256, source.Address));
        foreach (var (sha256, address) in archived.Where(one => one.Sha256 is not null).Distinct())
            views.Run("INSERT INTO evidence_source VALUES($1, $2, $3)", body.Id.Value, sha256!, address ?? ""); // filtered
    }

    /// <summary>Which pieces of a commitment upheld disputes overruled, whole.</summary>
    public static void Overruled(ViewConnection views, CommitmentId commitment, IEnumerable<(EvidenceId Evidence, EvidenceId By)> overruled)
    {
        views.Run("DELETE FROM overruled WHERE commitment = $1", commitment.Value);
        foreach (var (evidence, by) in overruled)
            views.Run("INSERT INTO overruled VALUES($1, $2, $3)", evidence.Value, commitment.Value, by.Value);
    }

    /// <summary>Which findings of a commitment contradict each other, whole, each from both sides.</summary>
    public static void Differing(ViewConnection views, CommitmentId commitment, IEnumerable<(EvidenceId Review, EvidenceId Other)> pairs)
    {
        views.Run("DELETE FROM differing WHERE commitment = $1", commitment.Value);
        foreach (var (review, other) in pairs)
        {
            views.Run("INSERT INTO differing VALUES($1, $2, $3, $4)", review.Value, other.Value, commitment.Value, commitment.Plan.Value);
            views.Run("INSERT INTO differing VALUES($1, $2, $3, $4)", other.Value, review.Value, commitment.Value, commitment.Plan.Value);
        }
    }

    /// <summary>Folds it anew from its stored entries.</summary>
    public static void Again(ViewConnection views, EvidenceId id)
    {
        EvidenceBody? body = null;
        foreach (var entry in views.Query(
            $"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 ORDER BY version", HistoryRows.Read, id.Stream))
            body = EvidenceBody.Evolve(body, id, entry);
        if (body is not null) Put(views, body with { ForEarlierWording = Load(views, id)?.ForEarlierWording ?? false });
    }

    /// <summary>What was accepted of these was so for an earlier wording.</summary>
    public static void ForEarlierWording(ViewConnection views, CommitmentId commitment, IEnumerable<MilestoneNumber?> deliverables)
    {
        foreach (var deliverable in deliverables)
        {
            var accepted = views.Query(
                "SELECT body FROM evidence WHERE commitment = $1 AND leaf IS $2 AND status = $3", row => ViewJson.Read<EvidenceBody>(row.GetString(0)),
                commitment.Value, deliverable?.Value, EvidenceStage.Accepted);
            foreach (var body in accepted)
            {
                Put(views, body with { ForEarlierWording = true });
                views.Run("INSERT OR REPLACE INTO evidence_earlier VALUES($1, $2)", commitment.Plan.Value, body.Id.Value);
            }
        }
    }

    /// <summary>It was looked at again, or is no longer accepted.</summary>
    public static void Confirmed(ViewConnection views, EvidenceBody body) =>
        views.Run("DELETE FROM evidence_earlier WHERE plan = $1 AND id = $2", body.Id.Commitment.Plan.Value, body.Id.Value);
}
