namespace Tracker.Domain.Commitments;

/// <summary>The dates of a leaf whose due date was moved. The first one is kept for ever.</summary>
/// <param name="First">The date that was promised first.</param>
/// <param name="Due">The date that holds now.</param>
/// <param name="Missed">The date that had passed already when it was moved: the leaf stays late against it, whatever holds now;
/// null: every move came in time.</param>
/// <param name="Moves">How often it was moved.</param>
public sealed record Schedule(DateOnly First, DateOnly Due, DateOnly? Missed, int Moves)
{
    /// <summary>The date that lateness is judged by.</summary>
    public DateOnly Judged => Missed ?? Due;
}
