using System.Text.Json.Nodes;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin lets exactly these files speak for an organisation.</summary>
public sealed class ApprovePluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/approval", (PluginId id, HttpContext http) =>
            WriteDoor.Take<ApprovePlugin>(http, id, ("memberOf", JsonValue.Create(Words.Of(Partner.Public))), ("development", false)))
        .TakesWrite<ApprovePlugin>(seen: false, given: ["memberOf", "development"])
        .WithSummary("An admin lets exactly these files speak for an organisation.");
}

/// <remarks>
/// The partner is the register's word, never the command's. Settings stand on no ledger, so it is this door and not the rule that asks
/// for them; what could not be approved anyway is the rule's to refuse.
/// </remarks>
public sealed class ApprovePluginHandler(
    IGrainFactory grains, Handover handover, OrganisationViews organisations, PluginViews plugins, PluginFiles files, PluginSettings settings)
    : IRequestHandler<Write<ApprovePlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<ApprovePlugin> request, CancellationToken cancellationToken)
    {
        var command = request.Command;
        if (organisations.Name(command.Organisation).Partner is not { } partner)
            return new WriteOutcome.Declined(Rules.OrganisationUnknown.Refuse("organisation"));
        if (files.Find(command.Digest)?.Foreign is { } foreign) return new WriteOutcome.Declined(foreign);
        if (plugins.Plugin(((Target.OfPlugin)request.Target).Id) is { } view && Waits(view, command, partner)
            && files.Find(command.Digest) is { } known // files that are not here do not run, whatever their settings
            && await settings.Settle(known, command.Organisation, files.Before(view, command.Organisation)) is { Length: > 0 } wrong)
            return new WriteOutcome.Declined(DoorRules.PluginSettingsIncomplete.Refuse("organisation", ("settings", string.Join(", ", wrong))));
        return await handover.To(
            request with { Command = command with { MemberOf = partner } },
            grains.GetGrain<IPluginRegisterGrain>(request.Target.ToString()).Approve);
    }

    private static bool Waits(PluginView view, ApprovePlugin command, Partner partner) =>
        view.Listings.Any(one => one.Digest == command.Digest && !one.Refused && one.MadeFor.Contains(partner))
        && !view.Speaking.Any(one => one.Organisation.Id == command.Organisation && one.Digest == command.Digest);
}
