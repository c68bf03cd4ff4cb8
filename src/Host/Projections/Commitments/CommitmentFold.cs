using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Standing;

namespace Tracker.Host.Projections.Commitments;

/// <summary>What the projection knows of a commitment between batches; made again from stored rows when it was forgotten.</summary>
internal sealed class CommitmentFold(CommitmentId id)
{
    private readonly StandingMemory _memory = new();
    private (CommitmentHistory History, CommitmentStanding Standing)? _last;
    private (Terms Terms, IReadOnlyCollection<DateOnly> Days)? _days; // they rest on what was promised alone

    public CommitmentId Id => id;

    /// <summary>How often it was asked for lately.</summary>
    public int Used { get; set; }

    public CommitmentHistory History { get; private set; } = CommitmentHistory.Empty;

    /// <summary>What was promised; null before it was.</summary>
    public CommitmentPublished? Promise { get; private set; }

    /// <summary>The priority field that its leaves are counted under now; null before it was published.</summary>
    public string? Field { get; set; }

    /// <summary>The rows as they are stored.</summary>
    public Dictionary<string, List<StandingRow>> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>Folds one entry, and says what it changed of the row it is about on the day it was recorded.</summary>
    public Change? Evolve(Header header, TrackerEvent happened, EvidenceId? evidence, MilestoneNumber? leaf, DateOnly today)
    {
        var before = Promise is null ? null : At(today);
        switch (happened)
        {
            case CommitmentEvent of:
                History = History.Evolve(new Recorded<CommitmentEvent>(of, header));
                if (of is CommitmentPublished promise) Promise ??= promise;
                Field ??= Promise?.Field.Value;
                break;
            case EvidenceEvent of when evidence is { } piece:
                History = History.Evolve(piece, new Recorded<EvidenceEvent>(of, header)).ForgetWaiting(piece);
                break;
            default:
                return null;
        }

        if (before is null || Promise is null) return null;
        var after = At(today);
        return Row(before, leaf) is var (reported, proof) && Row(after, leaf) is var (reportedNow, proofNow)
            ? new(reported, reportedNow, proof.State, proofNow.State, proof.Level, proofNow.Level)
            : null;
    }

    /// <summary>Puts a piece back that was forgotten while it waited, before the next event about it.</summary>
    public void Recall(EvidenceId piece, Func<IEnumerable<Recorded<EvidenceEvent>>> stream) => History = History.Recall(piece, stream);

    /// <summary>Forgets the evidence that waits: of a hundred thousand pieces that a plugin sends, none is kept here.</summary>
    public void ForgetWaiting() => History = History.ForgetWaiting();

    /// <summary>Whether an event can change which pieces an upheld dispute overrules.</summary>
    public static bool Overrules(TrackerEvent? happened) => happened is
        DisputeDecided or DifferenceDecided or EvidenceAccepted or EvidenceWithdrawn or ReviewWithdrawn or EvidenceDiscounted;

    /// <summary>Folds an entry that was folded before.</summary>
    public void Again(Header header, TrackerEvent happened, EvidenceId? evidence)
    {
        if (happened is CommitmentEvent of)
        {
            History = History.Evolve(new Recorded<CommitmentEvent>(of, header));
            if (of is CommitmentPublished promise) Promise ??= promise;
        }
        else if (happened is EvidenceEvent piece && evidence is { } known)
        {
            History = History.Evolve(known, new Recorded<EvidenceEvent>(piece, header));
        }
    }

    /// <summary>The rows as they are now.</summary>
    public Dictionary<string, List<StandingRow>> RowsNow(Terms terms)
    {
        _memory.Turn();
        if (!ReferenceEquals(_days?.Terms, terms)) _days = (terms, StandingRows.FirstDays(History, terms));
        return StandingRows.Of(_days.Value.Days, day => History.At(day, _memory), terms);
    }

    /// <summary>What stood after one entry is what stands before the next.</summary>
    private CommitmentStanding At(DateOnly today)
    {
        if (_last is var (history, standing) && ReferenceEquals(history, History) && standing.Today == today) return standing;
        var now = History.At(today, _memory);
        _last = (History, now);
        return now;
    }

    private static (Completion? Reported, Proof Proof)? Row(CommitmentStanding standing, MilestoneNumber? leaf)
    {
        if (leaf is not { } number) return (standing.Reported, standing.Proof);
        return standing.Milestones.FirstOrDefault(row => row.Number == number) is { } row ? (row.Reported, row.Proof) : null;
    }
}
