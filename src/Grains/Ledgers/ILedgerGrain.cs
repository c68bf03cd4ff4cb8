using System.Collections.Immutable;

namespace Tracker.Grains.Ledgers;

/// <summary>
/// Places a log's one writer on one silo of the cluster. Thin: what it does is the ledger's. Correctness never rests on there
/// being only one: the store refuses what a second one would double. Key: the log.
/// </summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>Answers when it is durable, or when it is known that nothing was written. An exception means: unknown.</summary>
    Task<AppendAnswer> Append(AppendRequest request);

    /// <summary>Opens the writer, which signs what a killed process left without a checkpoint.</summary>
    Task Open();
}

/// <summary>Events on their way to a log: at most 64 entries and 1 MiB.</summary>
[GenerateSerializer, Immutable]
public sealed record AppendRequest(
    string Stream, long ExpectedVersion, string Actor, string Key, string RequestDigest, ImmutableArray<AppendEntry> Entries);

/// <summary>One event as the codec took it apart.</summary>
[GenerateSerializer, Immutable]
public sealed record AppendEntry(string Type, ReadOnlyMemory<byte> Facts, ImmutableArray<AppendText> Texts);

/// <summary>One text of an event; held: not served to the world before an entry releases it.</summary>
[GenerateSerializer, Immutable]
public sealed record AppendText(string Name, string Value, bool Personal, bool Held = false);

/// <summary>What became of an append.</summary>
[GenerateSerializer, Immutable]
public abstract record AppendAnswer
{
    private AppendAnswer()
    {
    }

    /// <summary>Written now, durable; the entries are there to be folded.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Appended(WriteReceipt Receipt, ImmutableArray<AppendedEntry> Entries) : AppendAnswer;

    /// <summary>Written by an earlier request with this key.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Repeated(WriteReceipt Receipt) : AppendAnswer;

    /// <summary>The key belongs to another request.</summary>
    [GenerateSerializer, Immutable]
    public sealed record KeyReused : AppendAnswer;

    /// <summary>The stream has moved on: nothing was written.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Behind : AppendAnswer;

    /// <summary>What is stored does not go on from what was signed: nothing was written, nor will be before the operator acts.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Closed : AppendAnswer;
}

/// <summary>One entry as it was written.</summary>
[GenerateSerializer, Immutable]
public sealed record AppendedEntry(long Index, ReadOnlyMemory<byte> Bytes, ImmutableArray<string?> Disclosures);
