using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Standing;

/// <summary>
/// A plan's figures as differences by day: what changes on a day is added there, so the figures of today are the sum up to
/// today. There are as many rows as there are different due dates, however many commitments.
/// </summary>
internal sealed class Tally
{
    private const int Width = 21;
    private readonly Dictionary<(string Plan, string Field, int Day), long[]> _changes = [];

    public const string Sums =
        "sum(commitments), sum(due), sum(reported), sum(complete), sum(lower), sum(disputed), sum(not_yet_checked), sum(no_evidence), "
        + "sum(ahead), sum(late), sum(done_late), sum(undated), sum(unknown), sum(leaves), sum(withdrawn), sum(withdrawn_late), sum(rescheduled), sum(government), sum(public), "
        + "sum(academia), sum(business)";

    /// <summary>A commitment of a field.</summary>
    public void Commitment(string plan, string field, int sign) => At(plan, field, DateOnly.MinValue)[0] += sign;

    /// <summary>What a leaf's row says, over its days; sign −1 takes it back.</summary>
    public void Leaf(string plan, string field, StandingRow row, int sign)
    {
        if (row.Milestone is not { Leaf: true } leaf) return;
        var counts = Counts(leaf, row.From);
        Add(At(plan, field, row.From), sign);
        if (row.To < DateOnly.MaxValue) Add(At(plan, field, row.To), -sign);

        void Add(long[] to, int times)
        {
            for (var i = 1; i < Width; i++) to[i] += times * counts[i];
        }
    }

    /// <summary>Writes what changed, and drops days on which nothing happens any more.</summary>
    public void Flush(ViewConnection views)
    {
        foreach (var ((plan, field, day), change) in _changes)
        {
            if (change.All(count => count == 0)) continue;
            object?[] values = [plan, field, (long)day, .. change];
            if (views.Run(Update, values) == 0) views.Run(Insert, values);
            views.Run(Drop, plan, field, (long)day);
        }

        Clear();
    }

    public void Clear() => _changes.Clear();

    private const string Update = """
        UPDATE tally SET commitments = commitments + $4, due = due + $5, reported = reported + $6, complete = complete + $7,
            lower = lower + $8, disputed = disputed + $9, not_yet_checked = not_yet_checked + $10, no_evidence = no_evidence + $11,
            ahead = ahead + $12, late = late + $13, done_late = done_late + $14, undated = undated + $15, unknown = unknown + $16,
            leaves = leaves + $17, withdrawn = withdrawn + $18, withdrawn_late = withdrawn_late + $19, rescheduled = rescheduled + $20,
            government = government + $21, public = public + $22, academia = academia + $23, business = business + $24
        WHERE plan = $1 AND field = $2 AND day = $3
        """;

    private const string Insert =
        "INSERT INTO tally VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";

    private const string Drop = """
        DELETE FROM tally WHERE plan = $1 AND field = $2 AND day = $3 AND commitments = 0 AND due = 0 AND reported = 0
            AND complete = 0 AND lower = 0 AND disputed = 0 AND not_yet_checked = 0 AND no_evidence = 0 AND ahead = 0 AND late = 0
            AND done_late = 0 AND undated = 0 AND unknown = 0 AND leaves = 0 AND withdrawn = 0
            AND withdrawn_late = 0 AND rescheduled = 0 AND government = 0 AND public = 0 AND academia = 0
            AND business = 0
        """;

    /// <summary>The headline of one leaf: the rule itself, so that a sum of these is the headline of all.</summary>
    private static long[] Counts(MilestoneStanding leaf, DateOnly today)
    {
        var one = Headline.Of([leaf], today);
        return
        [
            0, one.Due, one.Reported, one.Complete, one.Lower, one.Disputed, one.NotYetChecked, one.NoEvidence, one.AheadOfReport,
            one.Late, one.DoneLate, one.Undated, one.Unknown, one.Leaves, one.Withdrawn, one.WithdrawnLate, one.Rescheduled,
            Backed(Partner.Government), Backed(Partner.Public), Backed(Partner.Academia), Backed(Partner.Business),
        ];

        long Backed(Partner partner)
        {
            foreach (var cell in leaf.Partners)
            {
                if (cell.Partner == partner && cell.Level is not null) return 1;
            }

            return 0;
        }
    }

    private long[] At(string plan, string field, DateOnly day)
    {
        var key = (plan, field, day.DayNumber);
        if (!_changes.TryGetValue(key, out var counts)) _changes.Add(key, counts = new long[Width]);
        return counts;
    }
}

/// <summary>A plan's figures of one day, of one field or of all.</summary>
internal readonly record struct Figures(int Commitments, Headline Headline, int Government, int Public, int Academia, int Business)
{
    public static Figures Read(Microsoft.Data.Sqlite.SqliteDataReader row, int first)
    {
        return new(
            N(0), new(N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(9), N(10), N(11), N(12), N(13), N(14), N(15), N(16)),
            N(17), N(18), N(19), N(20));

        int N(int column) => row.IsDBNull(first + column) ? 0 : row.GetInt32(first + column);
    }

    public int Backed(Partner partner) => partner switch
    {
        Partner.Government => Government,
        Partner.Public => Public,
        Partner.Academia => Academia,
        _ => Business,
    };
}
