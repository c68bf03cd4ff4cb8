using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;

namespace Tracker.Plans.Tests.Scripts;

/// <summary>A leaf as it stands after the script.</summary>
internal sealed record PlayedLeaf(CommitmentId Commitment, Milestone Promise, MilestoneStanding Standing);

/// <summary>Plays a script through the domain's rules alone: what the corridor and the grains add is their own tests' matter.</summary>
internal sealed class PlayedScript
{
    private readonly DateOnly today;
    private readonly DateTimeOffset now;
    private readonly Dictionary<OrganisationId, OrganisationState> organisations = [];
    private readonly Dictionary<CommitmentId, CommitmentState> commitments = [];
    private readonly Dictionary<CommitmentId, CommitmentHistory> histories = [];
    private readonly Dictionary<EvidenceId, EvidenceState> evidence = [];
    private readonly Dictionary<EvidenceId, HidingState> hidings = [];
    private readonly Dictionary<string, EvidenceId> sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<PlanId, PlanPublished> plans = [];
    private readonly Dictionary<PlanId, ImmutableArray<OrganisationId>> reviewers = [];
    private long index;

    public PlayedScript(IEnumerable<PlanInFiles> files, DateOnly today)
    {
        this.today = today;
        now = new(today.ToDateTime(new(12, 0)), TimeSpan.Zero);
        foreach (var plan in files) Publish(plan);
    }

    /// <summary>Steps that were answered otherwise than they say.</summary>
    public List<string> Unexpected { get; } = [];

    /// <summary>How each hiding ended.</summary>
    public List<HidingStatus> Hidings() => [.. hidings.Values.Select(state => state.Status)];

    public List<PlayedLeaf> Leaves() =>
    [
        .. from pair in histories
           from standing in pair.Value.At(today).Milestones
           where standing.Leaf
           select new PlayedLeaf(pair.Key, pair.Value.Promise!.Milestones[standing.Number.Value], standing), // published before anything else
    ];

    public void Play(ScriptStep step)
    {
        var refusal = step switch
        {
            DeclareIndependenceStep one => Declare(ActorOf(step.As), one.Command),
            ChallengeIndependenceStep one => Challenge(one),
            DecideChallengeStep one => Decide(one),
            ReportProgressStep one => Report(one),
            CorrectProgressStep one => On(one.Commitment, step, Commitment(one.Commitment), state => CommitmentRules.CorrectProgress(
                state, one.Command with { Corrects = Version(one.Corrects) }, ActorOf(step.As), today)),
            ChangeTermsStep one => On(one.Commitment, step, Commitment(one.Commitment), state => one.Command switch
            {
                RescheduleMilestone to => CommitmentRules.RescheduleMilestone(state, to, ActorOf(step.As), today),
                AmendCommitment to => CommitmentRules.AmendCommitment(state, to, Names(state, to), ActorOf(step.As), today),
                WithdrawMilestone gone => CommitmentRules.WithdrawMilestone(state, gone, ActorOf(step.As), today),
                WithdrawCommitment gone => CommitmentRules.WithdrawCommitment(state, gone, ActorOf(step.As), today),
                _ => throw new InvalidOperationException($"A command nobody knows: {one.Command}"),
            }),
            TightenPolicyStep one => Tighten(one),
            SubmitEvidenceStep one => Submit(one),
            SendEvidenceStep one => SendByVisitor(one),
            PublishReviewStep one => Review(one),
            AttachFileStep one => Attach(one),
            HidingStep one => Hide(one),
            JudgeEvidenceStep one => Judge(one),
            _ => throw new InvalidOperationException($"A step nobody knows: {step}"),
        };
        if (refusal != step.Refusal) Unexpected.Add($"line {step.Line}: {refusal ?? "accepted"} instead of {step.Refusal ?? "accepted"}");
    }

    private string? Report(ReportProgressStep step)
    {
        var state = Commitment(step.Commitment);
        if (step.Seen is { } seen && state.ChangedSince(step.Command.Leaf, versions[seen])) return Rules.ChangedSinceSeen.Name;
        return On(step.Commitment, step, state, before => CommitmentRules.ReportProgress(before, step.Command, ActorOf(step.As), today));
    }

