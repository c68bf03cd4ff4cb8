using CsCheck;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;
using Tracker.Support.Domain;

namespace Tracker.Domain.Tests.Standing;

/// <summary>Random commands, sensible and senseless, against a commitment with a parent, plain, recurring, undated and unknown leaves.</summary>
internal static class SomeMoves
{
    private static readonly OrganisationId _supporter = OrganisationId.Parse("pendukung");
    private static readonly string?[] _numbers = [null, "1", "1.1", "1.2", "2", "3", "9"];

    private static readonly string[] _fields =
    [
        "title/en", "brief/en", "milestones/#/title/en", "milestones/#/output/en", "milestones/#/weight", "milestones/#/lead", "milestones/#/start",
        "milestones/#/due", "milestones/#/supporters", "milestones/4/title/en", "supporters/pendukung", "lead", "field", "values", "planEnd", "officerName", "",
    ];

    private static readonly Actor[] _actors =
    [
        SomeActor.Owner(), SomeActor.Owner(SomeActor.OtherOffice), SomeActor.Contributor(Partner.Public), SomeActor.Contributor(Partner.Academia),
        SomeActor.Contributor(Partner.Business), SomeActor.Contributor(Partner.Business, _supporter), SomeActor.Contributor(Partner.Government),
        SomeActor.Reviewer(), SomeActor.Reviewer(), SomeActor.Reviewer(Partner.Academia), SomeActor.Reviewer(Partner.Business),
        SomeActor.Reviewer(Partner.Business, _supporter), SomeActor.Visitor(), SomeActor.Import(SomeActor.Office, Partner.Government), SomeActor.Admin(),
    ];

    private static readonly Gen<Completion> _level = Gen.Int[-1, 4].Select(level => (Completion)level);
    private static readonly Gen<Completion> _sound = Gen.Int[0, 3].Select(level => (Completion)level);
    private static readonly Gen<DateOnly> _on = Gen.Int[-200, 700].Select(days => new DateOnly(2026, 1, 1).AddDays(days));
    private static readonly Gen<string?> _text = Gen.OneOf(Gen.Const("Some words."), Gen.Const((string?)null), Gen.String);

    private static readonly Gen<Challenge[]> _challenges = Gen.Int[-1, 6].Select(one => (Challenge)one).Array[0, 3];

    public static Gen<Action<SomeStory>[]> Any { get; } = Move().Array[1, 40];

    public static CommitmentPublished Promise()
    {
        var promise = SomeCommitment.With(
            ("1", SomeCommitment.Milestone()),
            ("1.1", SomeCommitment.Milestone("1")),
            ("1.2", SomeCommitment.Recurring(Recurrence.Biannual, new DateOnly(2026, 6, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 6, 30)) with { Parent = MilestoneNumber.Parse("1") }),
            ("2", SomeCommitment.Milestone() with { Due = null, Weight = 2 }),
            ("3", SomeCommitment.Milestone() with { Due = null, Unknown = true, Lead = null }));
        return promise with { Supporters = promise.Supporters.Add(_supporter.Value, Partner.Business) };
    }

