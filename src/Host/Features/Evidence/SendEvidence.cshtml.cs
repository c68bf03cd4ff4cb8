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

/// <summary>The form by which somebody without an account sends evidence, for a leaf or for a whole commitment.</summary>
public sealed class SendEvidencePage(
    IMediator mediator, CommitmentViews commitments, EvidenceViews evidence, TrackingNumbers numbers, PlanClock clock, Reader reader)
    : FormPage<SendEvidence>(mediator)
{
    public override string Form => "send-evidence";

    public CommitmentView View { get; private set; } = null!; // the page is shown only after Find has found it

    public MilestoneView? Milestone { get; private set; }

    /// <summary>How many pieces of visitors wait here for a check.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether no more may wait, and nobody has typed anything yet: what was typed is never taken away.</summary>
    public bool Full => HttpMethods.IsGet(Request.Method) && Waiting >= Room.Most;

    /// <summary>Whether the whole commitment has room where its leaf has none.</summary>
    public bool WholeHasRoom => Milestone is not null && evidence.WaitingAt(View.Id, null, null) < Room.Most;

    protected override bool NeedsAccount => false;

    protected override Target Target => View.Id;

    public ImmutableArray<Fields.Option> Stances(Speech T) =>
    [
        new("supports", T["send-evidence.supports"]),
        new("disputes", T["send-evidence.disputes"]),
    ];

    protected override bool Find()
    {
        if (!CommitmentId.TryParse($"{RouteData.Values["plan"]}/{RouteData.Values["number"]}", out var id)
            || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return false;
        View = view;
        if (RouteData.Values["leaf"] is string leaf)
        {
            Milestone = view.Milestones.FirstOrDefault(milestone => milestone.Standing.Leaf && milestone.Standing.Number.Value == leaf);
            if (Milestone is null) return false;
        }

        Waiting = evidence.WaitingAt(id, Milestone?.Standing.Number, null);
        return true;
    }

    protected override Domain.Organisations.Actor ActorFor<TCommand>() => Number.Visitor;

    protected override SendEvidence? Read()
    {
        var title = Typed.Text("title", required: true);
        var summary = Typed.Prose("summary", required: true);
        var on = Typed.Date("on", required: true, today: View.Standing.Today);
        var stance = Typed.Choice<Stance>("stance", required: true);
        var shows = Typed.Choice<Completion>("shows", required: true);
        var source = Typed.Text("source");
        var place = Typed.Text("place");
        var period = Typed.Date("period");
        var settledBy = Typed.Prose("settledBy");
        return new(Milestone?.Standing.Number, title ?? "", summary ?? "", on ?? View.Standing.Today, stance ?? default, shows ?? default, source, place, period, settledBy);
    }

    protected override string Shown(WriteOutcome.Done done) => $"{reader.To.Submission(Number.Shown)}?sent=1";

    private TrackingNumber Number => numbers.For(View.Id, Typed[Typed.Key]);
}
