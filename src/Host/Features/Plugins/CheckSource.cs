using MediatR;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>A reviewer, or whoever sent it, asks whether the source of a piece of evidence still says so.</summary>
public sealed class CheckSourceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/check", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<CheckSource>(http, id))
        .TakesOrder<CheckSource>()
        .WithSummary("Asks the plugin that sent it whether the source still says so; what it answers changes no standing.");
}

public sealed class CheckSourceHandler(EvidenceViews evidence, SourceQuestions questions, PluginStore store, IGrainFactory grains)
    : IRequestHandler<Write<CheckSource>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<CheckSource> request, CancellationToken cancellationToken)
    {
        var id = ((Target.OfEvidence)request.Target).Id;
        if (evidence.Rows([id]) is not [var piece]) return new WriteOutcome.Declined(Rules.EvidenceUnknown.Refuse());
        if (request.Actor.Role == Role.Partner && piece.By?.Id != request.Actor.Organisation) return new WriteOutcome.Declined(Rules.NotContributor.Refuse());
        if (await questions.Bar(piece) is { } why) return new WriteOutcome.Declined(why);
        if (!await store.AskCheck(id)) return new WriteOutcome.Declined(DoorRules.NoPluginToAsk.Refuse());
        await grains.GetGrain<IPluginGrain>($"{piece.Plugin}/{piece.By!.Id}").Wake(); // nothing bars it
        return new WriteOutcome.Noted(id.Value);
    }
}
