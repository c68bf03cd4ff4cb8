using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Drafting;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which an office says how far a leaf is.</summary>
public sealed class ReportProgressPage(IMediator mediator, CommitmentViews commitments, PlanClock clock, ReportDrafts drafts, Addresses to, Reader reader)
    : ProgressForm<ReportProgress>(mediator, commitments, clock, reader)
{
    private const string Saving = "draft";

    public override string Form => "report-progress";

    /// <summary>What the office has begun to write already; null: nothing.</summary>
    public ReportDraft? Draft { get; private set; }

    /// <summary>What a colleague saved since this form was opened: shown beside what was typed; null: nothing was in the way.</summary>
    public DraftedReport? Theirs { get; private set; }

    protected override async Task<bool> FindAsked()
    {
        if (!Find()) return false;
        if (Milestone.Lead?.Id == Writer.Organisation) Draft = await drafts.Find(Writer.Organisation, View.Id, Milestone.Standing.Number);
        return true;
    }

    protected override Task<Domain.Refused?> Bars() => Asked(new ReportProgress(Milestone.Standing.Number, Completion.Substantial, "-"));

    protected override async Task<WriteOutcome?> Send()
    {
        if (Typed["save"] == Saving) return await Saved(await Send(ReadDraft()));
        var outcome = await base.Send();
        if (outcome is WriteOutcome.Done && Typed["draft"].Length > 0) await drafts.Discard(Writer.Organisation, View.Id, Milestone.Standing.Number);
        return outcome;
    }

    /// <summary>Whoever is told that the draft was changed meanwhile sees how, and saves over it by saving once more.</summary>
    private async Task<WriteOutcome?> Saved(WriteOutcome? outcome)
    {
        if (outcome is not WriteOutcome.Declined { Why.Rule: var rule } || rule != DoorRules.DraftChanged.Name) return outcome;
        var there = await drafts.Find(Writer.Organisation, View.Id, Milestone.Standing.Number);
        Theirs = there is null ? null : new(there, View, Milestone, there.Changed);
        Typed["draft"] = there?.Version.ToString(CultureInfo.InvariantCulture) ?? "";
        return outcome;
    }

    protected override string Shown(WriteOutcome.Noted noted) => to.Draft(View.Id, Milestone.Standing.Number);

    /// <summary>The form as it is: a draft may be as unfinished as it likes.</summary>
    private SaveDraft? ReadDraft()
    {
        var fields = Typed.Values.Where(field => ProgressFields.Contains(field.Key))
            .ToImmutableSortedDictionary(field => field.Key, field => field.Value.OfType<string>().ToImmutableArray(), StringComparer.Ordinal);
        if (fields.Sum(field => field.Value.Sum(value => (long)value.Length)) > ReportDrafts.Most) Typed.Refuse("narrative", DoorRules.BodyTooLarge.Refuse("narrative"));
        _ = long.TryParse(Typed["draft"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        return new(Milestone.Standing.Number, fields, seen);
    }

    protected override MilestoneView? FindMilestone(CommitmentView view) => base.FindMilestone(view) is { Standing.Leaf: true } leaf ? leaf : null;

    protected override void Prefill()
    {
        Typed["on"] = Date(View.Standing.Today);
        if (Draft is null || Request.Query["from"] != Saving) return;
        foreach (var (field, values) in Draft.Fields) Typed.Set(field, values);
        Typed["draft"] = Draft.Version.ToString(CultureInfo.InvariantCulture);
    }

    protected override ReportProgress? Read()
    {
        var completion = Typed.Choice<Completion>("completion", required: true);
        var narrative = Typed.Prose("narrative", required: true);
        return new(
            Milestone.Standing.Number, completion ?? default, narrative ?? "", Typed.Date("on", today: View.Standing.Today), Typed.Date("period"), ReadPercent(),
            ReadChallenges(), Typed.Text("challengesOther"), Typed.Prose("nextStep"), Typed.Date("nextDate"));
    }
}
