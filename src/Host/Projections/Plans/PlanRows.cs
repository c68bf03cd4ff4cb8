using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Store;
using Tracker.Host.Text;

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
        ReadEntry? first = null;
        PlanPublished? plan = null;
        var texts = new Dictionary<string, EntryText>(StringComparer.Ordinal);
        var entries = views.Query(
            $"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 AND type IN ('plan.published', 'plan.changed') ORDER BY version",
            HistoryRows.ReadWhole, stood.Id.Value);
        foreach (var entry in entries.Append(latest))
        {
            if (entry.Event is PlanPublished published && first is null)
            {
                (first, plan) = (entry, published);
                foreach (var text in entry.Texts) texts[text.Name] = text;
            }
            else if (entry.Event is PlanChanged changed && plan is not null)
            {
                plan = PlanFields.Done(plan, changed);
                foreach (var (key, text) in changed.Texts ?? ImmutableSortedDictionary<string, AmendedText>.Empty) Put(text.Field, entry.Text($"texts/{key}/after"));
            }
        }

        return first is null || plan is null ? null : PlanBody.Of(plan, first with { Texts = [.. texts.Values] }) with
        {
            Touched = latest.Header.Index,
            Reviewers = stood.Reviewers,
            Reported = stood.Reported,
            Policy = stood.Policy,
            Tightened = stood.Tightened,
        };

        void Put(string field, EntryText? text)
        {
            if (text is null) texts.Remove(field);
            else texts[field] = new(field, text.Text, ReadEntry.IsMarkdown(field) ? Markdown.ToHtml(text.Text) : null);
        }
    }
}
