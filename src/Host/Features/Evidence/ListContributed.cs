using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Evidence;

/// <summary>Lists what a plugin contributed, what was entered last first.</summary>
public sealed class ListContributedEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plugins/{id}/evidence", (
            HttpContext http, PluginId id, PluginViews plugins, EvidenceViews evidence, string? organisation, string? state, string? cursor, string? limit) =>
        {
            Asked.Only(http, "organisation", "state", "cursor", "limit");
            var (of, stage, atOnce) = (Asked.Value<OrganisationId>("organisation", organisation), Asked.Word<EvidenceStage>("state", state), Asked.Limit(limit));
            if (plugins.Plugin(id) is null) return OpenAnswer.Of<EvidenceList>(http, null);
            var part = Asked.From(() => Part(plugins, evidence, id, of, stage, cursor, atOnce));
            return OpenAnswer.Of(http, new EvidenceList([.. part.Items.Select(EvidenceSummary.Of)], part.Next));
        })
        .Answers<EvidenceList>("ListContributed", "What a plugin contributed, what was entered last first.", mayBeMissing: true);
        api.MapWhole("/plugins/{id}/evidence", "ExportContributed", "What a plugin contributed, what was entered last first", mayBeMissing: true, form => (
            HttpContext http, PluginId id, PluginViews plugins, EvidenceViews evidence, string? organisation, string? state) =>
        {
            Asked.Only(http, "organisation", "state");
            var (of, stage) = (Asked.Value<OrganisationId>("organisation", organisation), Asked.Word<EvidenceStage>("state", state));
            return plugins.Plugin(id) is null
                ? OpenAnswer.Of<EvidenceList>(http, null)
                : WholeList.Of(
                    form, $"{id}-evidence", WholeList.Parts((cursor, limit) => Part(plugins, evidence, id, of, stage, cursor, limit)).Select(EvidenceSummary.Of), EvidenceSummary.Table);
        });
    }

    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    internal static Page<EvidenceRow> Part(
        PluginViews plugins, EvidenceViews evidence, PluginId plugin, OrganisationId? organisation, EvidenceStage? stage, string? cursor, int limit)
    {
        var ids = plugins.Contributed(plugin, organisation, stage, cursor, limit);
        return new(evidence.Rows(ids.Items), ids.Next);
    }
}
