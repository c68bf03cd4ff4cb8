using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Time;

namespace Tracker.Domain.Standing;

/// <summary>
/// Everything that says how a commitment stands, folded from its own stream and those of its evidence in the log's order.
/// Immutable and total: an event changes what it speaks of and leaves the rest shared. <see cref="At(DateOnly)"/> costs one step a
/// milestone, however many reports and pieces of evidence there are.
/// </summary>
public sealed record CommitmentHistory
{
    /// <summary>Before anything happened.</summary>
    public static CommitmentHistory Empty { get; } = new();

    /// <summary>What was promised; null until it is published.</summary>
    public CommitmentPublished? Promise => Tree?.Promise;

    /// <summary>The milestones; null until it is published.</summary>
    public MilestoneTree? Tree => Terms?.Tree;

    /// <summary>What holds of it; null until it is published. The same object as long as nothing that was promised changes.</summary>
    public Terms? Terms { get; private init; }

    /// <summary>Version of the commitment's own stream.</summary>
    public long Version { get; private init; }

    // The key "" is the whole commitment; the date is the occurrence of a recurring leaf.
    private ImmutableDictionary<(string Leaf, DateOnly? Period), Tally> Tallies { get; init; } = ImmutableDictionary<(string, DateOnly?), Tally>.Empty;

    private ImmutableDictionary<(string Leaf, DateOnly? Period), ReportTrail> Trails { get; init; } = ImmutableDictionary<(string, DateOnly?), ReportTrail>.Empty;

    private ImmutableDictionary<EvidenceId, Piece> Pieces { get; init; } = ImmutableDictionary<EvidenceId, Piece>.Empty;

    private Differences Contradictions { get; init; } = Differences.None;

    private ImmutableDictionary<long, CurrentReport> Reports { get; init; } = ImmutableDictionary<long, CurrentReport>.Empty;

    /// <summary>What happened to the commitment. A report was recorded on the day that its moment shows: whoever folds gives moments in the plan's zone.</summary>
    public CommitmentHistory Evolve(Recorded<CommitmentEvent> recorded)
    {
        var (version, at, day) = (recorded.Header.Version, recorded.Header.At.ToUniversalTime(), DateOnly.FromDateTime(recorded.Header.At.DateTime));
        var next = this with { Version = version, Terms = Terms?.Evolve(recorded.Event, recorded.Header.Index) };
        return recorded.Event switch
        {
            CommitmentPublished promise => next with { Terms = new(new MilestoneTree(promise)) },
            CommitmentAmended amended => next.Amended(amended, at),
            CommitmentTightened => next.Tightened(at),
            ProgressReported said => next.Said(
                next.Key(said.Leaf, said.Period, said.On), new(said.On, version, version, said.Completion, said.Percent, day, false)),
            ProgressImported said => next.Said(
                next.Key(said.Leaf, said.Period, said.On), new(said.On, version, version, LevelOf(said), said.Percent, day, true)),
            ProgressCorrected said when next.Reports.TryGetValue(said.Corrects, out var corrected) => next.Said(
                next.Key(said.Leaf, said.Period, said.On),
                new(said.On, corrected.Place, version, said.Completion, said.Percent, day, false),
                corrected),
            _ => next,
        };
    }

