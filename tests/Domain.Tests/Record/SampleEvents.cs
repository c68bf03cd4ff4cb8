using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Text;
using Tracker.Support.Domain;

namespace Tracker.Domain.Tests.Record;

/// <summary>One event of every type with every member given, so that no member's name or form can change unseen.</summary>
internal static class SampleEvents
{
    private static readonly Actor _community = SomeActor.Contributor(Partner.Public);
    private static readonly Actor _system = Actor.Import;

    public static ImmutableArray<(TrackerEvent Event, Actor Actor)> All { get; } =
    [
        (new OrganisationRegistered(SomeActor.Community, Partner.Public, Said("Residents' watch", "Warga pemantau"), Said("A residents' association."), true), _system),
        (new IndependenceDeclared(SomePlan.Id, [CommitmentNumber.Parse("1"), CommitmentNumber.Parse("3.2.5")], new("We neither lead nor support it and are not paid for it."), true), SomeActor.Reviewer()),
        (new RoleGranted("4f1c", Role.Reviewer, SomePlan.Id, true), SomeActor.Admin()),
        (new RoleEnded("4f1c", Role.Reviewer, SomePlan.Id), SomeActor.Admin()),
        (Plan(), _system),
        (new PlanAmended(new string('a', 64), new("The forum asked for every village.")), SomeActor.Coordinator()),
        (Changed(), SomeActor.Coordinator()),
        (new PolicyTightened(new(3, 4), Day(6, 15), new("The forum asked for three partners.")), SomeActor.Coordinator()),
        (new ReviewerAppointed(SomeActor.University, Partner.Academia, new("Named by the forum on 2 March 2026."), true), SomeActor.Coordinator()),
        (Commitment(), _system),
        (new ProgressReported(SomeCommitment.Leaf, Completion.Limited, Day(6, 15), Day(6, 30), Percent.Of(54.5m), [Challenge.LackOfResources, Challenge.Other], Day(9, 1), new("Ten villages are done."), new("The printer broke."), new("Print the rest.")), SomeActor.Owner()),
        (new ProgressCorrected(2, SomeCommitment.Leaf, Completion.Complete, Day(6, 15), Day(6, 30), Percent.Of(100), [Challenge.DelayInApprovals], Day(9, 1), new("Counted again."), new("All villages are done."), new("None."), new("Keep them up to date.")), SomeActor.Owner()),
        (new ProgressImported(SomeCommitment.Leaf, Completion.Substantial, new(2017, 5, 23), new(2017, 6, 30), "2017 to May", Percent.Of(54), SomeActor.OtherCommunity, new("Verification stands at 54 per cent."), new("https://example.org/294")), SomeActor.Import(SomeActor.Office, Partner.Government)),
        (new MilestoneRescheduled(SomeCommitment.Leaf, Day(9, 30), Day(6, 30), Day(6, 15), new("The printer was delivered late.")), SomeActor.Owner()),
        (new MilestoneWithdrawn(SomeCommitment.Leaf, Day(6, 15), new("The forum decided to leave it to the province.")), SomeActor.Coordinator()),
        (Amended(), SomeActor.Coordinator()),
        (new CommitmentWithdrawn(Day(6, 15), new("The forum decided to leave it to the province.")), SomeActor.Coordinator()),
        (new CommitmentTightened(new(3, 4), Day(6, 15), new("The forum asked for three partners.")), SomeActor.Coordinator()),
        (new EvidenceSubmitted(SomeCommitment.Leaf, Stance.Disputes, Completion.Limited, Day(5, 2), Day(6, 30), true, new("Empty billboards"), new("Nothing hangs there."), new("https://example.org/1"), new("A dated photograph.")), _community),
        (new EvidenceImported(SomeCommitment.Leaf, Stance.Supports, Completion.Substantial, new(2016, 10, 1), new(2017, 6, 30), "2016", SomeActor.OtherCommunity, false, new("Ten pioneers"), new("Ten villages published their budgets."), new("https://example.org/7641"), new("A list.")), SomeActor.Import(SomeActor.Community, Partner.Public)),
        (new EvidenceAccepted(Completion.Limited, 1, new("We went to three of the ten.")), SomeActor.Reviewer()),
        (new EvidenceConfirmed(Completion.Limited, 1, new("Three of the ten hang there still.")), SomeActor.Reviewer()),
        (new EvidenceReturned(1, new("The photographs have no date.")), SomeActor.Reviewer()),
        (new EvidenceRevised(Stance.Supports, Completion.Substantial, Day(5, 3), Day(6, 30), true, new("Billboards, dated"), new("With the date on each."), new("https://example.org/2"), new("A list.")), _community),
        (new EvidenceWithdrawn(new("We mixed up two villages.")), _community),
        (new DisputeAnswered(new("All files can be opened since 3 May.")), SomeActor.Owner()),
        (new DisputeDecided(DisputeOutcome.Upheld, 1, new("We tried fifty files again.")), SomeActor.Third()),
        (new ReturnAppealed(1, new("The date stands on the back of each photograph.")), _community),
        (new AppealDecided(AppealOutcome.Overturned, 1, new("The dates are legible.")), SomeActor.Third()),
        (new EvidenceDiscounted(SomeActor.OtherCommunity, 41), _system),
        (new TextReleased(41), SomeActor.Reviewer()),
        (new TextHidden(41, Ground.Unlawful, new("It gives a neighbour's address.")), SomeActor.Coordinator()),
        (new TextWithheld(41, new("It does.")), SomeActor.Reviewer()),
        (new TextShown(41, new("The address is the office's.")), SomeActor.Third()),
        (new HidingAppealed(new("It is the office's address.")), _community),
        (new TextRefused(41, Ground.Personal, new("It names a neighbour.")), SomeActor.Reviewer()),
        (new FileAttached(FileId.Parse("0f1e2d3c4b5a69788796a5b4c3d2e1f0"), FileType.Jpeg, 482_113, new("papan-anggaran.jpg"), new(new string('b', 64)), new("-7.1502,111.8817")), _community),
        (new ReviewPublished(SomeCommitment.Leaf, Coded(), Day(6, 15), Day(1, 1), Day(6, 30), new("Review of the first half"), new("Half of the billboards carry figures."), new("https://example.org/review"), new("We counted them in every village.")), SomeActor.Reviewer()),
        (new ReviewImported(SomeCommitment.Leaf, Coded(), new(2017, 12, 31), new(2017, 1, 1), new(2017, 6, 30), "January to December 2017", SomeActor.OtherCommunity, true, new("Independent review"), new("It counts four substantial and one limited."), new("https://example.org/irm")), SomeActor.Import(SomeActor.University, Partner.Academia)),
        (new ReviewAnswered(new("The rest was hung up in July.")), SomeActor.Owner()),
        (new ReviewWithdrawn(new("We mixed up two villages.")), SomeActor.Reviewer()),
        (new DifferenceDecided(SomeEvidence.Id, DisputeOutcome.Upheld, 1, new("We went to ten villages ourselves.")), SomeActor.Third()),
        (new IndependenceChallenged(SomePlan.Id, [CommitmentNumber.Parse("1"), CommitmentNumber.Parse("3.2.5")], new("The office pays its rent.")), _community),
        (new ChallengeDecided(4, ChallengeOutcome.Refuted, new("The lease is public.")), SomeActor.Third()),
        (new PluginListed(SomePlugin.Id, SomePlugin.Version, SomePlugin.Digest, [Partner.Government, Partner.Public], Said("Open contracting", "Kontrak terbuka"), "Apache-2.0", Numbered("https://data.example.org/ocds/"), new("A procurement office"), true), _system),
        (new PluginApproved(SomeActor.Office, Partner.Government, SomePlugin.Version, SomePlugin.Digest, true), SomeActor.Admin()),
        (new PluginRefused(SomePlugin.Version, SomePlugin.OtherDigest, new("It asks for addresses that nobody here knows.")), SomeActor.Admin()),
        (new PluginRevoked(SomeActor.Office, new("The feed has moved.")), SomeActor.Admin()),
        (new PluginQuarantined(SomeActor.Office, SomePlugin.Digest, 5, "timeout"), _system),
        (new PluginReinstated(SomeActor.Office, SomePlugin.Digest, new("The feed answers again.")), SomeActor.Admin()),
    ];

