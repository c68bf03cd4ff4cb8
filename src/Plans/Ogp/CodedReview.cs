using Tracker.Domain.Reviews;

namespace Tracker.Plans.Ogp;

/// <summary>A review of a whole commitment, as far as OGP's data set has columns for it.</summary>
/// <param name="Codings">What it codes.</param>
/// <param name="On">The last day of what it reviewed.</param>
public sealed record CodedReview(Codings Codings, DateOnly On);
