using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;

namespace Tracker.Domain.Evidence;

/// <summary>Where a piece of evidence stands.</summary>
public enum EvidenceStatus
{
    /// <summary>Not sent yet: it does not exist.</summary>
    None,

    /// <summary>Sent or revised, and nobody independent has looked yet.</summary>
    Waiting,

    /// <summary>An independent reviewer put their organisation's name to a level.</summary>
    Accepted,

    /// <summary>Sent back to be repaired.</summary>
    Returned,

    /// <summary>Taken back by its contributor.</summary>
    Withdrawn,

    /// <summary>A dispute that a third organisation settled: it counts no longer.</summary>
    Settled,

    /// <summary>A dispute that a third organisation upheld: it shows the level.</summary>
    Upheld,

    /// <summary>Sent back, and its contributor appealed.</summary>
    Appealed,

    /// <summary>A visitor's, which a reviewer kept from the world.</summary>
    Refused,

    /// <summary>A review that states no level: shown, with nothing to check and nothing to count.</summary>
    Stated,
}

/// <summary>What the rules must know of a piece of evidence. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record EvidenceState
{
    /// <summary>Before anything happened.</summary>
    public static EvidenceState None { get; } = new();

    /// <summary>Its own id, from its stream; null before anything happened.</summary>
    public EvidenceId? Id { get; private init; }

    public EvidenceStatus Status { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>Version of the content that is up for judgement: a submission, an import, a revision, or a file put to it.</summary>
    public long Content { get; private init; }

    /// <summary>The leaf; null: the whole commitment.</summary>
    public MilestoneNumber? Leaf { get; private init; }

    public Stance Stance { get; private init; }

    /// <summary>The level it is said to show; null: not stated.</summary>
    public Completion? Shows { get; private init; }

    /// <summary>When what it shows happened.</summary>
    public DateOnly On { get; private init; }

    /// <summary>The occurrence of a recurring leaf.</summary>
    public DateOnly? Period { get; private init; }

    /// <summary>What a review codes; null: it is no review.</summary>
    public Codings? Codings { get; private init; }

    /// <summary>The first day of what a review is about; null: unknown, or it is no review.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>The organisation that said it, and its partner.</summary>
    public OrganisationId? Contributor { get; private init; }

    public Partner? Partner { get; private init; }

    /// <summary>Whether the contributor was independent of the commitment when this content was sent.</summary>
    public bool Independent { get; private init; }

    /// <summary>The organisation that typed an imported row.</summary>
    public OrganisationId? EnteredBy { get; private init; }

    /// <summary>True for ever for what was imported.</summary>
    public bool Imported { get; private init; }

    /// <summary>Digests of the files put to it, in order; empty where one was erased.</summary>
    public ImmutableArray<string> Files { get; private init; } = [];

    /// <summary>Digests of those of them that say where a photograph was taken.</summary>
    private ImmutableArray<string> Placed { get; init; } = [];

    /// <summary>Whether such a file was put to it that says as much: the same photograph is taken again where its place was not said before.</summary>
    internal bool HasFile(string digest, bool withPlace) => (withPlace ? Placed : Files).Contains(digest);

    /// <summary>What was said last, whole; so that a plugin that says the same again changes nothing. Null where it was not a plugin.</summary>
    public EvidenceRevised? Said { get; private init; }

    /// <summary>The level it was accepted at, and by whom; null while it is not accepted.</summary>
    public Completion? Level { get; private init; }

    public OrganisationId? Acceptor { get; private init; }

    public Partner? AcceptorPartner { get; private init; }

    /// <summary>The day in the plan's zone from which it waits for what comes next: a check, an answer, a decision.</summary>
    public DateOnly WaitsFrom => DateOnly.FromDateTime(WaitsSince.ToOffset(Zone).DateTime);

    private DateTimeOffset WaitsSince { get; init; }

    private TimeSpan Zone { get; init; }

    /// <summary>The office answered a dispute or a review.</summary>
    public bool IsAnswered { get; private init; }

    /// <summary>The organisation that ended a dispute; null while it is open.</summary>
    public OrganisationId? Decider { get; private init; }

    /// <summary>Index in the log of what a visitor sent and nobody has released; null: everybody can read it.</summary>
    public long? HeldAt { get; private init; }

    /// <summary>The visitor's files that nobody has released or kept from the world by itself, in order.</summary>
    public ImmutableArray<HeldFile> HeldFiles { get; private init; } = [];

    /// <summary>The fresh id of the visitor who sent it; null: it was none.</summary>
    public string? Visitor { get; private init; }

    /// <summary>The organisation that sent this content back last, or refused it.</summary>
    public OrganisationId? Returner { get; private init; }

    /// <summary>The organisation that decided the appeal against that return; null: there was none, or it is not decided.</summary>
    public OrganisationId? AppealDecider { get; private init; }

    /// <summary>The organisation whose return of this content was overturned: it does not judge it again.</summary>
    public OrganisationId? Overturned { get; private init; }

    /// <summary>The contributor's declaration of independence was refuted: it does the work, or is paid for it.</summary>
    public bool ContributorRefuted { get; private init; }

    /// <summary>Whether something that counts now rests on an organisation's independence: what it sent, or its standing judgement.</summary>
    public bool RestsOn(OrganisationId organisation) => (Contributor == organisation && Independent) || Judge == organisation;

    /// <summary>The organisation whose judgement stands now: the last one that nobody has decided about since.</summary>
    private OrganisationId? Judge => Status switch
    {
        EvidenceStatus.Accepted => Acceptor,
        EvidenceStatus.Settled or EvidenceStatus.Upheld => Decider,
        EvidenceStatus.Returned => AppealDecider ?? Returner,
        EvidenceStatus.Appealed or EvidenceStatus.Refused => Returner,
        _ => null,
    };

    /// <summary>A dispute that is over: its organisation may open another one.</summary>
    public bool IsOver => Status is EvidenceStatus.Withdrawn or EvidenceStatus.Settled or EvidenceStatus.Upheld;

    /// <summary>The same for whoever asks what day it began to wait, in a zone this far from universal time.</summary>
    public EvidenceState In(TimeSpan zone) => this with { Zone = zone };

    /// <summary>
    /// The same without its words, its own id and the moment it waits from: for whoever keeps many by their ids, and that moment
    /// beside them. Of a hundred thousand that a plugin sends, most are then equal.
    /// </summary>
    internal EvidenceState WithoutWords() => this with { Said = null, Files = [], Placed = [], Id = null, WaitsSince = default };

    /// <summary>Index in the log of the acceptance or confirmation that holds.</summary>
    public long JudgedAt { get; private init; }

    /// <summary>Whether it was accepted before the deliverable was put as it is now, and nobody has confirmed it since.</summary>
    public bool IsForEarlierWording(EvidenceSubject subject) => Status == EvidenceStatus.Accepted && subject.WordedAt > JudgedAt;

    /// <summary>The level that independent organisations found here, as far as this stream knows; null: it shows none, or does not stand apart.</summary>
    public Finding? FindingOf(EvidenceSubject subject) => Contributor is { } one && subject.Involved.Contains(one) ? null : Id is { } id ? FoundAs(id) : null;

    /// <summary>The same for whoever knows whether the plan names its contributor.</summary>
    internal Finding? FoundAs(EvidenceId id) =>
        this is { Status: EvidenceStatus.Accepted, Stance: Stance.Supports } or { Status: EvidenceStatus.Upheld }
        && (Codings is not null || Independent) && !ContributorRefuted && Level is { } level && Contributor is { } contributor
            ? new(id, Codings is not null, Leaf, Period, From, On, level, contributor, Acceptor, Status == EvidenceStatus.Upheld)
            : null;

    /// <summary>The next state.</summary>
    public EvidenceState Evolve(Recorded<EvidenceEvent> recorded)
    {
        var actor = recorded.Header.Actor;
        var next = this with
        {
            Version = recorded.Header.Version,
            Id = Id ?? (EvidenceId.TryFromStream(recorded.Header.Stream, out var id) ? id : null),
        };
        var at = recorded.Header.At;
        return recorded.Event switch
        {
            EvidenceSubmitted sent => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = at,
                Content = next.Version,
                Leaf = sent.Leaf,
                Stance = sent.Stance,
                Shows = sent.Shows,
                On = sent.On,
                Period = sent.Period,
                Independent = sent.Independent,
                Contributor = actor.Organisation,
                Partner = actor.Partner,
                HeldAt = actor.Role == Role.Visitor ? recorded.Header.Index : null,
                Visitor = actor.Role == Role.Visitor ? actor.By : null,
                Said = sent.Digest is null ? null : new(
                    sent.Stance, sent.Shows, sent.On, sent.Period, sent.Independent, sent.Title, sent.Summary, sent.Source, sent.SettledBy,
                    sent.Kind, sent.Digest, sent.Data, sent.Sources),
            },
            EvidenceImported sent => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = at,
                Content = next.Version,
                Leaf = sent.Leaf,
                Stance = sent.Stance,
                Shows = sent.Shows,
                On = sent.On,
                Period = sent.Period,
                Independent = sent.Independent,
                Contributor = actor.Organisation,
                Partner = actor.Partner,
                EnteredBy = sent.EnteredBy,
                Imported = true,
            },
            // Whoever publishes a review has checked it: they put their own organisation's name to what it finds.
            ReviewPublished said => next with
            {
                Status = said.Codings.Level() is null ? EvidenceStatus.Stated : EvidenceStatus.Accepted,
                WaitsSince = at,
                Content = next.Version,
                Codings = said.Codings,
                Leaf = said.Leaf,
                Shows = said.Codings.Level(),
                Level = said.Codings.Level(),
                From = said.From,
                On = said.On,
                Period = said.Period,
                Independent = true,
                Contributor = actor.Organisation,
                Partner = actor.Partner,
                Acceptor = actor.Organisation,
                AcceptorPartner = actor.Partner,
                JudgedAt = recorded.Header.Index,
            },
            ReviewImported said => next with
            {
                Status = said.Codings.Level() is null ? EvidenceStatus.Stated : EvidenceStatus.Waiting,
                WaitsSince = at,
                Content = next.Version,
                Codings = said.Codings,
                Leaf = said.Leaf,
                Shows = said.Codings.Level(),
                From = said.From,
                On = said.On,
                Period = said.Period,
                Independent = said.Independent,
                Contributor = actor.Organisation,
                Partner = actor.Partner,
                EnteredBy = said.EnteredBy,
                Imported = true,
            },
            EvidenceRevised sent => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = next.Status == EvidenceStatus.Waiting ? next.WaitsSince : at, // what waits already is not made younger
                Content = next.Version,
                Shows = sent.Shows,
                On = sent.On,
                Period = sent.Period,
                Independent = sent.Independent,
                ContributorRefuted = next.ContributorRefuted && !sent.Independent,
                Said = sent.Digest is null ? null : sent,
                Level = null,
                Acceptor = null,
                AcceptorPartner = null,
                Returner = null,
                AppealDecider = null,
                Overturned = null,
            },
            FileAttached put => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = next.Status == EvidenceStatus.Waiting ? next.WaitsSince : at,
                Content = next.Version,
                Files = next.Files.Add(put.Sha256?.Value ?? ""),
                Placed = put is { Sha256: { } digest, Place: not null } ? next.Placed.Add(digest.Value) : next.Placed,
                // What is replaced stays held for good: nobody would release it.
                HeldFiles = actor.Role == Role.Visitor
                    ? [.. next.HeldFiles.Where(file => file.File != put.Replaces), new(put.File, recorded.Header.Index)]
                    : next.HeldFiles,
                Returner = null,
                AppealDecider = null,
            },
            EvidenceAccepted judged => next with
            {
                Status = EvidenceStatus.Accepted,
                WaitsSince = at,
                Level = judged.Level,
                Acceptor = actor.Organisation,
                AcceptorPartner = actor.Partner,
                JudgedAt = recorded.Header.Index,
            },
            EvidenceConfirmed judged => next with
            {
                Level = judged.Level,
                Acceptor = actor.Organisation,
                AcceptorPartner = actor.Partner,
                JudgedAt = recorded.Header.Index,
            },
            EvidenceReturned => next with { Status = EvidenceStatus.Returned, Returner = actor.Organisation, AppealDecider = null },
            TextReleased released => released.Target == next.HeldAt ? next with { HeldAt = null } : next.WithoutHeldFile(released.Target),
            TextRefused refused when refused.Target == next.HeldAt => next with { Status = EvidenceStatus.Refused, Returner = actor.Organisation },
            // With the whole piece its files stay held, so that they come back with it where that refusal falls.
            TextRefused refused => next.Status == EvidenceStatus.Refused ? next : next.WithoutHeldFile(refused.Target),
            EvidenceWithdrawn or ReviewWithdrawn => next with { Status = EvidenceStatus.Withdrawn },
            ReviewAnswered => next with { IsAnswered = true },
            DifferenceDecided decided => next with
            {
                Status = decided.Outcome == DisputeOutcome.Upheld ? EvidenceStatus.Upheld : EvidenceStatus.Settled,
                Decider = actor.Organisation,
            },
            DisputeAnswered => next with { IsAnswered = true, WaitsSince = at },
            DisputeDecided decided => next with
            {
                Status = decided.Outcome == DisputeOutcome.Upheld ? EvidenceStatus.Upheld : EvidenceStatus.Settled,
                Decider = actor.Organisation,
            },
            ReturnAppealed => next with { Status = EvidenceStatus.Appealed, WaitsSince = at },
            AppealDecided { Outcome: AppealOutcome.Overturned } => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = at,
                Overturned = next.Returner,
                Returner = null,
            },
            EvidenceDiscounted discounted => next.Without(discounted.Refuted, at),
            AppealDecided => next with { Status = EvidenceStatus.Returned, AppealDecider = actor.Organisation },
            _ => next,
        };
    }

    private EvidenceState Without(OrganisationId refuted, DateTimeOffset at)
    {
        var next = Contributor == refuted ? this with { Independent = false, ContributorRefuted = true } : this;
        if (Judge != refuted) return next;
        return Status switch
        {
            EvidenceStatus.Settled or EvidenceStatus.Upheld => next with { Status = EvidenceStatus.Accepted, Decider = null, WaitsSince = at },
            EvidenceStatus.Returned when AppealDecider is not null => next with { Status = EvidenceStatus.Appealed, AppealDecider = null, WaitsSince = at },
            _ => next with
            {
                Status = EvidenceStatus.Waiting,
                WaitsSince = at,
                Level = null,
                Acceptor = null,
                AcceptorPartner = null,
                Returner = null,
            },
        };
    }

    private EvidenceState WithoutHeldFile(long target) => this with { HeldFiles = HeldFiles.RemoveAll(file => file.Index == target) };
}

/// <summary>A visitor's file that is not shown yet.</summary>
/// <param name="File">Its id.</param>
/// <param name="Index">Index in the log of the entry whose texts are held.</param>
public sealed record HeldFile(FileId File, long Index);