    /// <summary>Types that gained optional members: their first samples stay as they were, these show what was added.</summary>
    public static ImmutableArray<(string Sample, TrackerEvent Event, Actor Actor)> Grown { get; } =
    [
        ("milestone.rescheduled@2", new MilestoneRescheduled(SomeCommitment.Leaf, Day(9, 30), Day(6, 30), Day(6, 15), new("The forum decided so."), true), SomeActor.Coordinator()),
        ("evidence.submitted@2", new EvidenceSubmitted(SomeCommitment.Leaf, Stance.Disputes, Completion.Limited, Day(5, 2), Day(6, 30), true, new("Contract cancelled"), new("The buyer cancelled it."), new("https://data.example.org/ocds/1.json"), new("A new award."), EvidenceKind.Contract, SomePlugin.Digest, new("{\"amount\":120}"), Sources()), SomePlugin.Speaking()),
        ("evidence.submitted@3", new EvidenceSubmitted(SomeCommitment.Leaf, Stance.Disputes, Completion.Limited, Day(5, 2), Day(6, 30), false, new("Empty billboards"), new("Nothing hangs there."), null, new("A dated photograph."), Place: new("Beside the village hall")), SomeActor.Visitor()),
        ("evidence.revised@2", new EvidenceRevised(Stance.Supports, Completion.Substantial, Day(5, 3), Day(6, 30), true, new("Contract signed"), new("The buyer signed it."), new("https://data.example.org/ocds/1.json"), new("A list."), EvidenceKind.Contract, SomePlugin.Digest, new("{\"amount\":125}"), Sources()), SomePlugin.Speaking()),
        ("plan.published@2", Plan() with { Checkpoints = ["B06", "07-15", "2026-09-30"] }, _system),
        ("file.attached@2", new FileAttached(FileId.Parse("1f1e2d3c4b5a69788796a5b4c3d2e1f0"), FileType.Jpeg, 482_113, new("papan-anggaran.jpg"), new(new string('b', 64)), new("-7.1502,111.8817"), FileId.Parse("0f1e2d3c4b5a69788796a5b4c3d2e1f0")), _community),
        ("plan.amended@2", new PlanAmended(new string('a', 64), new("The forum asked for every village."), KeptFields.Of([("commitments/1/milestones/1.1/title/en", "Budgets on billboards"), ("commitments/1/note/en", null)])), SomeActor.Coordinator()),
        ("commitment.published@2", Commitment() with { File = "01-data-revolution" }, _system),
    ];

