using Tracker.Domain.Commitments;

namespace Tracker.Domain.Standing;

/// <summary>
/// A parent's level from what is directly beneath it, by weight. The same formula for what is reported, what is proven and
/// what each partner shows; without a level (unreported, unproven, disputed) counts as rank 0.
/// </summary>
internal static class RollUp
{
    /// <param name="beneath">Weight, level (null: none) and whether that level is itself only a lower bound.</param>
    /// <returns>Null while nothing beneath has a level; "at least" while something has none.</returns>
    public static (Completion? Level, bool AtLeast) Of(IEnumerable<(decimal Weight, Completion? Level, bool AtLeast)> beneath)
    {
        decimal total = 0, substantial = 0;
        bool any = false, some = false, missing = false, all = true;
        foreach (var (weight, level, atLeast) in beneath)
        {
            total += weight;
            missing |= level is null || atLeast;
            any |= level is not null;
            some |= level >= Completion.Limited;
            all &= level == Completion.Complete;
            if (level >= Completion.Substantial) substantial += weight;
        }

        if (!any) return (null, false);
        var reached = all ? Completion.Complete
            : substantial * 2 >= total ? Completion.Substantial
            : some ? Completion.Limited
            : Completion.NotStarted;
        return (reached, missing);
    }

    /// <summary>When a parent's level was reached: the earliest moment from which what is beneath, as it stands, gives it.</summary>
    public static DateTimeOffset? Since(IReadOnlyList<(decimal Weight, Completion? Level, DateTimeOffset? Since)> beneath, Completion reached)
    {
        var total = beneath.Sum(one => one.Weight);
        decimal substantial = 0;
        var complete = 0;
        DateTimeOffset? last = null;
        foreach (var (weight, level, since) in beneath.Where(one => one.Level is not null).OrderBy(one => one.Since))
        {
            last = since;
            if (level == Completion.Complete) complete++;
            if (level >= Completion.Substantial) substantial += weight;
            var there = reached switch
            {
                Completion.Complete => complete == beneath.Count,
                Completion.Substantial => substantial * 2 >= total,
                Completion.Limited => level >= Completion.Limited,
                _ => true,
            };
            if (there) return since;
        }

        return last;
    }
}
