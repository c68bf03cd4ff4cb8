using System.Collections.Immutable;

namespace Tracker.Ledger;

/// <summary>Where an accepted submission stands in its log. An entry with a receipt is durable and in the tree.</summary>
/// <param name="Log">The log's name, for instance <c>bojonegoro</c>.</param>
/// <param name="FirstIndex">The index of the first entry, from 0.</param>
/// <param name="Count">How many entries, from 1 to 64; they stand side by side.</param>
/// <param name="Stream">The stream they extend.</param>
/// <param name="Version">The version of the last entry, from 1.</param>
public sealed record Receipt(string Log, long FirstIndex, int Count, string Stream, long Version);

/// <summary>
/// What became of a submission. Anything else, that is any exception other than <see cref="ArgumentException"/>, means
/// the outcome is unknown: read again, or send the same key again.
/// </summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>It is durable, in the log, exactly once.</summary>
    /// <param name="Receipt">Where it stands.</param>
    /// <param name="Entries">What was written, in order, with every disclosure that is not held.</param>
    public sealed record Appended(Receipt Receipt, ImmutableArray<StoredEntry> Entries) : AppendOutcome;

    /// <summary>The same actor sent the same request under the same key before; nothing was written now.</summary>
    /// <param name="Receipt">The receipt of then, unchanged.</param>
    public sealed record Repeated(Receipt Receipt) : AppendOutcome;

    /// <summary>The same actor used this key for another request; nothing was written.</summary>
    /// <param name="Receipt">The receipt of the other request.</param>
    public sealed record KeyReused(Receipt Receipt) : AppendOutcome;

    /// <summary>The stream is not at the expected version; nothing was written.</summary>
    /// <param name="Actual">The version it is at; 0 when it does not exist.</param>
    public sealed record VersionConflict(long Actual) : AppendOutcome;

    /// <summary>
    /// A <c>text.redacted</c> or <c>text.released</c> entry asks for what cannot be: its target does not exist, is a public
    /// text, or was erased already; nothing was written.
    /// </summary>
    /// <param name="Reason">Why, in words for a person.</param>
    public sealed record TextRefused(string Reason) : AppendOutcome;
}
