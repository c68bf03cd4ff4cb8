using System.Collections.Immutable;
using System.Reflection;

namespace Tracker.Domain;

/// <summary>Every rule that can refuse, in one closed list: whoever translates refusals translates these. Append only.</summary>
public static class Rules
{
    // Texts
    public static readonly Rule TextRequired = new("text-required", RefusalKind.Invalid, "Write something here: this text is required.");
    public static readonly Rule TextTooLong = new("text-too-long", RefusalKind.Invalid, "This text is too long: at most {bytes} bytes.");
    public static readonly Rule TextControlCharacters = new("text-control-characters", RefusalKind.Invalid, "This text contains an invisible control character. Type it anew or paste it as plain text.");
    public static readonly Rule TextBidiCharacters = new("text-bidi-characters", RefusalKind.Invalid, "This text contains characters that change the direction of writing and can make it read as something else. Remove them.");
    public static readonly Rule TextOneLine = new("text-one-line", RefusalKind.Invalid, "This is a single line: take the line breaks out.");
    public static readonly Rule TextNotUnicode = new("text-not-unicode", RefusalKind.Invalid, "This text contains half a character. Type it anew.");
    public static readonly Rule TextEmail = new("text-email", RefusalKind.Invalid, "This text contains an e-mail address. What is recorded stays public for ever: remove it.");
    public static readonly Rule TextTelephone = new("text-telephone", RefusalKind.Invalid, "This text contains a telephone number. What is recorded stays public for ever: remove it.");
    public static readonly Rule SourceNotAddress = new("source-not-address", RefusalKind.Invalid, "Give the address where it can be read, beginning with https:// or http://.");

    // Value lists, dates, periods
    public static readonly Rule ValueUnknown = new("value-unknown", RefusalKind.Invalid, "This is not a value of the list.");
    public static readonly Rule OnAfterToday = new("on-after-today", RefusalKind.Invalid, "The date {on} is after today, {today}: only what has happened can be recorded.");
    public static readonly Rule OnBeforeStart = new("on-before-start", RefusalKind.Invalid, "The date {on} is before this began, {start}: a report speaks of what was promised.");
    public static readonly Rule OnNotBeforePublication = new("on-not-before-publication", RefusalKind.Invalid, "Only what happened before the plan was published here, {published}, can be imported; {on} is not.");
    public static readonly Rule PeriodUnknown = new("period-unknown", RefusalKind.Invalid, "{period} is not one of this milestone's due dates: {occurrences}.");
    public static readonly Rule PeriodAhead = new("period-ahead", RefusalKind.Invalid, "The period until {period} has not begun. The one that runs ends on {running}: choose that one, or an earlier one.");
    public static readonly Rule PeriodNotRecurring = new("period-not-recurring", RefusalKind.Invalid, "This milestone does not recur: leave the period out.");

    // What it is about
    public static readonly Rule CommitmentUnknown = new("commitment-unknown", RefusalKind.Missing, "There is no such commitment.");
    public static readonly Rule LeafUnknown = new("leaf-unknown", RefusalKind.Missing, "This commitment has no milestone {leaf}.");
    public static readonly Rule LeafIsParent = new("leaf-is-parent", RefusalKind.Invalid, "Milestone {leaf} has others beneath it and is computed from them. Choose one of: {leaves}.");
    public static readonly Rule ChangedSinceSeen = new("changed-since-seen", RefusalKind.Stale, "This has changed since you saw it. Look at it again, then repeat.");

    // Who
    public static readonly Rule RoleNotAllowed = new("role-not-allowed", RefusalKind.Forbidden, "As {role} you may not do this.");
    public static readonly Rule OrganisationNeeded = new("organisation-needed", RefusalKind.Forbidden, "Only somebody who acts for an organisation can do this.");
    public static readonly Rule LeadUnknown = new("lead-unknown", RefusalKind.Forbidden, "The plan does not say which office leads milestone {leaf}: nobody can report on it.");
    public static readonly Rule NotLead = new("not-lead", RefusalKind.Forbidden, "Your office does not lead this.");

