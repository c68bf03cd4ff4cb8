using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;

namespace Tracker.Host.Projections.History;

/// <summary>The facts that entries of different types have in common.</summary>
internal sealed record EntryFacts(
    DateOnly? On = null, Completion? Completion = null, Percent? Percent = null, DateOnly? Period = null, string? About = null,
    Stance? Stance = null, ImmutableArray<Challenge>? Challenges = null, DateOnly? NextDate = null, long? Corrects = null,
    long? Content = null, OrganisationId? EnteredBy = null, bool Imported = false, DateOnly? Due = null, DateOnly? Was = null,
    string? Outcome = null, long? Target = null, ProofPolicy? Policy = null)
{
    public static EntryFacts Of(TrackerEvent? happened) => happened switch
    {
        ProgressReported e => new(e.On, e.Completion, e.Percent, e.Period, Challenges: e.Challenges, NextDate: e.NextDate),
        ProgressCorrected e => new(e.On, e.Completion, e.Percent, e.Period, Challenges: e.Challenges, NextDate: e.NextDate, Corrects: e.Corrects),
        ProgressImported e => new(e.On, e.Completion, e.Percent, e.Period, e.About, EnteredBy: e.EnteredBy, Imported: true),
        MilestoneRescheduled e => new(e.On, Due: e.Due, Was: e.Was),
        MilestoneWithdrawn e => new(e.On),
        CommitmentWithdrawn e => new(e.On),
        CommitmentTightened e => new(e.On, Policy: e.Policy),
        PolicyTightened e => new(e.On, Policy: e.Policy),
        CommitmentAmended e => new(e.On),
        EvidenceConfirmed e => new(Completion: e.Level, Content: e.Content),
        EvidenceSubmitted e => new(e.On, e.Shows, Period: e.Period, Stance: e.Stance),
        EvidenceImported e => new(e.On, e.Shows, Period: e.Period, About: e.About, Stance: e.Stance, EnteredBy: e.EnteredBy, Imported: true),
        EvidenceRevised e => new(e.On, e.Shows, Period: e.Period, Stance: e.Stance),
        EvidenceAccepted e => new(Completion: e.Level, Content: e.Content),
        TextHidden e => new(Outcome: Domain.Words.Of(e.Ground)),
        TextRefused e => new(Outcome: Domain.Words.Of(e.Ground), Target: e.Target),
        TextReleased e => new(Target: e.Target),
        EvidenceReturned e => new(Content: e.Content),
        ReviewPublished e => new(e.On, e.Codings.Level(), Period: e.Period),
        ReviewImported e => new(e.On, e.Codings.Level(), Period: e.Period, About: e.About, EnteredBy: e.EnteredBy, Imported: true),
        DifferenceDecided e => new(Content: e.Content, Outcome: Domain.Words.Of(e.Outcome)),
        DisputeDecided e => new(Content: e.Content, Outcome: Domain.Words.Of(e.Outcome)),
        ReturnAppealed e => new(Content: e.Content),
        ChallengeDecided e => new(Outcome: Domain.Words.Of(e.Outcome)),
        AppealDecided e => new(Content: e.Content, Outcome: Domain.Words.Of(e.Outcome)),
        _ => new(),
    };
}
