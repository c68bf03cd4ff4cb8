using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin keeps the settings with which a plugin speaks for an organisation, or is to once it is approved.</summary>
public sealed class SetPluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/settings", (PluginId id, HttpContext http) =>
            WriteDoor.Take<SetPlugin>(http, id, ("language", RefusalWords.Language(http))))
        .TakesOrder<SetPlugin>("language")
        .WithSummary("An admin keeps the settings with which a plugin speaks for an organisation; with a digest, before its files are approved.");
}

public sealed class SetPluginHandler(PluginViews plugins, PluginFiles files, PluginSettings settings, IPluginForms forms, OrganisationViews organisations)
    : IRequestHandler<Write<SetPlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<SetPlugin> request, CancellationToken cancellationToken)
    {
        var (id, order) = (((Target.OfPlugin)request.Target).Id, request.Command);
        if (plugins.Plugin(id) is not { } view) return new WriteOutcome.Declined(Rules.PluginUnknown.Refuse());
        var speaks = view.Speaking.FirstOrDefault(approval => approval.Organisation.Id == order.Organisation)?.Digest;
        if ((order.Digest ?? speaks) is not { } digest) return new WriteOutcome.Declined(Rules.PluginNotApproved.Refuse("organisation"));
        if (digest != speaks && Obstacle(view, digest, organisations.Name(order.Organisation).Partner) is { } obstacle) return new WriteOutcome.Declined(obstacle);
        if (files.Find(digest) is not { } known) return new WriteOutcome.Declined(DoorRules.PluginFilesMissing.Refuse());
        if (await settings.Keep(known, order.Organisation, order.Values, files.Before(view, order.Organisation), order.Language) is { } refused)
            return new WriteOutcome.Declined(refused);
        forms.Forget(digest, order.Organisation);
        return new WriteOutcome.Noted(order.Organisation.Value);
    }

    /// <summary>Why these files can never speak for an organisation of a partner; null: they wait for an approval.</summary>
    private static Refused? Obstacle(PluginView view, PluginDigest digest, Partner? partner) =>
        view.Listings.FirstOrDefault(one => one.Digest == digest) is not { } listing ? Rules.PluginDigestUnknown.Refuse("digest")
        : listing.Refused ? Rules.PluginRefusedAlready.Refuse("digest")
        : partner is not { } member ? Rules.OrganisationUnknown.Refuse("organisation")
        : listing.MadeFor.Contains(member) ? null
        : Rules.PluginNotMadeFor.Refuse("organisation", ("partner", Words.Of(member)));
}