    // Progress
    public static readonly Rule PlanClosed = new("plan-closed", RefusalKind.Conflict, "The plan ended on {end} and was closed on {closed}: reports are no longer taken. Evidence is.");
    public static readonly Rule PercentContradictsLevel = new("percent-contradicts-level", RefusalKind.Invalid, "100 percent and Complete belong together: {percent} percent does not go with this level.");
    public static readonly Rule ChallengesRequired = new("challenges-required", RefusalKind.Invalid, "This was due on {due}. Choose at least one reason for the delay.");
    public static readonly Rule ChallengesOtherRequired = new("challenges-other-required", RefusalKind.Invalid, "Say in words what the other reason is.");
    public static readonly Rule ChallengesOtherUnasked = new("challenges-other-unasked", RefusalKind.Invalid, "Words for another reason need the reason Other.");
    public static readonly Rule NextDateBeforeOn = new("next-date-before-on", RefusalKind.Invalid, "The next step's date {nextDate} is before {on}.");
    public static readonly Rule ReportUnknown = new("report-unknown", RefusalKind.Missing, "There is no report with version {version} to correct.");
    public static readonly Rule ReportImported = new("report-imported", RefusalKind.Conflict, "Version {version} was imported from a source: it stays what the source said. Report anew instead.");
    public static readonly Rule ReportCorrectedAlready = new("report-corrected-already", RefusalKind.Conflict, "Version {version} was corrected already, by version {by}. Correct that one.");
    public static readonly Rule ClaimNotGovernments = new("claim-not-governments", RefusalKind.Invalid, "What others say is evidence: only what a government body said is imported as its report.");

    // Evidence
    public static readonly Rule EvidenceUnknown = new("evidence-unknown", RefusalKind.Missing, "There is no such evidence.");
    public static readonly Rule EvidenceSentAlready = new("evidence-sent-already", RefusalKind.Conflict, "This evidence was sent already.");
    public static readonly Rule EvidenceNotWaiting = new("evidence-not-waiting", RefusalKind.Conflict, "This evidence is not waiting for a check: it is {status}.");
    public static readonly Rule EvidenceNotOpen = new("evidence-not-open", RefusalKind.Conflict, "This evidence can no longer be changed: it is {status}.");
    public static readonly Rule NotContributor = new("not-contributor", RefusalKind.Forbidden, "Only the organisation that sent this can do this.");
    public static readonly Rule SettledByRequired = new("settled-by-required", RefusalKind.Invalid, "An objection says what would settle it.");
    public static readonly Rule SettledByUnasked = new("settled-by-unasked", RefusalKind.Invalid, "Only an objection says what would settle it.");
    public static readonly Rule DisputeShowsComplete = new("dispute-shows-complete", RefusalKind.Invalid, "An objection shows that a level is not reached: it cannot show Complete.");
    public static readonly Rule DisputeAhead = new("dispute-ahead", RefusalKind.Conflict, "What is reported and proven of the period until {period} is no higher than this, so it objects to nothing. If it is about a period before that one, choose that.");
    public static readonly Rule LevelContradictsNothing = new("level-contradicts-nothing", RefusalKind.Conflict, "Nothing that is reported or proven now is higher than this level: accepted at it, the objection would object to nothing. Return it and say why.");
    public static readonly Rule DisputeContradictsNothing = new("dispute-contradicts-nothing", RefusalKind.Conflict, "An objection shows less than what is reported or proven, and this shows no less: send it as supporting evidence.");
    public static readonly Rule DisputeOfOwnWork = new("dispute-of-own-work", RefusalKind.Forbidden, "Your office leads this: say how far it is in a report, or correct the report. An office does not object to itself.");
    public static readonly Rule OwnEvidence = new("own-evidence", RefusalKind.Forbidden, "Nobody judges what their own organisation sent or entered.");
    public static readonly Rule ReviewerNotAppointed = new("reviewer-not-appointed", RefusalKind.Forbidden, "Your organisation is not appointed as a reviewer of this plan.");
    public static readonly Rule NotIndependent = new("not-independent", RefusalKind.Forbidden, "Your organisation is not independent of this commitment, or has not declared it.");
    public static readonly Rule LevelAboveShown = new("level-above-shown", RefusalKind.Invalid, "Evidence cannot be accepted at a higher level than it was sent for ({shows}).");
    public static readonly Rule LevelBelowShown = new("level-below-shown", RefusalKind.Invalid, "An objection cannot be accepted at a lower level than it was sent for ({shows}).");

