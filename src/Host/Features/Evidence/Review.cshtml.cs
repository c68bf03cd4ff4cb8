using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>The reviewer's one screen: promise, claim, quotation, source, and one decision that accepts at a level or returns.</summary>
public sealed class ReviewPage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    private const string Returned = "return";

    public override string Form => "review";

    protected override IEnumerable<Type> Commands => [typeof(AcceptEvidence), typeof(ReturnEvidence)];

    /// <summary>Only levels that the rule can accept: what supports never above what was said, an objection never below.</summary>
    internal static IEnumerable<Completion> Levels(EvidenceRow row) => Enum.GetValues<Completion>()
        .Where(level => row.Shows is not { } shows || (row.Stance == Stance.Supports ? level <= shows : level >= shows && level < Completion.Complete));

    public IEnumerable<Fields.Option> Decisions(Speech T) => Levels(View.Row)
        .Select(level => new Fields.Option(Fields.Word(level), T.Say("review.accept-at", ("level", T.Of(level)))))
        .Append(new(Returned, T["review.return"], T["review.return-what"]));

    protected override async Task<WriteOutcome?> Send()
    {
        var reason = Typed.Prose("reason", required: true);
        if (Typed["decision"].Length == 0) Typed.Refuse("decision", "decision-required", "Choose one decision.");
        if (Typed["decision"] == Returned) return await Send(reason is null ? null : new ReturnEvidence(reason));
        var level = Typed["decision"].Length == 0 ? null : Typed.Choice<Completion>("decision");
        var outcome = await Send(reason is null || level is null ? null : new AcceptEvidence(level.Value, reason));
        return outcome is WriteOutcome.Declined { Why: { Field: "level" } why } ? new WriteOutcome.Declined(why with { Field = "decision" }) : outcome;
    }
}
