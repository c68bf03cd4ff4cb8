using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Search;

/// <summary>Keeps the words by which everything public is found. A text that is held or erased is not among them.</summary>
internal static class SearchRows
{
    public static void Put(ViewConnection views, PlanBody plan) => Put(
        views, FoundKind.Plan, plan.Id.Value, plan.Id, plan.Title, [plan.JurisdictionName, plan.About, plan.CompiledBy], plan.Id.Value, plan.OgpId);

    public static void Put(ViewConnection views, CommitmentBody promise)
    {
        Put(
            views, FoundKind.Commitment, promise.Id.Value, promise.Id.Plan, promise.Title,
            [promise.ShortTitle, promise.Theme, promise.Brief, promise.Problem, promise.Description, promise.Analysis, promise.Officer],
            promise.Id.Number.Value, promise.OgpId);
        foreach (var row in promise.Milestones)
        {
            Put(
                views, FoundKind.Milestone, $"{promise.Id.Value}#{row.Number}", promise.Id.Plan, row.Title, [row.Output, row.Note, row.DueWords],
                row.Number.Value);
        }
    }

    public static void Put(ViewConnection views, EvidenceBody evidence) => Put(
        views, evidence.IsReview ? FoundKind.Review : FoundKind.Evidence, evidence.Id.Value, evidence.Id.Commitment.Plan, Plain(evidence.Content.Title), [],
        evidence.Content.Summary?.Text, evidence.Content.SettledBy?.Text);

    public static void Put(ViewConnection views, OrganisationBody organisation) => Put(
        views, FoundKind.Organisation, organisation.Id.Value, null, organisation.Name, [organisation.Note], organisation.Id.Value);

    public static void Put(ViewConnection views, PluginBody plugin) => Put(
        views, FoundKind.Plugin, plugin.Id.Value, null, plugin.Listings[^1].Name, [], plugin.Id.Value, plugin.Listings[^1].Maintainer);

    /// <summary>What an entry of a commitment's stream says of a leaf; nothing where it says nothing in words.</summary>
    public static void Report(ViewConnection views, ReadEntry entry, CommitmentId commitment, MilestoneNumber leaf)
    {
        var title = views.Text("SELECT title FROM milestone WHERE commitment = $1 AND number = $2", commitment.Value, leaf.Value);
        Put(
            views, FoundKind.Report, $"{entry.Header.Log}/{entry.Header.Index}", commitment.Plan, title is null ? Words.None : ViewJson.Read<Words>(title), [],
            entry.Text("narrative")?.Text, entry.Text("nextStep")?.Text, entry.Text("challengesOther")?.Text, entry.Text("reason")?.Text);
    }

    private static Words Plain(string? title) => title is null ? Words.None : new([new("", title, null)]); // in whatever language it was written

    private static void Put(
        ViewConnection views, FoundKind kind, string id, PlanId? plan, Words title, ReadOnlySpan<Words?> texts, params ReadOnlySpan<string?> words)
    {
        var worded = ViewJson.Write(title);
        var isNew = views.Run(
            "INSERT INTO found(kind, id, plan, title) VALUES($1, $2, $3, $4) ON CONFLICT(kind, id) DO NOTHING", kind, id, plan?.Value, worded) > 0;
        var rowId = isNew ? views.LastRowId : Again();
        var body = new List<string>();
        foreach (var text in texts)
        {
            if (text is not null) body.AddRange(text.Versions.Select(version => version.Text));
        }

        foreach (var word in words)
        {
            if (word is not null) body.Add(word);
        }

        views.Run(
            "INSERT INTO found_text(rowid, title, words) VALUES($1, $2, $3)",
            rowId, string.Join('\n', title.Versions.Select(version => version.Text)), string.Join('\n', body));

        // Only what is there is taken out: most of it is new, and to look for it costs as much as to put it in.
        long Again()
        {
            var known = views.First("UPDATE found SET title = $3 WHERE kind = $1 AND id = $2 RETURNING rowid", row => row.GetInt64(0), kind, id, worded);
            views.Run("DELETE FROM found_text WHERE rowid = $1", known);
            return known;
        }
    }
}
