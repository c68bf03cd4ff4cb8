using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Time;

namespace Tracker.Domain.Standing;

/// <summary>Computes how a commitment stands on a day: its leaves first, then what stands above them, from the bottom up.</summary>
internal sealed class StandingAt
{
    private static readonly Partner[] _partners = Enum.GetValues<Partner>();

    // The worst first: what a parent shows of what is beneath it.
    private static readonly Lateness[] _worstFirst =
    [
        Lateness.Late, Lateness.NotDoneAtEnd, Lateness.NoReportKnown, Lateness.DoneLate, Lateness.WithdrawnLate,
        Lateness.NotDue, Lateness.OnTime, Lateness.Undated, Lateness.Unknown, Lateness.Withdrawn,
    ];

    private readonly CommitmentHistory _history;
    private readonly Terms _terms;
    private readonly MilestoneTree _tree;
    private readonly DateOnly _today;
    private readonly StandingMemory _memory;

    private StandingAt(CommitmentHistory history, Terms terms, DateOnly today, StandingMemory memory) =>
        (_history, _terms, _tree, _today, _memory) = (history, terms, terms.Tree, today, memory);

    public static CommitmentStanding Of(CommitmentHistory history, DateOnly today, StandingMemory memory)
    {
        if (history.Terms is not { } terms) return new(today, null, false, Proof.None, [], []);
        memory.Under(terms);
        return new StandingAt(history, terms, today, memory).Whole();
    }

    private CommitmentStanding Whole()
    {
        var nodes = Beneath(null);
        var whole = _history.TallyOf("", null);
        return _memory.Whole(nodes, whole) is { } known
            ? known with { Today = _today }
            : Whole(nodes, whole, _memory.Shown(nodes, whole) ?? ShownOfWhole(nodes, whole));
    }

    private CommitmentStanding Whole(ImmutableArray<StandingNode> nodes, Tally whole, Shown shown)
    {
        var (reported, atLeast) = RollUp.Of(Held(Standings(nodes)).Select(one => (Weight(one), one.Reported, one.AtLeast)));
        var standings = new MilestoneStanding[_tree.Numbers.Length];
        Collect(nodes, standings);
        return _memory.Keep(nodes, whole, shown, new(
            _today,
            reported,
            atLeast,
            shown.Proof,
            ImmutableCollectionsMarshal.AsImmutableArray(standings),
            shown.Partners,
            shown.Backers.Independent.Count,
            _terms.WithdrawnOn));
    }

    private Shown ShownOfWhole(ImmutableArray<StandingNode> nodes, Tally whole)
    {
        var backers = Together(nodes);
        backers.Add(whole);
        var top = Standings(nodes);
        return new(Together(Above(top), whole, backers.Independent.Count), Cells(top, whole, backers, _tree.Promise.Lead, null), backers);
    }

    private ImmutableArray<StandingNode> Beneath(MilestoneNumber? number)
    {
        var numbers = _tree.Beneath(number);
        var nodes = ImmutableArray.CreateBuilder<StandingNode>(numbers.Length);
        foreach (var one in numbers) nodes.Add(_tree.IsLeaf(one) ? Leaf(one) : Parent(one));
        return nodes.MoveToImmutable();
    }

    private StandingNode Leaf(MilestoneNumber number)
    {
        var leaf = _tree[number];
        var withdrawn = _terms.WithdrawnSince(number);
        // What was withdrawn is judged no further: its occurrence is the last one due by then.
        DateOnly? occurrence = leaf.Occurrences is { IsDefaultOrEmpty: false } dates
            ? PlanCalendar.OccurrenceJudged(dates, withdrawn < _today ? withdrawn.Value : _today)
            : null;
        var trail = _history.TrailOf(number.Value, occurrence);
        var tally = _history.TallyOf(number.Value, occurrence);
        var lateness = LatenessOf(leaf, occurrence ?? _terms.JudgedDueOf(number), withdrawn, trail);
        var running = withdrawn is null && occurrence is not null ? Running(number, leaf.Occurrences!.Value, occurrence.Value) : default; // it recurs
        return _memory.Leaf(number, trail, tally, occurrence, lateness, running)
            ?? _memory.Keep(Leaf(number, leaf, trail, tally, occurrence, lateness, running));
    }

    private RunningOccurrence Running(MilestoneNumber number, ImmutableArray<DateOnly> dates, DateOnly judged)
    {
        var now = PlanCalendar.OccurrenceContaining(dates, _today);
        return now == judged ? default : new(now, _history.TrailOf(number.Value, now), _history.TallyOf(number.Value, now));
    }

