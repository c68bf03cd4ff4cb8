namespace Tracker.Host.Projections.Store;

/// <summary>What every query class reads with: the database, and the names as of the last batch.</summary>
public sealed class ViewReader(ViewDatabase database, LedgerFollower follower)
{
    internal Register Register => follower.Register;

    internal ViewRead Read() => database.Read();
}
