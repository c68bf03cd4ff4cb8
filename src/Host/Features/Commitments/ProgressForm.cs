using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What a report and its correction share: the fields.</summary>
public abstract class ProgressForm<TCommand>(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : MilestoneForm<TCommand>(mediator, commitments, clock, reader)
    where TCommand : class
{
    /// <summary>The fields that say how far a leaf is.</summary>
    protected static readonly ImmutableArray<string> ProgressFields =
        ["completion", "narrative", "on", "period", "percent", "challenges", "challengesOther", "nextStep", "nextDate"];

    protected static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected Percent? ReadPercent()
    {
        if (Typed.Text("percent")?.TrimEnd('%').Trim().Replace(',', '.') is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Percent.TryCreate(number, out var percent)) return percent;
        Typed.Refuse("percent", "percent-malformed", "Give a percentage from 0 to 100.");
        return null;
    }

    protected ImmutableArray<Challenge>? ReadChallenges() => Typed.Choices<Challenge>("challenges") is { Length: > 0 } chosen ? chosen : null;
}
