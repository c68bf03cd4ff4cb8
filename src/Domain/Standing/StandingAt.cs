using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Time;

namespace Tracker.Domain.Standing;

/// <summary>Computes how a commitment stands on a day: its leaves first, then what stands above them, from the bottom up.</summary>
internal sealed class StandingAt
{
    private static readonly Partner[] _partners = Enum.GetValues<Partner>();

    // The worst first: what a parent shows of what is beneath it.
    private static readonly Lateness[] _worstFirst =
    [
        Lateness.Late, Lateness.NotDoneAtEnd, Lateness.NoReportKnown, Lateness.DoneLate,
        Lateness.NotDue, Lateness.OnTime, Lateness.Undated, Lateness.Unknown,
    ];

    private readonly CommitmentHistory _history;
    private readonly MilestoneTree _tree;
    private readonly DateOnly _today;
    private readonly Dictionary<string, MilestoneStanding> _standing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Backers> _backers = new(StringComparer.Ordinal);

    private StandingAt(CommitmentHistory history, MilestoneTree tree, DateOnly today) => (_history, _tree, _today) = (history, tree, today);

    public static CommitmentStanding Of(CommitmentHistory history, DateOnly today) =>
        history.Tree is { } tree ? new StandingAt(history, tree, today).Whole() : new(today, null, false, Proof.None, [], []);

    private CommitmentStanding Whole()
    {
        var top = _tree.Beneath(null).Select(Milestone).ToList();
        var whole = _history.TallyOf("", null);
        var backers = new Backers();
        foreach (var one in top) backers.Add(_backers[one.Number.Value]);
        backers.Add(whole);
        var (reported, atLeast) = RollUp.Of(top.Select(one => (Weight(one), one.Reported, one.AtLeast)));
        return new(
            _today,
            reported,
            atLeast,
            Together(Above(top), whole, backers.Independent.Count),
            [.. _tree.Numbers.Select(number => _standing[number.Value])],
            Cells(top, whole, backers, _tree.Promise.Lead, null),
            backers.Independent.Count);
    }

    private MilestoneStanding Milestone(MilestoneNumber number)
    {
        var standing = _tree.IsLeaf(number) ? Leaf(number) : Parent(number);
        _standing[number.Value] = standing;
        return standing;
    }

    private MilestoneStanding Leaf(MilestoneNumber number)
    {
        var leaf = _tree[number];
        DateOnly? occurrence = leaf.Occurrences is { IsDefaultOrEmpty: false } dates ? PlanCalendar.OccurrenceJudged(dates, _today) : null;
        var trail = _history.TrailOf(number.Value, occurrence);
        var tally = _history.TallyOf(number.Value, occurrence);
        var backers = _backers[number.Value] = new();
        backers.Add(tally);
        return new(
            number,
            leaf.Parent,
            Leaf: true,
            occurrence is { } judged ? PlanCalendar.OccurrenceStart(leaf.Occurrences!.Value, judged, leaf.Start) : leaf.Start, // judged among them
            occurrence ?? leaf.Due,
            trail.Current?.Level,
            AtLeast: false,
            trail.Current?.On,
            trail.Current?.Version,
            trail.Percent,
            tally.Proof,
            LatenessOf(leaf, occurrence ?? leaf.Due, trail),
            Cells([], tally, backers, leaf.Lead, leaf),
            trail.Current?.IsReportedLate ?? false,
            trail.Current?.Imported ?? false,
            occurrence);
    }

    private MilestoneStanding Parent(MilestoneNumber number)
    {
        var parent = _tree[number];
        var beneath = _tree.Beneath(number).Select(Milestone).ToList();
        var backers = _backers[number.Value] = new();
        foreach (var one in beneath) backers.Add(_backers[one.Number.Value]);
        var (reported, atLeast) = RollUp.Of(beneath.Select(one => (Weight(one), one.Reported, one.AtLeast)));
        return new(
            number,
            parent.Parent,
            Leaf: false,
            parent.Start,
            beneath.Max(one => one.Due),
            reported,
            atLeast,
            beneath.Max(one => one.ReportedOn),
            null,
            null,
            Above(beneath),
            _worstFirst.First(one => beneath.Any(two => two.Lateness == one)),
            Cells(beneath, Tally.Empty, backers, parent.Lead, parent));
    }

    /// <summary>Late is judged by reports: by whether and since when the office says Complete.</summary>
    private Lateness LatenessOf(Milestone leaf, DateOnly? due, ReportTrail trail)
    {
        if (leaf.Unknown == true) return Lateness.Unknown;
        if (due is not { } date) return Lateness.Undated;
        if (trail.CompleteFrom is { } done) return done <= date ? Lateness.OnTime : Lateness.DoneLate;
        if (_today > _tree.Promise.PlanEnd) return trail.Current is null ? Lateness.NoReportKnown : Lateness.NotDoneAtEnd;
        return date < _today ? Lateness.Late : Lateness.NotDue;
    }

