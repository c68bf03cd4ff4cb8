using System.Collections.Immutable;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plugins;

/// <summary>Reads plugins: what was decided about them, and what they contributed. Nothing here waits: views are local.</summary>
public sealed class PluginViews(ViewReader views)
{
    internal const string Counts = "SELECT plugin, org, status, count(*) FROM evidence WHERE plugin IS NOT NULL GROUP BY plugin, org, status";

    internal const string CountsOf = "SELECT plugin, org, status, count(*) FROM evidence WHERE plugin = $1 GROUP BY plugin, org, status";

    internal const string IdsOf = "SELECT id FROM evidence WHERE plugin = $1 AND ($2 IS NULL OR org = $2) ORDER BY status, first DESC LIMIT $3";

    internal const string PartOf = """
        SELECT id, first FROM evidence WHERE plugin = $1 AND (first, id) < ($2, $3) AND ($4 IS NULL OR org = $4) AND ($5 IS NULL OR status = $5)
        ORDER BY first DESC, id DESC LIMIT $6
        """;

    /// <summary>Every plugin, by id.</summary>
    public ImmutableArray<PluginView> All()
    {
        using var read = views.Read();
        var tallies = Tallies(read.Query(Counts, Count));
        return [.. views.Register.Plugins.Values.Select(body => View(body, tallies))];
    }

    /// <summary>One plugin; null when it was never listed.</summary>
    public PluginView? Plugin(PluginId plugin)
    {
        if (views.Register.Plugins.GetValueOrDefault(plugin.Value) is not { } body) return null;
        using var read = views.Read();
        return View(body, Tallies(read.Query(CountsOf, Count, plugin.Value)));
    }

    /// <summary>Whether an actor is a plugin that may speak, in that version, for that organisation of that partner.</summary>
    public bool MaySpeak(Actor actor) =>
        PluginId.TryFromActor(actor, out var plugin, out var version)
        && views.Register.Plugins.GetValueOrDefault(plugin.Value)?.Speaking.Any(approval =>
            approval.Version == version && approval.Organisation == actor.Organisation && approval.MemberOf == actor.Partner) == true;

    /// <summary>Whether these very files of a plugin may speak for an organisation.</summary>
    public bool MaySpeak(PluginId plugin, OrganisationId organisation, PluginDigest digest) =>
        views.Register.Plugins.GetValueOrDefault(plugin.Value)?.Speaking.Any(approval => approval.Organisation == organisation && approval.Digest == digest) == true;

    /// <summary>Everything that may speak now.</summary>
    public ImmutableArray<(PluginId Plugin, OrganisationId Organisation, PluginDigest Digest)> Speaking() =>
    [
        .. views.Register.Plugins.Values.SelectMany(
            body => body.Speaking.Select(approval => (body.Id, approval.Organisation, approval.Digest))),
    ];

    /// <summary>The files that an organisation put before the site and nobody has decided about.</summary>
    public ImmutableArray<PluginDigest> Waiting(OrganisationId organisation) =>
    [
        .. views.Register.Plugins.Values.SelectMany(body => body.Listings).Where(one => one.By == organisation && !one.Decided).Select(one => one.Digest).Distinct(),
    ];

    /// <summary>Ids of what a plugin contributed, what waits first.</summary>
    public ImmutableArray<EvidenceId> Contributed(PluginId plugin, OrganisationId? organisation, int most)
    {
        using var read = views.Read();
        return [.. read.Query(IdsOf, row => EvidenceId.Parse(row.GetString(0)), plugin.Value, organisation?.Value, (long)most)];
    }

    /// <summary>A part of what a plugin contributed, what was entered last into the record of its plan first.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="organisation">Only for this one; null: for all.</param>
    /// <param name="stage">Only what is there now; null: wherever it is.</param>
    /// <param name="cursor">Where the part before ended; null: the first part.</param>
    /// <param name="limit">The most of them.</param>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<EvidenceId> Contributed(PluginId plugin, OrganisationId? organisation, EvidenceStage? stage, string? cursor, int limit)
    {
        var (first, id) = Cursor.Read("contributed", cursor, 2) is [var index, var before] ? (Cursor.Number(index), before) : (long.MaxValue, "");
        using var read = views.Read();
        var found = read.Query(PartOf, row => (Id: EvidenceId.Parse(row.GetString(0)), First: row.GetInt64(1)), plugin.Value, first, id, organisation?.Value, (long?)stage, limit + 1L);
        return new([.. found.Take(limit).Select(one => one.Id)], found.Count > limit ? Cursor.Write("contributed", found[limit - 1].First, found[limit - 1].Id.Value) : null);
    }

    /// <summary>The addresses from which public evidence that was not erased has these bytes, at most 100; none: none rests on them.</summary>
    public ImmutableArray<string> RestsOn(string sha256)
    {
        using var read = views.Read();
        return [.. read.Query("SELECT DISTINCT address FROM evidence_source WHERE sha256 = $1 ORDER BY address LIMIT 100", row => row.GetString(0), sha256)];
    }

    private static (string Plugin, string Org, EvidenceStage Stage, int Count) Count(Microsoft.Data.Sqlite.SqliteDataReader row) =>
        (row.GetString(0), row.Text(1) ?? "", (EvidenceStage)row.GetInt32(2), row.GetInt32(3));

    private static Dictionary<(string Plugin, string Org), PluginTally> Tallies(List<(string Plugin, string Org, EvidenceStage Stage, int Count)> counts) =>
        counts.GroupBy(one => (one.Plugin, one.Org)).ToDictionary(group => group.Key, group => new PluginTally(
            group.Sum(one => one.Count), In(group, EvidenceStage.Submitted), In(group, EvidenceStage.Accepted),
            In(group, EvidenceStage.Returned), In(group, EvidenceStage.Withdrawn)));

    private static int In(IEnumerable<(string Plugin, string Org, EvidenceStage Stage, int Count)> counts, EvidenceStage stage) =>
        counts.Where(one => one.Stage == stage).Sum(one => one.Count);

    private PluginView View(PluginBody body, Dictionary<(string Plugin, string Org), PluginTally> tallies)
    {
        var register = views.Register;
        var all = tallies.Where(one => one.Key.Plugin == body.Id.Value).Select(one => one.Value).ToList();
        return new(
            body.Id,
            [.. body.Listings.Select(one => new PluginListingView(
                one.Version, one.Digest, one.MadeFor, one.Name, one.Licence, one.Fetches, one.Maintainer, one.Shipped, one.At, body.Log,
                one.Index, register.Name(one.By), !one.Decided, one.Refused, one.Why, one.WhyIndex))],
            [.. body.Approvals.Select(one => new PluginApprovalView(
                register.Name(one.Organisation), one.MemberOf, one.Version, one.Digest, one.At, body.Log, one.Index, one.Development,
                one.QuarantinedAt, one.Failure, one.RevokedAt, one.Why, one.WhyIndex,
                tallies.GetValueOrDefault((body.Id.Value, one.Organisation.Value), PluginTally.None)))],
            new(all.Sum(one => one.Contributed), all.Sum(one => one.Waiting), all.Sum(one => one.Accepted), all.Sum(one => one.Returned), all.Sum(one => one.Withdrawn)));
    }
}
