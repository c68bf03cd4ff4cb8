using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form for sending evidence, for a leaf or for a whole commitment.</summary>
public sealed class SubmitEvidencePage(IMediator mediator, CommitmentViews commitments, EvidenceViews evidence, PlanClock clock, Reader reader)
    : FormPage<SubmitEvidence>(mediator)
{
    public override string Form => "submit-evidence";

    public CommitmentView View { get; private set; } = null!; // the page is shown only after Find has found it

    public MilestoneView? Milestone { get; private set; }

    /// <summary>Whether no more of the writer's organisation may wait here, and nobody has typed anything yet: what was typed is never taken away.</summary>
    public bool Full => HttpMethods.IsGet(Request.Method) && Typed["title"].Length == 0
        && evidence.WaitingAt(View.Id, Milestone?.Standing.Number, Writer.Organisation) >= Room.Most;

    protected override Target Target => View.Id;

    public ImmutableArray<Fields.Option> Stances(Speech T) =>
    [
        new("supports", T["submit-evidence.supports"], T["submit-evidence.supports-what"]),
        new("disputes", T["submit-evidence.disputes"], T["submit-evidence.disputes-what"]),
    ];

    protected override bool Find()
    {
        if (!CommitmentId.TryParse($"{RouteData.Values["plan"]}/{RouteData.Values["number"]}", out var id)
            || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return false;
        View = view;
        if (RouteData.Values["leaf"] is not string leaf) return true;
        Milestone = view.Milestones.FirstOrDefault(milestone => milestone.Standing.Leaf && milestone.Standing.Number.Value == leaf);
        return Milestone is not null;
    }

    protected override void Prefill() => Typed["stance"] = "supports";

    protected override SubmitEvidence? Read()
    {
        var stance = Typed.Choice<Stance>("stance", required: true);
        var title = Typed.Text("title", required: true);
        var summary = Typed.Prose("summary", required: true);
        var source = Typed.Text("source", required: true);
        var on = Typed.Date("on", required: true, today: View.Standing.Today);
        var shows = Typed.Choice<Completion>("shows", required: true);
        var period = Typed.Date("period");
        var settledBy = Typed.Prose("settledBy");
        return new(Milestone?.Standing.Number, title ?? "", summary ?? "", source ?? "", on ?? View.Standing.Today, stance ?? default, shows ?? default, period, settledBy);
    }

    protected override string Shown(WriteOutcome.Done done) =>
        Recorded(EvidenceId.TryParse(done.Id, out var evidence) && done.Shown ? reader.To.Evidence(evidence) : reader.To.Commitment(View.Id), done);
}
