using System.Collections.Immutable;
using System.Security.Cryptography;
using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Host.Http;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Shared;

/// <summary>A hiding in a reviewer's queue.</summary>
/// <param name="Waits">What it waits for.</param>
/// <param name="Entry">The entry whose words are hidden, as the world reads it.</param>
public sealed record HidingItem(UndecidedHiding Waits, HistoryEntry Entry);

/// <summary>What was hidden and a reviewer may decide: asked of the rule that their decision would be asked of, so that nobody is led to what refuses them.</summary>
public sealed class UndecidedHidings(
    IMediator mediator, HidingViews hidings, HistoryViews history, OrganisationViews organisations, PlanClock clock)
{
    /// <summary>How many are listed at most.</summary>
    public const int Most = 50;

    private const int MostAsked = 200;

    /// <summary>What ends by itself first, then the longest waiting: of the plans that they review, and elsewhere appeals that wait too long.</summary>
    public async Task<ImmutableArray<HidingItem>> For(Caller reviewer)
    {
        var reviewed = organisations.ReviewedBy(reviewer.Organisation);
        var found = ImmutableArray.CreateBuilder<HidingItem>();
        var waiting = hidings.Waiting(clock.Now).Where(one => one.Need == HidingNeed.Appeal || (one.Id.Plan is { } plan && reviewed.Contains(plan)))
            .OrderBy(one => one.Hiding.Until ?? DateTimeOffset.MaxValue).ThenBy(one => one.Since).Take(MostAsked);
        foreach (var one in waiting)
        {
            if (found.Count == Most) break;
            if (await MayDecide(reviewer, one) && history.Entry(one.Hiding.Log, one.Hiding.Index) is { } entry) found.Add(new(one, entry));
        }

        return found.ToImmutable();
    }

    private async Task<bool> MayDecide(Caller reviewer, UndecidedHiding one)
    {
        var anything = new Write<DecideHiding>(new(HidingOutcome.Stands, "-"), one.Id, reviewer.For<DecideHiding>(), RandomNumberGenerator.GetHexString(32), Trial: true);
        return await mediator.Send(anything, CancellationToken.None) is WriteOutcome.Possible;
    }
}
