using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;

namespace Tracker.Domain.Standing;

/// <summary>A piece of evidence where it stands now.</summary>
/// <param name="State">What its stream says.</param>
/// <param name="WaitingFrom">When it began to wait; a revision of what waits already does not make it younger.</param>
/// <param name="IsBackground">It shows what happened before the leaf or the occurrence began.</param>
/// <param name="IsLeads">It comes from the lead: the claim itself, in no partner's column.</param>
/// <param name="IsOfInvolved">Its contributor is named in the plan as lead or supporter.</param>
/// <param name="IsForEarlierWording">It was accepted before the deliverable was put as it is now.</param>
/// <param name="OverruledBy">The dispute that was upheld after this was accepted: then it counts no longer.</param>
internal sealed record Piece(
    EvidenceState State, DateTimeOffset WaitingFrom, bool IsBackground, bool IsLeads, bool IsOfInvolved, EvidenceId? OverruledBy = null,
    bool IsForEarlierWording = false)
{
    /// <summary>Whether it shows a level now: accepted support, or a dispute that was upheld.</summary>
    public bool ShowsLevel => OverruledBy is null && State is { Status: EvidenceStatus.Accepted, Stance: Stance.Supports } or { Status: EvidenceStatus.Upheld };

    /// <summary>The level that independent organisations found here; null: it shows none now, or who found it does the work.</summary>
    public Finding? FindingOf(EvidenceId id) => ShowsLevel && !IsBackground && !IsOfInvolved ? State.FoundAs(id) : null;
}

/// <summary>
/// The evidence about a leaf, an occurrence of it, or a whole commitment, counted. A piece is taken out as it stood and put in
/// as it stands, so that judging costs the same however much evidence there is.
/// </summary>
internal sealed record Tally
{
    private const int Levels = 4;
    private const int Partners = 4;

    public static Tally Empty { get; } = new();

    public ProofState State { get; private init; } = ProofState.NoEvidenceAvailable;

    public Completion? Level { get; private init; }

    public DateTimeOffset? Since { get; private init; }

    public int Accepted { get; private init; }

    public int Returned { get; private init; }

    public int Withdrawn { get; private init; }

    public int Background { get; private init; }

    /// <summary>Of the accepted: for an earlier wording of the deliverable.</summary>
    public int Earlier { get; private init; }

    public int Overruled { get; private init; }

    public int Settled { get; private init; }

    /// <summary>A dispute was upheld, and nothing else about it was since: the level is what it and later evidence show.</summary>
    public bool IsRuled => Upheld > 0;

    /// <summary>Independent organisations that sent or accepted what counts, with the number of pieces.</summary>
    public ImmutableDictionary<OrganisationId, int> Independent { get; private init; } = ImmutableDictionary<OrganisationId, int>.Empty;

    /// <summary>Organisations behind accepted support, by the column they stand in.</summary>
    public ImmutableDictionary<(Partner, OrganisationId), int> Behind { get; private init; } = ImmutableDictionary<(Partner, OrganisationId), int>.Empty;

    /// <summary>Organisations whose accepted dispute is open.</summary>
    public ImmutableDictionary<(Partner, OrganisationId), int> Disputing { get; private init; } = ImmutableDictionary<(Partner, OrganisationId), int>.Empty;

    /// <summary>Pairs of independent findings of one period that contradict each other.</summary>
    private int Differing { get; init; }

    private int Disputes { get; init; }

    private int Unanswered { get; init; }

    private int Upheld { get; init; }

    private ImmutableSortedDictionary<DateTimeOffset, int> WaitingFrom { get; init; } = ImmutableSortedDictionary<DateTimeOffset, int>.Empty;

    private ImmutableArray<int> Support { get; init; } = [.. new int[Levels]];

    private ImmutableArray<int> Columns { get; init; } = [.. new int[Partners * Levels]];

    private ImmutableArray<int> CompleteBy { get; init; } = [.. new int[Partners]];