    /// <summary>What happened to a piece of its evidence.</summary>
    public CommitmentHistory Evolve(EvidenceId evidence, Recorded<EvidenceEvent> recorded)
    {
        var stood = Pieces.GetValueOrDefault(evidence);
        // A plugin may send a hundred thousand: each costs its place here, and no more.
        if (Promise?.Commitment is { } own && own == evidence.Commitment) evidence = evidence with { Commitment = own };
        var at = recorded.Header.At.ToUniversalTime();
        var stands = After(stood, recorded);
        var state = stands.State;
        var (wasUpheld, isUpheld) = (stood?.State.Status == EvidenceStatus.Upheld, state.Status == EvidenceStatus.Upheld);

        var key = Key(state.Leaf, state.Period, state.On);
        var from = key;
        var tallies = Tallies;
        if (stood is not null && Key(stood.State.Leaf, stood.State.Period, stood.State.On) is var before && before != key)
        {
            tallies = tallies.SetItem(before, tallies.GetValueOrDefault(before, Tally.Empty).Change(stood, null, PolicyOf(before), at));
            (stood, from) = (null, before);
        }

        var next = this with
        {
            Pieces = Pieces.SetItem(evidence, stands),
            Tallies = tallies.SetItem(key, tallies.GetValueOrDefault(key, Tally.Empty).Change(stood, stands, PolicyOf(key), at)),
        };
        if (wasUpheld != isUpheld) next = next.Ruled(evidence, key, isUpheld, at);
        if (state.Codings is not null) next = next with { Contradictions = next.Contradictions.With(key, evidence) };
        if (from != key) next = next.Compare(evidence, from, at);
        return wasUpheld != isUpheld ? next.Compare(key, at) : next.Compare(evidence, key, at);
    }

    private Piece After(Piece? stood, Recorded<EvidenceEvent> recorded)
    {
        var state = Alike<EvidenceState>.Of((stood?.State ?? EvidenceState.None).Evolve(recorded).WithoutWords());
        var waitsAlready = stood?.State.Status == EvidenceStatus.Waiting && state.Status == EvidenceStatus.Waiting;
        return Alike<Piece>.Of(PieceOf(state, waitsAlready ? stood!.WaitingFrom : recorded.Header.At.ToUniversalTime()) with // waiting already means it stood
        {
            // Whoever accepts it after the ruling knew of the ruling: it counts anew.
            OverruledBy = recorded.Event is not EvidenceAccepted && state.Status is EvidenceStatus.Accepted or EvidenceStatus.Upheld ? stood?.OverruledBy : null,
            // An answer judges nothing.
            IsForEarlierWording = stood?.IsForEarlierWording == true && state.Status == EvidenceStatus.Accepted
                && recorded.Event is not (EvidenceAccepted or EvidenceConfirmed),
        });
    }

    /// <summary>
    /// Gives up the places of evidence that waits, however much there is. It stays counted; but before the next event about such a piece
    /// it has to be recalled, and all of it before an amendment.
    /// </summary>
    public CommitmentHistory ForgetWaiting() => this with { Pieces = Pieces.RemoveRange(Pieces.Where(piece => IsWaiting(piece.Value)).Select(piece => piece.Key)) };

    /// <summary>The same of one piece.</summary>
    public CommitmentHistory ForgetWaiting(EvidenceId evidence) =>
        Pieces.TryGetValue(evidence, out var piece) && IsWaiting(piece) ? this with { Pieces = Pieces.Remove(evidence) } : this;

    /// <summary>Puts a piece back that was forgotten.</summary>
    /// <param name="evidence">The piece.</param>
    /// <param name="stream">Everything that has happened to it; read where its place was given up.</param>
    public CommitmentHistory Recall(EvidenceId evidence, Func<IEnumerable<Recorded<EvidenceEvent>>> stream)
    {
        if (Pieces.ContainsKey(evidence)) return this;
        var stands = stream().Aggregate((Piece?)null, After);
        return stands is null ? this : this with { Pieces = Pieces.SetItem(evidence, stands) };
    }

    // No review: those are compared with each other. Nothing overrules what waits, and it was accepted for no wording.
    private static bool IsWaiting(Piece piece) => piece.State is { Status: EvidenceStatus.Waiting, Codings: null };

    /// <summary>The evidence that an upheld dispute overruled, and by which.</summary>
    public IEnumerable<(EvidenceId Evidence, EvidenceId By)> Overruled =>
        Pieces.Where(piece => piece.Value.OverruledBy is not null).Select(piece => (piece.Key, piece.Value.OverruledBy!.Value)); // filtered

    /// <summary>The pairs of independent findings that contradict each other now: a review and what differs from it.</summary>
    public IEnumerable<(EvidenceId Review, EvidenceId Other)> Differing => Contradictions.All.Select(pair => (pair.Review, pair.Other));

