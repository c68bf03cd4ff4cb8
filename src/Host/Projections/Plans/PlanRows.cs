using Tracker.Domain.Plans;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plans;

/// <summary>Puts a plan together again from what is stored.</summary>
internal static class PlanRows
{
    /// <summary>The plan as its changes leave it; what was entered beside them stays.</summary>
    /// <param name="views">Where the entries before stand.</param>
    /// <param name="stood">As it stood.</param>
    /// <param name="latest">The change that is not stored yet.</param>
    public static PlanBody? Changed(ViewConnection views, PlanBody stood, ReadEntry latest)
    {
        AmendedTexts? texts = null;
        PlanPublished? plan = null;
        var entries = views.Query(
            $"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 AND type IN ('plan.published', 'plan.changed') ORDER BY version",
            HistoryRows.ReadWhole, stood.Id.Value);
        foreach (var entry in entries.Append(latest))
        {
            if (entry.Event is PlanPublished published && texts is null) (texts, plan) = (new(entry), published);
            if (entry.Event is not PlanChanged changed || texts is null || plan is null) continue;
            plan = PlanFields.Done(plan, changed);
            texts.Amend(entry, changed.Texts);
        }

        return texts is null || plan is null ? null : PlanBody.Of(plan, texts.Now) with
        {
            Touched = latest.Header.Index,
            Reviewers = stood.Reviewers,
            Reported = stood.Reported,
            Policy = stood.Policy,
            Tightened = stood.Tightened,
        };
    }
}