    // Files
    public static readonly Rule TooManyFiles = new("too-many-files", RefusalKind.Conflict, "One piece of evidence has at most {most} files.");
    public static readonly Rule FileAttachedAlready = new("file-attached-already", RefusalKind.Conflict, "This very file is attached already. A photograph is taken again only where it says its place now and did not before.");
    public static readonly Rule FileNameFolders = new("file-name-folders", RefusalKind.Invalid, "A file's name has no folders in it.");
    public static readonly Rule FileUnchecked = new("file-unchecked", RefusalKind.Invalid, "Only a file that this site has checked and kept can be attached.");

    // Disputes and appeals
    public static readonly Rule DisputeOpenAlready = new("dispute-open-already", RefusalKind.Conflict, "Your organisation has an objection open here already: {evidence}. One at a time: revise it, take it back, or wait for the decision.");
    public static readonly Rule DisputeNotOpen = new("dispute-not-open", RefusalKind.Conflict, "This is not an objection that counts and is open.");
    public static readonly Rule DisputeAnsweredAlready = new("dispute-answered-already", RefusalKind.Conflict, "The office has answered this objection already.");
    public static readonly Rule DisputeNotAnswered = new("dispute-not-answered", RefusalKind.Conflict, "The office has not answered yet: an objection is decided after its answer.");
    public static readonly Rule DisputeNeverAnswered = new("dispute-never-answered", RefusalKind.Conflict, "The plan was closed on {closed} without an answer: it stays disputed, never answered.");
    public static readonly Rule NotThirdOrganisation = new("not-third-organisation", RefusalKind.Forbidden, "Another organisation decides this: not one whose own statement or decision it is about.");
    public static readonly Rule EvidenceNotReturned = new("evidence-not-returned", RefusalKind.Conflict, "Only what was sent back can be appealed: this is {status}.");
    public static readonly Rule AppealedAlready = new("appealed-already", RefusalKind.Conflict, "This was appealed already and waits for the decision.");
    public static readonly Rule AppealDecidedAlready = new("appeal-decided-already", RefusalKind.Conflict, "The appeal against this return was decided: an appeal is decided once. Repair it instead.");
    public static readonly Rule AppealNotOpen = new("appeal-not-open", RefusalKind.Conflict, "No appeal waits here for a decision: this is {status}.");

    public static readonly Rule NothingRestsOnIt = new("nothing-rests-on-it", RefusalKind.Conflict, "Nothing that counts here rests on that organisation's independence.");

    // How much may wait
    public static readonly Rule TooManyWaiting = new("too-many-waiting", RefusalKind.Conflict, "{most} pieces that people sent without an account wait here already. Somebody must look at them first: come back in some days, or send it through an organisation.");
    public static readonly Rule TooManyOfOrganisation = new("too-many-of-organisation", RefusalKind.Conflict, "{most} pieces of your organisation wait here already. Change one that waits, take one back, or come back when one was checked.");

    // Evidence of visitors
    public static readonly Rule EvidenceNotHeld = new("evidence-not-held", RefusalKind.Conflict, "Everybody can read this already: there is nothing to release or to refuse.");

