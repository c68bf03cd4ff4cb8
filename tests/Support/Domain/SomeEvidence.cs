using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;

namespace Tracker.Support.Domain;

/// <summary>Some evidence about <see cref="SomeCommitment.Leaf"/>.</summary>
public static class SomeEvidence
{
    public static readonly EvidenceId Id = EvidenceId.Parse("contoh~1~k7q2");

    public static EvidenceId Number(int number) => EvidenceId.Parse($"contoh~1~e{number:D5}");

    public static SubmitEvidence Supporting(Completion shows, DateOnly? on = null) => new(
        SomeCommitment.Leaf,
        "Photographs of the billboards",
        "In ten villages the budget hangs beside the village hall.",
        "https://example.org/billboards",
        on ?? new(2026, 4, 20),
        Stance.Supports,
        shows);

    /// <summary>What somebody without an account has seen.</summary>
    public static SendEvidence Seen(Completion shows, Stance stance = Stance.Supports) => new(
        SomeCommitment.Leaf,
        "A billboard with the budget",
        "I saw it beside the village hall.",
        new(2026, 4, 20),
        stance,
        shows,
        Place: "Beside the village hall",
        SettledBy: stance == Stance.Disputes ? "A dated photograph." : null);

    public static SubmitEvidence Disputing(Completion shows, DateOnly? on = null) => Supporting(shows, on) with
    {
        Stance = Stance.Disputes,
        Title = "The billboards are empty",
        SettledBy = "A dated photograph of each billboard with figures on it.",
    };
}
