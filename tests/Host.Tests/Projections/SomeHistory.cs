using System.Collections.Immutable;
using CsCheck;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Support.Domain;

namespace Tracker.Host.Tests.Projections;

/// <summary>Something that happens to one of three commitments; chance decides what.</summary>
/// <param name="Commitment">Which, 0 to 2.</param>
/// <param name="Kind">What.</param>
/// <param name="Piece">Which piece of evidence.</param>
/// <param name="Leaf">Which leaf, or the whole.</param>
/// <param name="Level">A level.</param>
/// <param name="Days">How many days later.</param>
/// <param name="CatchUp">Whether the views that are kept read on after it.</param>
public sealed record Step(int Commitment, int Kind, int Piece, int Leaf, int Level, int Days, bool CatchUp)
{
    public static Gen<Step[]> Some { get; } = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 16], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 14], Gen.Bool,
        (commitment, kind, piece, leaf, level, days, catchUp) => new Step(commitment, kind, piece, leaf, level, days, catchUp)).Array[1, 40];
}

/// <summary>Makes events of steps: shaped as the rules would, in any order, because a projection must stand whatever is recorded.</summary>
public sealed class SomeHistory
{
    private static readonly string[] s_leaves = ["1.1", "1.2.1", "1.2.2", "1.3"];
    private readonly Dictionary<EvidenceId, (long Version, int Leaf, bool Sent)> _pieces = [];
    private readonly Dictionary<CommitmentId, long> _versions = [];

    public static CommitmentId Id(int commitment) => CommitmentId.Parse($"contoh/{commitment + 1}");

