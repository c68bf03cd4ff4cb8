using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Projections.History;

/// <summary>A text that an entry carries.</summary>
/// <param name="Name">The field's path: <c>narrative</c>, <c>milestones/1.1/title/id</c>.</param>
/// <param name="Text">As written.</param>
/// <param name="Html">Rendered, where it is Markdown; null: plain text, to be encoded.</param>
/// <param name="Earlier">As <see cref="Worded.Earlier"/>, of a text that amendments left behind.</param>
public sealed record EntryText(string Name, string Text, string? Html, bool Earlier = false);

/// <summary>What a row was, and what it became by an entry.</summary>
/// <param name="ReportedBefore">Government says, before.</param>
/// <param name="ReportedAfter">Government says, after.</param>
/// <param name="StateBefore">State of proof, before.</param>
/// <param name="StateAfter">State of proof, after.</param>
/// <param name="LevelBefore">Evidence shows, before.</param>
/// <param name="LevelAfter">Evidence shows, after.</param>
public sealed record Change(
    Completion? ReportedBefore, Completion? ReportedAfter,
    ProofState StateBefore, ProofState StateAfter,
    Completion? LevelBefore, Completion? LevelAfter)
{
    /// <summary>Whether what government says changed.</summary>
    public bool Reported => ReportedBefore != ReportedAfter;

    /// <summary>Whether what evidence shows changed.</summary>
    public bool Proof => StateBefore != StateAfter || LevelBefore != LevelAfter;
}

/// <summary>A field that was amended.</summary>
/// <param name="Field">As <see cref="PromiseFields"/> names it.</param>
/// <param name="Before">What it said; null: nothing.</param>
/// <param name="After">What it says; null: nothing any more.</param>
public sealed record AmendedField(string Field, string? Before, string? After)
{
    private const string OfficerName = "officerName";

    /// <summary>Whether each can be shown; what cannot was erased, or is a person's name, whose earlier one its entry does not have.</summary>
    [JsonIgnore]
    public (bool Before, bool After) Shown { get; init; } = (true, true);

    /// <summary>Whether a text of an amendment is one of its fields', before or after; else it is about the amendment: the reason.</summary>
    public static bool IsOf(string text) => text == OfficerName || text.StartsWith("texts/", StringComparison.Ordinal);

    public static ImmutableArray<AmendedField> Of(Domain.Plans.PlanChanged changed, Func<string, string?> text) =>
        Of(new CommitmentAmended(default, changed.Facts, changed.Texts, null, null, changed.Reason), text);

    public static ImmutableArray<AmendedField> Of(CommitmentAmended amended, Func<string, string?> text) =>
    [
        .. (amended.Texts ?? ImmutableSortedDictionary<string, AmendedText>.Empty)
            .Select(one => Words(one.Value, text($"texts/{one.Key}/before"), text($"texts/{one.Key}/after"))),
        .. (amended.Facts ?? ImmutableSortedDictionary<string, AmendedFact>.Empty).Select(one => new AmendedField(one.Key, one.Value.Before, one.Value.After)),
        .. amended.OfficerRenamed == true ? [new AmendedField(OfficerName, null, text(OfficerName)) { Shown = (false, text(OfficerName) is not null) }] : Enumerable.Empty<AmendedField>(),
    ];

    // Where both are missing they were erased: no amendment leaves nothing where nothing was.
    private static AmendedField Words(AmendedText one, string? before, string? after) =>
        new(one.Field, before, after) { Shown = (before is not null || one.Added == true, before is not null || after is not null) };
}

