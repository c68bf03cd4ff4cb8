using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The runs of a plugin, the newest first.</summary>
public sealed class ListRunsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plugins/{id}/runs", async (HttpContext http, PluginId id, PluginViews plugins, PluginStore store, string? limit) =>
        {
            Asked.Only(http, "limit");
            var atOnce = Asked.Limit(limit);
            return OpenAnswer.Of(http, plugins.Plugin(id) is null ? null : (await store.Runs(id, null, atOnce)).Select(RunAnswer.From).ToArray());
        })
        .Answers<RunAnswer[]>("ListRuns", "The runs of a plugin, the newest first.", mayBeMissing: true);
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
    public static RunAnswer From(RunRow row) => new(
        row.Number, row.Organisation.Value, row.Version.Value, row.Digest.Value, row.State.ToString().ToLowerInvariant(), row.Started, row.Ended,
        row.Ended is { } ended ? Math.Max(0, (ended - row.Started).TotalSeconds) : null, row.Failure, row.Counts.Fetched, row.Counts.Bytes, row.Counts.Drafts,
        row.Counts.Accepted, row.Counts.Unchanged, row.Counts.Revised, row.Counts.Refused, row.Counts.Done, row.Counts.Of);
}
