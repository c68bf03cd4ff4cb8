using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Projections.Evidence;

/// <summary>Where a piece of evidence is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceStage>))]
public enum EvidenceStage
{
    /// <summary>Sent, and waiting to be judged.</summary>
    [JsonStringEnumMemberName("submitted")] Submitted,

    /// <summary>Accepted at a level.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,

    /// <summary>Sent back to repair.</summary>
    [JsonStringEnumMemberName("returned")] Returned,

    /// <summary>Taken back by its contributor.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,

    /// <summary>A dispute that a third organisation settled.</summary>
    [JsonStringEnumMemberName("settled")] Settled,

    /// <summary>A dispute that a third organisation upheld.</summary>
    [JsonStringEnumMemberName("upheld")] Upheld,

    /// <summary>Sent back, and its contributor appealed.</summary>
    [JsonStringEnumMemberName("appealed")] Appealed,

    /// <summary>A visitor's, which a reviewer kept from the world.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>A review that states no level.</summary>
    [JsonStringEnumMemberName("stated")] Stated,
}

/// <summary>What somebody did about a piece of evidence, other than sending or repairing it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceStep>))]
public enum EvidenceStep
{
    [JsonStringEnumMemberName("accepted")] Accepted,
    [JsonStringEnumMemberName("returned")] Returned,
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,

    /// <summary>The office answered a dispute or a review.</summary>
    [JsonStringEnumMemberName("answered")] Answered,

    /// <summary>A third organisation settled a dispute, or found that a review does not hold.</summary>
    [JsonStringEnumMemberName("settled")] Settled,

    /// <summary>A third organisation upheld a dispute or a review.</summary>
    [JsonStringEnumMemberName("upheld")] Upheld,

    /// <summary>Its contributor appealed against its return.</summary>
    [JsonStringEnumMemberName("appealed")] Appealed,

    /// <summary>Another organisation decided that the return stands.</summary>
    [JsonStringEnumMemberName("stands")] Stands,

    /// <summary>Another organisation overturned the return.</summary>
    [JsonStringEnumMemberName("overturned")] Overturned,

    /// <summary>What rested on an organisation's refuted declaration of independence counts no longer.</summary>
    [JsonStringEnumMemberName("discounted")] Discounted,

    /// <summary>A reviewer let the world read what a visitor sent.</summary>
    [JsonStringEnumMemberName("released")] Released,

    /// <summary>A reviewer kept what a visitor sent from the world.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>An independent reviewer published a review.</summary>
    [JsonStringEnumMemberName("published")] Published,
}

/// <summary>What a piece of evidence waits for, beyond its first check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceNeed>))]
public enum EvidenceNeed
{
    /// <summary>A dispute that counts: the office's answer.</summary>
    [JsonStringEnumMemberName("answer")] Answer,

    /// <summary>A dispute that was answered: a third organisation's decision.</summary>
    [JsonStringEnumMemberName("decision")] Decision,

    /// <summary>An appeal: another organisation's decision.</summary>
    [JsonStringEnumMemberName("appeal")] Appeal,
}

/// <summary>A piece of evidence in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Version of its stream: what forms carry as the version seen.</param>
/// <param name="Leaf">The leaf; null: the whole commitment.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Stance">Supports or disputes.</param>
/// <param name="Shows">The level it is said to show; null: not stated.</param>
/// <param name="Level">The level it was accepted at.</param>
/// <param name="On">When what it shows happened.</param>
/// <param name="Period">Which occurrence.</param>
/// <param name="About">The period as the source names it.</param>
/// <param name="Imported">From before the tracker.</param>
/// <param name="Independent">Whether its contributor had declared independence.</param>
/// <param name="By">Its contributor; null: a private person.</param>
/// <param name="Partner">The contributor's partner.</param>
/// <param name="JudgedBy">The organisation of the last judgement.</param>
/// <param name="Title">What it is; null where held or erased.</param>
/// <param name="SubmittedAt">When it was sent.</param>
/// <param name="WaitingSince">Since when it waits; null unless it does.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Plugin">The plugin that sent it; null: a person did.</param>
/// <param name="Need">What it waits for, beyond its first check.</param>
/// <param name="NeedSince">Since when.</param>
/// <param name="OverruledBy">The upheld dispute because of which it counts no longer.</param>
/// <param name="ForEarlierWording">It was accepted before the deliverable was put as it is now, and nobody has confirmed it since.</param>
/// <param name="Visitor">Somebody without an account sent it.</param>
/// <param name="Held">Nobody has released its words yet.</param>
/// <param name="Said">What a review adds; null: it is none.</param>
/// <param name="Answered">The office has answered it.</param>
/// <param name="Differs">The independent findings that contradict it.</param>
/// <param name="Hiding">Why its words are hidden; null: they are not.</param>
/// <param name="Files">How many files were put to it.</param>
/// <param name="Accepted">Whose acceptance or publication it is that counts; null: none does.</param>
/// <param name="Refuted">On whose refuted declaration of independence it rested; null: on none, or something else has taken its place.</param>
public sealed record EvidenceRow(
    EvidenceId Id,
    long Version,
    MilestoneNumber? Leaf,
    EvidenceStage Status,
    Stance Stance,
    Completion? Shows,
    Completion? Level,
    DateOnly On,
    DateOnly? Period,
    string? About,
    bool Imported,
    bool Independent,
    OrganisationName? By,
    Partner? Partner,
    OrganisationName? JudgedBy,
    string? Title,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? WaitingSince,
    DateTimeOffset ChangedAt,
    PluginId? Plugin,
    EvidenceNeed? Need = null,
    DateTimeOffset? NeedSince = null,
    EvidenceId? OverruledBy = null,
    bool ForEarlierWording = false,
    bool Visitor = false,
    bool Held = false,
    ReviewSaid? Said = null,
    bool Answered = false,
    ImmutableArray<EvidenceId> Differs = default,
    HidingView? Hiding = null,
    int Files = 0,
    RefutedParty? Refuted = null,
    AcceptedBy? Accepted = null)
{
    /// <summary>Whether it is a review.</summary>
    public bool Review => Said is not null;
}

