using Tracker.PluginSdk;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>
/// Releases of contracts, whatever the order in which a feed brings them: of each contract the latest counts, and the earlier
/// ones say what was promised before it was amended.
/// </summary>
internal sealed class Gathered
{
    private readonly Dictionary<(string Ocid, string Id), List<(Contract Contract, SourceReference Source)>> _releases = [];
    private readonly List<(string Ocid, string Id)> _order = [];

    public void Add(Contract contract, SourceReference source)
    {
        var key = (contract.Ocid, contract.Id);
        if (!_releases.TryGetValue(key, out var releases))
        {
            _releases[key] = releases = [];
            _order.Add(key);
        }

        releases.Add((contract, source));
    }

    /// <summary>Each contract as its latest release says it, with what an amendment changed since the earlier ones.</summary>
    public IEnumerable<(Contract Contract, SourceReference Source)> Latest()
    {
        foreach (var key in _order)
        {
            var releases = _releases[key].OrderBy(release => release.Contract.Date).ToList(); // stable: of one day the later one counts
            var (latest, source) = releases[^1];
            yield return (latest with { Change = Change.Of([.. releases.SkipLast(1).Select(release => release.Contract)], latest) }, source);
        }
    }
}

/// <summary>What an amendment took back of what was promised: a later end, or a higher value.</summary>
/// <param name="Ended">When the contract was to end at first, where it ends later now; null: it does not.</param>
/// <param name="Cost">What it was to cost at first, in the same currency, where it costs more now; null: it does not.</param>
/// <param name="Postponed">How many of its milestones are due later than at first.</param>
internal sealed record Change(DateOnly? Ended, decimal? Cost, int Postponed)
{
    public static readonly Change None = new(null, null, 0);

    /// <summary>A release that differs and names no amendment corrects an earlier one: that is no change of what was promised.</summary>
    /// <param name="earlier">The earlier releases, oldest first.</param>
    /// <param name="now">The latest.</param>
    public static Change Of(List<Contract> earlier, Contract now)
    {
        if (now.Amendments == 0) return None;
        var ended = earlier.Select(release => release.Ends).FirstOrDefault(end => end is not null);
        var cost = earlier.Where(release => release.Currency == now.Currency).Select(release => release.Amount).FirstOrDefault(amount => amount is not null);
        return new(
            ended < now.Ends ? ended : null,
            cost < now.Amount ? cost : null,
            now.Milestones.Count(milestone => milestone.Id is { } id
                && earlier.SelectMany(release => release.Milestones).FirstOrDefault(before => before.Id == id && before.Due is not null)?.Due < milestone.Due));
    }

    public bool IsAny => Ended is not null || Cost is not null || Postponed > 0;
}
