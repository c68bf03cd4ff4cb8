using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Text;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests;

/// <summary>Every rule that can refuse is provoked once, by a command that differs in one thing from one that is accepted.</summary>
public sealed partial class RefusalTests
{
    private static readonly DateOnly _today = new(2026, 5, 1);
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);
    private static readonly ReportProgress _report = new(SomeCommitment.Leaf, Completion.Substantial, "Some work was done.");
    private static readonly CorrectProgress _correct = new(2, Completion.Limited, "Counted again.", "We had miscounted.");
    private static readonly ImportProgress _import = new(SomeCommitment.Leaf, null, new(2026, 2, 1), null, null, null, SomeActor.OtherCommunity, "It says so.", "https://example.org/1", new(2026, 4, 1));
    private static readonly PublishReview _review = SomeReview.Finding(CompletionCoding.Limited);
    private static readonly SubmitEvidence _send = SomeEvidence.Supporting(Completion.Limited);
    private static readonly RegisterOrganisation _register = new(SomeActor.University, Partner.Academia, SomeText.In("A university"));
    private static readonly DeclareIndependence _declare = new(SomePlan.Id, null, "We are independent.");
    private static readonly GrantRole _grant = new("4f1c", Role.Reviewer, SomePlan.Id);
    private static readonly AppointReviewer _appoint = new(SomeActor.University, Partner.Academia, "Named by the forum.");

    private static readonly Actor _community = SomeActor.Contributor(Partner.Public);
    private static readonly ChallengeIndependence _challenge = new(SomePlan.Id, null, "The office pays its rent.");
    private static readonly DecideChallenge _decide = new(1, ChallengeOutcome.Refuted, "The lease is public.");

    private static readonly SubmitEvidence _says = SomePlugin.Says();
    private static readonly PluginApproved _approved = new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest);
    private static readonly PluginQuarantined _quarantined = new(SomeActor.Community, SomePlugin.Digest, 5, "timeout");
    private static readonly QuarantinePlugin _quarantine = new(SomeActor.Community, SomePlugin.Digest, 5, "timeout");

    private static readonly Dictionary<string, Func<Refused?>> _provoked = new(StringComparer.Ordinal)
    {
        ["text-required"] = () => Report(_report with { Narrative = " \n" }),
        ["text-too-long"] = () => Report(_report with { Narrative = new string('é', 4097) }),
        ["text-control-characters"] = () => Report(_report with { Narrative = "a\0b" }),
        ["text-bidi-characters"] = () => Report(_report with { Narrative = "a\u202Eb" }),
        ["text-one-line"] = () => Send(_send with { Title = "Photographs\nof billboards" }),
        ["text-not-unicode"] = () => Report(_report with { Narrative = "a\uD83D" }),
        ["text-email"] = () => Report(_report with { Narrative = "Ask someone@example.org." }),
        ["text-telephone"] = () => Report(_report with { Narrative = "Call +62 812-3456-7890." }),
        ["source-not-address"] = () => Send(_send with { Source = "javascript:alert(1)" }),
        ["value-unknown"] = () => Report(_report with { Completion = (Completion)7 }),
        ["on-after-today"] = () => Report(_report with { On = _today.AddDays(1) }),
        ["on-before-start"] = () => Report(_report with { On = SomeCommitment.Start.AddDays(-1) }),
        ["on-not-before-publication"] = () => Import(_import with { On = new(2026, 4, 1) }),
        ["period-ahead"] = () => Report(_report with { Period = SomeCommitment.PlanEnd }, promise: Recurring()),
        ["period-unknown"] = () => Report(_report with { Period = new(2026, 5, 5) }, promise: Recurring()),
        ["period-not-recurring"] = () => Report(_report with { Period = SomeCommitment.Due }),
        ["commitment-unknown"] = () => Why(CommitmentRules.ReportProgress(CommitmentState.None, _report, SomeActor.Owner(), _today)),
        ["leaf-unknown"] = () => Report(_report with { Leaf = default }),
        ["leaf-is-parent"] = () => Report(_report with { Leaf = MilestoneNumber.Parse("1") }, promise: SomeCommitment.With(("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")))),
        ["role-not-allowed"] = () => Report(_report, _academia),
        ["organisation-needed"] = () => Send(_send, new(Role.Partner, "p", null, null)),
        ["lead-unknown"] = () => Report(_report, promise: SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Milestone() with { Lead = null }))),
        ["not-lead"] = () => Report(_report, SomeActor.Owner(SomeActor.OtherOffice)),
        ["plan-closed"] = () => Told().On("2028-05-01").Report(_report).Why,
        ["percent-contradicts-level"] = () => Report(_report with { Percent = Percent.Of(100) }),
        ["challenges-required"] = () => Told().On("2026-07-01").Report(_report with { Completion = Completion.Limited }).Why,
        ["challenges-other-required"] = () => Report(_report with { Challenges = [Challenge.Other] }),
        ["challenges-other-unasked"] = () => Report(_report with { ChallengesOther = "Rain" }),
        ["next-date-before-on"] = () => Report(_report with { NextDate = _today.AddDays(-1) }),
        ["report-unknown"] = () => Told().Correct(_correct).Why,
        ["report-imported"] = () => Told().Import(_import).Correct(_correct).Why,
        ["report-corrected-already"] = () => Told().Report(_report).Correct(_correct).Correct(_correct).Why,
        ["claim-not-governments"] = () => Import(_import, SomeActor.Import(SomeActor.University, Partner.Academia)),
        ["schedule-recurring"] = () => new SomeStory(Recurring()).Reschedule("2026-09-30").Why,
        ["schedule-undated"] = () => new SomeStory(SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Milestone() with { Due = null }))).Reschedule("2026-09-30").Why,
        ["schedule-unchanged"] = () => Told().Reschedule("2026-06-30").Why,
        ["schedule-past"] = () => Told().Reschedule("2026-04-30").Why,
        ["schedule-after-plan"] = () => Told().Reschedule("2028-01-01").Why,
        ["milestone-withdrawn"] = () => Told().WithdrawMilestone().Reschedule("2026-09-30").Why,
        ["commitment-withdrawn"] = () => Told().WithdrawCommitment().WithdrawMilestone().Why,
        ["amendment-fields"] = () => Told().Amend(new AmendCommitment([], "So decided.")).Why,
        ["amendment-unchanged"] = () => Told().Amend("title/en", "Village budgets are public").Why,
        ["amendment-too-large"] = () => Told().Amend(new AmendCommitment([.. Enumerable.Range(1, 20).Select(one => new FieldChange($"milestones/{one}/title/en", new('a', 16_000)))], "So decided.")).Why,
        ["field-not-amendable"] = () => Told().Amend("planEnd", "2029-12-31").Why,
        ["field-value-invalid"] = () => Told().Amend("start", "2026-02-30").Why,
        ["number-malformed"] = () => Told().Amend("milestones/1.1/weight", "2,5").Why,
        ["language-not-in-plan"] = () => Told().Amend("title/fr", "Les budgets sont publics").Why,
        ["text-divides-file"] = () => Told().Amend("brief/en", "First.\n\n## Milestones\n\nNone.").Why,
        ["unknown-needs-reason"] = () => Told().Amend("lead", null).Why,
        ["due-required"] = () => Told().Amend("milestones/1.2/title/en", "Something, some day").Why,
        ["due-on-parent"] = () => new SomeStory(SomeCommitment.With(("1.1", SomeCommitment.Milestone() with { Due = null }), ("1.1.1", SomeCommitment.Milestone("1.1")))).Amend("milestones/1.1/due", "2026-12-31").Why,
        ["date-outside-plan"] = () => Told().Amend("end", "2028-01-01").Why,
        ["milestones-too-many"] = () => new SomeStory(SomeCommitment.With([.. Enumerable.Range(1, 200).Select(one => ($"1.{one}", SomeCommitment.Milestone()))]))
            .Amend(new AmendCommitment([new("milestones/1.201/title/en", "One more"), new("milestones/1.201/due", "2026-12-31")], "So decided.")).Why,
        ["judge-made-party"] = () => Told().Amend("milestones/1.1/lead", SomeActor.OtherCommunity.Value).Why,
        ["leaf-becomes-parent"] = () => Told().Amend(new AmendCommitment([new("milestones/1.1.1/parent", "1.1"), new("milestones/1.1.1/title/en", "A part")], "So decided.")).Why,
        ["evidence-not-earlier"] = () => Sent().Accept(SomeEvidence.Id, Completion.Limited).Confirm(SomeEvidence.Id, Completion.Limited).Why,
        ["digest-invalid"] = () => Why(PlanRules.Amend(Plan(), new("abc", "So decided."), null, SomeActor.Coordinator())),
        ["plan-over"] = () => Told().On("2028-01-01").WithdrawMilestone().Why,
        ["on-after-withdrawal"] = () => Told().WithdrawMilestone().On("2026-05-02").Send(SomeEvidence.Id, _send with { On = new(2026, 5, 2) }, _academia).Why,
        ["evidence-unknown"] = () => Why(EvidenceRules.Withdraw(EvidenceState.None, new("A mistake."), _academia)),
        ["evidence-sent-already"] = () => Sent().Send(SomeEvidence.Id, _send, _academia).Why,
        ["evidence-not-waiting"] = () => Sent().Return(SomeEvidence.Id).Accept(SomeEvidence.Id, Completion.Limited).Why,
        ["evidence-not-open"] = () => Sent().Withdraw(SomeEvidence.Id, _academia).Withdraw(SomeEvidence.Id, _academia).Why,
        ["not-contributor"] = () => Sent().Withdraw(SomeEvidence.Id, SomeActor.Contributor(Partner.Business)).Why,
        ["settled-by-required"] = () => Send(SomeEvidence.Disputing(Completion.Limited) with { SettledBy = null }),
        ["settled-by-unasked"] = () => Send(_send with { SettledBy = "A list." }),
        ["dispute-shows-complete"] = () => Send(SomeEvidence.Disputing(Completion.Complete)),
        ["dispute-ahead"] = () => new SomeStory(Recurring()).On("2026-07-10").Oppose(SomeEvidence.Id, SomeEvidence.Disputing(Completion.NotStarted, new(2026, 7, 5)), _academia).Why,
        ["level-contradicts-nothing"] = () => Told().Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.NotStarted), _academia).AcceptObjection(SomeEvidence.Id, Completion.NotStarted).Why,
        ["dispute-contradicts-nothing"] = () => Told().Oppose(SomeEvidence.Id, SomeEvidence.Disputing(Completion.NotStarted), _academia).Why,
        ["dispute-of-own-work"] = () => Told().Report(_report).Oppose(SomeEvidence.Id, SomeEvidence.Disputing(Completion.Limited), SomeActor.Owner()).Why,
        ["own-evidence"] = () => Sent().Accept(SomeEvidence.Id, Completion.Limited, SomeActor.Reviewer(Partner.Academia)).Why,
        ["reviewer-not-appointed"] = () => Sent().Accept(SomeEvidence.Id, Completion.Limited, appointed: false).Why,
        ["not-independent"] = () => Sent().Accept(SomeEvidence.Id, Completion.Limited, independent: false).Why,
        ["level-above-shown"] = () => Sent().Accept(SomeEvidence.Id, Completion.Substantial).Why,
        ["level-below-shown"] = () => Told().Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.Limited), _academia).Accept(SomeEvidence.Id, Completion.NotStarted).Why,
        ["dispute-open-already"] = () => Sent(SomeEvidence.Disputing(Completion.Limited)).Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.NotStarted), _academia).Why,
        ["dispute-not-open"] = () => Sent().Accept(SomeEvidence.Id, Completion.Limited).Answer(SomeEvidence.Id).Why,
        ["dispute-answered-already"] = () => Disputed().Answer(SomeEvidence.Id).Why,
        ["dispute-not-answered"] = () => Sent(SomeEvidence.Disputing(Completion.Limited)).Accept(SomeEvidence.Id, Completion.Limited).Decide(SomeEvidence.Id, DisputeOutcome.Settled).Why,
        ["dispute-never-answered"] = () => Sent(SomeEvidence.Disputing(Completion.Limited)).Accept(SomeEvidence.Id, Completion.Limited).On("2028-05-01").Answer(SomeEvidence.Id).Why,
        ["not-third-organisation"] = () => Disputed().Decide(SomeEvidence.Id, DisputeOutcome.Upheld, SomeActor.Reviewer()).Why,
        ["evidence-not-returned"] = () => Sent().Appeal(SomeEvidence.Id, _academia).Why,
        ["appealed-already"] = () => Sent().Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Appeal(SomeEvidence.Id, _academia).Why,
        ["appeal-decided-already"] = () => Sent().Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Decide(SomeEvidence.Id, AppealOutcome.Stands).Appeal(SomeEvidence.Id, _academia).Why,
        ["appeal-not-open"] = () => Sent().Return(SomeEvidence.Id).Decide(SomeEvidence.Id, AppealOutcome.Stands).Why,
        ["nothing-rests-on-it"] = () => Sent().Discount(SomeEvidence.Id, SomeActor.OtherCommunity).Why,
        ["entry-unknown"] = () => Tracker.Domain.Hidings.HidingRules.Known(null),
        ["text-not-personal"] = () => new SomeHiding { Of = new(7, "evidence.accepted", null, Readable: true) }.Hide().Why,
        ["text-not-readable"] = () => new SomeHiding { Of = new(7, "evidence.submitted", null, Readable: false) }.Hide().Why,
        ["text-hidden-already"] = () => new SomeHiding().Hide().Hide().Why,
        ["text-hidden-before"] = () => new SomeHiding().On("2026-05-01").Hide().On("2026-05-09").Hide().Why,
        ["text-of-appeal"] = () => new SomeHiding { Of = new(7, "hiding.appealed", SomeActor.Community, Readable: true) }.Hide().Why,
        ["text-not-hidden"] = () => new SomeHiding().Appeal().Why,
        ["ground-not-hiding"] = () => new SomeHiding().Hide(ground: Ground.Unrelated).Why,
        ["hiding-decided-already"] = () => new SomeHiding().Hide().Decide(Tracker.Domain.Hidings.HidingOutcome.Stands).Decide(Tracker.Domain.Hidings.HidingOutcome.Lifted, SomeActor.Third()).Why,
        ["too-many-waiting"] = () => new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Seen(Completion.Limited), waiting: 20).Why,
        ["too-many-of-organisation"] = () => new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia, waiting: 20).Why,
        ["evidence-not-held"] = () => new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Seen(Completion.Limited)).Release(SomeEvidence.Id).Refuse(SomeEvidence.Id).Why,
        ["too-many-files"] = () => "0123456789".Aggregate(Sent(), (story, file) => story.Attach(SomeEvidence.Id, _academia, file)).Attach(SomeEvidence.Id, _academia).Why,
        ["file-attached-already"] = () => Sent().Attach(SomeEvidence.Id, _academia).Attach(SomeEvidence.Id, _academia).Why,
        ["file-name-folders"] = () => Sent().Attach(SomeEvidence.Id, _academia, but: file => file with { Name = "../passwd" }).Why,
        ["file-unchecked"] = () => Sent().Attach(SomeEvidence.Id, _academia, but: file => file with { Size = FileRules.MostBytes + 1 }).Why,
        ["review-unknown"] = () => Why(ReviewRules.Withdraw(EvidenceState.None, new("A mistake."), SomeActor.Reviewer())),
        ["codings-required"] = () => Told().Publish(SomeReview.Id, _review with { Codings = new() }, SomeActor.Reviewer()).Why,
        ["review-ends-before-it-begins"] = () => Told().Publish(SomeReview.Id, _review with { From = new(2026, 5, 1) }, SomeActor.Reviewer()).Why,
        ["review-published-already"] = () => Reviewed().Publish(SomeReview.Id, _review, SomeActor.Reviewer()).Why,
        ["review-answered-already"] = () => Reviewed().AnswerReview(SomeReview.Id).AnswerReview(SomeReview.Id).Why,
        ["review-taken-back"] = () => Reviewed().WithdrawReview(SomeReview.Id, SomeActor.Reviewer()).AnswerReview(SomeReview.Id).Why,
        ["evidence-is-review"] = () => Reviewed().Withdraw(SomeReview.Id, SomeActor.Contributor(Partner.Public, SomeActor.OtherCommunity)).Why,
        ["findings-agree"] = () => Reviewed().Decide(SomeReview.Id, SomeEvidence.Id, DisputeOutcome.Upheld).Why,
        ["difference-decided-already"] = () => Differing().Decide(SomeReview.Id, SomeReview.Other, DisputeOutcome.Settled).WithdrawReview(SomeReview.Id, SomeActor.Reviewer()).Why,
        ["contribution-not-plugins"] = () => Send(SomePlugin.Says()),
        ["contribution-required"] = () => Send(_send, SomePlugin.Speaking()),
        ["sources-required"] = () => Contribute(_says.Contribution! with { Sources = [] }),
        ["source-not-archived"] = () => Contribute(_says.Contribution! with { Sources = [new("../passwd", "https://data.example.org/")] }),
        ["data-invalid"] = () => Contribute(_says.Contribution! with { Data = """{"deep":{"er":1}}""" }),
        ["evidence-unchanged"] = () => Said().Send(SomeEvidence.Id, _says, SomePlugin.Speaking()).Why,
        ["evidence-accepted-already"] = () => Said().Accept(SomeEvidence.Id, Completion.Limited).Revise(SomeEvidence.Id, SomePlugin.SaysAnew(), SomePlugin.Speaking()).Why,
        ["evidence-of-another-subject"] = () => Said().Send(SomeEvidence.Id, _says with { Leaf = null }, SomePlugin.Speaking()).Why,
        ["evidence-of-people"] = () => Said().Revise(SomeEvidence.Id, SomePlugin.SaysAnew() with { Contribution = null }, SomeActor.Contributor(Partner.Public)).Revise(SomeEvidence.Id, SomePlugin.SaysAnew(), SomePlugin.Speaking()).Why,
        ["plugin-unknown"] = () => Why(PluginRules.Approve(PluginState.None, SomePlugin.Approve(), SomeActor.Admin())),
        ["plugin-of-another"] = () => Why(PluginRules.List(Plugin(), SomePlugin.List(SomePlugin.OtherDigest), SomeActor.Contributor(Partner.Business))),
        ["plugin-listed-already"] = () => Why(PluginRules.List(Plugin(), SomePlugin.List(), SomeActor.Contributor(Partner.Public))),
        ["plugin-for-nobody"] = () => Why(PluginRules.List(PluginState.None, SomePlugin.List() with { MadeFor = [] }, SomeActor.Contributor(Partner.Public))),
        ["plugin-digest-unknown"] = () => Why(PluginRules.Approve(Plugin(), SomePlugin.Approve(SomePlugin.OtherDigest), SomeActor.Admin())),
        ["plugin-refused-already"] = () => Why(PluginRules.Approve(Plugin(new PluginRefused(SomePlugin.Version, SomePlugin.Digest, new("No."))), SomePlugin.Approve(), SomeActor.Admin())),
        ["plugin-not-made-for"] = () => Why(PluginRules.Approve(Plugin(), SomePlugin.Approve() with { Organisation = SomeActor.Company, MemberOf = Partner.Business }, SomeActor.Admin())),
        ["plugin-approved-already"] = () => Why(PluginRules.Approve(Plugin(_approved), SomePlugin.Approve(), SomeActor.Admin())),
        ["plugin-in-use"] = () => Why(PluginRules.Refuse(Plugin(_approved), new("No.", SomePlugin.Digest), SomeActor.Admin())),
        ["plugin-not-approved"] = () => Why(PluginRules.Revoke(Plugin(), new("Stop."), SomeActor.Admin())),
        ["plugin-quarantined-already"] = () => Why(PluginRules.Quarantine(Plugin(_approved, _quarantined), _quarantine, Actor.Import)),
        ["plugin-failed-too-seldom"] = () => Why(PluginRules.Quarantine(Plugin(_approved), _quarantine with { Failures = 4 }, Actor.Import)),
        ["plugin-not-quarantined"] = () => Why(PluginRules.Reinstate(Plugin(_approved), new(SomeActor.Community, "Well."), SomeActor.Admin())),
        ["published-already"] = () => Why(CommitmentRules.Publish(Told().Commitment, new(SomeCommitment.WithOneLeaf()))),
        ["milestones-required"] = () => Publish(SomeCommitment.With()),
        ["number-invalid"] = () => Publish(SomeCommitment.With(("1/1", SomeCommitment.Milestone()))),
        ["checkpoint-invalid"] = () => Publish(SomePlan.Published() with { Checkpoints = ["B06", "B13"] }),
        ["file-name-invalid"] = () => Publish(SomeCommitment.WithOneLeaf() with { File = "../01-promise" }),
        ["parent-unknown"] = () => Publish(SomeCommitment.With(("1.1", SomeCommitment.Milestone("1")))),
        ["weight-not-positive"] = () => Publish(SomeCommitment.With(("1", SomeCommitment.Milestone() with { Weight = 0 }))),
        ["occurrences-invalid"] = () => Publish(SomeCommitment.With(("1", SomeCommitment.Recurring(Recurrence.Annual, SomeCommitment.PlanEnd, SomeCommitment.Due)))),
        ["end-before-start"] = () => Publish(SomeCommitment.WithOneLeaf() with { End = new(2025, 1, 1) }),
        ["policy-unchanged"] = () => Told().Tighten(new(2, 2)).Why,
        ["policy-weaker"] = () => Publish(SomeCommitment.WithOneLeaf() with { Policy = new(1) }),
        ["sdg-unknown"] = () => Publish(SomeCommitment.WithOneLeaf() with { Sdgs = [18] }),
        ["languages-required"] = () => Publish(SomeCommitment.WithOneLeaf() with { Languages = [] }),
        ["organisation-unlisted"] = () => Publish(SomePlan.Published() with { Forum = SomeActor.University }),
        ["commitments-required"] = () => Publish(SomePlan.Published() with { Commitments = [] }),
        ["reviewer-government"] = () => Publish(SomePlan.Published() with { Reviewers = [SomeActor.Office] }),
        ["plan-unknown"] = () => Why(PlanRules.AppointReviewer(PlanState.None, _appoint, SomeActor.Coordinator())),
        ["reviewer-appointed-already"] = () => Why(PlanRules.AppointReviewer(Plan(), _appoint with { Reviewer = SomeActor.OtherCommunity, MemberOf = Partner.Public }, SomeActor.Coordinator())),
        ["organisation-unknown"] = () => Why(OrganisationRules.DeclareIndependence(OrganisationState.None, _declare, SomePlan.Known, _academia)),
        ["organisation-registered-already"] = () => Why(OrganisationRules.Register(Registered(), _register, SomeActor.Admin())),
        ["not-own-organisation"] = () => Why(OrganisationRules.DeclareIndependence(Registered(), _declare, SomePlan.Known, SomeActor.Contributor(Partner.Business))),
        ["government-never-independent"] = () => Why(OrganisationRules.DeclareIndependence(Registered(Partner.Government), _declare, SomePlan.Known, _academia)),
        ["independence-declared-already"] = () => Why(OrganisationRules.DeclareIndependence(After(Registered(), new IndependenceDeclared(SomePlan.Id, null, new("Yes."))), _declare with { Commitments = [CommitmentNumber.Parse("1")] }, SomePlan.Known, _academia)),
        ["commitment-not-in-plan"] = () => Why(OrganisationRules.DeclareIndependence(Registered(), _declare with { Commitments = [CommitmentNumber.Parse("77")] }, SomePlan.Known with { Unknown = CommitmentNumber.Parse("77") }, _academia)),
        ["independence-of-own-work"] = () => Why(OrganisationRules.DeclareIndependence(Registered(), _declare with { Commitments = [CommitmentNumber.Parse("1")] }, SomePlan.Known with { Involved = CommitmentNumber.Parse("1") }, _academia)),
        ["own-independence"] = () => Why(ChallengeRules.Challenge(Declared(), _challenge, SomePlan.Known, _academia)),
        ["independence-not-declared"] = () => Why(ChallengeRules.Challenge(Registered(), _challenge, SomePlan.Known, _community)),
        ["challenge-open-already"] = () => Why(ChallengeRules.Challenge(Challenged(), _challenge with { Commitments = [CommitmentNumber.Parse("1")] }, SomePlan.Known, _community)),
        ["challenge-unknown"] = () => Why(ChallengeRules.Decide(Declared(), _decide, appointed: true, SomeActor.Third())),
        ["holder-invalid"] = () => Grant(_grant with { Holder = "Some One" }),
        ["role-not-grantable"] = () => Grant(_grant with { Appointed = Role.System }),
        ["role-needs-plan"] = () => Grant(_grant with { Plan = null }),
        ["roles-incompatible"] = () => Grant(_grant, After(Registered(), new RoleGranted("4f1c", Role.Owner))),
        ["role-granted-already"] = () => Grant(_grant, After(Registered(), new RoleGranted("4f1c", Role.Reviewer, SomePlan.Id))),
        ["role-not-held-publicly"] = () => Why(OrganisationRules.EndRole(Registered(), new("4f1c", Role.Reviewer, SomePlan.Id), SomeActor.Admin())),
        ["role-not-coordinators"] = () => Why(OrganisationRules.GrantRole(Registered(), _grant with { Appointed = Role.Partner }, SomeActor.Coordinator())),
        ["government-never-reviews"] = () => Grant(_grant, Registered(Partner.Government)),
    };

    public static TheoryData<string> Names => [.. Rules.All.Keys.Where(rule => rule != Rules.ChangedSinceSeen.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_of_the_list_refuses_under_its_own_name(string rule)
    {
        _provoked.Should().ContainKey(rule, "every rule has a command that provokes it");
        var why = _provoked[rule]();

        why.Should().NotBeNull();
        (why!.Rule, why.Kind).Should().Be((rule, Rules.All[rule].Kind));
        Placeholder().Matches(why.Reason).Select(one => one.Groups["name"].Value)
            .Should().BeSubsetOf(why.Values?.Keys ?? [], "whoever translates it has a value for each name");
    }

    [Fact]
    public void The_list_is_closed()
    {
        Rules.All.Should().HaveCount(typeof(Rules).GetFields().Length, "no two rules share a name");
        _provoked.Keys.Should().BeSubsetOf(Rules.All.Keys);
        Rules.All.Keys.Should().AllSatisfy(name => name.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));
    }

    [Fact]
    public void What_the_refused_commands_differ_from_is_accepted()
    {
        Report(_report).Should().BeNull();
        Import(_import).Should().BeNull();
        Send(_send).Should().BeNull();
        Sent().Accept(SomeEvidence.Id, Completion.Limited).Why.Should().BeNull();
        Told().Report(_report).Correct(_correct).Why.Should().BeNull();
        Disputed().Decide(SomeEvidence.Id, DisputeOutcome.Settled).Why.Should().BeNull();
        Sent().Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Decide(SomeEvidence.Id, AppealOutcome.Stands).Why.Should().BeNull();
        Told().On("2028-04-30").Report(_report).Why.Should().BeNull("the plan closes when its assessment day is over");
        Told().On("2028-05-01").Send(SomeEvidence.Id, _send, _academia).Why.Should().BeNull("evidence goes on after the plan is closed");
        Publish(SomeCommitment.WithOneLeaf()).Should().BeNull();
        Publish(SomePlan.Published()).Should().BeNull();
        Why(PlanRules.AppointReviewer(Plan(), _appoint, SomeActor.Coordinator())).Should().BeNull();
        Why(OrganisationRules.Register(OrganisationState.None, _register, SomeActor.Admin())).Should().BeNull();
        Why(OrganisationRules.DeclareIndependence(Registered(), _declare, SomePlan.Known, _academia)).Should().BeNull();
        Grant(_grant).Should().BeNull();
        Why(ChallengeRules.Challenge(Declared(), _challenge, SomePlan.Known, _community)).Should().BeNull();
        Why(ChallengeRules.Decide(Challenged(), _decide, appointed: true, SomeActor.Third())).Should().BeNull();
        Sent().Accept(SomeEvidence.Id, Completion.Limited).Discount(SomeEvidence.Id, SomeActor.OtherCommunity).Why.Should().BeNull();
        Send(_says, SomePlugin.Speaking()).Should().BeNull();
        Why(PluginRules.List(PluginState.None, SomePlugin.List(), SomeActor.Contributor(Partner.Public))).Should().BeNull();
        Why(PluginRules.Approve(Plugin(), SomePlugin.Approve(), SomeActor.Admin())).Should().BeNull();
        Why(PluginRules.Refuse(Plugin(), new("No."), SomeActor.Admin())).Should().BeNull();
        Why(PluginRules.Revoke(Plugin(_approved), new("Stop."), SomeActor.Admin())).Should().BeNull();
        Why(PluginRules.Quarantine(Plugin(_approved), _quarantine, Actor.Import)).Should().BeNull();
        Why(PluginRules.Reinstate(Plugin(_approved, _quarantined), new(SomeActor.Community, "Well."), SomeActor.Admin())).Should().BeNull();
    }

    [Fact]
    public void Only_reports_on_the_same_leaf_make_what_somebody_saw_stale()
    {
        var story = new SomeStory(SomeCommitment.With(("1", SomeCommitment.Milestone()), ("2", SomeCommitment.Milestone())));
        var (one, other) = (MilestoneNumber.Parse("1"), MilestoneNumber.Parse("2"));
        story.Report(_report with { Leaf = one });

        story.Commitment.ChangedSince(one, 1).Should().BeTrue();
        story.Commitment.ChangedSince(one, 2).Should().BeFalse();
        story.Commitment.ChangedSince(other, 1).Should().BeFalse();
    }

    [Theory]
    [InlineData("Budget of 1,250,000,000 rupiah in 2026")]
    [InlineData("Follow @dinkominfo, see https://example.org/@someone/1")]
    [InlineData("Line one\nline two\twith a tab, émigré, 文字, 👍")]
    [InlineData("Regulation 08/2017, items 294 and 7641")]
    public void Ordinary_texts_pass(string text) => Wording.Required("narrative", text).Should().BeNull();

    private static SomeStory Told() => new();

    private static SomeStory Reviewed() => Told().Publish(SomeReview.Id, _review, SomeActor.Reviewer());

    private static SomeStory Differing() =>
        Reviewed().Publish(SomeReview.Other, SomeReview.Finding(CompletionCoding.Complete), SomeActor.Reviewer(Partner.Academia));

    private static SomeStory Sent(SubmitEvidence? sent = null) => new SomeStory().Send(SomeEvidence.Id, sent ?? _send, _academia);

    private static SomeStory Disputed() => new SomeStory().Dispute(SomeEvidence.Id, Completion.Limited, _academia);

    private static SomeStory Said() => new SomeStory().Send(SomeEvidence.Id, _says, SomePlugin.Speaking());

    private static Refused? Contribute(Contribution contribution) => Send(_says with { Contribution = contribution }, SomePlugin.Speaking());

    private static PluginState Plugin(params ReadOnlySpan<PluginEvent> happened)
    {
        var record = new SomeRecord();
        var listed = ((Outcome<PluginEvent>.Accepted)PluginRules.List(PluginState.None, SomePlugin.List(), SomeActor.Contributor(Partner.Public))).Events[0];
        var state = PluginState.None.Evolve(record.Next(SomePlugin.Id.Stream, listed, SomeActor.Contributor(Partner.Public)));
        foreach (var one in happened) state = state.Evolve(record.Next(SomePlugin.Id.Stream, one, SomeActor.Admin()));
        return state;
    }

    private static CommitmentPublished Recurring() =>
        SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Recurring(Recurrence.Annual, SomeCommitment.Due, SomeCommitment.PlanEnd)));

    private static Refused? Report(ReportProgress command, Actor? by = null, CommitmentPublished? promise = null) => new SomeStory(promise).Report(command, by).Why;

    private static Refused? Import(ImportProgress command, Actor? by = null) => Told().Import(command, by).Why;

    private static Refused? Send(SubmitEvidence command, Actor? by = null) => Told().Send(SomeEvidence.Id, command, by ?? _academia).Why;

    private static Refused? Publish(CommitmentPublished promise) => Why(CommitmentRules.Publish(CommitmentState.None, new(promise)));

    private static Refused? Publish(PlanPublished plan) => Why(PlanRules.Publish(PlanState.None, new(plan)));

    private static Refused? Grant(GrantRole command, OrganisationState? to = null) =>
        Why(OrganisationRules.GrantRole(to ?? Registered(), command, SomeActor.Admin()));

    private static PlanState Plan() =>
        PlanState.None.Evolve(new SomeRecord().Next<PlanEvent>("contoh", SomePlan.Published(), Actor.Import));

    private static OrganisationState Registered(Partner partner = Partner.Academia) =>
        After(OrganisationState.None, new OrganisationRegistered(SomeActor.University, partner, SomeText.In("A university")));

    private static OrganisationState Declared() => After(Registered(), new IndependenceDeclared(SomePlan.Id, null, new("Yes.")));

    private static OrganisationState Challenged() =>
        Declared().Evolve(new SomeRecord().Next<OrganisationEvent>("organisation/x", new IndependenceChallenged(SomePlan.Id, null, new("No.")), _community));

    private static OrganisationState After(OrganisationState state, OrganisationEvent happened) =>
        state.Evolve(new SomeRecord().Next("organisation/x", happened, SomeActor.Admin()));

    private static Refused? Why<TEvent>(Outcome<TEvent> outcome)
        where TEvent : TrackerEvent =>
        (outcome as Outcome<TEvent>.Declined)?.Why;

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
