using System.Collections.Immutable;
using Tracker.Domain.Commitments;

namespace Tracker.Domain.Standing;

/// <summary>
/// What was computed of a commitment's rows, and from what: while that is the same, so is the row. For whoever asks again and
/// again how one commitment stands while its history grows; an event about one leaf then costs that leaf and what stands
/// above it, on any number of days. Of one commitment, by one thread at a time.
/// </summary>
public sealed class StandingMemory
{
    private Dictionary<string, List<StandingNode>> _nodes = new(StringComparer.Ordinal);
    private Dictionary<string, List<StandingNode>> _before = new(StringComparer.Ordinal);
    private List<WholeNode> _wholes = [];
    private List<WholeNode> _wholesBefore = [];

    private Terms? _terms;

    /// <summary>Forgets everything when what was promised has changed: every row rests on it.</summary>
    public void Under(Terms terms)
    {
        if (ReferenceEquals(_terms, terms)) return;
        _terms = terms;
        _nodes.Clear();
        _before.Clear();
        _wholes.Clear();
        _wholesBefore.Clear();
    }

    /// <summary>Forgets what nobody has asked for since the last time.</summary>
    public void Turn()
    {
        (_before, _nodes) = (_nodes, _before);
        foreach (var nodes in _nodes.Values) nodes.Clear();
        (_wholesBefore, _wholes) = (_wholes, _wholesBefore);
        _wholes.Clear();
    }

    // Asked for every leaf on every day: hence loops, and nothing that has to be allocated to ask.
    internal StandingNode? Leaf(MilestoneNumber number, ReportTrail trail, Tally tally, DateOnly? occurrence, Lateness lateness, RunningOccurrence running)
    {
        return Find(_nodes) ?? Again(Find(_before));

        StandingNode? Find(Dictionary<string, List<StandingNode>> nodes)
        {
            if (!nodes.TryGetValue(number.Value, out var known)) return null;
            foreach (var node in known)
            {
                if (ReferenceEquals(node.Trail, trail) && ReferenceEquals(node.Tally, tally)
                    && node.Standing.Occurrence == occurrence && node.Standing.Lateness == lateness && node.Running.Is(running)) return node;
            }

            return null;
        }
    }

    internal StandingNode? Parent(MilestoneNumber number, ImmutableArray<StandingNode> beneath)
    {
        return Find(_nodes) ?? Again(Find(_before));

        StandingNode? Find(Dictionary<string, List<StandingNode>> nodes)
        {
            if (!nodes.TryGetValue(number.Value, out var known)) return null;
            foreach (var node in known)
            {
                if (Same(node.Beneath, beneath)) return node;
            }

            return null;
        }
    }

    internal CommitmentStanding? Whole(ImmutableArray<StandingNode> beneath, Tally tally)
    {
        if (Find(_wholes) is { } now) return now.Standing;
        if (Find(_wholesBefore) is not { } earlier) return null;
        _wholes.Add(earlier);
        return earlier.Standing;

        WholeNode? Find(List<WholeNode> wholes)
        {
            foreach (var one in wholes)
            {
                if (ReferenceEquals(one.Tally, tally) && Same(one.Beneath, beneath)) return one;
            }

            return null;
        }
    }

    /// <summary>What evidence was found to show of a row before: of the same evidence, with the same beneath it.</summary>
    internal Shown? Shown(MilestoneNumber number, ImmutableArray<StandingNode> beneath, Tally tally)
    {
        return Find(_nodes) ?? Find(_before);

        Shown? Find(Dictionary<string, List<StandingNode>> nodes)
        {
            if (!nodes.TryGetValue(number.Value, out var known)) return null;
            foreach (var node in known)
            {
                if (ReferenceEquals(node.Tally ?? Tally.Empty, tally) && SameShown(node.Beneath, beneath)) return node.Shown;
            }

            return null;
        }
    }

    /// <summary>The same of the whole commitment.</summary>
    internal Shown? Shown(ImmutableArray<StandingNode> beneath, Tally tally)
    {
        return Find(_wholes) ?? Find(_wholesBefore);

        Shown? Find(List<WholeNode> wholes)
        {
            foreach (var one in wholes)
            {
                if (ReferenceEquals(one.Tally, tally) && SameShown(one.Beneath, beneath)) return one.Shown;
            }

            return null;
        }
    }

    internal StandingNode Keep(StandingNode node)
    {
        Of(_nodes, node.Standing.Number).Add(node);
        return node;
    }

    internal CommitmentStanding Keep(ImmutableArray<StandingNode> beneath, Tally tally, Shown shown, CommitmentStanding standing)
    {
        _wholes.Add(new(beneath, tally, shown, standing));
        return standing;
    }

    private StandingNode? Again(StandingNode? known) => known is null ? null : Keep(known);

    private static List<StandingNode> Of(Dictionary<string, List<StandingNode>> nodes, MilestoneNumber number)
    {
        if (!nodes.TryGetValue(number.Value, out var list)) nodes.Add(number.Value, list = []);
        return list;
    }

    private static bool Same(ImmutableArray<StandingNode> one, ImmutableArray<StandingNode> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (!ReferenceEquals(one[i], other[i])) return false; // a tree never changes, so both have as many
        }

        return true;
    }

    private static bool SameShown(ImmutableArray<StandingNode> one, ImmutableArray<StandingNode> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (!ReferenceEquals(one[i].Shown, other[i].Shown)) return false;
        }

        return true;
    }

    private sealed record WholeNode(ImmutableArray<StandingNode> Beneath, Tally Tally, Shown Shown, CommitmentStanding Standing);
}

/// <summary>What evidence shows of a leaf, of what stands above, or of the whole. No report and no day changes anything of it.</summary>
/// <param name="Proof">The state of proof, the level, and the counts.</param>
/// <param name="Partners">One cell for each of the four partners.</param>
/// <param name="Backers">The organisations behind it.</param>
internal sealed record Shown(Proof Proof, ImmutableArray<PartnerCell> Partners, Backers Backers);

/// <summary>A row and what it was computed from: a leaf from its reports and its evidence, a parent from what is beneath it.</summary>
internal sealed record StandingNode(
    MilestoneStanding Standing, Shown Shown, ReportTrail? Trail, Tally? Tally, ImmutableArray<StandingNode> Beneath)
{
    /// <summary>Of a leaf that recurs: what was known of the occurrence that ran.</summary>
    public RunningOccurrence Running { get; init; }
}

/// <summary>What is known of the occurrence that runs now; default: the one that is judged runs, or the leaf does not recur.</summary>
internal readonly record struct RunningOccurrence(DateOnly Due, ReportTrail? Trail, Tally? Tally)
{
    /// <summary>Nobody has said or shown anything of it.</summary>
    public bool IsSilent => Trail is null || (ReferenceEquals(Trail, ReportTrail.Empty) && ReferenceEquals(Tally, Standing.Tally.Empty));

    public bool Is(RunningOccurrence other) => Due == other.Due && ReferenceEquals(Trail, other.Trail) && ReferenceEquals(Tally, other.Tally);
}