    /// <summary>The first state found beneath, and the level by weight.</summary>
    private Proof Above(List<MilestoneStanding> beneath)
    {
        var (level, atLeast) = RollUp.Of(beneath.Select(one => (Weight(one), one.Proof.Level, one.Proof.AtLeast)));
        var state = beneath.Min(one => one.Proof.State);
        var since = state == ProofState.Proven && level is { } reached
            ? RollUp.Since([.. beneath.Select(one => (Weight(one), one.Proof.Level, one.Proof.Since))], reached)
            : state == ProofState.NoEvidenceAvailable
                ? beneath.Max(one => one.Proof.Since)
                : beneath.Where(one => one.Proof.State == state).Min(one => one.Proof.Since);
        return new(
            state,
            level,
            since,
            beneath.Sum(one => one.Proof.Waiting),
            beneath.Min(one => one.Proof.WaitingSince),
            null,
            beneath.Sum(one => one.Proof.Accepted),
            beneath.Sum(one => one.Proof.Returned),
            beneath.Sum(one => one.Proof.Withdrawn),
            beneath.Sum(one => one.Proof.Background),
            atLeast);
    }

    /// <summary>A commitment takes the higher of what its milestones and what evidence about the whole show.</summary>
    private Proof Together(Proof beneath, Tally tally, int independent)
    {
        var whole = tally.Proof;
        var state = whole.State < beneath.State ? whole.State : beneath.State;
        var higher = whole.Level is { } shown && (beneath.Level is not { } level || shown >= level);
        var reached = whole.State == ProofState.Disputed ? null : higher ? whole.Level : beneath.Level;
        if (reached == Completion.Complete && independent < _history.Policy.OrganisationsForCommitment) reached = Completion.Substantial;
        return new(
            state,
            reached,
            whole.State == state && (beneath.State != state || higher) ? whole.Since : beneath.Since,
            beneath.Waiting + whole.Waiting,
            Earlier(beneath.WaitingSince, whole.WaitingSince),
            whole.WaitingAbove > reached || reached is null ? whole.WaitingAbove : null,
            beneath.Accepted + whole.Accepted,
            beneath.Returned + whole.Returned,
            beneath.Withdrawn + whole.Withdrawn,
            beneath.Background + whole.Background,
            reached is not null && !higher && beneath.AtLeast);
    }

    private ImmutableArray<PartnerCell> Cells(
        List<MilestoneStanding> beneath, Tally tally, Backers backers, OrganisationId? lead, Milestone? milestone)
    {
        // Who leads is government unless the plan lists it otherwise; where the lead is unknown, government still claims.
        var claimant = lead is { } known ? _tree.Promise.Supporters.GetValueOrDefault(known.Value, Partner.Government) : Partner.Government;
        return [.. _partners.Select(Cell)];

        PartnerCell Cell(Partner partner)
        {
            var own = tally.Column(partner);
            var below = RollUp.Of(beneath.Select(one => (Weight(one), one.Partners[(int)partner].Level, false))).Level;
            return new(
                partner,
                own is not null && (below is null || own > below) ? own : below,
                backers.Behind.Count(one => one.Partner == partner),
                IsInvolved(partner, milestone),
                tally.Waits(partner) + beneath.Sum(one => one.Partners[(int)partner].Waiting),
                backers.Disputing.Count(one => one.Partner == partner),
                partner == claimant);
        }
    }

    private bool IsInvolved(Partner partner, Milestone? milestone)
    {
        var supporters = _tree.Promise.Supporters;
        if (milestone?.Supporters is not { IsDefaultOrEmpty: false } own) return supporters.ContainsValue(partner);
        return supporters.ContainsValue(partner) || own.Any(one => supporters.TryGetValue(one.Value, out var its) && its == partner);
    }

    private decimal Weight(MilestoneStanding one) => _tree[one.Number].Weight;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;

    /// <summary>Which organisations stand behind something, each once however often it appears beneath.</summary>
    private sealed class Backers
    {
        public HashSet<OrganisationId> Independent { get; } = [];

        public HashSet<(Partner Partner, OrganisationId Organisation)> Behind { get; } = [];

        public HashSet<(Partner Partner, OrganisationId Organisation)> Disputing { get; } = [];

        public void Add(Tally tally)
        {
            Independent.UnionWith(tally.Independent.Keys);
            Behind.UnionWith(tally.Behind.Keys);
            Disputing.UnionWith(tally.Disputing.Keys);
        }

        public void Add(Backers other)
        {
            Independent.UnionWith(other.Independent);
            Behind.UnionWith(other.Behind);
            Disputing.UnionWith(other.Disputing);
        }
    }
}
