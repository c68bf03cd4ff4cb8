using System.Collections.Immutable;
using Tracker.Domain.Plans;

namespace Tracker.Domain.Commitments;

/// <summary>
/// What holds of a commitment: the promise as amended, and beside it which dates were moved and what was withdrawn. Folded from the
/// commitment's stream, for the rules and for the standing alike; nothing here forgets what was promised first.
/// </summary>
/// <param name="Tree">The milestones as promised, and as amended since.</param>
public sealed record Terms(MilestoneTree Tree)
{
    /// <summary>The day on which the whole commitment was withdrawn; null: it was not.</summary>
    public DateOnly? WithdrawnOn { get; private init; }

    private ImmutableArray<CommitmentTightened> Tightened { get; init; } = [];

    /// <summary>The rule of proof that holds now.</summary>
    public ProofPolicy Policy => Tightened.IsEmpty ? First : Tightened[^1].Policy;

    /// <summary>The rule that held first, before it was made stricter, once or several times; null: it never was.</summary>
    public ProofPolicy? FirstPolicy => Tightened.IsEmpty ? null : First;

    private ProofPolicy First => Tree.Promise.Policy ?? ProofPolicy.Standard;

    /// <summary>The rule that judges what is due on a day: the last one made before that day was over. Without a day, the one that holds now.</summary>
    public ProofPolicy PolicyFor(DateOnly? due)
    {
        for (var last = Tightened.Length - 1; last >= 0; last--)
        {
            if (due is null || due >= Tightened[last].On) return Tightened[last].Policy;
        }

        return First;
    }

    private ImmutableDictionary<MilestoneNumber, Schedule> Moved { get; init; } = ImmutableDictionary<MilestoneNumber, Schedule>.Empty;

    // Leaves alone: what stands above is withdrawn when everything beneath it is.
    private ImmutableDictionary<MilestoneNumber, DateOnly> Withdrawn { get; init; } = ImmutableDictionary<MilestoneNumber, DateOnly>.Empty;

    private ImmutableDictionary<string, long> Worded { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The promise as it holds: amended, with the dates that were moved.</summary>
    public CommitmentPublished Holding => Tree.Promise with
    {
        Milestones = Tree.Promise.Milestones.SetItems(Moved
            .Where(one => Tree.Promise.Milestones.ContainsKey(one.Key.Value))
            .Select(one => KeyValuePair.Create(one.Key.Value, Tree[one.Key] with { Due = one.Value.Due }))),
    };

    /// <summary>The dates of a leaf that was moved; null: it never was.</summary>
    public Schedule? ScheduleOf(MilestoneNumber leaf) => Moved.GetValueOrDefault(leaf);

    /// <summary>The due date that holds; of a recurring leaf its last occurrence.</summary>
    public DateOnly? DueOf(MilestoneNumber leaf) => ScheduleOf(leaf)?.Due ?? Tree[leaf].Due;

    /// <summary>The due date that lateness is judged by.</summary>
    public DateOnly? JudgedDueOf(MilestoneNumber leaf) => ScheduleOf(leaf)?.Judged ?? Tree[leaf].Due;

    /// <summary>The last day by which anything is judged late; null: something has none.</summary>
    public DateOnly? LastJudgedDue => Tree.Leaves.Any(leaf => JudgedDueOf(leaf) is null) ? null : Tree.Leaves.Max(JudgedDueOf);

    /// <summary>The last due date of all; null: none has one.</summary>
    public DateOnly? LastDue => Tree.Leaves.Max(DueOf);

    /// <summary>Since when a milestone is withdrawn, a parent as soon as everything beneath it is; null: it is not.</summary>
    public DateOnly? WithdrawnSince(MilestoneNumber number)
    {
        if (Tree.IsLeaf(number)) return Withdrawn.TryGetValue(number, out var on) ? on : null;
        DateOnly? last = null;
        foreach (var one in Tree.Beneath(number))
        {
            if (WithdrawnSince(one) is not { } since) return null;
            if (last is null || since > last) last = since;
        }

        return last;
    }

    /// <summary>Index in the log of the last amendment of a deliverable; null: it says what it said first.</summary>
    /// <param name="milestone">The milestone; null: the commitment as a whole.</param>
    public long? WordedAt(MilestoneNumber? milestone) => Worded.TryGetValue(milestone?.Value ?? "", out var index) ? index : null;

    /// <summary>The next terms; the same ones where the event changes none.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="index">Its index in the log.</param>
    public Terms Evolve(CommitmentEvent happened, long index) => happened switch
    {
        CommitmentAmended amended => this with
        {
            Tree = Tree.Amended(Amendments.Done(Tree.Promise, amended)),
            Worded = Worded.SetItems(Amendments.Deliverables(amended).Select(one => KeyValuePair.Create(one?.Value ?? "", index))),
        },
        CommitmentTightened tightened => this with { Tightened = Tightened.Add(tightened) },
        MilestoneRescheduled to => this with { Moved = Moved.SetItem(to.Leaf, Next(ScheduleOf(to.Leaf), to)) },
        MilestoneWithdrawn gone => this with { Withdrawn = Without(LeavesOf(gone.Milestone), gone.On) },
        CommitmentWithdrawn gone => this with { WithdrawnOn = gone.On, Withdrawn = Without(Tree.Leaves, gone.On) },
        _ => this,
    };

    private static Schedule Next(Schedule? before, MilestoneRescheduled to) => new(
        before?.First ?? to.Was,
        to.Due,
        before?.Missed ?? (to.On > to.Was ? to.Was : null),
        (before?.Moves ?? 0) + 1);

    private IEnumerable<MilestoneNumber> LeavesOf(MilestoneNumber number) =>
        Tree.IsLeaf(number) ? [number] : Tree.Beneath(number).SelectMany(LeavesOf);

    /// <summary>What was withdrawn before stays withdrawn since then.</summary>
    private ImmutableDictionary<MilestoneNumber, DateOnly> Without(IEnumerable<MilestoneNumber> leaves, DateOnly on)
    {
        var withdrawn = Withdrawn.ToBuilder();
        foreach (var leaf in leaves) withdrawn.TryAdd(leaf, on);
        return withdrawn.ToImmutable();
    }
}
