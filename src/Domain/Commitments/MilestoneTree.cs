using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Commitments;

/// <summary>The milestones of a commitment in their order, and who stands beneath whom. Built once, when it is published.</summary>
public sealed class MilestoneTree
{
    private readonly Dictionary<string, ImmutableArray<MilestoneNumber>> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public MilestoneTree(CommitmentPublished promise)
        : this(promise, [])
    {
    }

    private MilestoneTree(CommitmentPublished promise, ImmutableArray<OrganisationId> before)
    {
        Promise = promise;
        Numbers = [.. promise.Milestones.OrderBy(pair => pair.Value.Order).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => MilestoneNumber.Parse(pair.Key))];
        for (var place = 0; place < Numbers.Length; place++) _places.Add(Numbers[place].Value, place);
        foreach (var siblings in Numbers.GroupBy(number => this[number].Parent?.Value ?? "", StringComparer.Ordinal))
            _children[siblings.Key] = [.. siblings];
        Leaves = [.. Numbers.Where(IsLeaf)];
        var named = promise.Milestones.Values.SelectMany(one => one.Supporters ?? []).Concat(Supporters(promise));
        Involved = [.. Leads([.. Numbers]).Concat(promise.Lead is { } lead ? [lead] : []).Concat(named).Concat(before).Distinct()];
    }

    /// <summary>As amended. Whoever was involved stays so: nobody becomes independent by being taken off a list.</summary>
    internal MilestoneTree Amended(CommitmentPublished promise) => new(promise, Involved);

    public CommitmentPublished Promise { get; }

    /// <summary>All of them, in the plan file's order.</summary>
    public ImmutableArray<MilestoneNumber> Numbers { get; }

    /// <summary>Those with nothing beneath.</summary>
    public ImmutableArray<MilestoneNumber> Leaves { get; }

    /// <summary>Everybody who leads or supports anything in the commitment, or did before it was amended.</summary>
    public ImmutableArray<OrganisationId> Involved { get; }

    public Milestone this[MilestoneNumber number] => Promise.Milestones[number.Value];

    /// <summary>Where a milestone stands in <see cref="Numbers"/>, from 0.</summary>
    public int PlaceOf(MilestoneNumber number) => _places[number.Value];

    public bool IsLeaf(MilestoneNumber number) => !_children.ContainsKey(number.Value);

    /// <summary>Directly beneath a milestone; null: directly under the commitment.</summary>
    public ImmutableArray<MilestoneNumber> Beneath(MilestoneNumber? number) =>
        _children.GetValueOrDefault(number?.Value ?? "", []);

    /// <summary>Finds a leaf by its number.</summary>
    public bool TryLeaf(MilestoneNumber number, [NotNullWhen(true)] out Milestone? leaf, [NotNullWhen(false)] out Refused? why)
    {
        why = null;
        if (number.Value is null || !Promise.Milestones.TryGetValue(number.Value, out leaf))
        {
            leaf = null;
            why = Rules.LeafUnknown.Refuse("leaf", ("leaf", number.Value ?? ""));
        }
        else if (!IsLeaf(number))
        {
            leaf = null;
            var beneath = Leaves.Where(one => one.Extends(number)).Select(one => one.Value).Take(12);
            why = Rules.LeafIsParent.Refuse("leaf", ("leaf", number.Value), ("leaves", string.Join(", ", beneath)));
        }

        return why is null;
    }

    /// <summary>What evidence about a leaf (null: the whole commitment) is about.</summary>
    public bool TrySubject(MilestoneNumber? number, [NotNullWhen(true)] out EvidenceSubject? subject, [NotNullWhen(false)] out Refused? why)
    {
        why = null;
        Milestone? leaf = null;
        if (number is { } named && !TryLeaf(named, out leaf, out why))
        {
            subject = null;
            return false;
        }

        subject = new(
            Promise.Commitment,
            number,
            leaf is null ? Promise.Start : leaf.Start,
            leaf?.Occurrences,
            Leads(number is { } one ? [one] : Leaves),
            [.. Supporters(Promise).Concat(leaf?.Supporters ?? []).Distinct()],
            Promise.PlanEnd,
            Involved);
        return true;
    }

    private static IEnumerable<OrganisationId> Supporters(CommitmentPublished promise) =>
        promise.Supporters.Keys.Select(OrganisationId.Parse);

    private ImmutableArray<OrganisationId> Leads(ImmutableArray<MilestoneNumber> numbers) =>
        [.. numbers.Select(number => this[number].Lead).OfType<OrganisationId>().Distinct()];
}
