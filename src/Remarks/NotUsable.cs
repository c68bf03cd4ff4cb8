namespace Tracker.Remarks;

/// <summary>What somebody gave cannot be used at all: why, in every language.</summary>
/// <param name="why">A sentence, or two, for whoever gave it.</param>
/// <param name="broken">What was met underneath; null: nothing.</param>
public class NotUsable(Remark why, Exception? broken = null) : Exception(why.ToString(), broken)
{
    /// <summary>Why.</summary>
    public Remark Why => why;
}