    // Reviews
    public static readonly Rule ReviewUnknown = new("review-unknown", RefusalKind.Missing, "There is no such review.");
    public static readonly Rule CodingsRequired = new("codings-required", RefusalKind.Invalid, "A review codes something: choose at least one value.");
    public static readonly Rule ReviewEndsBeforeItBegins = new("review-ends-before-it-begins", RefusalKind.Invalid, "What was reviewed begins on {from}, after its last day {on}.");
    public static readonly Rule ReviewPublishedAlready = new("review-published-already", RefusalKind.Conflict, "Your organisation has published a review of this and of this period already: {review}. Take it back first.");
    public static readonly Rule ReviewAnsweredAlready = new("review-answered-already", RefusalKind.Conflict, "The office has answered this review already.");
    public static readonly Rule ReviewTakenBack = new("review-taken-back", RefusalKind.Conflict, "This review was taken back.");
    public static readonly Rule EvidenceIsReview = new("evidence-is-review", RefusalKind.Conflict, "This is a review: it is not revised, and it is taken back as a review.");
    public static readonly Rule FindingsAgree = new("findings-agree", RefusalKind.Conflict, "Nothing is to be decided between these two: they do not contradict each other now.");
    public static readonly Rule DifferenceDecidedAlready = new("difference-decided-already", RefusalKind.Conflict, "A third organisation has decided about this review already.");

    // Hiding
    public static readonly Rule EntryUnknown = new("entry-unknown", RefusalKind.Missing, "There is no such entry.");
    public static readonly Rule TextNotPersonal = new("text-not-personal", RefusalKind.Conflict, "Only what somebody tells in their own words can be hidden: what was promised and decided stays readable.");
    public static readonly Rule TextNotReadable = new("text-not-readable", RefusalKind.Conflict, "Nobody can read this now: there is nothing to hide.");
    public static readonly Rule TextHiddenAlready = new("text-hidden-already", RefusalKind.Conflict, "This is hidden already.");
    public static readonly Rule TextHiddenBefore = new("text-hidden-before", RefusalKind.Conflict, "This was hidden once, for 7 days. Only a reviewer can hide it again.");
    public static readonly Rule TextOfAppeal = new("text-of-appeal", RefusalKind.Conflict, "This is an appeal against a hiding: whoever hides does not hide what is said against it.");
    public static readonly Rule TextNotHidden = new("text-not-hidden", RefusalKind.Conflict, "This is not hidden.");
    public static readonly Rule GroundNotHiding = new("ground-not-hiding", RefusalKind.Invalid, "What stands in public is not hidden because it has nothing to do with the matter: a reviewer judges that.");
    public static readonly Rule HidingDecidedAlready = new("hiding-decided-already", RefusalKind.Conflict, "This was decided already.");

    // Evidence of plugins
    public static readonly Rule ContributionNotPlugins = new("contribution-not-plugins", RefusalKind.Forbidden, "Only a plugin says which plugin something comes from.");
    public static readonly Rule ContributionRequired = new("contribution-required", RefusalKind.Invalid, "A plugin says what its evidence rests on.");
    public static readonly Rule SourcesRequired = new("sources-required", RefusalKind.Invalid, "Name at least one and at most {most} sources that were archived.");
    public static readonly Rule SourceNotArchived = new("source-not-archived", RefusalKind.Invalid, "'{sha256}' is not the digest of an archived source.");
    public static readonly Rule DataInvalid = new("data-invalid", RefusalKind.Invalid, "The data is one flat JSON object of at most {bytes} bytes: names, and texts, numbers or yes and no.");
    public static readonly Rule EvidenceUnchanged = new("evidence-unchanged", RefusalKind.Conflict, "This says what was said already.");
    public static readonly Rule EvidenceAcceptedAlready = new("evidence-accepted-already", RefusalKind.Conflict, "A reviewer has accepted this, and it stays what was accepted. Send what is new under a key of its own.");
    public static readonly Rule EvidenceOfAnotherSubject = new("evidence-of-another-subject", RefusalKind.Conflict, "Under this key something else was sent: another milestone or the other side. Send it under a key of its own.");

    public static readonly Rule EvidenceOfPeople = new("evidence-of-people", RefusalKind.Conflict, "Somebody of the organisation has taken this over: a plugin no longer changes it.");

