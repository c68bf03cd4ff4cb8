using System.Collections.Immutable;

namespace Tracker.Ledger;

/// <summary>Whether a text may ever be erased. Source: the entry format decision, "three kinds of content".</summary>
public enum TextKind
{
    /// <summary>What was promised and decided: no redaction accepts it, ever.</summary>
    Public,

    /// <summary>What concerns a person (names, narratives, addresses, file names): a redaction erases it.</summary>
    Personal,
}

/// <summary>
/// A text that an entry commits to by a salted digest, while the text itself stands beside the entry (RFC 9901).
/// </summary>
/// <param name="Name">The field's path, for instance <c>milestones/1.1/title</c>; unique within its entry, 1 to 200 characters.</param>
/// <param name="Value">The text, UTF-16 without lone surrogates, up to 64 Ki characters; limits of meaning are the caller's.</param>
/// <param name="Kind">Whether it may be erased.</param>
/// <param name="Held">
/// True: not served to the world until a <c>text.released</c> entry. Only for <see cref="TextKind.Personal"/> texts of
/// an entry whose role is <c>visitor</c>.
/// </param>
public sealed record DraftText(string Name, string Value, TextKind Kind, bool Held = false);

/// <summary>An entry as its author decides it; the writer adds index, stream, version, time and digests.</summary>
/// <param name="Type"><c>noun.past-tense</c>, for instance <c>progress.reported</c>.</param>
/// <param name="Facts">
/// A UTF-8 JSON object with every member the author decides: <c>role</c> (required), <c>by</c>, <c>org</c>,
/// <c>partner</c>, <c>on</c> and the structured facts. The reserved members <c>v i t s n at _sd _sd_alg</c> and duplicate
/// names are refused with <see cref="ArgumentException"/>, because they can only be a bug. The order does not matter:
/// the writer sorts, recursively.
/// </param>
/// <param name="Texts">The texts the entry commits to; may be empty.</param>
public sealed record DraftEntry(string Type, ReadOnlyMemory<byte> Facts, ImmutableArray<DraftText> Texts);

/// <summary>What one command wants appended to one stream: all of it or nothing.</summary>
/// <param name="Stream">Parts of <c>[A-Za-z0-9.-]{1,32}</c> joined by <c>/</c>, for instance <c>bojonegoro-2016/1</c>.</param>
/// <param name="ExpectedVersion">The last version the author knows; 0 for a stream that does not exist yet.</param>
/// <param name="Actor">Who is asking, 1 to 200 characters; with <paramref name="Key"/> it identifies the request. Never public.</param>
/// <param name="Key">The request's idempotency key, 1 to 200 characters. Never public.</param>
/// <param name="RequestDigest">A digest of what was asked: the same key with another digest is <see cref="AppendOutcome.KeyReused"/>.</param>
/// <param name="Entries">1 to 64 entries; facts and texts together at most 1 MiB.</param>
public sealed record Submission(
    string Stream,
    long ExpectedVersion,
    string Actor,
    string Key,
    string RequestDigest,
    ImmutableArray<DraftEntry> Entries);
