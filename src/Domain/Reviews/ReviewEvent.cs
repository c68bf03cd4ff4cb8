using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Reviews;

/// <summary>
/// An independent reviewer published a review and put their organisation's name to what it finds. It counts like accepted
/// evidence of that organisation, in a stream as evidence has: <c>&lt;plan&gt;/&lt;number&gt;/&lt;id&gt;</c>, of the whole plan
/// <c>&lt;plan&gt;/-/&lt;id&gt;</c>.
/// </summary>
/// <param name="Leaf">The leaf it is about; null: the whole commitment, or the whole plan.</param>
/// <param name="Codings">What it codes.</param>
/// <param name="On">The last day of what it reviewed.</param>
/// <param name="From">The first day of what it reviewed; null: it began on an unknown day.</param>
/// <param name="Period">The occurrence of a recurring leaf.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it found, in the reviewer's words.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="Reason">Why it comes to these codings.</param>
public sealed record ReviewPublished(
    MilestoneNumber? Leaf,
    Codings Codings,
    DateOnly On,
    DateOnly? From,
    DateOnly? Period,
    PersonalText? Title,
    PersonalText? Summary,
    PersonalText? Source,
    PublicText Reason) : EvidenceEvent;

/// <summary>A review from before the tracker, marked imported for ever. The entry's organisation is the one that made it.</summary>
/// <param name="Leaf">As in a published review.</param>
/// <param name="Codings">As in a published review.</param>
/// <param name="On">As in a published review.</param>
/// <param name="From">As in a published review.</param>
/// <param name="Period">As in a published review.</param>
/// <param name="About">The period as the source names it.</param>
/// <param name="EnteredBy">The organisation that typed it; neither may accept it.</param>
/// <param name="Independent">Whether its author had declared independence of this commitment when it was imported.</param>
/// <param name="Title">As in a published review.</param>
/// <param name="Summary">What it found, in our words.</param>
/// <param name="Source">Address of the source.</param>
public sealed record ReviewImported(
    MilestoneNumber? Leaf,
    Codings Codings,
    DateOnly On,
    DateOnly? From,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy,
    bool Independent,
    PersonalText? Title,
    PersonalText? Summary,
    PersonalText? Source) : EvidenceEvent;

/// <summary>The office that leads what was reviewed answered.</summary>
/// <param name="Answer">What it says, with its reasons.</param>
public sealed record ReviewAnswered(PersonalText? Answer) : EvidenceEvent;

/// <summary>Its author took the review back; it counts no longer, and that it was there stays visible.</summary>
/// <param name="Reason">Why.</param>
public sealed record ReviewWithdrawn(PublicText Reason) : EvidenceEvent;

/// <summary>A third organisation decided which of two findings holds that differed.</summary>
/// <param name="Other">The finding that differed from this review's.</param>
/// <param name="Outcome">Upheld: this one holds, and what showed another level counts no longer. Settled: this one counts no longer.</param>
/// <param name="Content">Version in this stream of the content that was judged.</param>
/// <param name="Reason">Why.</param>
public sealed record DifferenceDecided(EvidenceId Other, DisputeOutcome Outcome, long Content, PublicText Reason) : EvidenceEvent;