    // Plugins
    public static readonly Rule PluginUnknown = new("plugin-unknown", RefusalKind.Missing, "There is no such plugin.");
    public static readonly Rule PluginOfAnother = new("plugin-of-another", RefusalKind.Forbidden, "A plugin of this name belongs to another organisation, or was installed by whoever runs this site. Give yours a name of its own.");
    public static readonly Rule PluginListedAlready = new("plugin-listed-already", RefusalKind.Conflict, "Exactly these files are listed already.");
    public static readonly Rule PluginForNobody = new("plugin-for-nobody", RefusalKind.Invalid, "Name at least one partner that the plugin is made for, each once.");
    public static readonly Rule PluginDigestUnknown = new("plugin-digest-unknown", RefusalKind.Invalid, "These are not files of this plugin that wait here. Name the digest.");
    public static readonly Rule PluginRefusedAlready = new("plugin-refused-already", RefusalKind.Conflict, "These files were refused.");
    public static readonly Rule PluginNotMadeFor = new("plugin-not-made-for", RefusalKind.Invalid, "The plugin is not made for an organisation of this partner ({partner}).");
    public static readonly Rule PluginApprovedAlready = new("plugin-approved-already", RefusalKind.Conflict, "These files speak for this organisation already.");
    public static readonly Rule PluginInUse = new("plugin-in-use", RefusalKind.Conflict, "These files speak for an organisation. Revoke that instead.");
    public static readonly Rule PluginNotApproved = new("plugin-not-approved", RefusalKind.Conflict, "The plugin speaks for nobody, or not for this organisation: it was never approved for it, or was stopped.");
    public static readonly Rule PluginQuarantinedAlready = new("plugin-quarantined-already", RefusalKind.Conflict, "The plugin is in quarantine: it is not started until an administrator ends that.");
    public static readonly Rule PluginFailedTooSeldom = new("plugin-failed-too-seldom", RefusalKind.Conflict, "A plugin is put into quarantine after {failures} failures in a row, not before.");
    public static readonly Rule PluginNotQuarantined = new("plugin-not-quarantined", RefusalKind.Conflict, "The plugin is not in quarantine.");

    // Changing what was promised
    public static readonly Rule ScheduleRecurring = new("schedule-recurring", RefusalKind.Conflict, "Milestone {leaf} recurs: its dates come from its rhythm and are not moved one by one.");
    public static readonly Rule ScheduleUndated = new("schedule-undated", RefusalKind.Conflict, "Milestone {leaf} has no due date that could be moved.");
    public static readonly Rule ScheduleUnchanged = new("schedule-unchanged", RefusalKind.Invalid, "This is due on {due} already. Give another date.");
    public static readonly Rule SchedulePast = new("schedule-past", RefusalKind.Invalid, "The date {due} is before today, {today}: a due date is moved to a day that is still to come.");
    public static readonly Rule ScheduleAfterPlan = new("schedule-after-plan", RefusalKind.Invalid, "The date {due} is after the plan's end, {end}: a plan promises nothing beyond it.");
    public static readonly Rule MilestoneWithdrawn = new("milestone-withdrawn", RefusalKind.Conflict, "Milestone {leaf} was withdrawn on {on}: it is no longer reported on or changed. Evidence of what happened before is taken.");
    public static readonly Rule CommitmentWithdrawn = new("commitment-withdrawn", RefusalKind.Conflict, "This commitment was withdrawn on {on}: it is no longer changed.");
    public static readonly Rule AmendmentFields = new("amendment-fields", RefusalKind.Invalid, "Name at least one field and at most {most}, each once.");
    public static readonly Rule AmendmentUnchanged = new("amendment-unchanged", RefusalKind.Conflict, "This says what holds already: nothing would change.");
    public static readonly Rule AmendmentTooLarge = new("amendment-too-large", RefusalKind.Invalid, "This is too much for one amendment: at most {kibibytes} KiB, old and new texts together.");
    public static readonly Rule DigestInvalid = new("digest-invalid", RefusalKind.Invalid, "This is not the digest of a plan's files: 64 characters from 0 to 9 and a to f.");
    public static readonly Rule FieldNotAmendable = new("field-not-amendable", RefusalKind.Invalid, "'{field}' is not a field that is amended. Dates are moved, milestones withdrawn.");
    public static readonly Rule FieldValueInvalid = new("field-value-invalid", RefusalKind.Invalid, "This cannot be the value of '{field}'.");
    public static readonly Rule NumberMalformed = new("number-malformed", RefusalKind.Invalid, "Give a number, with a point before its decimals: 2.5.");
    public static readonly Rule LanguageNotInPlan = new("language-not-in-plan", RefusalKind.Invalid, "The plan has no texts in the language '{language}'.");
    public static readonly Rule TextDividesFile = new("text-divides-file", RefusalKind.Invalid, "Write this in paragraphs: a heading, a list or a code block that is not closed would divide the plan's file here.");
    public static readonly Rule UnknownNeedsReason = new("unknown-needs-reason", RefusalKind.Invalid, "Give '{field}' a value, or say in the same amendment why it is unknown.");
    public static readonly Rule DueRequired = new("due-required", RefusalKind.Invalid, "Milestone {number} needs a due date, or that it is unknown and why. Words alone are read as a date from the plan's files only.");
    public static readonly Rule DueOnParent = new("due-on-parent", RefusalKind.Invalid, "Milestone {number} has others beneath it: its dates come from theirs.");
    public static readonly Rule DateOutsidePlan = new("date-outside-plan", RefusalKind.Invalid, "The date {date} is not within the plan's days.");
    public static readonly Rule MilestonesTooMany = new("milestones-too-many", RefusalKind.Invalid, "A commitment has at most {most} milestones.");
    public static readonly Rule JudgeMadeParty = new("judge-made-party", RefusalKind.Conflict, "'{organisation}' reviews this plan, or has declared that it is independent of this commitment: no amendment makes it lead or support it. Whoever thinks that the declaration is false challenges it.");
    public static readonly Rule LeafBecomesParent = new("leaf-becomes-parent", RefusalKind.Invalid, "Milestone {number} is reported on itself: nothing can be put beneath it any more.");
    public static readonly Rule EvidenceNotEarlier = new("evidence-not-earlier", RefusalKind.Conflict, "This evidence was accepted for the wording that holds: there is nothing to confirm.");
    public static readonly Rule PlanOver = new("plan-over", RefusalKind.Conflict, "The plan ended on {end}: what it promised is no longer changed.");
    public static readonly Rule OnAfterWithdrawal = new("on-after-withdrawal", RefusalKind.Invalid, "This was withdrawn on {withdrawn}, before {on}: what happened later is no evidence of it.");

