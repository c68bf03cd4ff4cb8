using Tracker.Domain.Organisations;

namespace Tracker.Domain.Evidence;

/// <summary>Take out of a piece of evidence what rested on an organisation's independence, after that was refuted.</summary>
/// <param name="Refuted">The organisation.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the entry that refuted it.</param>
public sealed record DiscountEvidence(OrganisationId Refuted, long Ruling);
