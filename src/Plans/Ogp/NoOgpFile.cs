namespace Tracker.Plans.Ogp;

/// <summary>What was given is no file of the data set.</summary>
/// <param name="why">In words for whoever gave it.</param>
/// <param name="broken">What the reader of CSV said; null: nothing.</param>
public sealed class NoOgpFile(Remark why, Exception? broken = null) : NotUsable(why, broken);