/// <summary>An entry of the ledger as people read it.</summary>
/// <param name="Log">Its log.</param>
/// <param name="Index">Its index: with the log its permalink and the address of its proof.</param>
/// <param name="Type"><c>progress.reported</c>.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Version in its stream.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="On">When it happened, as said.</param>
/// <param name="ReportedLate">Said more than 30 days after it happened.</param>
/// <param name="Imported">From before the tracker.</param>
/// <param name="Role">In what role it was written.</param>
/// <param name="By">The public id of who wrote it.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Partner">The organisation's partner.</param>
/// <param name="EnteredBy">The organisation that typed it, of an imported one.</param>
/// <param name="Plan">The plan it is about.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="CommitmentTitle">Its title.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="LeafTitle">Its title.</param>
/// <param name="Evidence">The piece of evidence.</param>
/// <param name="EvidenceTitle">What it is called now; null where held or erased.</param>
/// <param name="Completion">The level reported, shown or accepted at.</param>
/// <param name="Percent">The source's figure.</param>
/// <param name="Period">Which occurrence.</param>
/// <param name="About">The period as the source names it.</param>
/// <param name="Stance">Of evidence.</param>
/// <param name="Challenges">Reasons for delay.</param>
/// <param name="NextDate">When the next step is planned.</param>
/// <param name="Due">The new due date, where one was moved.</param>
/// <param name="Was">The due date before.</param>
/// <param name="Corrects">Version of the report that is corrected.</param>
/// <param name="Content">Version of the content that was judged.</param>
/// <param name="Change">What it changed of the leaf, or of the commitment; null where it cannot change a standing.</param>
/// <param name="Texts">Its texts; a held or erased one is absent.</param>
/// <param name="Outcome">How a dispute or an appeal was decided.</param>
/// <param name="Amended">What it amended, field by field; empty for every other type.</param>
public sealed record HistoryEntry(
    string Log,
    long Index,
    string Type,
    string Stream,
    long Version,
    DateTimeOffset At,
    DateOnly? On,
    bool ReportedLate,
    bool Imported,
    Role Role,
    string By,
    OrganisationName? Organisation,
    Partner? Partner,
    OrganisationName? EnteredBy,
    PlanId? Plan,
    CommitmentId? Commitment,
    Words? CommitmentTitle,
    MilestoneNumber? Leaf,
    Words? LeafTitle,
    EvidenceId? Evidence,
    string? EvidenceTitle,
    Completion? Completion,
    Percent? Percent,
    DateOnly? Period,
    string? About,
    Stance? Stance,
    ImmutableArray<Challenge> Challenges,
    DateOnly? NextDate,
    DateOnly? Due,
    DateOnly? Was,
    long? Corrects,
    long? Content,
    Change? Change,
    ImmutableArray<EntryText> Texts,
    string? Outcome,
    ImmutableArray<AmendedField> Amended)
{
    /// <summary>Index in the log of the entry whose texts it is about; null: it is about none in particular.</summary>
    public long? Target { get; init; }

    /// <summary>The organisation that it is about, not the one that acts; null: it is about none in particular.</summary>
    public OrganisationName? Subject { get; init; }

    /// <summary>The file that it attaches, or decides about where it is one file of a piece; null: it is about the piece.</summary>
    public FileOfEntry? File { get; init; }

    /// <summary>The rule of proof as it made it stricter; null: it did not.</summary>
    public ProofPolicy? Policy { get; init; }

    /// <summary>The report that it corrects, or the evidence that it repairs, as that was; null: neither.</summary>
    public HistoryEntry? Before { get; init; }

    /// <summary>The same, of what it amended only what is of a milestone; null: of the commitment itself.</summary>
    public HistoryEntry Of(MilestoneNumber? milestone) => this with { Amended = [.. Amended.Where(field => PromiseFields.MilestoneOf(field.Field) == milestone)] };

    /// <summary>A text by its name; null where there is none.</summary>
    public EntryText? Text(string name) => Texts.FirstOrDefault(text => text.Name == name);
}

/// <summary>A file that an entry is about.</summary>
/// <param name="Name">What it is called; null where held, hidden or erased.</param>
/// <param name="Type">What it is, by its content.</param>
/// <param name="Size">Bytes, as served.</param>
public sealed record FileOfEntry(string? Name, FileType Type, long Size);

/// <summary>A log as the public-record page shows it.</summary>
/// <param name="Log">Its name.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Sealed">How many the newest checkpoint covers.</param>
/// <param name="Root">The checkpoint's root, base64; null before the first.</param>
/// <param name="Origin">The log's origin.</param>
/// <param name="LastAt">When the newest entry was recorded.</param>
/// <param name="Closed">It takes no entries: what is stored does not go on from what was signed.</param>
public sealed record LogView(string Log, long Size, long Sealed, string? Root, string Origin, DateTimeOffset? LastAt, bool Closed);
