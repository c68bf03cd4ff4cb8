using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

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
}

/// <summary>What the rules must know of a piece of evidence. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record EvidenceState
{
    /// <summary>Before anything happened.</summary>
    public static EvidenceState None { get; } = new();

    public EvidenceStatus Status { get; private init; }

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>Version of the content that is up for judgement: a submission, an import or a revision.</summary>
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

    /// <summary>The organisation that said it, and its partner.</summary>
    public OrganisationId? Contributor { get; private init; }

    public Partner? Partner { get; private init; }

    /// <summary>Whether the contributor was independent of the commitment when this content was sent.</summary>
    public bool Independent { get; private init; }

    /// <summary>The organisation that typed an imported row.</summary>
    public OrganisationId? EnteredBy { get; private init; }

    /// <summary>True for ever for what was imported.</summary>
    public bool Imported { get; private init; }

    /// <summary>What was said last, whole; so that a plugin that says the same again changes nothing. Null where it was not a plugin.</summary>
    public EvidenceRevised? Said { get; private init; }

    /// <summary>The level it was accepted at, and by whom; null while it is not accepted.</summary>
    public Completion? Level { get; private init; }

    public OrganisationId? Acceptor { get; private init; }

    public Partner? AcceptorPartner { get; private init; }

    /// <summary>The next state.</summary>
    public EvidenceState Evolve(Recorded<EvidenceEvent> recorded)
    {
        var actor = recorded.Header.Actor;
        var next = this with { Version = recorded.Header.Version };
        return recorded.Event switch
        {
            EvidenceSubmitted sent => next with
            {
                Status = EvidenceStatus.Waiting,
                Content = next.Version,
                Leaf = sent.Leaf,
                Stance = sent.Stance,
                Shows = sent.Shows,
                On = sent.On,
                Period = sent.Period,
                Independent = sent.Independent,
                Contributor = actor.Organisation,
                Partner = actor.Partner,
                Said = sent.Digest is null ? null : new(
                    sent.Stance, sent.Shows, sent.On, sent.Period, sent.Independent, sent.Title, sent.Summary, sent.Source, sent.SettledBy,
                    sent.Kind, sent.Digest, sent.Data, sent.Sources),
            },
            EvidenceImported sent => next with
            {
                Status = EvidenceStatus.Waiting,
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
            EvidenceRevised sent => next with
            {
                Status = EvidenceStatus.Waiting,
                Content = next.Version,
                Shows = sent.Shows,
                On = sent.On,
                Period = sent.Period,
                Independent = sent.Independent,
                Said = sent.Digest is null ? null : sent,
                Level = null,
                Acceptor = null,
                AcceptorPartner = null,
            },
            EvidenceAccepted judged => next with
            {
                Status = EvidenceStatus.Accepted,
                Level = judged.Level,
                Acceptor = actor.Organisation,
                AcceptorPartner = actor.Partner,
            },
            EvidenceReturned => next with { Status = EvidenceStatus.Returned },
            EvidenceWithdrawn => next with { Status = EvidenceStatus.Withdrawn },
            _ => next,
        };
    }
}
