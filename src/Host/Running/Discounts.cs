using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Running;

/// <summary>
/// Carries what was decided about an organisation, in the log <c>site</c>, to the evidence that rested on it, each in its plan's
/// log: nothing is atomic between two logs. So it is done when it is decided, and once more at every start for what was cut short;
/// done twice it changes nothing.
/// </summary>
public sealed class Discounts(
    IServiceScopeFactory scopes, EvidenceViews evidence, OrganisationViews organisations, Opening opening, ILogger<Discounts> log) : BackgroundService
{
    private static readonly Actor s_actor = new(Role.System, "system:independence", null, null);

    /// <summary>Records for every piece that rests on a refuted declaration of this organisation that it does so no longer.</summary>
    /// <returns>How many pieces.</returns>
    public async Task<int> Carry(OrganisationId organisation)
    {
        var pieces = organisations.Refutations(organisation)
            .SelectMany(ruling => evidence.RestsOn(organisation, ruling).Select(piece => (Piece: piece, Ruling: ruling.Index)))
            .DistinctBy(one => one.Piece)
            .ToList();
        if (pieces.Count == 0) return 0;
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        foreach (var (piece, ruling) in pieces)
        {
            var outcome = await mediator.Send(
                new Write<DiscountEvidence>(new(organisation, ruling), piece, s_actor, $"discount:{organisation.Value}:{ruling}:{piece.Value}"), CancellationToken.None);
            if (outcome is not WriteOutcome.Done) log.LogWarning("{Piece} still rests on {Organisation}: {Outcome}", piece.Value, organisation.Value, outcome);
        }

        return pieces.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Done.WaitAsync(stoppingToken);
        }
        catch (Exception) when (opening.Done.IsFaulted || stoppingToken.IsCancellationRequested)
        {
            return; // said elsewhere, or the host is going down
        }

        foreach (var organisation in organisations.Refuted().ToList()) await Carry(organisation);
    }
}
