namespace Tracker.Domain.Standing;

/// <summary>
/// "Of 21 due, government says complete 12. Of those 12, evidence shows: complete 5, lower 2, disputed 1, not yet checked 3,
/// no evidence 1": over leaves due before today, parts that always add up to <paramref name="Reported"/>.
/// </summary>
/// <param name="Due">Leaves due before today.</param>
/// <param name="Reported">Of these, reported Complete.</param>
/// <param name="Complete">Of those reported, proven Complete.</param>
/// <param name="Lower">Of those reported, proven at a lower level.</param>
/// <param name="Disputed">Of those reported, disputed.</param>
/// <param name="NotYetChecked">Of those reported, waiting to be checked.</param>
/// <param name="NoEvidence">Of those reported, without evidence.</param>
/// <param name="AheadOfReport">Leaves of which evidence shows more than was reported.</param>
/// <param name="Late">Late and still open.</param>
/// <param name="DoneLate">Done after their date.</param>
/// <param name="Undated">Without a deadline.</param>
/// <param name="Unknown">Whose due date the source does not state.</param>
/// <param name="Leaves">All of them.</param>
public sealed record Headline(
    int Due,
    int Reported,
    int Complete,
    int Lower,
    int Disputed,
    int NotYetChecked,
    int NoEvidence,
    int AheadOfReport,
    int Late,
    int DoneLate,
    int Undated,
    int Unknown,
    int Leaves);