/// <summary>An organisation that put its name to the level that a piece is accepted at, and when.</summary>
public sealed record AcceptedBy(OrganisationName By, DateTimeOffset At);

/// <summary>An organisation whose declaration of independence was found false, so that what rested on it fell.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Sent">It sent the piece, or published the review; else it had judged it.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the decision.</param>
public sealed record RefutedParty(OrganisationName Organisation, bool Sent, long Ruling);

/// <summary>A piece of evidence away from its commitment's page.</summary>
public sealed record EvidenceItem(EvidenceRow Row, Words CommitmentTitle, Words? LeafTitle);

/// <summary>One version of what its contributor says.</summary>
/// <param name="Version">Version in its stream.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Stance">Supports or disputes.</param>
/// <param name="Shows">The level it is said to show.</param>
/// <param name="On">When what it shows happened.</param>
/// <param name="Period">Which occurrence.</param>
/// <param name="About">The period as the source names it.</param>
/// <param name="Independent">Whether its contributor had declared independence then.</param>
/// <param name="Title">What it is; null, like every text here, where held or erased.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="SettledBy">What would settle it.</param>
/// <param name="By">Who said it.</param>
/// <param name="EnteredBy">Who typed it, of an imported one.</param>
/// <param name="Contribution">What a plugin adds; null: a person sent it.</param>
/// <param name="Place">Where it was seen, of a visitor's.</param>
/// <param name="Review">What a review adds; null: it is none.</param>
/// <param name="Hiding">Why its words are hidden; null: they are not.</param>
public sealed record EvidenceContent(
    long Version, string Log, long Index, DateTimeOffset At, Stance Stance, Completion? Shows, DateOnly On, DateOnly? Period,
    string? About, bool Independent, string? Title, Prose? Summary, string? Source, Prose? SettledBy,
    OrganisationName? By, OrganisationName? EnteredBy, ContributionView? Contribution, string? Place = null,
    ReviewSaid? Review = null, HidingView? Hiding = null);

/// <summary>What only a review says.</summary>
/// <param name="Codings">Its codings.</param>
/// <param name="From">The first day of what it reviewed; null: it began on an unknown day.</param>
public sealed record ReviewSaid(Codings Codings, DateOnly? From);

/// <summary>What only a plugin's evidence says.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Its files.</param>
/// <param name="Kind">What sort of thing it is.</param>
/// <param name="Data">Structured data, name and value; empty where there is none, or it was held or erased.</param>
/// <param name="Sources">What it rests on.</param>
public sealed record ContributionView(
    PluginId Plugin, PluginVersion Version, PluginDigest Digest, EvidenceKind? Kind, ImmutableArray<(string Name, string Value)> Data,
    ImmutableArray<SourceView> Sources);

/// <summary>A source that the host archived; each part null where it was not said, held or erased.</summary>
/// <param name="Sha256">Digest of the bytes.</param>
/// <param name="Address">Where they came from.</param>
/// <param name="Page">The page or place in it.</param>
/// <param name="Quotation">The decisive words.</param>
public sealed record SourceView(string? Sha256, string? Address, string? Page, string? Quotation);