    private static Codings Coded() => new(
        CompletionCoding.Substantial, Specificity.High, Verifiable.Yes, OpenGovernmentLens.NR, PotentialImpact.NA,
        PotentialForResults.Modest, DidItOpenGovernment.DidNotChange, EarlyResults.NoNotableResults, Participation.ND);

    private static CommitmentAmended Amended() => new(
        Day(6, 15),
        ImmutableSortedDictionary.Create<string, AmendedFact>(StringComparer.Ordinal)
            .Add("budget", new("1000", null)).Add("milestones/1.1/lead", new("dinas", "setda")).Add("sdgs", new(null, "[16]")),
        ImmutableSortedDictionary.Create<string, AmendedText>(StringComparer.Ordinal)
            .Add("01", new("milestones/1.1/title/en", null, new("Budgets on billboards"), new("Budgets on billboards in every village")))
            .Add("02", new("brief/en", true, null, new("What villages spend."))).Add("03", new("note/en", null, new("A note."), null)),
        true,
        new("A. Person"),
        new("The forum asked for every village."),
        true);

    private static PlanChanged Changed() => new(
        ImmutableSortedDictionary.Create<string, AmendedFact>(StringComparer.Ordinal)
            .Add("commitments", new("[\"1\"]", "[\"1\",\"2\"]")).Add("organisations/pusat-studi", new(null, "academia")),
        ImmutableSortedDictionary.Create<string, AmendedText>(StringComparer.Ordinal)
            .Add("01", new("title/en", null, new("A plan"), new("The first plan"))).Add("02", new("about/en", true, null, new("What it is."))),
        new("The forum asked for a second commitment."));