    private ImmutableArray<int> WaitingShows { get; init; } = [.. new int[Levels]];

    private ImmutableArray<int> WaitingBy { get; init; } = [.. new int[Partners]];

    private int WaitingCount { get; init; }

    /// <summary>Takes a piece out as it stood, puts it in as it stands, and notes when state or level changed.</summary>
    public Tally Change(Piece? stood, Piece? stands, ProofPolicy policy, DateTimeOffset at)
    {
        var next = this;
        if (stood is not null) next = next.Count(stood, -1);
        if (stands is not null) next = next.Count(stands, 1);
        return next.Judged(policy, at);
    }

    /// <summary>As many pairs of independent findings contradict each other now: any of them is a dispute.</summary>
    public Tally Differ(int pairs, ProofPolicy policy, DateTimeOffset at) =>
        pairs == Differing ? this : (this with { Differing = pairs }).Judged(policy, at);

    private Tally Judged(ProofPolicy policy, DateTimeOffset at)
    {
        var disputed = Disputes + Differing > 0;
        var level = disputed ? null : Shown(policy);
        var state = disputed ? ProofState.Disputed
            : level is not null ? ProofState.Proven
            : WaitingCount > 0 ? ProofState.NotYetChecked
            : ProofState.NoEvidenceAvailable;
        // A first piece that changes no state (background) still is the entry that the state rests on.
        var changed = state != State || level != Level || Since is null;
        return this with { State = state, Level = level, Since = changed ? at : Since };
    }

    public Proof Proof => new(
        State,
        Level,
        Since,
        WaitingCount,
        WaitingFrom.IsEmpty ? null : WaitingFrom.First().Key,
        Highest(WaitingShows, 0) is { } claimed && (Level is null || claimed > Level) ? claimed : null,
        Accepted,
        Returned,
        Withdrawn,
        Background,
        AtLeast: false,
        Overruled,
        Settled,
        Unanswered,
        Earlier,
        Differing: Differing);

    /// <summary>The level under another rule of proof; null also while a dispute is open.</summary>
    public Completion? LevelBy(ProofPolicy policy) => Disputes + Differing > 0 ? null : Shown(policy);

    /// <summary>Nobody stands behind anything here, or against it.</summary>
    public bool IsEmpty => Behind.IsEmpty && Disputing.IsEmpty && Independent.IsEmpty;

    /// <summary>The highest level of accepted evidence that a partner sent or accepted.</summary>
    public Completion? Column(Partner partner) => Highest(Columns, (int)partner * Levels);

    /// <summary>Pieces of a partner that wait.</summary>
    public int Waits(Partner partner) => WaitingBy[(int)partner];

    private Tally Count(Piece piece, int sign)
    {
        var state = piece.State;
        if (state.Status == EvidenceStatus.Stated) return this; // a review without a level shows nothing, new or old
        if (state.Status == EvidenceStatus.Withdrawn) return this with { Withdrawn = Withdrawn + sign };
        if (piece.IsBackground) return this with { Background = Background + sign };
        if (piece.OverruledBy is not null) return this with { Overruled = Overruled + sign };
        var counted = piece.IsForEarlierWording ? this with { Earlier = Earlier + sign } : this;
        return counted.InStatus(piece, sign);
    }

    private Tally InStatus(Piece piece, int sign)
    {
        var state = piece.State;
        return state.Status switch
        {
            EvidenceStatus.Returned or EvidenceStatus.Appealed or EvidenceStatus.Refused => this with { Returned = Returned + sign },
            EvidenceStatus.Waiting => Waiting(piece, sign),
            EvidenceStatus.Accepted when state.Stance == Stance.Disputes => this with
            {
                Accepted = Accepted + sign,
                Disputes = Disputes + sign,
                Unanswered = Unanswered + (state.IsAnswered ? 0 : sign),
                Disputing = Add(Disputing, state.Partner, state.Contributor, sign),
            },
            EvidenceStatus.Accepted => Showing(piece, sign),
            EvidenceStatus.Upheld => Showing(piece, sign) with { Upheld = Upheld + sign },
            EvidenceStatus.Settled => this with { Settled = Settled + sign },
            _ => this,
        };
    }