    private StandingNode Leaf(
        MilestoneNumber number, Milestone leaf, ReportTrail trail, Tally tally, DateOnly? occurrence, Lateness lateness, RunningOccurrence running)
    {
        var shown = _memory.Shown(number, [], tally) ?? ShownOfLeaf(leaf, tally);
        var schedule = _terms.ScheduleOf(number);
        var standing = new MilestoneStanding(
            number,
            leaf.Parent,
            Leaf: true,
            occurrence is { } judged ? PlanCalendar.OccurrenceStart(leaf.Occurrences!.Value, judged, leaf.Start) : leaf.Start, // judged among them
            occurrence ?? _terms.DueOf(number),
            trail.Current?.Level,
            AtLeast: false,
            trail.Current?.On,
            trail.Current?.Version,
            trail.Percent,
            shown.Proof,
            lateness,
            shown.Partners,
            trail.Current?.IsReportedLate ?? false,
            trail.Current?.Imported ?? false,
            occurrence,
            schedule?.First,
            schedule?.Missed,
            _terms.WithdrawnSince(number),
            running.IsSilent ? null : new(running.Due, running.Trail!.Current?.Level, running.Trail.Current?.On, running.Trail.Current?.Version, ByBoth(running.Tally!.Proof, running.Tally))); // it runs
        return new(standing, shown, trail, tally, []) { Running = running };
    }

    private Shown ShownOfLeaf(Milestone leaf, Tally tally)
    {
        var backers = new Backers();
        backers.Add(tally);
        return new(ByBoth(tally.Proof, tally), Cells([], tally, backers, leaf.Lead, leaf), backers);
    }

    private StandingNode Parent(MilestoneNumber number)
    {
        var nodes = Beneath(number);
        return _memory.Parent(number, nodes) ?? _memory.Keep(Parent(number, nodes));
    }

    private StandingNode Parent(MilestoneNumber number, ImmutableArray<StandingNode> nodes)
    {
        var parent = _tree[number];
        var shown = _memory.Shown(number, nodes, Tally.Empty) ?? ShownOfParent(parent, nodes);
        var beneath = Standings(nodes);
        var held = Held(beneath);
        var (reported, atLeast) = RollUp.Of(held.Select(one => (Weight(one), one.Reported, one.AtLeast)));
        var standing = new MilestoneStanding(
            number,
            parent.Parent,
            Leaf: false,
            parent.Start,
            held.Max(one => one.Due),
            reported,
            atLeast,
            held.Max(one => one.ReportedOn),
            null,
            null,
            shown.Proof,
            _worstFirst.First(one => held.Any(two => two.Lateness == one)),
            shown.Partners,
            Withdrawn: _terms.WithdrawnSince(number));
        return new(standing, shown, null, null, nodes);
    }

    private Shown ShownOfParent(Milestone parent, ImmutableArray<StandingNode> nodes)
    {
        var (backers, beneath) = (Together(nodes), Standings(nodes));
        return new(Above(beneath), Cells(beneath, Tally.Empty, backers, parent.Lead, parent), backers);
    }

    /// <summary>What was withdrawn counts towards no level above it; where everything was, what had been reached stays readable.</summary>
    private static List<MilestoneStanding> Held(List<MilestoneStanding> beneath)
    {
        var held = beneath.FindAll(one => one.Withdrawn is null);
        return held.Count == 0 ? beneath : held;
    }

    private static List<MilestoneStanding> Standings(ImmutableArray<StandingNode> nodes) => [.. nodes.Select(node => node.Standing)];

    private static Backers Together(ImmutableArray<StandingNode> nodes)
    {
        var backers = new Backers();
        foreach (var node in nodes) backers.Add(node.Shown.Backers);
        return backers;
    }

    private void Collect(ImmutableArray<StandingNode> nodes, MilestoneStanding[] standings)
    {
        foreach (var node in nodes)
        {
            standings[_tree.PlaceOf(node.Standing.Number)] = node.Standing;
            Collect(node.Beneath, standings);
        }
    }

    /// <summary>Late is judged by reports: by whether and since when the office says Complete.</summary>
    private Lateness LatenessOf(Milestone leaf, DateOnly? due, DateOnly? withdrawn, ReportTrail trail)
    {
        // Whoever withdraws what was done keeps it done, and whoever withdraws what was late keeps it late: no figure improves by it.
        if (withdrawn is { } gone && (due is null || trail.CompleteFrom is null)) return due < gone ? Lateness.WithdrawnLate : Lateness.Withdrawn;
        if (leaf.Unknown == true) return Lateness.Unknown;
        if (due is not { } date) return Lateness.Undated;
        if (trail.CompleteFrom is { } done) return done <= date ? Lateness.OnTime : Lateness.DoneLate;
        if (_today > _tree.Promise.PlanEnd) return trail.Current is null ? Lateness.NoReportKnown : Lateness.NotDoneAtEnd;
        return date < _today ? Lateness.Late : Lateness.NotDue;
    }

