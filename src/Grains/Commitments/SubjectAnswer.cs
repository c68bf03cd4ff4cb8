using Tracker.Domain;
using Tracker.Domain.Commitments;

namespace Tracker.Grains.Commitments;

/// <summary>What evidence would be about, or why there is no such thing.</summary>
/// <param name="Log">The commitment's log, where its evidence goes too; null: not published.</param>
/// <param name="Subject">What it is about; null exactly when it is refused.</param>
/// <param name="Why">The refusal.</param>
[GenerateSerializer, Immutable]
public sealed record SubjectAnswer(string? Log, EvidenceSubject? Subject, Refused? Why);
