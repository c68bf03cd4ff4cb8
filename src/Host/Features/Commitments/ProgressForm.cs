using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What a report and its correction share: the leaf, the version seen, and the fields.</summary>
public abstract class ProgressForm<TCommand>(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : FormPage<TCommand>(mediator)
    where TCommand : class
{
    public CommitmentView View { get; private set; } = null!; // the page is shown only after Find has found it

    public MilestoneView Milestone { get; private set; } = null!; // as above

    protected override Target Target => View.Id;

    protected override long? Version => View.Version;

    protected abstract MilestoneView? FindLeaf(CommitmentView view);

    protected override bool Find()
    {
        if (!CommitmentId.TryParse($"{RouteData.Values["plan"]}/{RouteData.Values["number"]}", out var id)
            || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view || FindLeaf(view) is not { } leaf) return false;
        View = view;
        Milestone = leaf;
        return true;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Commitment(View.Id), done);

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