    // Publishing plans and commitments
    public static readonly Rule PublishedAlready = new("published-already", RefusalKind.Conflict, "This was published already.");
    public static readonly Rule PlanUnknown = new("plan-unknown", RefusalKind.Missing, "There is no such plan.");
    public static readonly Rule MilestonesRequired = new("milestones-required", RefusalKind.Invalid, "A commitment has at least one milestone.");
    public static readonly Rule NumberInvalid = new("number-invalid", RefusalKind.Invalid, "'{number}' cannot be a number: use letters, digits, dots and hyphens, at most 32.");
    public static readonly Rule CheckpointInvalid = new("checkpoint-invalid", RefusalKind.Invalid, "'{checkpoint}' is not a reporting day: write B06, 06-30 or 2026-06-30.");
    public static readonly Rule FileNameInvalid = new("file-name-invalid", RefusalKind.Invalid, "'{file}' cannot be the name of a commitment's file: write it like 01-short-name.");
    public static readonly Rule ParentUnknown = new("parent-unknown", RefusalKind.Invalid, "Milestone {number} stands under {parent}, which does not exist or whose number it does not extend.");
    public static readonly Rule WeightNotPositive = new("weight-not-positive", RefusalKind.Invalid, "The weight of milestone {number} must be more than zero and at most a million.");
    public static readonly Rule OccurrencesInvalid = new("occurrences-invalid", RefusalKind.Invalid, "The due dates of recurring milestone {number} must be in order, each once, the last being its due date.");
    public static readonly Rule EndBeforeStart = new("end-before-start", RefusalKind.Invalid, "The end {end} is before the start {start}.");
    public static readonly Rule PolicyWeaker = new("policy-weaker", RefusalKind.Invalid, "A plan's rule of proof may become stricter than the one that holds, never weaker, and must be possible: {partners} to 4 partners, {organisations} to 16 organisations.");
    public static readonly Rule PolicyUnchanged = new("policy-unchanged", RefusalKind.Conflict, "This is the rule of proof that holds already.");
    public static readonly Rule SdgUnknown = new("sdg-unknown", RefusalKind.Invalid, "{sdg} is not one of the goals 1 to 17.");
    public static readonly Rule CommitmentsRequired = new("commitments-required", RefusalKind.Invalid, "Name at least one commitment, each once.");
    public static readonly Rule LanguagesRequired = new("languages-required", RefusalKind.Invalid, "Name at least one language, each once.");
    public static readonly Rule OrganisationUnlisted = new("organisation-unlisted", RefusalKind.Invalid, "'{organisation}' is not an organisation that the plan names.");
    public static readonly Rule ReviewerGovernment = new("reviewer-government", RefusalKind.Invalid, "Government bodies never review: '{organisation}' is one.");
    public static readonly Rule ReviewerAppointedAlready = new("reviewer-appointed-already", RefusalKind.Conflict, "'{organisation}' is a reviewer of this plan already.");