    private static DateOnly Day(int month, int day) => new(2026, month, day);

    private static ImmutableSortedDictionary<string, PublicText> Said(string english, string? indonesian = null) =>
        indonesian is null ? SomeText.In(english) : SomeText.In(english, indonesian);

    private static PlanPublished Plan() => SomePlan.Published() with
    {
        OgpId = "AP_IDN07",
        Languages = [Language.Parse("id"), Language.Parse("en")],
        Forum = SomeActor.OtherCommunity,
        Policy = new(3, 4),
        About = Said("An invented plan."),
        CompiledBy = Said("Compiled by the project."),
        Source = new("https://example.org/plan"),
        StartUnknownBecause = Said("The source names only the year."),
        EndWords = new("December 2027"),
        FieldNames = ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal)
            .Add("infrastructure", Said("Infrastructure", "Infrastruktur")),
    };

    private static CommitmentPublished Commitment() =>
        SomeCommitment.With(("1", Parent()), ("1.1", Indicator()), ("1.2", SomeCommitment.Milestone("1") with { Due = null, Unknown = true })) with
        {
            OgpId = "BOJ0001",
            Supporters = ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal).Add(SomeActor.Company.Value, Partner.Business),
            Values = [OgpValue.AccessToInformation, OgpValue.PublicAccountability],
            PolicyAreas = ["Open Data", "Fiscal Openness"],
            Sdgs = [11, 16],
            Continued = true,
            CarriedForwardFrom = "BOJ0000",
            Budget = 1250000.5m,
            Policy = new(3, 4),
            Languages = [Language.Parse("id"), Language.Parse("en")],
            Title = Said("Village budgets are public", "APBDes terbuka"),
            ShortTitle = Said("Village budgets"),
            Theme = Said("Budgets"),
            Brief = Said("Every village shows its budget."),
            Problem = Said("Nobody knows what is spent."),
            Description = Said("Billboards, then data."),
            Analysis = Said("Transparency first."),
            BudgetSource = Said("Regional budget"),
            Links = Said("Satu Data"),
            Source = new("https://example.org/plan#1"),
            Officer = Said("Head of the department"),
            OfficerName = new("(a name)"),
            Unknown = ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal)
                .Add("start", Said("Not stated.")),
        };

    private static Milestone Parent() => SomeCommitment.Milestone() with { Weight = 2.5m, Budget = 1000, Supporters = [SomeActor.Company] };

    private static Milestone Indicator() => SomeCommitment.Recurring(Recurrence.Biannual, new DateOnly(2026, 6, 30), new DateOnly(2026, 12, 31)) with
    {
        Parent = MilestoneNumber.Parse("1"),
        Output = Said("A list of villages"),
        DueWords = Said("Biannually until 2026"),
        UnknownBecause = Said("Not stated."),
        Note = Said("Read from the goal."),
    };

    private static ImmutableSortedDictionary<string, PublicText> Numbered(string address) =>
        ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add("01", new(address));

    private static ImmutableSortedDictionary<string, ArchivedSource> Sources() =>
        ImmutableSortedDictionary.Create<string, ArchivedSource>(StringComparer.Ordinal)
            .Add("01", new(new(SomePlugin.Archived), new("https://data.example.org/ocds/1.json"), new("releases/0"), new("status: cancelled")));
}
