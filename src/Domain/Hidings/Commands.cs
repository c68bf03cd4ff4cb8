using Tracker.Domain.Evidence;

namespace Tracker.Domain.Hidings;

/// <summary>Hide at once, for seven days, what an entry says of a person, or what the law forbids saying.</summary>
/// <param name="Ground">Under which rule; personal or unlawful.</param>
/// <param name="Reason">Why, in words that give nothing of it away; public, required.</param>
public sealed record HideText(Ground Ground, string Reason);

/// <summary>Decide whether what was hidden stays hidden.</summary>
/// <param name="Outcome">Whether it stays hidden.</param>
/// <param name="Reason">Why; public, required.</param>
public sealed record DecideHiding(HidingOutcome Outcome, string Reason);

/// <summary>Appeal against one's words being hidden.</summary>
/// <param name="Reason">Why they may be read; required but of a visitor, whose appeal has no words.</param>
public sealed record AppealHiding(string Reason);