    // Organisations
    public static readonly Rule OrganisationUnknown = new("organisation-unknown", RefusalKind.Missing, "There is no such organisation.");
    public static readonly Rule OrganisationRegisteredAlready = new("organisation-registered-already", RefusalKind.Conflict, "This organisation is registered already.");
    public static readonly Rule NotOwnOrganisation = new("not-own-organisation", RefusalKind.Forbidden, "Only the organisation itself can declare this.");
    public static readonly Rule GovernmentNeverIndependent = new("government-never-independent", RefusalKind.Conflict, "A government body is never independent of a government's commitment.");
    public static readonly Rule IndependenceDeclaredAlready = new("independence-declared-already", RefusalKind.Conflict, "This was declared already.");
    public static readonly Rule OwnIndependence = new("own-independence", RefusalKind.Forbidden, "Nobody challenges their own organisation's declaration.");
    public static readonly Rule IndependenceNotDeclared = new("independence-not-declared", RefusalKind.Conflict, "The organisation has declared no such independence.");
    public static readonly Rule ChallengeOpenAlready = new("challenge-open-already", RefusalKind.Conflict, "This declaration is challenged already and waits for a decision.");
    public static readonly Rule ChallengeUnknown = new("challenge-unknown", RefusalKind.Missing, "No such challenge waits for a decision.");
    public static readonly Rule CommitmentNotInPlan = new("commitment-not-in-plan", RefusalKind.Invalid, "This plan has no commitment '{commitment}'.");
    public static readonly Rule IndependenceOfOwnWork = new("independence-of-own-work", RefusalKind.Conflict, "The plan names your organisation for commitment '{commitment}': it is never independent of it. Leave that one out.");
    public static readonly Rule HolderInvalid = new("holder-invalid", RefusalKind.Invalid, "The holder is an account's public id, not a name or address.");
    public static readonly Rule RoleNotGrantable = new("role-not-grantable", RefusalKind.Invalid, "Nobody is appointed to be {role}.");
    public static readonly Rule RoleNeedsPlan = new("role-needs-plan", RefusalKind.Invalid, "Appointing a {role} needs a plan.");
    public static readonly Rule RolesIncompatible = new("roles-incompatible", RefusalKind.Conflict, "Nobody holds reviewer together with owner, coordinator or admin.");
    public static readonly Rule RoleGrantedAlready = new("role-granted-already", RefusalKind.Conflict, "This role is held already.");
    public static readonly Rule RoleNotHeldPublicly = new("role-not-held-publicly", RefusalKind.Conflict, "This role is not held, so it cannot end.");
    public static readonly Rule RoleNotCoordinators = new("role-not-coordinators", RefusalKind.Forbidden, "A coordinator appoints owners and reviewers only, each for a plan.");
    public static readonly Rule GovernmentNeverReviews = new("government-never-reviews", RefusalKind.Conflict, "Government staff never review.");

    /// <summary>All of them, by name.</summary>
    public static ImmutableSortedDictionary<string, Rule> All { get; } = typeof(Rules)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<Rule>()
        .ToImmutableSortedDictionary(rule => rule.Name, rule => rule, StringComparer.Ordinal);
}
