namespace Tracker.Domain.Evidence;

/// <summary>The office that leads what is disputed answers.</summary>
/// <param name="Answer">With its reasons; required.</param>
public sealed record AnswerDispute(string Answer);

/// <summary>A third organisation ends a dispute.</summary>
/// <param name="Outcome">Settled or upheld.</param>
/// <param name="Reason">Why; required.</param>
public sealed record DecideDispute(DisputeOutcome Outcome, string Reason);

/// <summary>Appeal against one's evidence having been sent back.</summary>
/// <param name="Reason">Why the return is wrong; required.</param>
public sealed record AppealReturn(string Reason);

/// <summary>Another organisation decides an appeal, once.</summary>
/// <param name="Outcome">Whether the return stands.</param>
/// <param name="Reason">Why; required.</param>
public sealed record DecideAppeal(AppealOutcome Outcome, string Reason);
