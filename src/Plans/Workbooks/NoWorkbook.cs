namespace Tracker.Plans.Workbooks;

/// <summary>What was sent is no workbook, or none that is read.</summary>
/// <param name="why">In words for whoever sent it.</param>
/// <param name="broken">What the reader of workbooks said; null: nothing.</param>
public sealed class NoWorkbook(Remark why, Exception? broken = null) : NotUsable(why, broken);
