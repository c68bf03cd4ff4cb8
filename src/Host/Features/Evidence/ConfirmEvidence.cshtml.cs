using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which a reviewer states the level that accepted evidence shows of the wording that holds now.</summary>
public sealed class ConfirmEvidencePage(IMediator mediator, EvidenceViews evidence, HistoryViews history, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "confirm-evidence";

    protected override IEnumerable<Type> Commands => [typeof(ConfirmEvidence)];

    /// <summary>What was amended of the deliverable, before and after.</summary>
    public IEnumerable<HistoryEntry> Changes => history.Terms(View.Row.Id.Commitment)
        .Select(entry => entry.Of(View.Row.Leaf))
        .Where(entry => entry.Amended.Length > 0);

    public IEnumerable<Fields.Option> Levels(Speech T) => ReviewPage.Levels(View.Row)
        .Select(level => new Fields.Option(Fields.Word(level), T.Say("confirm-evidence.at", ("level", T.Of(level)))));

    protected override Task<Domain.Refused?> Bars() => Asked(new ConfirmEvidence(Completion.Limited, "-"));

    protected override Task<WriteOutcome?> Send()
    {
        var reason = Typed.Prose("reason", required: true);
        var level = Typed.Choice<Completion>("level", required: true);
        return Send(reason is null || level is null ? null : new ConfirmEvidence(level.Value, reason));
    }
}
