using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracker.PluginSdk;

/// <summary>
/// A piece of evidence as a plugin proposes it. The host adds organisation, partner, plugin, version and digest, and submits it
/// like anybody's: it waits until an independent reviewer of another organisation states the level it shows.
/// </summary>
/// <param name="Key">1 to <see cref="DraftLimits.KeyLetters"/> letters, the same for the same finding in every run: sent again with the same content it changes
/// nothing, with other content it is a revision.</param>
/// <param name="Plan">The plan's id, as in <see cref="CommitmentBrief"/>.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Kind">What sort of thing it is.</param>
/// <param name="Title">One line, at most <see cref="DraftLimits.TitleBytes"/> bytes.</param>
/// <param name="Summary">What it shows, in Markdown, at most <see cref="DraftLimits.TextBytes"/> bytes.</param>
/// <param name="On">When what it shows happened; never after today.</param>
/// <param name="Shows">The level it shows; never below what a dispute is about, never Complete in one.</param>
/// <param name="Stance">Whether it supports or disputes.</param>
/// <param name="Sources">What it rests on, 1 to <see cref="DraftLimits.Sources"/>: each fetched, or delivered, for this plugin.</param>
/// <param name="Milestone">The leaf's number; null: the whole commitment.</param>
/// <param name="Period">The due date of the occurrence of a recurring leaf; null: the one that contains <paramref name="On"/>.</param>
/// <param name="SettledBy">What would settle a dispute; required for one, absent otherwise; at most <see cref="DraftLimits.TextBytes"/> bytes.</param>
/// <param name="Data">The figures, as a flat object of at most <see cref="DraftLimits.DataBytes"/> bytes; null: none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EvidenceDraft(
    string Key,
    string Plan,
    string Commitment,
    EvidenceKind Kind,
    string Title,
    string Summary,
    DateOnly On,
    Level Shows,
    Stance Stance,
    ImmutableArray<SourceReference> Sources,
    string? Milestone = null,
    DateOnly? Period = null,
    string? SettledBy = null,
    JsonObject? Data = null);

/// <summary>A source of a draft, by the host's digest of its bytes.</summary>
/// <param name="Sha256">64 lower-case hex digits, as <see cref="FetchResult"/> or <see cref="ReceiveParams"/> gave them.</param>
/// <param name="Address">The address, as they gave it.</param>
/// <param name="Page">Where in it: a page, a row, a path, at most <see cref="DraftLimits.PageBytes"/> bytes; null: all of it.</param>
/// <param name="Quotation">The words it rests on, at most <see cref="DraftLimits.QuotationBytes"/> bytes; null: none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SourceReference(string Sha256, string Address, string? Page = null, string? Quotation = null);
