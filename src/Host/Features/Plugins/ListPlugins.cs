using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>Lists the plugins of all partners: how each is and what it contributed.</summary>
public sealed class ListPluginsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plugins", async (HttpContext http, PluginStandings standings, string? partner, string? status) =>
        {
            Asked.Only(http, "partner", "status");
            return OpenAnswer.Of(http, (await In(standings, partner, status)).ToArray());
        })
        .Answers<PluginSummary[]>("ListPlugins", "The plugins of all partners: how each is and what it contributed.", mayBeMissing: false);
        api.MapWhole("/plugins", "ExportPlugins", "The plugins of all partners", mayBeMissing: false, form => async (HttpContext http, PluginStandings standings, string? partner, string? status) =>
        {
            Asked.Only(http, "partner", "status");
            return WholeList.Of(form, "plugins", await In(standings, partner, status), PluginSummary.Table);
        });
    }

    private static async Task<IEnumerable<PluginSummary>> In(PluginStandings standings, string? partner, string? status)
    {
        var (of, so) = (Asked.Word<Partner>("partner", partner), Asked.Word<PluginStatus>("status", status));
        return (await standings.All()).Where(one => (of is not { } asked || one.IsOf(asked)) && (so is not { } wanted || one.Is(wanted))).Select(PluginSummary.Of);
    }
}

/// <summary>A plugin in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Partner">The partner it speaks for, else the first that it is made for.</param>
/// <param name="Partners">Every partner that it is made for.</param>
/// <param name="Names">Its name by language.</param>
/// <param name="Version">The version that speaks, else the newest listed.</param>
/// <param name="Status">How it is.</param>
/// <param name="Digest">The files that speak, else the newest listed.</param>
/// <param name="Contributed">Pieces of evidence sent.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="AcceptanceRate">Of what was judged, accepted, in whole percent.</param>
/// <param name="LastRun">When its last run began.</param>
/// <param name="AwaitingSince">Since when files of it wait for a decision.</param>
/// <param name="Obstacle">Why it cannot run here; null: it can, or nobody has let it.</param>
public sealed record PluginSummary(
    string Id, Partner Partner, ImmutableArray<Partner> Partners, ImmutableSortedDictionary<string, string> Names, string Version,
    PluginStatus Status, string Digest, int Contributed, int Accepted, int? AcceptanceRate, DateTimeOffset? LastRun, DateTimeOffset? AwaitingSince, ObstacleAnswer? Obstacle)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<PluginSummary> Table { get; } = new Table<PluginSummary>()
        .Text("id", row => row.Id).Value("partner", row => row.Partner).Json("partners", row => row.Partners)
        .Worded("name", row => row.Names.Values.First(), row => row.Names).Json("names", row => row.Names) // a name is never in no language
        .Text("version", row => row.Version).Value("status", row => row.Status).Text("digest", row => row.Digest)
        .Value("contributed", row => row.Contributed).Value("accepted", row => row.Accepted).Value("acceptanceRate", row => row.AcceptanceRate)
        .Value("lastRun", row => row.LastRun).Value("awaitingSince", row => row.AwaitingSince).Json("obstacle", row => row.Obstacle);

    public static PluginSummary Of(PluginStanding standing)
    {
        var (view, current) = (standing.View, standing.View.Current);
        return new(
            view.Id.Value, view.Speaking.Select(one => one.Partner).Append(current.MadeFor[0]).First(), current.MadeFor, current.Name.ByLanguage(),
            current.Version.Value, standing.Status, current.Digest.Value, view.Tally.Contributed, view.Tally.Accepted, view.Tally.AcceptanceRate,
            standing.LastRun?.Started, standing.Waiting.Select(one => (DateTimeOffset?)one.At).FirstOrDefault(),
            ObstacleAnswer.Of(standing.Obstacle));
    }
}
