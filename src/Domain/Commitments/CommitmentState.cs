using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Tracker.Domain.Record;

namespace Tracker.Domain.Commitments;

/// <summary>What the rules must know of a commitment. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record CommitmentState
{
    /// <summary>Before anything happened.</summary>
    public static CommitmentState None { get; } = new();

    /// <summary>What was promised; null until it is published.</summary>
    public CommitmentPublished? Promise => Tree?.Promise;

    public MilestoneTree? Tree { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>Every report and correction by its version in the stream.</summary>
    public ImmutableDictionary<long, Report> Reports { get; private init; } = ImmutableDictionary<long, Report>.Empty;

    private ImmutableDictionary<MilestoneNumber, long> LastReport { get; init; } = ImmutableDictionary<MilestoneNumber, long>.Empty;

    /// <summary>The next state.</summary>
    public CommitmentState Evolve(Recorded<CommitmentEvent> recorded)
    {
        var version = recorded.Header.Version;
        var next = this with { Version = version };
        return recorded.Event switch
        {
            CommitmentPublished promise => next with { Tree = new(promise) },
            ProgressReported said => next.Reported(version, new(said.Leaf, said.Period, Imported: false)),
            ProgressImported said => next.Reported(version, new(said.Leaf, said.Period, Imported: true)),
            ProgressCorrected said => next.Reported(version, new(said.Leaf, said.Period, Imported: false), said.Corrects),
            _ => next,
        };
    }

    /// <summary>Whether a leaf's reports changed after the version of the stream that somebody saw.</summary>
    public bool ChangedSince(MilestoneNumber leaf, long seen) =>
        leaf.Value is not null && LastReport.TryGetValue(leaf, out var last) && last > seen;

    /// <summary>The leaf that a report is about.</summary>
    public bool TryLeafOf(long report, out MilestoneNumber leaf)
    {
        var known = Reports.TryGetValue(report, out var found);
        leaf = known ? found!.Leaf : default; // known says it was found
        return known;
    }

    /// <summary>What evidence about a leaf is about; null leaf: the whole commitment. Refuses unknown numbers and parents.</summary>
    public bool TrySubject(MilestoneNumber? leaf, [NotNullWhen(true)] out EvidenceSubject? subject, [NotNullWhen(false)] out Refused? why)
    {
        if (Tree is { } tree) return tree.TrySubject(leaf, out subject, out why);
        subject = null;
        why = Rules.CommitmentUnknown.Refuse();
        return false;
    }

    private CommitmentState Reported(long version, Report report, long? corrects = null)
    {
        var reports = Reports;
        if (corrects is { } earlier && reports.TryGetValue(earlier, out var corrected))
            reports = reports.SetItem(earlier, corrected with { CorrectedBy = version });
        return this with { Reports = reports.SetItem(version, report), LastReport = LastReport.SetItem(report.Leaf, version) };
    }

    /// <summary>A report as far as a correction must know it.</summary>
    public sealed record Report(MilestoneNumber Leaf, DateOnly? Period, bool Imported, long? CorrectedBy = null);
}
