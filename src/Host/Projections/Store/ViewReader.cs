using Tracker.Host.Projections.Past;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// What every query class reads with: the database, and the names as of the last batch; or, where a request asked for a plan as
/// it stood on a day, what that day's views say.
/// </summary>
public sealed class ViewReader(ViewDatabase database, LedgerFollower follower)
{
    private readonly AsyncLocal<StoodAt?> _stood = new();

    /// <summary>The past that this request reads; null: the present.</summary>
    public StoodAt? Stood => _stood.Value;

    internal Register Register => Stood?.Register ?? follower.Register;

    internal ViewRead Read() => (Stood?.Views ?? database).Read();

    /// <summary>Everything read from here on, in this request, is of that past.</summary>
    internal void At(StoodAt stood) => _stood.Value = stood;
}
