using Tracker.Plans.Source;

namespace Tracker.Plans.Commitments;

/// <summary>A milestone or indicator as its row or heading says it, not yet understood.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Within">The number of the heading it stands beneath; null: none.</param>
/// <param name="Values">By the name of the column or item.</param>
internal sealed record MilestoneRow(Piece Number, Piece Title, string? Within, Dictionary<string, Piece> Values)
{
    public Piece? this[string name] => Values.GetValueOrDefault(name);
}
