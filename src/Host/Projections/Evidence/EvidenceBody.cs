using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Reviews;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Evidence;

/// <summary>One version of what its contributor says, as kept in the views.</summary>
internal sealed record ContentBody(
    long Version, long Index, DateTimeOffset At, Stance Stance, Completion? Shows, DateOnly On, DateOnly? Period, string? About,
    bool Independent, string? Title, Prose? Summary, string? Source, Prose? SettledBy, OrganisationId? By, OrganisationId? EnteredBy,
    ContributionBody? Contribution, string? Place = null, ReviewBody? Review = null);

/// <summary>What only a review says, as kept in the views.</summary>
internal sealed record ReviewBody(Codings Codings, DateOnly? From);

/// <summary>A judgement, as kept in the views.</summary>
internal sealed record JudgementBody(
    long Version, long Index, DateTimeOffset At, EvidenceStage Became, Completion? Level, long? Content, Prose? Reason,
    OrganisationId? By, Role Role, EvidenceStep Step, long? Ruling = null, Ground? Ground = null, EvidenceId? Other = null);

/// <summary>A piece of evidence as kept in the views: the fold of its stream.</summary>
internal sealed record EvidenceBody(
    EvidenceId Id,
    string Log,
    MilestoneNumber? Leaf,
    OrganisationId? By,
    Partner? Partner,
    OrganisationId? EnteredBy,
    bool Imported,
    EvidenceStage Status,
    Completion? Level,
    DateTimeOffset? WaitingSince,
    long Version,
    DateTimeOffset ChangedAt,
    ImmutableArray<ContentBody> Contents,
    ImmutableArray<JudgementBody> Judgements,
    bool ForEarlierWording = false,
    bool Visitor = false,
    bool Held = false)
{
    /// <summary>The files put to it, in order.</summary>
    public ImmutableArray<FileView> Files { get; init; } = [];

    /// <summary>Those that are shown: not a photograph that was sent again to say where it was taken.</summary>
    [JsonIgnore]
    public ImmutableArray<FileView> FilesShown => [.. Files.Where(file => !IsReplaced(file))];

    /// <summary>The plugin that sent it; null: a person did.</summary>
    public PluginId? Plugin => Contents[0].Contribution?.Plugin;

    /// <summary>Whether it is a review.</summary>
    [JsonIgnore]
    public bool IsReview => Contents[0].Review is not null;

    /// <summary>What the contributor says now.</summary>
    public ContentBody Content => Contents[^1];

    /// <summary>What it waits for beyond its first check, since when, and whose decision it is about.</summary>
    [JsonIgnore]
    public (EvidenceNeed Need, DateTimeOffset Since, OrganisationId? Judge)? Need => Status switch
    {
        EvidenceStage.Accepted when Content.Stance == Stance.Disputes => Last(EvidenceStep.Answered) is { } answer
            ? (EvidenceNeed.Decision, answer.At, Last(EvidenceStep.Accepted)?.By)
            : (EvidenceNeed.Answer, Last(EvidenceStep.Accepted)?.At ?? ChangedAt, Last(EvidenceStep.Accepted)?.By),
        EvidenceStage.Appealed => (EvidenceNeed.Appeal, Last(EvidenceStep.Appealed)?.At ?? ChangedAt, Last(EvidenceStep.Returned)?.By),
        _ => null,
    };

    /// <summary>The judgement that stands: nobody has decided about it since.</summary>
    [JsonIgnore]
    public JudgementBody? Standing => Status switch
    {
        EvidenceStage.Accepted => Last(EvidenceStep.Accepted) ?? Last(EvidenceStep.Published),
        EvidenceStage.Settled => Last(EvidenceStep.Settled),
        EvidenceStage.Upheld => Last(EvidenceStep.Upheld),
        EvidenceStage.Refused => Last(EvidenceStep.Refused),
        EvidenceStage.Returned => Judgements.LastOrDefault(judgement => judgement.Step is EvidenceStep.Returned or EvidenceStep.Stands),
        EvidenceStage.Appealed => Last(EvidenceStep.Returned),
        _ => null,
    };

    /// <summary>The fall of what rested on a refuted declaration of independence, while nothing has taken its place; null: there is none.</summary>
    [JsonIgnore]
    public JudgementBody? Refuted => Last(EvidenceStep.Discounted) is { } fell
        && (fell.By == By ? !Content.Independent : Standing is not { } stands || stands.Version < fell.Version)
            ? fell
            : null;

    private JudgementBody? Last(EvidenceStep step) => Judgements.LastOrDefault(judgement => judgement.Step == step);

    /// <summary>Folds one entry. Null before the first one that begins a piece.</summary>
    public static EvidenceBody? Evolve(EvidenceBody? body, EvidenceId id, ReadEntry entry) =>
        Happened(body, id, entry) is { } now ? now with { Version = entry.Header.Version, ChangedAt = entry.Header.At } : null;

    private static EvidenceBody? Happened(EvidenceBody? body, EvidenceId id, ReadEntry entry) => (body, entry.Event) switch
    {
        (null, EvidenceSubmitted sent) => Begin(id, entry, sent.Leaf, null, false, Said(
            entry, sent.Stance, sent.Shows, sent.On, sent.Period, null, sent.Independent, null)),
        (null, EvidenceImported sent) => Begin(id, entry, sent.Leaf, sent.EnteredBy, true, Said(
            entry, sent.Stance, sent.Shows, sent.On, sent.Period, sent.About, sent.Independent, sent.EnteredBy)),
        (null, ReviewPublished said) => Begin(id, entry, said.Leaf, null, false, Said(
                entry, Stance.Supports, said.Codings.Level(), said.On, said.Period, null, true, null, new(said.Codings, said.From))).Step(
            entry, EvidenceStep.Published, said.Codings.Level() is null ? EvidenceStage.Stated : EvidenceStage.Accepted, said.Codings.Level(), entry.Header.Version),
        (null, ReviewImported { Codings: var codings } said) => Waiting(codings.Level() is not null, Begin(id, entry, said.Leaf, said.EnteredBy, true, Said(
            entry, Stance.Supports, codings.Level(), said.On, said.Period, said.About, said.Independent, said.EnteredBy, new(codings, said.From)))),
        ({ } known, ReviewAnswered) => known.Step(entry, EvidenceStep.Answered, known.Status, known.Level, null, "answer") with { WaitingSince = known.WaitingSince },
        ({ } known, ReviewWithdrawn) => known.Step(entry, EvidenceStep.Withdrawn, EvidenceStage.Withdrawn, null, null),
        ({ } known, DifferenceDecided decided) => known.Step(
            entry,
            decided.Outcome == DisputeOutcome.Upheld ? EvidenceStep.Upheld : EvidenceStep.Settled,
            decided.Outcome == DisputeOutcome.Upheld ? EvidenceStage.Upheld : EvidenceStage.Settled,
            known.Level, decided.Content, other: decided.Other),
        ({ } known, EvidenceRevised revised) => known with
        {
            Status = EvidenceStage.Submitted,
            Level = null,
            WaitingSince = known.Status == EvidenceStage.Submitted ? known.WaitingSince : entry.Header.At,
            Contents = known.Contents.Add(Said(
                entry, revised.Stance, revised.Shows, revised.On, revised.Period, known.Content.About, revised.Independent, null)),
        },
        ({ } known, TextReleased released) when known.Files.Any(file => file.Index == released.Target) =>
            known.File(released.Target, file => file with { Held = false, Refused = false, Ground = null, Reason = null }),
        ({ } known, TextReleased) => known.Released(entry),
        ({ } known, TextRefused refused) when known.Files.Any(file => file.Index == refused.Target) =>
            known.File(refused.Target, file => file with { Refused = true, Ground = refused.Ground, Reason = entry.Prose("reason") }),
        ({ } known, TextRefused refused) => known.Step(entry, EvidenceStep.Refused, EvidenceStage.Refused, null, null, ground: refused.Ground),
        ({ } known, FileAttached put) => known with
        {
            Status = EvidenceStage.Submitted,
            WaitingSince = known.Status == EvidenceStage.Submitted ? known.WaitingSince : entry.Header.At,
            Files = known.Files.Add(new(
                put.File, put.Type, put.Size, entry.Text("name")?.Text, entry.Text("sha256")?.Text, entry.Text("place")?.Text,
                entry.Header.Version, entry.Header.Index, entry.Header.At, Held: entry.Header.Actor.Role == Role.Visitor, Replaces: put.Replaces)),
        },
        ({ } known, EvidenceAccepted accepted) =>
            known.Step(entry, EvidenceStep.Accepted, EvidenceStage.Accepted, accepted.Level, accepted.Content),
        ({ } known, EvidenceConfirmed confirmed) =>
            known.Step(entry, EvidenceStep.Accepted, EvidenceStage.Accepted, confirmed.Level, confirmed.Content),
        ({ } known, EvidenceReturned returned) => known.Step(entry, EvidenceStep.Returned, EvidenceStage.Returned, null, returned.Content),
        ({ } known, EvidenceWithdrawn) => known.Step(entry, EvidenceStep.Withdrawn, EvidenceStage.Withdrawn, null, null),
        ({ } known, DisputeAnswered) => known.Step(entry, EvidenceStep.Answered, known.Status, known.Level, null, "answer"),
        ({ } known, DisputeDecided { Outcome: DisputeOutcome.Upheld } decided) =>
            known.Step(entry, EvidenceStep.Upheld, EvidenceStage.Upheld, known.Level, decided.Content),
        ({ } known, DisputeDecided decided) => known.Step(entry, EvidenceStep.Settled, EvidenceStage.Settled, known.Level, decided.Content),
        ({ } known, ReturnAppealed appealed) => known.Step(entry, EvidenceStep.Appealed, EvidenceStage.Appealed, null, appealed.Content),
        ({ } known, AppealDecided { Outcome: AppealOutcome.Overturned } decided) =>
            known.Step(entry, EvidenceStep.Overturned, EvidenceStage.Submitted, null, decided.Content) with { WaitingSince = entry.Header.At },
        ({ } known, EvidenceDiscounted discounted) => known.Without(entry, discounted),
        ({ } known, AppealDecided decided) => known.Step(entry, EvidenceStep.Stands, EvidenceStage.Returned, null, decided.Content),
        _ => body,
    };

    private static EvidenceBody Begin(
        EvidenceId id, ReadEntry entry, MilestoneNumber? leaf, OrganisationId? enteredBy, bool imported, ContentBody content) => new(
        id, entry.Header.Log, leaf, entry.Header.Actor.Organisation, entry.Header.Actor.Partner, enteredBy, imported,
        EvidenceStage.Submitted, null, entry.Header.At, entry.Header.Version, entry.Header.At, [content], [],
        Visitor: entry.Header.Actor.Role == Role.Visitor, Held: entry.Header.Actor.Role == Role.Visitor);

    /// <summary>A review without a level shows nothing that somebody would have to check.</summary>
    private static EvidenceBody Waiting(bool waits, EvidenceBody body) => waits ? body : body with { Status = EvidenceStage.Stated, WaitingSince = null };

    private static ContentBody Said(
        ReadEntry entry, Stance stance, Completion? shows, DateOnly on, DateOnly? period, string? about, bool independent,
        OrganisationId? enteredBy, ReviewBody? review = null) => new(
        entry.Header.Version, entry.Header.Index, entry.Header.At, stance, shows, on, period, about, independent,
        entry.Text("title")?.Text, entry.Prose("summary"), entry.Text("source")?.Text, entry.Prose("settledBy"),
        entry.Header.Actor.Organisation, enteredBy, ContributionBody.Of(entry), entry.Text("place")?.Text, review);

    /// <summary>Everybody can read it; it waits as before.</summary>
    private EvidenceBody Released(ReadEntry entry) => Step(entry, EvidenceStep.Released, Status, Level, null) with { WaitingSince = WaitingSince, Held = false };

    /// <summary>Whether the same photograph took its place, whatever became of that one: who hides it hides the picture.</summary>
    public bool IsReplaced(FileView file) => Files.Any(later => later.Replaces == file.Id);

    private EvidenceBody File(long index, Func<FileView, FileView> became) =>
        this with { Files = [.. Files.Select(file => file.Index == index ? became(file) : file)] };

    private EvidenceBody Step(
        ReadEntry entry, EvidenceStep step, EvidenceStage became, Completion? level, long? content, string words = "reason", Ground? ground = null,
        EvidenceId? other = null)
    {
        var done = new JudgementBody(
            entry.Header.Version, entry.Header.Index, entry.Header.At, became, level, content, entry.Prose(words),
            entry.Header.Actor.Organisation, entry.Header.Actor.Role, step, Ground: ground, Other: other);
        return this with
        {
            Status = became,
            Level = level,
            WaitingSince = null,
            Judgements = Judgements.Add(done),
            ForEarlierWording = ForEarlierWording && step == EvidenceStep.Answered, // an answer judges nothing
        };
    }

    /// <summary>As the rule does: a standing judgement of the refuted organisation falls, and what it sent is independent no longer.</summary>
    private EvidenceBody Without(ReadEntry entry, EvidenceDiscounted discounted)
    {
        var became = Standing is not { } standing || standing.By != discounted.Refuted ? Status : standing.Step switch
        {
            EvidenceStep.Settled or EvidenceStep.Upheld => EvidenceStage.Accepted,
            EvidenceStep.Stands => EvidenceStage.Appealed,
            _ => EvidenceStage.Submitted,
        };
        var waits = became == EvidenceStage.Submitted;
        var since = waits ? Status == EvidenceStage.Submitted ? WaitingSince : entry.Header.At : null;
        var done = new JudgementBody(
            entry.Header.Version, entry.Header.Index, entry.Header.At, became, null, null, null, discounted.Refuted,
            entry.Header.Actor.Role, EvidenceStep.Discounted, discounted.Ruling);
        return this with
        {
            Status = became,
            Level = waits ? null : Level,
            WaitingSince = since,
            Contents = By == discounted.Refuted ? Contents.SetItem(Contents.Length - 1, Content with { Independent = false }) : Contents,
            Judgements = Judgements.Add(done),
            // They were kept from the world with the piece, and wait with it again.
            Files = Status == EvidenceStage.Refused && waits ? [.. Files.Select(file => file with { Refused = false, Ground = null, Reason = null })] : Files,
        };
    }
}
