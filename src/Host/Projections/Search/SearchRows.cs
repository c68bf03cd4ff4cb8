using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.History;
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

    /// <summary>
    /// What an entry says in words of its own: what an office reported of a leaf, why something was decided, changed or taken back,
    /// what was answered. Nothing is found where it says nothing, or where its words may not be shown.
    /// </summary>
    public static void Said(ViewConnection views, ReadEntry entry, About about, Register register)
    {
        if (!entry.Type.StartsWith("progress.", StringComparison.Ordinal)) Reason(views, entry, about, register);
        else if (about is { Commitment: { } commitment, Leaf: { } leaf }) Report(views, entry, commitment, leaf);
    }

    /// <summary>The same again, after its words were erased, hidden or shown.</summary>
    public static void SaidAgain(ViewConnection views, ReadEntry entry, Register register)
    {
        views.Run("DELETE FROM found_text WHERE rowid IN (SELECT rowid FROM found WHERE kind = $1 AND id = $2)", FoundKind.Reason, IdOf(entry));
        views.Run("DELETE FROM found WHERE kind = $1 AND id = $2", FoundKind.Reason, IdOf(entry));
        Said(views, entry, HistoryRows.AboutOf(views, entry), register);
    }

    private static void Report(ViewConnection views, ReadEntry entry, CommitmentId commitment, MilestoneNumber leaf) => Put(
        views, FoundKind.Report, IdOf(entry), commitment.Plan, TitleOf(views, commitment, leaf) ?? Words.None, [],
        entry.Text("narrative")?.Text, entry.Text("nextStep")?.Text, entry.Text("challengesOther")?.Text, entry.Text("reason")?.Text);

    private static void Reason(ViewConnection views, ReadEntry entry, About about, Register register)
    {
        if ((entry.Text("reason") ?? entry.Text("answer") ?? entry.Text("statement"))?.Text is not { } words) return;
        var plan = about.Plan ?? PlanOf(entry, register);
        var title = about.Commitment is { } commitment ? TitleOf(views, commitment, about.Leaf)
            : about.Plan is { } whole ? register.Plan(whole)?.Title
            : entry.Header.Stream.Split('/') is ["organisation", var organisation] ? register.Organisations.GetValueOrDefault(organisation)?.Name
            : PluginId.TryFromStream(entry.Header.Stream, out var plugin) ? register.Plugins.GetValueOrDefault(plugin.Value)?.Listings[^1].Name
            : null;
        Put(views, FoundKind.Reason, IdOf(entry), plan, title ?? Words.None, [], words);
    }

    /// <summary>What is said of an organisation may be said for one plan.</summary>
    private static PlanId? PlanOf(ReadEntry entry, Register register) => entry.Event switch
    {
        IndependenceDeclared declared => declared.Plan,
        IndependenceChallenged challenged => challenged.Plan,
        ChallengeDecided decided => register.Organisations.GetValueOrDefault(entry.Header.Stream["organisation/".Length..])?
            .Challenges.FirstOrDefault(challenge => challenge.Version == decided.Challenge)?.Plan,
        _ => null,
    };

    private static Words? TitleOf(ViewConnection views, CommitmentId commitment, MilestoneNumber? leaf)
    {
        var title = leaf is { } number ? views.Text("SELECT title FROM milestone WHERE commitment = $1 AND number = $2", commitment.Value, number.Value)
            : views.Text("SELECT title FROM commitment WHERE id = $1", commitment.Value);
        return title is null ? null : ViewJson.Read<Words>(title);
    }

    private static string IdOf(ReadEntry entry) => $"{entry.Header.Log}/{entry.Header.Index}";

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