    /// <summary>Leaves of every kind: plain, beneath a parent, recurring; and one without a date.</summary>
    public static CommitmentPublished Promise(int commitment) => SomeCommitment.With(
        ("1.1", SomeCommitment.Milestone() with { Due = SomeCommitment.Due.AddDays(commitment * 20) }),
        ("1.2", SomeCommitment.Milestone() with { Due = SomeCommitment.PlanEnd }),
        ("1.2.1", SomeCommitment.Milestone("1.2") with { Due = new(2026, 9, 30), Weight = 2 }),
        ("1.2.2", SomeCommitment.Recurring(Recurrence.Biannual, new(2026, 6, 30), new(2026, 12, 31), new(2027, 6, 30)) with { Parent = MilestoneNumber.Parse("1.2") }),
        ("1.3", SomeCommitment.Milestone() with { Due = null })) with
    {
        Commitment = Id(commitment),
        Field = Domain.Plans.PriorityField.Parse(commitment == 0 ? "health" : "infrastructure"),
        Policy = commitment == 2 ? new(3) : null,
        Supporters = ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal).Add(SomeActor.Company.Value, Partner.Business),
    };

    /// <summary>Writes what a step means; nothing where it has no meaning.</summary>
    public async Task Play(SomeViews ledger, Step step, List<(string Stream, TrackerEvent Event, Actor Actor)>? told = null)
    {
        ledger.Clock.Advance(TimeSpan.FromDays(step.Days));
        var id = Id(step.Commitment);
        var today = DateOnly.FromDateTime(ledger.Clock.GetUtcNow().UtcDateTime);
        var leaf = MilestoneNumber.Parse(s_leaves[step.Leaf]);
        var level = (Completion)step.Level;
        var piece = EvidenceId.Parse($"contoh~{step.Commitment + 1}~piece{step.Piece}");
        var known = _pieces.GetValueOrDefault(piece);
        var partner = (Partner)((step.Piece + step.Leaf) % 4);
        switch (step.Kind)
        {
            case 0 or 1:
                _versions[id] = _versions.GetValueOrDefault(id, 1) + 1;
                await Say(SomeReport.Of(level, leaf, today), SomeActor.Owner());
                break;
            case 2 when _versions.TryGetValue(id, out var last):
                _versions[id]++;
                await Say(
                    new ProgressCorrected(last, leaf, level, today, null, null, null, null, new("A typing error."), new("Less."), null, null),
                    SomeActor.Owner());
                break;
            case 16:
                _versions[id] = _versions.GetValueOrDefault(id, 1) + 1;
                await Say(Amended(step, leaf, today), SomeActor.Coordinator());
                break;
            case 15 when known.Sent:
                await Say(new EvidenceConfirmed(level, known.Version, new("Seen again.")), SomeActor.Reviewer(), piece);
                break;
            case 9:
                _versions[id] = _versions.GetValueOrDefault(id, 1) + 1;
                await Say(
                    new MilestoneRescheduled(leaf, today.AddDays(step.Level * 60), Promise(step.Commitment).Milestones[leaf.Value].Due ?? today, today, new("The printer came late.")),
                    SomeActor.Owner());
                break;
            case 10 when step.Level == 0:
                _versions[id] = _versions.GetValueOrDefault(id, 1) + 1;
                await Say(
                    step.Piece == 0 ? new CommitmentWithdrawn(today, new("The forum decided so.")) : new MilestoneWithdrawn(leaf, today, new("The forum decided so.")),
                    SomeActor.Coordinator());
                break;
            case 3 or 4 when !known.Sent:
                _pieces[piece] = (1, step.Leaf, true);
                await Say(
                    new EvidenceSubmitted(
                        step.Piece == 3 ? null : leaf, step.Kind == 4 ? Stance.Disputes : Stance.Supports, level, today.AddDays(-step.Level), null,
                        true, new("Photographs"), new("What *they* show"), new("https://example.org/"), null,
                        step.Piece == 1 ? EvidenceKind.Dataset : null, step.Piece == 1 ? SomePlugin.Digest : null,
                        step.Piece == 1 ? new("""{"villages":312}""") : null, step.Piece == 1 ? SomePlugin.Contribution().Archived() : null),
                    step.Piece == 1 ? SomePlugin.Id.SpeaksFor(SomeActor.Of(partner), partner, SomePlugin.Version) : SomeActor.Contributor(partner), piece);
                break;
            case 5 or 6 when known.Sent:
                await Say(new EvidenceAccepted(level, known.Version, new("Seen.")), SomeActor.Reviewer(), piece);
                break;
            case 7 when known.Sent && step.Level < 2:
                await Say(new EvidenceReturned(known.Version, new("Blurred.")), SomeActor.Reviewer(), piece);
                break;
            case 7 when known.Sent:
                await Say(
                    new EvidenceRevised(Stance.Supports, level, today, null, true, new("Sharper"), new("Again"), new("https://example.org/2"), null),
                    SomeActor.Contributor(partner), piece);
                break;
            case 11 when known.Sent:
                await Say(new DisputeAnswered(new("They *hang*.")), SomeActor.Owner(), piece);
                break;
            case 12 when known.Sent:
                await Say(new DisputeDecided(step.Level < 2 ? DisputeOutcome.Upheld : DisputeOutcome.Settled, known.Version, new("Seen.")), SomeActor.Third(), piece);
                break;
            case 13 when known.Sent && step.Level < 2:
                await Say(new ReturnAppealed(known.Version, new("On the back.")), SomeActor.Contributor(partner), piece);
                break;
            case 13 when known.Sent:
                await Say(new AppealDecided(step.Level == 2 ? AppealOutcome.Stands : AppealOutcome.Overturned, known.Version, new("Seen.")), SomeActor.Third(), piece);
                break;
            case 14 when known.Sent:
                await Say(new EvidenceDiscounted(step.Level < 2 ? SomeActor.OtherCommunity : SomeActor.Of(partner), 3), Actor.Import, piece);
                break;
            case 8 when known.Sent:
                await Say(new EvidenceWithdrawn(new("Mine no more.")), SomeActor.Contributor(partner), piece);
                break;
        }

        static CommitmentAmended Amended(Step step, MilestoneNumber leaf, DateOnly today) => new(
            today,
            ImmutableSortedDictionary.Create<string, AmendedFact>(StringComparer.Ordinal)
                .Add("field", new("health", step.Level == 0 ? "infrastructure" : "education")).Add($"milestones/{leaf}/weight", new("1", "3")),
            ImmutableSortedDictionary.Create<string, AmendedText>(StringComparer.Ordinal)
                .Add("01", new(step.Piece == 3 ? "title/en" : $"milestones/{leaf}/title/en", null, new("Before"), new($"After {step.Days}")))
                .Add("02", new("brief/en", true, null, new("In *short*"))),
            step.Level == 1 ? true : null,
            step.Level == 1 ? new("A. Person") : null,
            new("The forum decided so."));

        async Task Say(TrackerEvent happened, Actor actor, EvidenceId? about = null)
        {
            var stream = about?.Stream ?? id.Value;
            told?.Add((stream, happened, actor));
            await ledger.Happens("contoh", stream, actor, happened);
        }
    }
}
