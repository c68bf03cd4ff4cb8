using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.History;

/// <summary>What an entry is about, as its stream and its event say.</summary>
internal sealed record About(PlanId? Plan, CommitmentId? Commitment, EvidenceId? Evidence, MilestoneNumber? Leaf)
{
    /// <summary>Of an entry; the leaf of a judgement is its piece's, which only the caller knows.</summary>
    public static About Of(ReadEntry entry)
    {
        var stream = HidingId.TryFromStream(entry.Header.Stream, out var hiding) ? hiding.Of : entry.Header.Stream; // it is about what its words are about
        if (stream.StartsWith("organisation/", StringComparison.Ordinal) || stream.StartsWith("plugin/", StringComparison.Ordinal)) return new(null, null, null, null);
        if (EvidenceId.TryFromStream(stream, out var evidence))
            return new(evidence.Commitment.Plan, evidence.IsOfPlan ? null : evidence.Commitment, evidence, LeafOf(entry.Event));
        if (CommitmentId.TryParse(stream, out var commitment)) return new(commitment.Plan, commitment, null, LeafOf(entry.Event));
        return PlanId.TryParse(stream, out var plan) ? new(plan, null, null, null) : new(null, null, null, null);
    }

    private static MilestoneNumber? LeafOf(TrackerEvent? happened) => happened switch
    {
        ProgressReported report => report.Leaf,
        ProgressCorrected report => report.Leaf,
        ProgressImported report => report.Leaf,
        MilestoneRescheduled moved => moved.Leaf,
        MilestoneWithdrawn gone => gone.Milestone,
        EvidenceSubmitted sent => sent.Leaf,
        EvidenceImported sent => sent.Leaf,
        ReviewPublished said => said.Leaf,
        ReviewImported said => said.Leaf,
        _ => null,
    };
}

/// <summary>Entries as they are kept in the views: the facts byte for byte, the texts rendered.</summary>
internal static class HistoryRows
{
    public const string Columns = "type, facts, texts, log";

    public static void Insert(ViewConnection views, ReadEntry entry, About about, Change? change) => views.Run(
        "INSERT INTO history VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        entry.Header.Log, entry.Header.Index, entry.Header.Stream, entry.Header.Version, entry.Type, entry.Header.At,
        about.Plan?.Value, about.Commitment?.Value, about.Leaf?.Value, entry.Facts, ViewJson.Write(entry.Texts),
        change is null ? null : ViewJson.Write(change), change is null ? null : Became(entry.Event, change));

    /// <summary>The state that a row came into. Proof that an objection lowered, or whatever else, is no new proof.</summary>
    private static ProofState? Became(TrackerEvent? happened, Change change) => change switch
    {
        { Proof: false } => null,
        { StateAfter: not ProofState.Proven } => change.StateAfter,
        _ => happened is DisputeDecided { Outcome: DisputeOutcome.Upheld } || change.LevelAfter < change.LevelBefore ? null : ProofState.Proven,
    };

    /// <summary>Texts were erased or released.</summary>
    public static void Retext(ViewConnection views, ReadEntry entry) => views.Run(
        "UPDATE history SET texts = $3 WHERE log = $1 AND idx = $2", entry.Header.Log, entry.Header.Index, ViewJson.Write(entry.Texts));

    /// <summary>What a stored entry is about, with the leaf of the piece that it judges.</summary>
    public static About AboutOf(ViewConnection views, ReadEntry entry) =>
        views.Text("SELECT leaf FROM history WHERE log = $1 AND idx = $2", entry.Header.Log, entry.Header.Index) is { } leaf
            ? About.Of(entry) with { Leaf = MilestoneNumber.Parse(leaf) }
            : About.Of(entry);

    /// <summary>Puts an entry together again from <see cref="Columns"/>, without the texts inside its event.</summary>
    public static ReadEntry Read(SqliteDataReader row) => Read(row, static _ => []);

    /// <summary>Puts an entry together again from <see cref="Columns"/>, whole, as far as its texts can be shown.</summary>
    public static ReadEntry ReadWhole(SqliteDataReader row) =>
        Read(row, static texts => texts.Select(text => KeyValuePair.Create(text.Name, text.Text)));

    private static ReadEntry Read(SqliteDataReader row, Func<ImmutableArray<EntryText>, IEnumerable<KeyValuePair<string, string>>> inside)
    {
        var (type, facts) = (row.GetString(0), row.GetString(1));
        var json = JsonNode.Parse(facts)!.AsObject(); // an entry is an object
        var texts = ViewJson.Read<ImmutableArray<EntryText>>(row.GetString(2));
        return new(
            new(row.GetString(3), json["i"]!.GetValue<long>(), json["s"]!.GetValue<string>(), json["n"]!.GetValue<long>(),
                json["at"]!.GetValue<DateTimeOffset>(), EventCodec.ActorOf(json)), // every entry has these
            type, EventCodec.Read(type, json, inside(texts)), facts, texts, null);
    }
}
