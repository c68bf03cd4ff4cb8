using System.Collections.Immutable;
using Tracker.Domain.Commitments;

namespace Tracker.Domain.Standing;

/// <summary>A report as it counts now: the last of its corrections, in the place of the first.</summary>
/// <param name="On">The date it speaks of.</param>
/// <param name="Place">Version of the report that was corrected first, or its own.</param>
/// <param name="Version">Version in the commitment's stream.</param>
/// <param name="Level">The level it states; null: not stated.</param>
/// <param name="Percent">The source's figure.</param>
/// <param name="Recorded">The day on which it was recorded.</param>
/// <param name="Imported">From before the plan was published here.</param>
internal sealed record CurrentReport(
    DateOnly On, long Place, long Version, Completion? Level, Percent? Percent, DateOnly Recorded, bool Imported)
{
    /// <summary>Recorded more than 30 days after the date it speaks of.</summary>
    public bool IsReportedLate => !Imported && Recorded.DayNumber - On.DayNumber > 30;
}

/// <summary>The reports of a leaf, or of one occurrence of it, in the order of the dates they speak of.</summary>
internal sealed record ReportTrail
{
    private static readonly Comparer<CurrentReport> _byDateThenPlace = Comparer<CurrentReport>.Create(
        (one, other) => one.On != other.On ? one.On.CompareTo(other.On) : one.Place.CompareTo(other.Place));

    public static ReportTrail Empty { get; } = new();

    private ImmutableSortedSet<CurrentReport> Reports { get; init; } = ImmutableSortedSet.Create<CurrentReport>(comparer: _byDateThenPlace);

    /// <summary>The current report: the last that states a level, else the last.</summary>
    public CurrentReport? Current { get; private init; }

    /// <summary>Since which date the office has said Complete without taking it back; null: it does not say so now.</summary>
    public DateOnly? CompleteFrom { get; private init; }

    public Percent? Percent => (Reports.IsEmpty ? null : Reports[^1].Percent) ?? Current?.Percent;

    public ReportTrail With(CurrentReport report, CurrentReport? inPlaceOf = null)
    {
        var without = inPlaceOf is null ? Reports : Reports.Remove(inPlaceOf);
        var isLast = inPlaceOf is null && (without.IsEmpty || _byDateThenPlace.Compare(report, without[^1]) > 0);
        var reports = without.Add(report);
        if (!isLast) return Read(reports);
        return report.Level is null
            ? this with { Reports = reports, Current = Current?.Level is null ? report : Current }
            : new() { Reports = reports, Current = report, CompleteFrom = report.Level == Completion.Complete ? CompleteFrom ?? report.On : null };
    }

    private static ReportTrail Read(ImmutableSortedSet<CurrentReport> reports)
    {
        CurrentReport? current = null;
        DateOnly? completeFrom = null;
        foreach (var report in reports.Reverse())
        {
            if (report.Level is null) continue;
            current ??= report;
            if (report.Level != Completion.Complete) break;
            completeFrom = report.On;
        }

        return new() { Reports = reports, Current = current ?? (reports.IsEmpty ? null : reports[^1]), CompleteFrom = completeFrom };
    }
}
