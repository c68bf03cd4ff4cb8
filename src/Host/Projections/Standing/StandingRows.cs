using Tracker.Domain.Commitments;
using Tracker.Domain.Standing;

namespace Tracker.Host.Projections.Standing;

/// <summary>A commitment as a whole over some days.</summary>
/// <param name="Standing">As it stands, without its milestones: they have rows of their own.</param>
/// <param name="Headline">Over its leaves.</param>
/// <param name="Due">Its last due date.</param>
internal sealed record CommitmentDays(CommitmentStanding Standing, Headline Headline, DateOnly? Due)
{
    /// <summary>Whether both say the same. Arrays in records are compared by reference, hence this.</summary>
    public bool Says(CommitmentDays other) =>
        Due == other.Due && Headline == other.Headline
        && Standing == other.Standing with { Partners = Standing.Partners, Milestones = Standing.Milestones }
        && Standing.Partners.AsSpan().SequenceEqual(other.Standing.Partners.AsSpan());
}

/// <summary>A row's standing over the days from one to before another. One of the two bodies is there.</summary>
/// <param name="NextDue">An open leaf's next due date, or the whole commitment's.</param>
internal sealed record StandingRow(
    DateOnly From, DateOnly To, DateOnly? NextDue, MilestoneStanding? Milestone, CommitmentDays? Commitment)
{
    /// <summary>Whether both say the same, whatever the days. Arrays in records are compared by reference, hence this.</summary>
    public bool Says(StandingRow other) => Says(other.From, other.NextDue, other.Milestone, other.Commitment);

    /// <summary>The same of a row that need not be made where this one says it already.</summary>
    public bool Says(DateOnly from, DateOnly? nextDue, MilestoneStanding? milestone, CommitmentDays? commitment) =>
        NextDue == nextDue && IsDue(Milestone, From) == IsDue(milestone, from) && (Milestone, milestone, Commitment, commitment) switch
        {
            ({ } mine, { } theirs, _, _) => ReferenceEquals(mine, theirs)
                || mine.ReportVersion == theirs.ReportVersion // what most often differs, before anything is copied
                && mine == theirs with { Partners = mine.Partners } && mine.Partners.AsSpan().SequenceEqual(theirs.Partners.AsSpan()),
            (_, _, { } mine, { } theirs) => mine.Says(theirs),
            _ => false,
        };

    /// <summary>Whether its date has passed: what is done early stands the same before and after, and is counted only after.</summary>
    private static bool IsDue(MilestoneStanding? milestone, DateOnly on) => milestone?.JudgedDue < on;
}

/// <summary>
/// Nothing stored depends on the day it is stored: a standing is kept for every stretch of days over which it does not
/// change, past and to come, and a reader picks the stretch that contains today.
/// </summary>
internal static class StandingRows
{
    /// <summary>The number of the row of the commitment itself.</summary>
    public const string Whole = "";

    /// <summary>The rows by number; under <see cref="Whole"/> the commitment's own.</summary>
    /// <param name="days">Every first day, in order.</param>
    /// <param name="at">How the commitment stands on a day.</param>
    /// <param name="terms">What holds of it.</param>
    public static Dictionary<string, List<StandingRow>> Of(
        IEnumerable<DateOnly> days, Func<DateOnly, CommitmentStanding> at, Terms terms)
    {
        var rows = new Dictionary<string, List<StandingRow>>(StringComparer.Ordinal);
        foreach (var from in days)
        {
            var standing = at(from);
            DateOnly? next = null;
            foreach (var milestone in standing.Milestones)
            {
                var due = NextDue(milestone, terms, from);
                if (due < (next ?? DateOnly.MaxValue)) next = due;
                Put(milestone.Number.Value, from, due, milestone, null);
            }

            Put(Whole, from, next, null, Summed(standing, terms));
        }

        return rows;

        void Put(string number, DateOnly from, DateOnly? next, MilestoneStanding? milestone, CommitmentDays? whole)
        {
            if (!rows.TryGetValue(number, out var list)) rows.Add(number, list = []);
            if (list.Count > 0)
            {
                if (list[^1].Says(from, next, milestone, whole)) return;
                list[^1] = list[^1] with { To = from };
            }

            list.Add(new(from, DateOnly.MaxValue, next, milestone, whole));
        }
    }

    /// <summary>Every day on which something may be other than the day before: the history's own, and plain lateness.</summary>
    public static SortedSet<DateOnly> FirstDays(CommitmentHistory history, Terms terms)
    {
        var days = new SortedSet<DateOnly>(history.Breakpoints) { DateOnly.MinValue };
        After(terms.Tree.Promise.PlanEnd);
        foreach (var number in terms.Tree.Numbers)
        {
            if (terms.DueOf(number) is { } due) After(due);
            if (terms.JudgedDueOf(number) is { } judged) After(judged);
            foreach (var occurrence in terms.Tree[number].Occurrences ?? []) After(occurrence);
        }

        return days;

        void After(DateOnly day)
        {
            if (day < DateOnly.MaxValue) days.Add(day.AddDays(1));
        }
    }

    /// <summary>A recurring leaf's next occurrence, whatever became of the last; another leaf's date until it is done; none of what was withdrawn.</summary>
    private static DateOnly? NextDue(MilestoneStanding row, Terms terms, DateOnly today)
    {
        if (!row.Leaf || row.Withdrawn is not null) return null;
        if (terms.Tree[row.Number].Occurrences is { IsDefaultOrEmpty: false } occurrences && !(row.Due >= today))
            return occurrences.Where(day => day >= today).Select(day => (DateOnly?)day).Min();
        return row.Due >= today && row.Reported != Completion.Complete ? row.Due : null;
    }

    private static CommitmentDays Summed(CommitmentStanding standing, Terms terms) => new(
        standing with { Today = DateOnly.MinValue, Milestones = [] },
        Headline.Of(standing.Milestones, standing.Today),
        terms.LastDue);
}
