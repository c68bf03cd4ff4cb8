using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>A plugin: everything listed, for whom it speaks, how it is.</summary>
public sealed class ReadPluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plugins/{id}", async (HttpContext http, PluginId id, PluginStandings standings) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, await standings.Plugin(id) is { } standing ? PluginAnswer.Of(standing) : null);
        })
        .Answers<PluginAnswer>("ReadPlugin", "A plugin: everything listed, for whom it speaks, how it is.", mayBeMissing: true);
}

/// <summary>Files that were put before the site.</summary>
/// <param name="Waiting">Whether they wait for a decision that somebody can make.</param>
/// <param name="Obstacle">Why nobody can approve them; null: an admin can.</param>
/// <param name="ReasonLedgerIndex">Where their refusal stands on the ledger.</param>
public sealed record PluginListingAnswer(
    string Version, string Digest, ImmutableArray<Partner> MadeFor, ImmutableSortedDictionary<string, string> Names, string? Licence,
    ImmutableArray<string> Fetches, string? Maintainer, bool Shipped, DateTimeOffset ListedAt, string? ListedBy, bool Waiting, bool Refused, string? Reason,
    string Log, long LedgerIndex, ObstacleAnswer? Obstacle, long? ReasonLedgerIndex);

/// <summary>A plugin as it speaks, or spoke, for an organisation.</summary>
/// <param name="ReasonLedgerIndex">Where it was stopped, or let run again, on the ledger; null: neither.</param>
/// <param name="Addresses">The addresses that it may read for the organisation, its settings put in.</param>
public sealed record PluginApprovalAnswer(
    string Organisation, Partner Partner, string Version, string Digest, PluginStatus Status, DateTimeOffset ApprovedAt, bool Development,
    int Contributed, int Waiting, int Accepted, int Returned, int Withdrawn, int? AcceptanceRate, int FailuresInARow, DateTimeOffset? NextTry,
    string? Failure, string? CannotRun, DateTimeOffset? LastRun, string Log, long LedgerIndex, long? ReasonLedgerIndex, ImmutableArray<string> Addresses);

/// <summary>A plugin, whole.</summary>
public sealed record PluginAnswer(
    string Id, PluginStatus Status, string Version, string Digest, int Contributed, int Accepted, int? AcceptanceRate, DateTimeOffset? LastRun,
    ImmutableArray<PluginListingAnswer> Listings, ImmutableArray<PluginApprovalAnswer> Approvals)
{
    public static PluginAnswer Of(PluginStanding standing)
    {
        var (view, current) = (standing.View, standing.View.Current);
        return new(
            view.Id.Value, standing.Status, current.Version.Value, current.Digest.Value, view.Tally.Contributed, view.Tally.Accepted,
            view.Tally.AcceptanceRate, standing.LastRun?.Started,
            [.. view.Listings.Select(one => Of(one, standing.Foreign.GetValueOrDefault(one.Digest)))],
            [.. standing.Speaking.Select(Of)]);
    }

    private static PluginListingAnswer Of(PluginListingView one, Domain.Refused? foreign) => new(
        one.Version.Value, one.Digest.Value, one.MadeFor, one.Name.ByLanguage(), one.Licence, one.Fetches, one.Maintainer, one.Shipped, one.At,
        one.By?.Id.Value, one.Waits && foreign is null, one.Refused, one.Why?.Text, one.Log, one.Index, ObstacleAnswer.Of(foreign), one.WhyIndex);

    private static PluginApprovalAnswer Of(SpeakingPlugin one) => new(
        one.Approval.Organisation.Id.Value, one.Approval.Partner, one.Approval.Version.Value, one.Approval.Digest.Value, one.Status,
        one.Approval.At, one.Approval.Development, one.Approval.Tally.Contributed, one.Approval.Tally.Waiting, one.Approval.Tally.Accepted,
        one.Approval.Tally.Returned, one.Approval.Tally.Withdrawn, one.Approval.Tally.AcceptanceRate, one.Health.Failures, one.NextTry,
        one.Approval.Failure ?? one.Failure, one.Obstacle?.Rule, one.LastRun?.Started,
        one.Approval.Log, one.Approval.Index, one.Approval.WhyIndex, one.Addresses);
}