    /// <summary>Whether the same findings contradict each other as did then.</summary>
    public bool DiffersAs(CommitmentHistory then) => ReferenceEquals(Contradictions, then.Contradictions);

    /// <summary>One finding about something against the others about it.</summary>
    private CommitmentHistory Compare(EvidenceId id, (string Leaf, DateOnly? Period) key, DateTimeOffset at)
    {
        var reviews = Contradictions.ReviewsOf(key);
        if (reviews.IsEmpty) return this;
        var finding = Key(Pieces[id].State.Leaf, Pieces[id].State.Period, Pieces[id].State.On) == key ? Pieces[id].FindingOf(id) : null;
        var others = reviews.Contains(id) ? Pieces : reviews.Select(review => KeyValuePair.Create(review, Pieces[review]));
        return Compared(key, Contradictions.Compare(key, id, finding, others.Select(piece => piece.Value.FindingOf(piece.Key)).OfType<Finding>()), at);
    }

    /// <summary>All findings about something against each other.</summary>
    private CommitmentHistory Compare((string Leaf, DateOnly? Period) key, DateTimeOffset at) =>
        Contradictions.ReviewsOf(key).Aggregate(this, (history, review) => history.Compare(review, key, at));

    private CommitmentHistory Compared((string Leaf, DateOnly? Period) key, Differences now, DateTimeOffset at) =>
        ReferenceEquals(now, Contradictions) ? this : this with
        {
            Contradictions = now,
            Tallies = Tallies.SetItem(key, TallyOf(key.Leaf, key.Period).Differ(now.Count(key), PolicyOf(key), at)),
        };

    /// <summary>A dispute was upheld: what had shown a level before shows none any more. Or that ruling fell: then it does again.</summary>
    private CommitmentHistory Ruled(EvidenceId ruling, (string Leaf, DateOnly? Period) key, bool upheld, DateTimeOffset at)
    {
        var (pieces, tally) = (Pieces.ToBuilder(), TallyOf(key.Leaf, key.Period));
        foreach (var (id, piece) in Pieces)
        {
            if (id == ruling || Key(piece.State.Leaf, piece.State.Period, piece.State.On) != key) continue;
            if (upheld ? !piece.ShowsLevel : piece.OverruledBy != ruling) continue;
            var stands = piece with { OverruledBy = upheld ? ruling : null };
            (pieces[id], tally) = (stands, tally.Change(piece, stands, PolicyOf(key), at));
        }

        return this with { Pieces = pieces.ToImmutable(), Tallies = Tallies.SetItem(key, tally) };
    }

    /// <summary>How it stands on a day, in the plan's time zone. What was recorded later must not be folded in yet.</summary>
    public CommitmentStanding At(DateOnly today) => At(today, new());

    /// <summary>The same, for whoever asks again and again.</summary>
    /// <param name="today">The day, in the plan's time zone.</param>
    /// <param name="memory">What was computed before, of this commitment's earlier history or of other days.</param>
    public CommitmentStanding At(DateOnly today, StandingMemory memory) => StandingAt.Of(this, today, memory);

    /// <summary>
    /// The first days, in order, on which <see cref="At(DateOnly)"/> changes by the calendar alone, other than a leaf turning late: the
    /// day after each occurrence, and the day after the plan's end.
    /// </summary>
    public ImmutableArray<DateOnly> Breakpoints => Tree is not { } tree
        ? []
        : [.. tree.Leaves.SelectMany(leaf => tree[leaf].Occurrences ?? []).Append(tree.Promise.PlanEnd).Select(PlanCalendar.DayAfter).Distinct().Order()];

    internal Tally TallyOf(string leaf, DateOnly? period) => Tallies.GetValueOrDefault((leaf, period), Tally.Empty);

    internal ReportTrail TrailOf(string leaf, DateOnly? period) => Trails.GetValueOrDefault((leaf, period), ReportTrail.Empty);

