using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>The office that leads what is disputed answered.</summary>
/// <param name="Answer">What it says, with its reasons.</param>
public sealed record DisputeAnswered(PersonalText? Answer) : EvidenceEvent;

/// <summary>A third organisation ended a dispute.</summary>
/// <param name="Outcome">Settled: it stops counting. Upheld: the level becomes the one it was accepted at.</param>
/// <param name="Content">Version in this stream of the content that was judged.</param>
/// <param name="Reason">Why.</param>
public sealed record DisputeDecided(DisputeOutcome Outcome, long Content, PublicText Reason) : EvidenceEvent;

/// <summary>Who had been sent it back appealed.</summary>
/// <param name="Content">Version in this stream of the content that had been sent back.</param>
/// <param name="Reason">Why the return is wrong, in the contributor's words.</param>
public sealed record ReturnAppealed(long Content, PersonalText? Reason) : EvidenceEvent;

/// <summary>Another organisation decided the appeal.</summary>
/// <param name="Outcome">Whether the return stands. Overturned: it waits for a check again.</param>
/// <param name="Content">Version in this stream of the content it is about.</param>
/// <param name="Reason">Why.</param>
public sealed record AppealDecided(AppealOutcome Outcome, long Content, PublicText Reason) : EvidenceEvent;