    /// <summary>The first state found beneath, and the level by weight.</summary>
    private Proof Above(List<MilestoneStanding> beneath)
    {
        var held = Held(beneath);
        var (level, atLeast) = RollUp.Of(held.Select(one => (Weight(one), one.Proof.Level, one.Proof.AtLeast)));
        var state = held.Min(one => one.Proof.State);
        var since = state == ProofState.Proven && level is { } reached
            ? RollUp.Since([.. held.Select(one => (Weight(one), one.Proof.Level, one.Proof.Since))], reached)
            : state == ProofState.NoEvidenceAvailable
                ? held.Max(one => one.Proof.Since)
                : held.Where(one => one.Proof.State == state).Min(one => one.Proof.Since);
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
            atLeast,
            beneath.Sum(one => one.Proof.Overruled),
            beneath.Sum(one => one.Proof.Settled),
            beneath.Sum(one => one.Proof.Unanswered),
            beneath.Sum(one => one.Proof.Earlier),
            ByRule(held, level, proof => proof.Former),
            ByRule(held, level, proof => proof.Stricter),
            beneath.Sum(one => one.Proof.Differing));
    }

    /// <summary>Where the rule of proof was made stricter, beside the result of the rule that judges those of the first and of the one that holds now.</summary>
    private Proof ByBoth(Proof proof, Tally tally) => _terms.FirstPolicy is { } first
        ? proof with { Former = Other(tally.LevelBy(first), proof.Level), Stricter = Other(tally.LevelBy(_terms.Policy), proof.Level) }
        : proof;

    private Completion? ByRule(List<MilestoneStanding> held, Completion? level, Func<Proof, Completion?> other) => held.All(one => other(one.Proof) is null)
        ? null
        : Other(RollUp.Of(held.Select(one => (Weight(one), other(one.Proof) ?? one.Proof.Level, one.Proof.AtLeast))).Level, level);

    private static Completion? Other(Completion? one, Completion? level) => one == level ? null : one;

    /// <summary>A commitment takes the higher of what its milestones and what evidence about the whole show.</summary>
    private Proof Together(Proof beneath, Tally tally, int independent)
    {
        var whole = ByBoth(tally.Proof, tally);
        var state = whole.State < beneath.State ? whole.State : beneath.State;
        // A dispute about the whole that was upheld stands until evidence about the whole says otherwise.
        var higher = IsHigher(tally, whole.Level, beneath.Level);
        var reached = Reached(tally, whole.Level, beneath.Level, independent, _terms.PolicyFor(_terms.LastJudgedDue));
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
            reached is not null && !higher && beneath.AtLeast,
            beneath.Overruled + whole.Overruled,
            beneath.Settled + whole.Settled,
            beneath.Unanswered + whole.Unanswered,
            beneath.Earlier + whole.Earlier,
            _terms.FirstPolicy is { } first ? Other(Reached(tally, whole.Former ?? whole.Level, beneath.Former ?? beneath.Level, independent, first), reached) : null,
            _terms.FirstPolicy is null ? null : Other(Reached(tally, whole.Stricter ?? whole.Level, beneath.Stricter ?? beneath.Level, independent, _terms.Policy), reached),
            beneath.Differing + whole.Differing);
    }

    private static bool IsHigher(Tally tally, Completion? whole, Completion? beneath) =>
        whole is { } shown && (tally.IsRuled || beneath is not { } level || shown >= level);

    private static Completion? Reached(Tally tally, Completion? whole, Completion? beneath, int independent, ProofPolicy policy)
    {
        if (tally.State == ProofState.Disputed) return null;
        var reached = IsHigher(tally, whole, beneath) ? whole : beneath;
        return reached == Completion.Complete && independent < policy.OrganisationsForCommitment ? Completion.Substantial : reached;
    }

    private ImmutableArray<PartnerCell> Cells(
        List<MilestoneStanding> beneath, Tally tally, Backers backers, OrganisationId? lead, Milestone? milestone)
    {
        // Who leads is government unless the plan lists it otherwise; where the lead is unknown, government still claims.
        var claimant = lead is { } known ? _tree.Promise.Supporters.GetValueOrDefault(known.Value, Partner.Government) : Partner.Government;
        var cells = ImmutableArray.CreateBuilder<PartnerCell>(_partners.Length);
        foreach (var partner in _partners)
        {
            var own = tally.Column(partner);
            var below = beneath.Count == 0
                ? null
                : RollUp.Of(Held(beneath).Select(one => (Weight(one), one.Partners[(int)partner].Level, false))).Level;
            var waiting = tally.Waits(partner);
            foreach (var one in beneath) waiting += one.Partners[(int)partner].Waiting;
            cells.Add(new(
                partner,
                own is not null && (below is null || own > below) ? own : below,
                Backers.Of(partner, backers.Behind),
                IsInvolved(partner, milestone),
                waiting,
                Backers.Of(partner, backers.Disputing),
                partner == claimant));
        }

        return cells.MoveToImmutable();
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
}
