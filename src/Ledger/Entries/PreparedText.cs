namespace Tracker.Ledger.Entries;

/// <summary>A text ready to be stored.</summary>
internal readonly record struct PreparedText(string Digest, string Disclosure, TextKind Kind, bool Held);

/// <summary>What a <c>text.redacted</c> or <c>text.released</c> entry does to an earlier one.</summary>
/// <param name="Target">The index of the earlier entry.</param>
/// <param name="Digest">The digest of the text to erase; null releases what is held.</param>
/// <param name="Type">What is done to its texts; one of the types of <see cref="EntryShape"/>.</param>
internal sealed record TextChange(long Target, string? Digest, string Type = EntryShape.Released);
