using System.Collections.Immutable;

namespace Tracker.Ledger;

/// <summary>An entry as it lies in a log.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Index">The leaf index, from 0.</param>
/// <param name="Bytes">The record itself: stored, hashed and served as it is, never serialised again.</param>
/// <param name="Disclosures">
/// The base64url disclosures (RFC 9901), the k-th for the k-th digest of the entry's <c>_sd</c>; null where the text is held or redacted.
/// </param>
public sealed record StoredEntry(string Log, long Index, ReadOnlyMemory<byte> Bytes, ImmutableArray<string?> Disclosures);
