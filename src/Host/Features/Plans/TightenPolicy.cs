using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Grains.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;

namespace Tracker.Host.Features.Plans;

/// <summary>A coordinator makes the plan's own rule of proof stricter. It never judges what was due already.</summary>
public sealed class TightenPolicyEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/policy", (PlanId plan, HttpContext http, PolicyTightening tightening) =>
            WriteDoor.Take<TightenPolicy>(http, plan, tightening.Apply))
        .TakesWrite<TightenPolicy>(seen: false)
        .WithSummary("A coordinator makes the plan's own rule of proof stricter, with a reason. What was due already keeps the rule it had; both results are shown.");
}

/// <summary>
/// Sends the stricter rule to every commitment of the plan, each through the corridor like any write, and then to the plan. Stops at
/// what is refused; asked again, it goes on there.
/// </summary>
public sealed class PolicyTightening(IMediator mediator, CommitmentViews commitments, Scopes scopes)
{
    /// <summary>Whose rule is this one already, or whose rule nothing changes any more.</summary>
    private static readonly ImmutableHashSet<string> s_done = [Rules.PolicyUnchanged.Name, Rules.CommitmentWithdrawn.Name];

    public async Task<WriteOutcome> Apply(Write<TightenPolicy> write)
    {
        var plan = ((Target.OfPlan)write.Target).Id;
        if (May.Do(write.Actor.Role, typeof(TightenPolicy)) is { } may) return new WriteOutcome.Declined(may);
        if (await scopes.Reach(write.Actor, write.Target, CancellationToken.None) is { } refused) return new WriteOutcome.Declined(refused);
        foreach (var commitment in commitments.Promised(plan).Select(promised => promised.Id))
        {
            var outcome = await mediator.Send(
                new Write<TightenCommitment>(new(write.Command.Asked(), write.Command.Reason), commitment, write.Actor, Key(write.Key, commitment)),
                CancellationToken.None);
            if (outcome is WriteOutcome.Declined { Why.Rule: var rule } && s_done.Contains(rule)) continue;
            if (outcome is not WriteOutcome.Done) return outcome;
        }

        return await mediator.Send(write, CancellationToken.None);
    }

    // Short, because a key is at most 128 characters.
    private static string Key(string key, CommitmentId commitment) =>
        string.Create(CultureInfo.InvariantCulture, $"{(key.Length <= 80 ? key : key[..80])}:{commitment.Number}");
}

public sealed class TightenPolicyHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<TightenPolicy>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<TightenPolicy> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPlanGrain>(request.Target.ToString()).TightenPolicy);
}

public sealed class TightenCommitmentHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<TightenCommitment>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<TightenCommitment> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).Tighten);
}
