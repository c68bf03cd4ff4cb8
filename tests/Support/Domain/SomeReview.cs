using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;

namespace Tracker.Support.Domain;

/// <summary>Some review of <see cref="SomeCommitment.Leaf"/>.</summary>
public static class SomeReview
{
    public static readonly EvidenceId Id = EvidenceId.Parse("contoh~1~r7q2");
    public static readonly EvidenceId Other = EvidenceId.Parse("contoh~1~r8q2");

    public static PublishReview Finding(CompletionCoding completion, DateOnly? on = null, DateOnly? from = null) => new(
        SomeCommitment.Leaf,
        new(completion, Verifiable: Verifiable.Yes),
        on ?? new(2026, 4, 30),
        "Review of the billboards",
        "We counted the billboards of every village.",
        "https://example.org/review",
        "Half of them carry figures.",
        from ?? new(2026, 1, 1));

    public static ImportReview Imported(CompletionCoding? completion) => new(
        SomeCommitment.Leaf,
        new(completion, DidItOpenGovernment: DidItOpenGovernment.Marginal),
        new(2026, 4, 1),
        "Review of 2026",
        "It was taken from a source.",
        "https://example.org/irm",
        null,
        null,
        "to March 2026",
        SomeActor.OtherCommunity,
        new(2026, 5, 1));
}