    /// <summary>As the door does: every commitment of the plan, then the plan.</summary>
    private string? Tighten(TightenPolicyStep step)
    {
        foreach (var commitment in histories.Keys.Where(one => one.Plan == step.Plan).ToList())
        {
            var why = On(commitment, step, Commitment(commitment), state => CommitmentRules.Tighten(state, new(step.Command.Asked(), step.Command.Reason), ActorOf(step.As), today));
            if (why is not (null or "policy-unchanged" or "commitment-withdrawn")) return why;
        }

        return null;
    }

    private string? Submit(SubmitEvidenceStep step)
    {
        if (!Commitment(step.Commitment).TrySubject(step.Command.Leaf, out var subject, out var why)) return why.Rule;
        var actor = ActorOf(step.As);
        var id = new EvidenceId(step.Commitment, $"script{index}");
        if (step.Command.Stance == Stance.Disputes)
        {
            // As the door and the grain do: a dispute stands where its organisation's last one about the same does.
            id = EvidenceId.OfDispute(step.Commitment, step.Command.Leaf, actor.Organisation!.Value); // accounts have one
            while (evidence.TryGetValue(id, out var before) && before.IsOver) id = id.After();
        }

        if (step.Name is { } name) sent[name] = id;
        return On(id, actor, state => EvidenceRules.Submit(
            state, step.Command, subject, Independent(actor, subject), actor, today, 0, Against(subject, step.Command.Period, step.Command.On)));
    }

    private string? SendByVisitor(SendEvidenceStep step)
    {
        if (!Commitment(step.Commitment).TrySubject(step.Command.Leaf, out var subject, out var why)) return why.Rule;
        var id = new EvidenceId(step.Commitment, $"script{index}");
        var visitor = new Actor(Role.Visitor, $"v-script{index}", null, null);
        if (step.Name is { } name) sent[name] = id;
        return On(id, visitor, state => VisitorRules.Send(state, step.Command, subject, 0, visitor, today, Against(subject, step.Command.Period, step.Command.On)));
    }

