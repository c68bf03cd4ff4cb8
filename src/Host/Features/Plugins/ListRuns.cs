using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The runs of a plugin, the newest first.</summary>
public sealed class ListRunsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plugins/{id}/runs", async (HttpContext http, PluginId id, PluginViews plugins, PluginStore store, string? limit) =>
        {
            Asked.Only(http, "limit");
            var atOnce = Asked.Limit(limit);
            return OpenAnswer.Of(http, plugins.Plugin(id) is null ? null : (await store.Runs(id, null, atOnce)).Select(RunAnswer.From).ToArray());
        })
        .Answers<RunAnswer[]>("ListRuns", "The runs of a plugin, the newest first.", mayBeMissing: true);
        api.MapWhole("/plugins/{id}/runs", "ExportRuns", "The runs of a plugin, the newest first", mayBeMissing: true, form => (HttpContext http, PluginId id, PluginViews plugins, PluginStore store) =>
        {
            Asked.Only(http);
            return plugins.Plugin(id) is null ? OpenAnswer.Of<RunAnswer[]>(http, null) : WholeList.Of(form, $"{id}-runs", All(store, id), RunAnswer.Table);
        });
    }

    private static async IAsyncEnumerable<RunAnswer> All(PluginStore store, PluginId plugin)
    {
        long? before = null;
        do
        {
            var part = await store.Runs(plugin, before, Asked.MostAtOnce);
            foreach (var run in part) yield return RunAnswer.From(run);
            before = part.Length == Asked.MostAtOnce ? part[^1].Number : null;
        }
        while (before is not null);
    }
}

/// <summary>A run.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Organisation">The organisation it spoke for.</param>
/// <param name="State">running, well, failed or stopped.</param>
/// <param name="Seconds">How long it took; null while it goes on.</param>
/// <param name="Failure">The failure's name.</param>
/// <param name="Fetched">Sources fetched.</param>
/// <param name="Drafts">Everything it sent.</param>
/// <param name="Accepted">Of these, new evidence.</param>
/// <param name="Unchanged">Of these, said already.</param>
/// <param name="Revised">Of these, changed evidence.</param>
/// <param name="Refused">Of these, refused.</param>
/// <param name="Done">How far it says it is.</param>
/// <param name="Of">Of how many.</param>
public sealed record RunAnswer(
    long Run, string Organisation, string Version, string Digest, string State, DateTimeOffset Started, DateTimeOffset? Ended, double? Seconds,
    string? Failure, int Fetched, long Bytes, int Drafts, int Accepted, int Unchanged, int Revised, int Refused, long? Done, long? Of)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<RunAnswer> Table { get; } = new Table<RunAnswer>()
        .Value("run", row => row.Run).Text("organisation", row => row.Organisation).Text("version", row => row.Version).Text("digest", row => row.Digest)
        .Text("state", row => row.State).Value("started", row => row.Started).Value("ended", row => row.Ended).Value("seconds", row => row.Seconds)
        .Text("failure", row => row.Failure).Value("fetched", row => row.Fetched).Value("bytes", row => row.Bytes).Value("drafts", row => row.Drafts)
        .Value("accepted", row => row.Accepted).Value("unchanged", row => row.Unchanged).Value("revised", row => row.Revised)
        .Value("refused", row => row.Refused).Value("done", row => row.Done).Value("of", row => row.Of);

    public static RunAnswer From(RunRow row) => new(
        row.Number, row.Organisation.Value, row.Version.Value, row.Digest.Value, row.State.ToString().ToLowerInvariant(), row.Started, row.Ended,
        row.Took?.TotalSeconds, row.Failure, row.Counts.Fetched, row.Counts.Bytes, row.Counts.Drafts,
        row.Counts.Accepted, row.Counts.Unchanged, row.Counts.Revised, row.Counts.Refused, row.Counts.Done, row.Counts.Of);
}