    private Tally Waiting(Piece piece, int sign)
    {
        var state = piece.State;
        var left = WaitingFrom.GetValueOrDefault(piece.WaitingFrom) + sign;
        return this with
        {
            WaitingCount = WaitingCount + sign,
            WaitingFrom = left == 0 ? WaitingFrom.Remove(piece.WaitingFrom) : WaitingFrom.SetItem(piece.WaitingFrom, left),
            WaitingBy = state.Partner is { } partner ? Add(WaitingBy, (int)partner, sign) : WaitingBy,
            WaitingShows = state is { Stance: Stance.Supports, Shows: { } shows } ? Add(WaitingShows, (int)shows, sign) : WaitingShows,
        };
    }

    /// <summary>Accepted support, or an upheld dispute: it shows its level.</summary>
    private Tally Showing(Piece piece, int sign)
    {
        var state = piece.State;
        var level = (int)(state.Level ?? Completion.NotStarted); // accepted evidence has one
        var next = this with { Accepted = Accepted + sign, Support = Add(Support, level, sign) };
        if (state.Partner is { } sent && state.Contributor is { } contributor)
        {
            // What a supporter sends may be checked and may prove a level, but it is not a partner of its own that stands for it.
            if (level == (int)Completion.Complete && (sent == Partner.Government || !piece.IsOfInvolved))
                next = next with { CompleteBy = Add(next.CompleteBy, (int)sent, sign) };
            if (!piece.IsLeads) next = next.Column(sent, contributor, level, sign);
            if (state.Independent && !piece.IsOfInvolved) next = next with { Independent = Add(next.Independent, contributor, sign) };
        }

        if (state.AcceptorPartner is not { } accepted || state.Acceptor is not { } acceptor) return next;
        if (level == (int)Completion.Complete) next = next with { CompleteBy = Add(next.CompleteBy, (int)accepted, sign) };
        return next.Column(accepted, acceptor, level, sign) with { Independent = Add(next.Independent, acceptor, sign) };
    }

    private Tally Column(Partner partner, OrganisationId organisation, int level, int sign) => this with
    {
        Columns = Add(Columns, ((int)partner * Levels) + level, sign),
        Behind = Add(Behind, partner, organisation, sign),
    };

    /// <summary>The highest level shown; Complete only when enough partners stand for it.</summary>
    private Completion? Shown(ProofPolicy policy) =>
        Highest(Support, 0) is { } level
            ? level == Completion.Complete && CompleteBy.Count(pieces => pieces > 0) < policy.PartnersForComplete ? Completion.Substantial : level
            : null;

    private static Completion? Highest(ImmutableArray<int> counts, int from)
    {
        for (var level = Levels - 1; level >= 0; level--)
        {
            if (counts[from + level] > 0) return (Completion)level;
        }

        return null;
    }

    private static ImmutableArray<int> Add(ImmutableArray<int> counts, int at, int sign) => counts.SetItem(at, counts[at] + sign);

    private static ImmutableDictionary<(Partner, OrganisationId), int> Add(
        ImmutableDictionary<(Partner, OrganisationId), int> counts, Partner? partner, OrganisationId? organisation, int sign) =>
        partner is { } one && organisation is { } other ? Add(counts, (one, other), sign) : counts;

    private static ImmutableDictionary<TKey, int> Add<TKey>(ImmutableDictionary<TKey, int> counts, TKey key, int sign)
        where TKey : notnull
    {
        var left = counts.GetValueOrDefault(key) + sign;
        return left == 0 ? counts.Remove(key) : counts.SetItem(key, left);
    }
}