/// <summary>A file put to a piece of evidence.</summary>
/// <param name="Id">Its random id.</param>
/// <param name="Type">What it is, by its content.</param>
/// <param name="Size">Bytes as served.</param>
/// <param name="Name">What it is called; null, like the digest and the place, where held or erased.</param>
/// <param name="Sha256">Digest of the bytes as served. Without it nothing is served.</param>
/// <param name="Place">Where a photograph was taken, as latitude and longitude; null: its sender did not want that to be said.</param>
/// <param name="Version">Version in the piece's stream: a judgement of a later one was given with this file.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Held">A visitor's, and nobody has released it.</param>
/// <param name="Refused">A reviewer decided that it is not shown.</param>
/// <param name="Ground">Under which rule it is not shown, where one was decided.</param>
/// <param name="Reason">And why.</param>
/// <param name="Replaces">The same photograph, which did not say where it was taken and is shown no longer.</param>
public sealed record FileView(
    FileId Id, FileType Type, long Size, string? Name, string? Sha256, string? Place, long Version, long Index, DateTimeOffset At,
    bool Held = false, bool Refused = false, FileId? Replaces = null, Ground? Ground = null, Prose? Reason = null)
{
    /// <summary>Whether somebody has to decide whether it is shown.</summary>
    [JsonIgnore]
    public bool Waits => Held && !Refused;
}

/// <summary>A step of its course: an acceptance, a return, an answer, an appeal, a decision, or its contributor's taking it back.</summary>
/// <param name="Version">Version in its stream.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Became">What it made of the piece.</param>
/// <param name="Level">The level, of an acceptance.</param>
/// <param name="Content">Version of the content that was judged; null for a withdrawal.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="Role">In what role.</param>
/// <param name="Step">What was done.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the decision because of which it counts no longer.</param>
/// <param name="Ground">Under which rule it was kept from the world, of a refusal.</param>
/// <param name="Other">The finding that this one was decided against.</param>
/// <param name="Hiding">Why its words are hidden; null: they are not.</param>
public sealed record Judgement(
    long Version, string Log, long Index, DateTimeOffset At, EvidenceStage Became, Completion? Level, long? Content,
    Prose? Reason, OrganisationName? By, Role Role, EvidenceStep Step, long? Ruling = null, Ground? Ground = null,
    EvidenceId? Other = null, HidingView? Hiding = null);

/// <summary>A piece of evidence, whole, with the claim it is about.</summary>
/// <param name="Row">Where it is now.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="CommitmentTitle">What was promised.</param>
/// <param name="LeafTitle">The leaf's title; null: the whole commitment.</param>
/// <param name="ETag">Of the JSON answer, quoted.</param>
/// <param name="Contents">Every version, the oldest first; the last is the current one.</param>
/// <param name="Judgements">Every judgement, the oldest first.</param>
/// <param name="Reported">What government says of the leaf or the commitment.</param>
/// <param name="ReportedOn">When it said so.</param>
/// <param name="Proof">What evidence shows of it.</param>
/// <param name="Claim">The leaf's standing; null: the whole commitment.</param>
/// <param name="Background">Whether what it shows is older than what it is about, so that it never counts.</param>
/// <param name="History">Its entries, the newest first.</param>
/// <param name="Leads">The offices that lead what it is about.</param>
/// <param name="Files">The files put to it, in order.</param>
public sealed record EvidenceView(
    EvidenceRow Row,
    PlanHead Plan,
    Words CommitmentTitle,
    Words? LeafTitle,
    string ETag,
    ImmutableArray<EvidenceContent> Contents,
    ImmutableArray<Judgement> Judgements,
    Completion? Reported,
    DateOnly? ReportedOn,
    Proof Proof,
    MilestoneStanding? Claim,
    bool Background,
    ImmutableArray<HistoryEntry> History,
    ImmutableArray<OrganisationId> Leads,
    ImmutableArray<FileView> Files)
{
    /// <summary>The appeal against the return that stands was decided: there is no second one.</summary>
    public bool AppealDecided => Judgements.LastOrDefault(judgement => judgement.Step is EvidenceStep.Returned or EvidenceStep.Stands)?.Step == EvidenceStep.Stands;
}

/// <summary>Everything a reviewer needs to decide, on one screen.</summary>
public sealed record ReviewItem(
    EvidenceRow Row, PlanHead Plan, Words CommitmentTitle, Words? LeafTitle, EvidenceContent Content,
    Completion? Reported, DateOnly? ReportedOn, Proof Proof);

/// <summary>A dispute or an appeal that waits for an answer or a decision.</summary>
/// <param name="Row">Where it is now.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="CommitmentTitle">What was promised.</param>
/// <param name="LeafTitle">The leaf's title; null: the whole commitment.</param>
/// <param name="Need">What it waits for.</param>
/// <param name="Since">Since when.</param>
public sealed record NeedItem(
    EvidenceRow Row, PlanHead Plan, Words CommitmentTitle, Words? LeafTitle, EvidenceNeed Need, DateTimeOffset Since);

/// <summary>What waits for a reviewer's organisation, the oldest first.</summary>
/// <param name="Items">A page of it.</param>
/// <param name="Next">Cursor of the next page.</param>
/// <param name="Waiting">How many wait in all.</param>
public sealed record ReviewQueue(ImmutableArray<ReviewItem> Items, string? Next, int Waiting);