    private static Gen<Action<SomeStory>> Move()
    {
        var actor = Gen.Int[0, _actors.Length - 1].Select(one => _actors[one]);
        var number = Gen.Int[0, _numbers.Length - 1].Select(one => _numbers[one]);
        var evidence = Gen.Int[1, 6].Select(SomeEvidence.Number);
        var words = Gen.Select(_text, _text);
        return Gen.OneOf(
            Gen.Int[0, 800].Select(days => (Action<SomeStory>)(story => Later(story, days))),
            Gen.Select(number, _level, _on, _challenges, words, (leaf, level, on, challenges, text) => (Action<SomeStory>)(story =>
                story.Report(new ReportProgress(Number(leaf) ?? default, level, text.Item1!, on.DayNumber % 2 == 0 ? null : on, on.DayNumber % 7 == 0 ? on : null, null, [.. challenges], text.Item2)))),
            Gen.Select(number, _level, (leaf, level) => (Action<SomeStory>)(story =>
                story.Report(new ReportProgress(Number(leaf) ?? default, level, "Some work was done.", Challenges: [Challenge.ShiftInPriorities])))),
            Gen.Select(Gen.Long[1, 12], _level, _on, actor, (version, level, on, who) => (Action<SomeStory>)(story =>
                story.Correct(new(version, level, "Counted again.", "We had miscounted.", on), who.Role == Role.Owner ? who : null))),
            Gen.Select(number, _level, _on, actor, words, (leaf, level, on, who, text) => (Action<SomeStory>)(story =>
                story.Import(new ImportProgress(Number(leaf) ?? default, (int)level < 0 ? null : level, on, null, text.Item1, null, SomeActor.OtherCommunity, "It says so.", "https://example.org/1", new(2026, 5, 1)), who))),
            Gen.Select(number, _on, actor, (leaf, due, who) => (Action<SomeStory>)(story =>
                story.Reschedule(new RescheduleMilestone(Number(leaf) ?? default, due, "It came late."), who.Role == Role.Owner ? who : null))),
            Gen.Select(number, Gen.Int[0, _fields.Length - 1], _text, (leaf, field, value) => (Action<SomeStory>)(story =>
                story.Amend(_fields[field].Replace("#", leaf ?? "1.1", StringComparison.Ordinal), value))),
            Gen.Select(evidence, _level, actor, (id, level, who) => (Action<SomeStory>)(story => story.Confirm(id, level, who))),
            evidence.Select(id => (Action<SomeStory>)(story => story.Confirm(id, story[id].Shows ?? Completion.Limited))),
            Gen.Int[0, 9].Select(words => (Action<SomeStory>)(story => story.Amend("milestones/1.1/title/en", $"Budgets on {words} billboards"))),
            Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], actor, (partners, organisations, who) => (Action<SomeStory>)(story => story.Tighten(new(partners, organisations), who.Role == Role.Coordinator ? who : null))),
            // Seldom, because nothing is reported afterwards.
            Gen.Select(number, Gen.Int[0, 3], (leaf, seldom) => (Action<SomeStory>)(story =>
            {
                if (seldom > 0) return;
                if (Number(leaf) is { } milestone) story.WithdrawMilestone(milestone);
                else story.WithdrawCommitment();
            })),
            Gen.Select(evidence, number, _level, _on, actor, (id, leaf, level, on, who) => (Action<SomeStory>)(story => Send(story, id, leaf, level, on, who))),
            Gen.Select(evidence, number, _level, _on, actor, (id, leaf, level, on, who) => (Action<SomeStory>)(story => Send(story, id, leaf, level, on, who))),
            Gen.Select(evidence, _level, actor, (id, level, who) => (Action<SomeStory>)(story => story.Accept(id, level, who))),
            Gen.Select(evidence, _level, Gen.Bool, (id, level, own) => (Action<SomeStory>)(story => story.Accept(id, own ? story[id].Shows ?? level : level, SomeActor.Reviewer()))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.Return(id, who))),
            Gen.Select(evidence, _level, _on, actor, words, (id, level, on, who, text) => (Action<SomeStory>)(story =>
                story.Revise(id, new(text.Item1!, "With dates.", "https://example.org/2", on, level, null, text.Item2), who))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.Withdraw(id, who))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.Answer(id, who))),
            Gen.Select(evidence, Gen.Int[-1, 2], actor, (id, outcome, who) => (Action<SomeStory>)(story => story.Decide(id, (DisputeOutcome)outcome, who))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.Appeal(id, who))),
            Gen.Select(evidence, Gen.Int[-1, 2], actor, (id, outcome, who) => (Action<SomeStory>)(story => story.Decide(id, (AppealOutcome)outcome, who))),
            Gen.Select(evidence, actor, Gen.Bool, (id, who, site) => (Action<SomeStory>)(story => story.Discount(id, who.Organisation ?? SomeActor.Community, site ? null : who))),
            Gen.Select(evidence, number, Gen.Int[-1, 10], _on, actor, (id, leaf, coding, on, who) => (Action<SomeStory>)(story =>
            {
                if (story.Commitment.TrySubject(Number(leaf), out _, out _))
                    story.Publish(id, SomeReview.Finding((CompletionCoding)coding, on, on.AddDays(-90)) with { Leaf = Number(leaf) }, who);
            })),
            Gen.Select(evidence, _sound, Gen.Bool, (id, level, first) => (Action<SomeStory>)(story => story.Publish(
                id, SomeReview.Finding((CompletionCoding)((int)level + 1)), first ? SomeActor.Reviewer(Partner.Academia) : SomeActor.Third()))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.AnswerReview(id, who))),
            Gen.Select(evidence, actor, (id, who) => (Action<SomeStory>)(story => story.WithdrawReview(id, who))),
            Gen.Select(evidence, evidence, Gen.Int[-1, 2], (id, other, outcome) => (Action<SomeStory>)(story => story.Decide(id, other, (DisputeOutcome)outcome, SomeActor.Reviewer()))),
            // The sensible ones, so that long lives of one piece are common.
            Gen.Select(evidence, _sound, (id, level) => (Action<SomeStory>)(story => Send(story, id, "1.1", level, new(2026, 4, 1 + ((int)level * 2)), SomeActor.Contributor(Partner.Academia)))),
            evidence.Select(id => (Action<SomeStory>)(story => story.Return(id))),
            Gen.Select(evidence, _sound, (id, level) => (Action<SomeStory>)(story =>
                story.Send(id, SomeEvidence.Disputing(level, new(2026, 4, 1)) with { Leaf = MilestoneNumber.Parse("1.1") }, SomeActor.Contributor(Partner.Business)))),
            evidence.Select(id => (Action<SomeStory>)(story => story.Accept(id, story[id].Shows ?? Completion.Limited))),
            evidence.Select(id => (Action<SomeStory>)(story => story.Answer(id))),
            Gen.Select(evidence, Gen.Bool, (id, upheld) => (Action<SomeStory>)(story => story.Decide(id, upheld ? DisputeOutcome.Upheld : DisputeOutcome.Settled))),
            evidence.Select(id => (Action<SomeStory>)(story => story.Appeal(id, SomeActor.Contributor(Partner.Academia)))),
            Gen.Select(evidence, Gen.Bool, (id, stands) => (Action<SomeStory>)(story => story.Decide(id, stands ? AppealOutcome.Stands : AppealOutcome.Overturned))),
            Gen.Select(evidence, _sound, (id, level) => (Action<SomeStory>)(story =>
                story.Revise(id, new("Better", "With dates.", "https://example.org/3", new(2026, 4, 2), level, null, story[id].Stance == Stance.Disputes ? "A list." : null), SomeActor.Contributor(Partner.Academia)))));
    }

    private static void Send(SomeStory story, EvidenceId id, string? leaf, Completion level, DateOnly on, Actor who)
    {
        if (!story.Commitment.TrySubject(Number(leaf), out _, out _)) return;
        var draft = on.DayNumber % 4 == 0 ? SomeEvidence.Disputing(level, on) : SomeEvidence.Supporting(level, on);
        story.Send(id, draft with { Leaf = Number(leaf) }, who);
    }

    private static void Later(SomeStory story, int days)
    {
        var then = new DateOnly(2026, 5, 1).AddDays(days);
        if (then > story.Today) story.On(then.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static MilestoneNumber? Number(string? text) => text is null ? null : MilestoneNumber.Parse(text);
}
