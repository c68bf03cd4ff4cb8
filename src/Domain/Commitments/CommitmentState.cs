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

    public MilestoneTree? Tree => Terms?.Tree;

    /// <summary>What holds now; null until it is published.</summary>
    public Terms? Terms { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>Every report and correction by its version in the stream.</summary>
    public ImmutableDictionary<long, Report> Reports { get; private init; } = ImmutableDictionary<long, Report>.Empty;

    private ImmutableDictionary<MilestoneNumber, long> LastChange { get; init; } = ImmutableDictionary<MilestoneNumber, long>.Empty;

    private ImmutableDictionary<string, long> LastAmendment { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The next state.</summary>
    public CommitmentState Evolve(Recorded<CommitmentEvent> recorded)
    {
        var version = recorded.Header.Version;
        var next = this with { Version = version, Terms = Terms?.Evolve(recorded.Event, recorded.Header.Index) };
        return recorded.Event switch
        {
            CommitmentPublished promise => next with { Terms = new(new MilestoneTree(promise)) },
            ProgressReported said => next.Reported(version, new(said.Leaf, said.Period, Imported: false)),
            ProgressImported said => next.Reported(version, new(said.Leaf, said.Period, Imported: true)),
            ProgressCorrected said => next.Reported(version, new(said.Leaf, said.Period, Imported: false), said.Corrects),
            MilestoneRescheduled to => next.Changed(version, to.Leaf),
            MilestoneWithdrawn gone => next.Changed(version, gone.Milestone),
            CommitmentAmended amended => next.Amended(version, amended),
            CommitmentWithdrawn => next.Changed(version, [.. next.Tree?.Numbers ?? []]),
            _ => next,
        };
    }

    /// <summary>Whether a milestone changed after the version of the stream that somebody saw: its reports, its date, whether it holds.</summary>
    public bool ChangedSince(MilestoneNumber milestone, long seen) =>
        milestone.Value is not null && LastChange.TryGetValue(milestone, out var last) && last > seen;

    /// <summary>Whether any of a milestone's leaves did, or of the whole commitment's where none is named.</summary>
    public bool AnyChangedSince(MilestoneNumber? milestone, long seen) => Tree is { } tree
        && tree.Numbers.Any(one => (milestone is not { Value: not null } named || one == named || one.Extends(named)) && ChangedSince(one, seen));

    /// <summary>Whether any of these fields was amended after the version of the stream that somebody saw.</summary>
    public bool AmendedSince(IEnumerable<string?> fields, long seen) => fields.Any(field => field is not null && LastAmendment.GetValueOrDefault(field) > seen);

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
        subject = null;
        why = Rules.CommitmentUnknown.Refuse();
        if (Terms is not { } terms || !terms.Tree.TrySubject(leaf, out subject, out why)) return false;
        subject = subject with { Withdrawn = leaf is { } number ? terms.WithdrawnSince(number) : terms.WithdrawnOn, WordedAt = terms.WordedAt(leaf) };
        return true;
    }

    private CommitmentState Reported(long version, Report report, long? corrects = null)
    {
        var reports = Reports;
        if (corrects is { } earlier && reports.TryGetValue(earlier, out var corrected))
            reports = reports.SetItem(earlier, corrected with { CorrectedBy = version });
        return (this with { Reports = reports.SetItem(version, report) }).Changed(version, report.Leaf);
    }

    private CommitmentState Amended(long version, CommitmentAmended amended)
    {
        var fields = (amended.Facts?.Keys ?? []).Concat(amended.Texts?.Values.Select(one => one.Field) ?? []).ToList();
        if (amended.OfficerRenamed == true) fields.Add("officerName");
        var milestones = fields.Select(PromiseFields.MilestoneOf).OfType<MilestoneNumber>().Distinct();
        return (this with { LastAmendment = LastAmendment.SetItems(fields.Select(field => KeyValuePair.Create(field, version))) }).Changed(version, [.. milestones]);
    }

    private CommitmentState Changed(long version, params ReadOnlySpan<MilestoneNumber> milestones)
    {
        var changes = LastChange;
        foreach (var one in milestones) changes = changes.SetItem(one, version);
        return this with { LastChange = changes };
    }

    /// <summary>A report as far as a correction must know it.</summary>
    public sealed record Report(MilestoneNumber Leaf, DateOnly? Period, bool Imported, long? CorrectedBy = null);
}
