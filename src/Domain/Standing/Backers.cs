using Tracker.Domain.Organisations;

namespace Tracker.Domain.Standing;

/// <summary>Which organisations stand behind something, each once however often it appears beneath.</summary>
internal sealed class Backers
{
    public HashSet<OrganisationId> Independent { get; } = [];

    public HashSet<(Partner Partner, OrganisationId Organisation)> Behind { get; } = [];

    public HashSet<(Partner Partner, OrganisationId Organisation)> Disputing { get; } = [];

    /// <summary>How many organisations of a partner are among these.</summary>
    public static int Of(Partner partner, HashSet<(Partner Partner, OrganisationId Organisation)> backers)
    {
        var count = 0;
        foreach (var one in backers) count += one.Partner == partner ? 1 : 0;
        return count;
    }

    public void Add(Tally tally)
    {
        if (tally.IsEmpty) return;
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
