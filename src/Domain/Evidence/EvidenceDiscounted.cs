using Tracker.Domain.Organisations;

namespace Tracker.Domain.Evidence;

/// <summary>
/// What rested on an organisation's independence counts no longer, because its declaration was refuted: its standing judgement of
/// this piece falls, or what it sent is independent no longer. What it was stays readable.
/// </summary>
/// <param name="Refuted">The organisation.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the entry that refuted it.</param>
public sealed record EvidenceDiscounted(OrganisationId Refuted, long Ruling) : EvidenceEvent;
