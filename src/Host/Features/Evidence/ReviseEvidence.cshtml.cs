using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form for repairing evidence that waits or came back.</summary>
public sealed class ReviseEvidencePage(IMediator mediator, EvidenceViews evidence, CommitmentViews commitments, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "revise-evidence";

    public ImmutableArray<DateOnly> Occurrences { get; private set; } = [];

    protected override IEnumerable<Type> Commands => [typeof(ReviseEvidence)];

    protected override bool Find()
    {
        if (!base.Find()) return false;
        var id = View.Row.Id.Commitment;
        if (View.Row.Leaf is { } leaf && commitments.Commitment(id, View.Plan.Today) is { } commitment)
            Occurrences = commitment.Milestones.FirstOrDefault(milestone => milestone.Standing.Number == leaf)?.Begun(View.Plan.Today) ?? [];
        return true;
    }

    protected override void Prefill()
    {
        var now = View.Contents[^1];
        Typed["title"] = now.Title ?? "";
        Typed["summary"] = now.Summary?.Text ?? "";
        Typed["source"] = now.Source ?? "";
        Typed["on"] = Date(now.On);
        Typed["shows"] = now.Shows is { } shows ? Fields.Word(shows) : "";
        Typed["period"] = now.Period is { } period ? Date(period) : "";
        Typed["settledBy"] = now.SettledBy?.Text ?? "";
    }

    protected override Task<WriteOutcome?> Send()
    {
        var title = Typed.Text("title", required: true);
        var summary = Typed.Prose("summary", required: true);
        var source = Typed.Text("source", required: true);
        var on = Typed.Date("on", required: true, today: View.Plan.Today);
        var shows = Typed.Choice<Completion>("shows", required: true);
        var period = Typed.Date("period");
        var settledBy = Typed.Prose("settledBy");
        return Send(new ReviseEvidence(title ?? "", summary ?? "", source ?? "", on ?? View.Plan.Today, shows ?? default, period, settledBy));
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
