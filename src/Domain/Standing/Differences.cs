using System.Collections.Immutable;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;

namespace Tracker.Domain.Standing;

/// <summary>
/// The pairs of independent findings that contradict each other, by what they are about. Where nobody has published a review there
/// is nothing to compare, so that a hundred thousand pieces of evidence cost no more than before.
/// </summary>
internal sealed record Differences
{
    public static Differences None { get; } = new();

    private ImmutableDictionary<(string Leaf, DateOnly? Period), ImmutableHashSet<EvidenceId>> Reviews { get; init; } =
        ImmutableDictionary<(string, DateOnly?), ImmutableHashSet<EvidenceId>>.Empty;

    private ImmutableDictionary<(string Leaf, DateOnly? Period), ImmutableHashSet<Pair>> Pairs { get; init; } =
        ImmutableDictionary<(string, DateOnly?), ImmutableHashSet<Pair>>.Empty;

    /// <summary>Everything that was reviewed.</summary>
    public IEnumerable<(string Leaf, DateOnly? Period)> Reviewed => Reviews.Keys;

    /// <summary>All pairs.</summary>
    public IEnumerable<Pair> All => Pairs.Values.SelectMany(pairs => pairs);

    public int Count((string Leaf, DateOnly? Period) key) => Pairs.GetValueOrDefault(key)?.Count ?? 0;

    public ImmutableHashSet<EvidenceId> ReviewsOf((string Leaf, DateOnly? Period) key) => Reviews.GetValueOrDefault(key, []);

    /// <summary>A review is about this.</summary>
    public Differences With((string Leaf, DateOnly? Period) key, EvidenceId review) =>
        ReviewsOf(key) is var known && known.Contains(review) ? this : this with { Reviews = Reviews.SetItem(key, known.Add(review)) };

    /// <summary>One finding as it stands now, or none, against others about the same.</summary>
    public Differences Compare((string Leaf, DateOnly? Period) key, EvidenceId id, Finding? finding, IEnumerable<Finding> others)
    {
        var reviews = ReviewsOf(key);
        if (reviews.IsEmpty) return this;
        var before = Pairs.GetValueOrDefault(key, []);
        var pairs = reviews.Contains(id)
            ? before.Except(before.Where(pair => pair.Review == id || pair.Other == id))
            : before.Except(reviews.Select(review => new Pair(review, id)));
        if (finding is not null) pairs = pairs.Union(others.Where(other => other.Id != id && finding.Differs(other)).Select(other => Pair.Of(finding, other)));
        return pairs.SetEquals(before) ? this : this with { Pairs = pairs.IsEmpty ? Pairs.Remove(key) : Pairs.SetItem(key, pairs) };
    }

    /// <summary>A review, and the finding that contradicts it; of two reviews the one whose id comes first.</summary>
    internal readonly record struct Pair(EvidenceId Review, EvidenceId Other)
    {
        public static Pair Of(Finding one, Finding other) =>
            one.IsReview && (!other.IsReview || string.CompareOrdinal(one.Id.Value, other.Id.Value) < 0) ? new(one.Id, other.Id) : new(other.Id, one.Id);
    }
}
