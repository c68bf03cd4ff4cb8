using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What happens to one piece of evidence: stream <c>&lt;plan&gt;/&lt;number&gt;/&lt;id&gt;</c>.</summary>
public abstract record EvidenceEvent : TrackerEvent;

/// <summary>A piece of evidence was sent.</summary>
/// <param name="Leaf">The leaf it is about; null: the whole commitment.</param>
/// <param name="Stance">Whether it supports or disputes.</param>
/// <param name="Shows">The level it is said to show.</param>
/// <param name="On">When what it shows happened.</param>
/// <param name="Period">The occurrence of a recurring leaf that it is about, by its due date.</param>
/// <param name="Independent">Whether its contributor had declared independence of this commitment when it was sent.</param>
/// <param name="Title">What it is.</param>
/// <param name="Summary">What it shows, in the contributor's words.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="SettledBy">What would settle it; exactly when it disputes.</param>
/// <param name="Kind">What sort of thing it is; only a plugin's evidence says so, as everything that follows.</param>
/// <param name="Digest">The files of the plugin that said it.</param>
/// <param name="Data">Structured data, as the text of one flat JSON object.</param>
/// <param name="Sources">What it rests on, by 01, 02…: archived by the host itself.</param>
/// <param name="Place">Where it was seen, in words; only a visitor says so.</param>
public sealed record EvidenceSubmitted(
    MilestoneNumber? Leaf,
    Stance Stance,
    Completion Shows,
    DateOnly On,
    DateOnly? Period,
    bool Independent,
    PersonalText? Title,
    PersonalText? Summary,
    PersonalText? Source,
    PersonalText? SettledBy,
    EvidenceKind? Kind = null,
    PluginDigest? Digest = null,
    PersonalText? Data = null,
    ImmutableSortedDictionary<string, ArchivedSource>? Sources = null,
    PersonalText? Place = null) : EvidenceEvent;

/// <summary>Evidence from before the tracker, marked imported for ever. The entry's organisation is the one that said it.</summary>
/// <param name="Leaf">The leaf it is about; null: the whole commitment.</param>
/// <param name="Stance">Whether it supports or disputes.</param>
/// <param name="Shows">The level it is said to show; null: not stated, then acceptance has no ceiling.</param>
/// <param name="On">When what it shows happened.</param>
/// <param name="Period">The occurrence of a recurring leaf.</param>
/// <param name="About">The period it is about, as the source names it.</param>
/// <param name="EnteredBy">The organisation that typed it; neither may accept it.</param>
/// <param name="Independent">Whether its contributor had declared independence of this commitment when it was imported.</param>
/// <param name="Title">What it is.</param>
/// <param name="Summary">What it shows, in our words.</param>
/// <param name="Source">Address of the source.</param>
/// <param name="SettledBy">What would settle it; only when it disputes.</param>
public sealed record EvidenceImported(
    MilestoneNumber? Leaf,
    Stance Stance,
    Completion? Shows,
    DateOnly On,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy,
    bool Independent,
    PersonalText? Title,
    PersonalText? Summary,
    PersonalText? Source,
    PersonalText? SettledBy) : EvidenceEvent;

/// <summary>An independent reviewer of another organisation checked it and put that organisation's name to the level it shows.</summary>
/// <param name="Level">The level it shows.</param>
/// <param name="Content">Version in this stream of the content that was judged.</param>
/// <param name="Reason">Why.</param>
public sealed record EvidenceAccepted(Completion Level, long Content, PublicText Reason) : EvidenceEvent;

/// <summary>
/// The deliverable was put otherwise after it was accepted, and an independent reviewer put their organisation's name to the
/// level that it shows of the new wording.
/// </summary>
/// <param name="Level">The level it shows of the wording that holds.</param>
/// <param name="Content">Version in this stream of the content that was judged.</param>
/// <param name="Reason">Why.</param>
public sealed record EvidenceConfirmed(Completion Level, long Content, PublicText Reason) : EvidenceEvent;

/// <summary>A reviewer sent it back to be repaired.</summary>
/// <param name="Content">Version in this stream of the content that was judged.</param>
/// <param name="Reason">What is missing or wrong.</param>
public sealed record EvidenceReturned(long Content, PublicText Reason) : EvidenceEvent;

/// <summary>Its contributor changed it; it waits again. The earlier content stays readable.</summary>
/// <param name="Stance">As sent: a revision never changes sides.</param>
/// <param name="Shows">As in a submission.</param>
/// <param name="On">As in a submission.</param>
/// <param name="Period">As in a submission.</param>
/// <param name="Independent">As in a submission, judged anew.</param>
/// <param name="Title">As in a submission.</param>
/// <param name="Summary">As in a submission.</param>
/// <param name="Source">As in a submission.</param>
/// <param name="SettledBy">As in a submission.</param>
/// <param name="Kind">As in a submission.</param>
/// <param name="Digest">As in a submission.</param>
/// <param name="Data">As in a submission.</param>
/// <param name="Sources">As in a submission.</param>
public sealed record EvidenceRevised(
    Stance Stance,
    Completion Shows,
    DateOnly On,
    DateOnly? Period,
    bool Independent,
    PersonalText? Title,
    PersonalText? Summary,
    PersonalText? Source,
    PersonalText? SettledBy,
    EvidenceKind? Kind = null,
    PluginDigest? Digest = null,
    PersonalText? Data = null,
    ImmutableSortedDictionary<string, ArchivedSource>? Sources = null) : EvidenceEvent;

/// <summary>Its contributor took it back; it counts no longer, and that it was there stays visible.</summary>
/// <param name="Reason">Why.</param>
public sealed record EvidenceWithdrawn(PublicText Reason) : EvidenceEvent;
