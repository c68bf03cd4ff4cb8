using MediatR;
using Tracker.Host.Drafting;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The office's own look at a draft: go on writing, show it to somebody, or forget it.</summary>
public sealed class DraftPage(IMediator mediator, ReportDrafts drafts, CommitmentViews commitments, PlanClock clock, TimeProvider time, Reader reader) : FormPage(mediator)
{
    public override string Form => "draft";

    public DraftedReport Drafted { get; private set; } = null!; // the page is shown only after FindAsked has found it

    /// <summary>The whole address of the preview; null: there is none that works.</summary>
    public string? Preview => Drafted.Draft is { Preview: { } secret, PreviewUntil: { } until } && until > Drafted.Now
        ? $"{Request.Scheme}://{Request.Host}{reader.To.Preview(secret)}"
        : null;

    protected override Target Target => Drafted.View.Id;

    protected override IEnumerable<Type> Commands => [typeof(ShareDraft), typeof(DiscardDraft)];

    protected override bool Find() => throw new InvalidOperationException("It waits for the drafts.");

    protected override async Task<bool> FindAsked()
    {
        if (DraftedReport.Leaf(commitments, clock, RouteData.Values) is not var (view, milestone)
            || await drafts.Find(Writer.Organisation, view.Id, milestone.Standing.Number) is not { } draft) return false;
        Drafted = new(draft, view, milestone, time.GetUtcNow());
        return true;
    }

    protected override Task<WriteOutcome?> Send()
    {
        if (Typed["todo"] == "share") return Send(new ShareDraft(Drafted.Draft.Leaf));
        if (Typed["todo"] == "discard") return Send(new DiscardDraft(Drafted.Draft.Leaf));
        Typed.Refuse("todo", Domain.Rules.ValueUnknown.Refuse("todo"));
        return Task.FromResult<WriteOutcome?>(null);
    }

    protected override string Shown(WriteOutcome.Done done) => throw new InvalidOperationException("A draft is on no ledger.");

    protected override string Shown(WriteOutcome.Noted noted) => Typed["todo"] == "discard"
        ? reader.To.Leaf(Drafted.View.Id, Drafted.Draft.Leaf)
        : reader.To.Draft(Drafted.View.Id, Drafted.Draft.Leaf);
}