    private string? Attach(AttachFileStep step)
    {
        var table = System.Text.Encoding.UTF8.GetBytes(step.Table);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(table));
        return On(
            sent.TryGetValue(step.Evidence, out var named) ? named : EvidenceId.Parse(step.Evidence), ActorOf(step.As),
            before => FileRules.Attach(before, new(FileId.Parse(sha256[..32]), FileType.Csv, table.Length, step.File, sha256), ActorOf(step.As), 0));
    }

    /// <summary>The example hides what was sent, which is the first entry of its stream.</summary>
    private string? Hide(HidingStep step)
    {
        var (id, actor) = (sent[step.Entry], ActorOf(step.As));
        var (of, state) = (evidence[id], hidings.GetValueOrDefault(id, HidingState.None).In(TimeSpan.Zero));
        var readable = of.HeldAt is null && state.Status != HidingStatus.Withheld && !HidingRules.IsHidden(state, today);
        var about = new HidingSubject(0, "evidence.submitted", of.Contributor, readable, of.Visitor);
        var outcome = step.Command switch
        {
            HideText hide => HidingRules.Hide(state, hide, about, actor, today),
            DecideHiding decide => HidingRules.Decide(
                state, decide, about, Independent(actor, Subject(id.Commitment, null, out _)!), // it has evidence, so it is there
                reviewers[id.Commitment.Plan].Contains(actor.Organisation!.Value), actor, today), // accounts have one
            _ => throw new InvalidOperationException($"A command nobody knows: {step.Command}"),
        };
        if (outcome is Outcome<HidingEvent>.Declined { Why: var why }) return why.Rule;
        foreach (var one in ((Outcome<HidingEvent>.Accepted)outcome).Events)
            state = state.Evolve(new(one, Header(new HidingId(id.Stream, 1).Stream, state.Version + 1, actor)));
        hidings[id] = state;
        return null;
    }

    private string? Judge(JudgeEvidenceStep step)
    {
        var id = sent.TryGetValue(step.Evidence, out var named) ? named : EvidenceId.Parse(step.Evidence);
        var actor = ActorOf(step.As);
        var state = evidence.GetValueOrDefault(id, EvidenceState.None);
        if (Subject(id.Commitment, state.Leaf, out var why) is not { } subject) return why!.Rule; // one of the two is there
        var (independent, appointed) = (Independent(actor, subject), reviewers[id.Commitment.Plan].Contains(actor.Organisation!.Value)); // accounts have one
        return On(id, actor, before => step.Command switch
        {
            AcceptEvidence accept => EvidenceRules.Accept(before, accept, subject, independent, appointed, actor, today, Against(subject, before.Period, before.On)),
            ReleaseEvidence => VisitorRules.Release(before, subject, independent, appointed, actor, today),
            ConfirmEvidence confirm => EvidenceRules.Confirm(before, confirm, subject, independent, appointed, actor, today),
            ReturnEvidence back => EvidenceRules.Return(before, back, subject, independent, appointed, actor, today),
            ReviseEvidence revise => EvidenceRules.Revise(before, revise, subject, independent, actor, today),
            WithdrawEvidence withdraw => EvidenceRules.Withdraw(before, withdraw, actor),
            AnswerDispute answer => DisputeRules.Answer(before, answer, subject, actor, today),
            DecideDispute decide => DisputeRules.Decide(before, decide, subject, independent, appointed, actor, today),
            AppealReturn appeal => AppealRules.Appeal(before, appeal, actor),
            AnswerReview answer => ReviewRules.Answer(before, answer, subject, actor),
            WithdrawReview withdraw => ReviewRules.Withdraw(before, withdraw, actor),
            DifferenceToDecide decide => ReviewRules.Decide(
                before, new(sent[decide.Other], decide.Outcome, decide.Reason), subject, evidence.GetValueOrDefault(sent[decide.Other], EvidenceState.None).FindingOf(subject),
                independent, appointed, actor, today),
            DecideAppeal decide => AppealRules.Decide(before, decide, subject, independent, appointed, actor, today),
            _ => throw new InvalidOperationException($"A command nobody knows: {step.Command}"),
        });
    }

    private string? Review(PublishReviewStep step)
    {
        if (Subject(step.Subject, step.Command.Leaf, out var why) is not { } subject) return why!.Rule; // one of the two is there
        var actor = ActorOf(step.As);
        // As the door and the grain do: one review an organisation, subject and period.
        var id = EvidenceId.OfReview(step.Subject, step.Command.Leaf, actor.Organisation!.Value, step.Command.Period ?? step.Command.On); // accounts have one
        while (evidence.TryGetValue(id, out var before) && before.IsOver) id = id.After();
        if (step.Name is { } name) sent[name] = id;
        return On(id, actor, state => ReviewRules.Publish(
            state, step.Command, subject, Independent(actor, subject), reviewers[step.Subject.Plan].Contains(actor.Organisation!.Value), actor, today)); // as above
    }

    private EvidenceSubject? Subject(CommitmentId about, MilestoneNumber? leaf, out Refused? why)
    {
        why = null;
        if (about.Number != CommitmentNumber.OfWholePlan) return Commitment(about).TrySubject(leaf, out var subject, out why) ? subject : null;
        var parts = histories.Keys.Where(one => one.Plan == about.Plan).Select(one => Subject(one, null, out _)).OfType<EvidenceSubject>();
        return PlanRules.Subject(plans[about.Plan], parts);
    }

    private void Publish(PlanInFiles plan)
    {
        foreach (var organisation in plan.Organisations.Where(one => !organisations.ContainsKey(one.Organisation)))
            Take(organisation.Organisation, OrganisationRules.Register(OrganisationState.None, organisation, Actor.Import), Actor.Import);
        plans[plan.Id] = plan.Plan.Content;
        reviewers[plan.Id] = plan.Plan.Content.Reviewers;
        foreach (var reviewer in plan.Plan.Content.Reviewers)
        {
            var actor = new Actor(Role.System, "system:development", null, null);
            Take(reviewer, OrganisationRules.DeclareIndependence(organisations[reviewer], new(plan.Id, null, "Development.", true), new(Plan: true), actor), actor);
        }

        foreach (var commitment in plan.Commitments)
        {
            var id = commitment.Content.Commitment;
            Expect(On(id, null, CommitmentState.None, _ => CommitmentRules.Publish(CommitmentState.None, commitment)));
        }

        foreach (var row in plan.Reports)
        {
            var actor = Actor.Import with { Organisation = row.SaidBy, Partner = row.MemberOf };
            Expect(On(row.Commitment, null, Commitment(row.Commitment), state => CommitmentRules.ImportProgress(state, row.ToCommand(today), actor, today), actor));
        }

        foreach (var row in plan.Evidence)
        {
            var actor = Actor.Import with { Organisation = row.SaidBy, Partner = row.MemberOf };
            Commitment(row.Id.Commitment).TrySubject(row.Leaf, out var subject, out _);
            sent[row.Title] = row.Id;
            Expect(On(row.Id, actor, state => EvidenceRules.Import(state, row.ToCommand(today), subject!, Independent(actor, subject!), actor, today))); // the linter found the leaf
        }
    }

    /// <summary>As the door does: what stands there to be contradicted.</summary>
    private Standpoint? Against(EvidenceSubject subject, DateOnly? period, DateOnly on) => subject.Commitment.Number == CommitmentNumber.OfWholePlan
        ? null
        : Standpoint.Of(histories[subject.Commitment].At(today), subject.Leaf, period, on, subject.Occurrences);

    private PlanNames Names(CommitmentState state, AmendCommitment command)
    {
        var plan = plans[state.Promise!.Commitment.Plan]; // whoever amends amends what was published
        var subject = Subject(state.Promise.Commitment, null, out _)!; // likewise
        var independent = CommitmentRules.Named(command).Where(one => organisations.TryGetValue(one, out var known) && known.IsIndependentOf(subject));
        return new(plan.Organisations, plan.Fields, plan.Languages, [.. reviewers[plan.Plan], .. independent]);
    }

    private string? Declare(Actor actor, DeclareIndependence command) =>
        Take(
            actor.Organisation!.Value, // accounts have one
            OrganisationRules.DeclareIndependence(organisations[actor.Organisation.Value], command, About(command.Plan, command.Commitments, actor.Organisation.Value), actor),
            actor);

    private DeclaredCommitments About(PlanId plan, ImmutableArray<CommitmentNumber>? commitments, OrganisationId organisation)
    {
        var named = commitments is { IsDefault: false } given ? given : [];
        return new(
            plans.ContainsKey(plan),
            named.Where(number => !histories.ContainsKey(new(plan, number))).Cast<CommitmentNumber?>().FirstOrDefault(),
            named.Where(number => Subject(new(plan, number), null, out _)?.Involved.Contains(organisation) == true).Cast<CommitmentNumber?>().FirstOrDefault());
    }

    private string? Challenge(ChallengeIndependenceStep step)
    {
        var refusal = Take(step.Organisation, ChallengeRules.Challenge(
            organisations[step.Organisation], step.Command, About(step.Command.Plan, step.Command.Commitments, step.Organisation), ActorOf(step.As)), ActorOf(step.As));
        if (refusal is null && step.Name is { } name) versions[name] = organisations[step.Organisation].Version;
        return refusal;
    }

    private string? Decide(DecideChallengeStep step)
    {
        var (actor, state) = (ActorOf(step.As), organisations[step.Organisation]);
        var open = state.Challenges.GetValueOrDefault(versions[step.Challenge]);
        var appointed = open is not null && reviewers[open.Plan].Contains(actor.Organisation!.Value); // accounts have one
        var refusal = Take(step.Organisation, ChallengeRules.Decide(state, step.Command with { Challenge = versions[step.Challenge] }, appointed, actor), actor);
        if (refusal is not null || open is null || step.Command.Outcome != ChallengeOutcome.Refuted) return refusal;
        // What the host does next: everything that rests on it counts no longer.
        foreach (var (id, _) in evidence.Where(one => one.Value.RestsOn(step.Organisation) && one.Key.Commitment.Plan == open.Plan && open.Meets([one.Key.Commitment.Number])).ToList())
            On(id, Actor.Import, before => DiscountRules.Discount(before, new(step.Organisation, 0), Actor.Import));
        return null;
    }

    private string? Take(OrganisationId id, Outcome<OrganisationEvent> outcome, Actor actor)
    {
        if (outcome is Outcome<OrganisationEvent>.Declined { Why: var why }) return why.Rule;
        var state = organisations.GetValueOrDefault(id, OrganisationState.None);
        foreach (var one in ((Outcome<OrganisationEvent>.Accepted)outcome).Events) state = state.Evolve(new(one, Header($"organisation/{id}", state.Version + 1, actor)));
        organisations[id] = state;
        return null;
    }

    private string? On(CommitmentId id, ScriptStep? step, CommitmentState state, Func<CommitmentState, Outcome<CommitmentEvent>> rule, Actor? by = null)
    {
        var outcome = rule(state);
        if (outcome is Outcome<CommitmentEvent>.Declined { Why: var why }) return why.Rule;
        foreach (var one in ((Outcome<CommitmentEvent>.Accepted)outcome).Events)
        {
            var recorded = new Recorded<CommitmentEvent>(one, Header(id.Value, state.Version + 1, by ?? (step is null ? Actor.Import : ActorOf(step.As))));
            state = state.Evolve(recorded);
            histories[id] = histories.GetValueOrDefault(id, CommitmentHistory.Empty).Evolve(recorded);
        }

        commitments[id] = state;
        if (step?.Name is { } name) versions[name] = state.Version;
        return null;
    }

    private string? On(EvidenceId id, Actor actor, Func<EvidenceState, Outcome<EvidenceEvent>> rule)
    {
        var state = evidence.GetValueOrDefault(id, EvidenceState.None);
        var outcome = rule(state);
        if (outcome is Outcome<EvidenceEvent>.Declined { Why: var why }) return why.Rule;
        foreach (var one in ((Outcome<EvidenceEvent>.Accepted)outcome).Events)
        {
            var recorded = new Recorded<EvidenceEvent>(one, Header(id.Stream, state.Version + 1, actor));
            state = state.Evolve(recorded);
            if (!id.IsOfPlan) histories[id.Commitment] = histories[id.Commitment].Evolve(id, recorded);
        }

        evidence[id] = state;
        return null;
    }

    private Header Header(string stream, long version, Actor actor) => new("contoh", index++, stream, version, now, actor);

    private CommitmentState Commitment(CommitmentId id) => commitments.GetValueOrDefault(id, CommitmentState.None);

    private long Version(string name) => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : versions[name];

    private bool Independent(Actor actor, EvidenceSubject subject) =>
        actor.Organisation is { } id && organisations.GetValueOrDefault(id, OrganisationState.None).IsIndependentOf(subject);

    private static void Expect(string? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException($"The plan itself was refused: {refusal}");
    }

    private static Actor ActorOf(string account) => account switch
    {
        "owner" => new(Role.Owner, account, OrganisationId.Parse("contoh-dinas"), Partner.Government),
        "coordinator" => new(Role.Coordinator, account, OrganisationId.Parse("contoh-dinas"), Partner.Government),
        "owner-contoh-setda" => new(Role.Owner, account, OrganisationId.Parse("contoh-setda"), Partner.Government),
        "reviewer" => new(Role.Reviewer, account, OrganisationId.Parse("contoh-media"), Partner.Public),
        "second-reviewer" => new(Role.Reviewer, account, OrganisationId.Parse("contoh-pusat-studi"), Partner.Academia),
        "partner-government" => new(Role.Partner, account, OrganisationId.Parse("contoh-dinas"), Partner.Government),
        "partner-public" => new(Role.Partner, account, OrganisationId.Parse("contoh-komunitas"), Partner.Public),
        "partner-academia" => new(Role.Partner, account, OrganisationId.Parse("contoh-kampus"), Partner.Academia),
        "partner-business" => new(Role.Partner, account, OrganisationId.Parse("contoh-koperasi"), Partner.Business),
        _ => throw new InvalidOperationException($"An account nobody has: {account}"),
    };
}