    /// <summary>Who leads, who supports and when something began may be otherwise now; and what was accepted was so for other words.</summary>
    private CommitmentHistory Amended(CommitmentAmended amended, DateTimeOffset at)
    {
        var reworded = Amendments.Deliverables(amended).ToHashSet();
        var (pieces, tallies) = (Pieces, Tallies);
        foreach (var (id, stood) in Pieces)
        {
            var stands = PieceOf(stood.State, stood.WaitingFrom) with
            {
                OverruledBy = stood.OverruledBy,
                IsForEarlierWording = stood.IsForEarlierWording || (stood.State.Status == EvidenceStatus.Accepted && reworded.Contains(stood.State.Leaf)),
            };
            if (stands == stood) continue;
            pieces = pieces.SetItem(id, stands);
            var key = Key(stood.State.Leaf, stood.State.Period, stood.State.On);
            tallies = tallies.SetItem(key, tallies.GetValueOrDefault(key, Tally.Empty).Change(stood, stands, PolicyOf(key), at));
        }

        var next = this with { Pieces = pieces, Tallies = tallies };
        return Contradictions.Reviewed.Aggregate(next, (history, key) => history.Compare(key, at));
    }

    /// <summary>What is not due yet is judged by the stricter rule from now on.</summary>
    private CommitmentHistory Tightened(DateTimeOffset at) => this with
    {
        Tallies = Tallies.SetItems(Tallies.Select(one => KeyValuePair.Create(one.Key, one.Value.Change(null, null, PolicyOf(one.Key), at)))),
    };

    private ProofPolicy PolicyOf((string Leaf, DateOnly? Period) key) => Terms is not { } terms ? ProofPolicy.Standard
        : terms.PolicyFor(key.Period ?? (key.Leaf.Length == 0 ? terms.LastJudgedDue
            : terms.Tree.Promise.Milestones.ContainsKey(key.Leaf) ? terms.JudgedDueOf(MilestoneNumber.Parse(key.Leaf))
            : null));

    private CommitmentHistory Said((string, DateOnly?) key, CurrentReport report, CurrentReport? inPlaceOf = null) => this with
    {
        Reports = Reports.SetItem(report.Version, report),
        Trails = Trails.SetItem(key, Trails.GetValueOrDefault(key, ReportTrail.Empty).With(report, inPlaceOf)),
    };

    private (string Leaf, DateOnly? Period) Key(MilestoneNumber? leaf, DateOnly? period, DateOnly on) =>
        (leaf?.Value ?? "", period ?? (Occurrences(leaf) is { } dates ? PlanCalendar.OccurrenceContaining(dates, on) : null));

    private ImmutableArray<DateOnly>? Occurrences(MilestoneNumber? leaf) =>
        Find(leaf)?.Occurrences is { IsDefaultOrEmpty: false } dates ? dates : null;

    private Milestone? Find(MilestoneNumber? leaf) =>
        leaf is { Value: { } number } && Promise is { } promise ? promise.Milestones.GetValueOrDefault(number) : null;

    private Piece PieceOf(EvidenceState state, DateTimeOffset waitingFrom)
    {
        var start = state.Leaf is null ? Promise?.Start : Find(state.Leaf)?.Start;
        var background = PlanCalendar.IsBackground(start, Occurrences(state.Leaf), state.Period, state.On);
        var isLeads = state.Contributor is { } contributor && Tree is { } tree
            && (state.Leaf is null ? tree.Leaves.Any(leaf => tree[leaf].Lead == contributor) : Find(state.Leaf)?.Lead == contributor);
        return new(state, waitingFrom, background, isLeads, state.ContributorRefuted || (state.Contributor is { } sender && (Tree?.Involved.Contains(sender) ?? false)));
    }

    /// <summary>
    /// What an imported row says of the leaf: the level it states. Only 100 reads as Complete, and not where the row names a
    /// period of its own: "all targets of 2016" is not the end of a plan that runs through 2017.
    /// </summary>
    private static Completion? LevelOf(ProgressImported said) =>
        said.Completion ?? (said is { Percent.Value: 100, About: null } ? Completion.Complete : null);
}
