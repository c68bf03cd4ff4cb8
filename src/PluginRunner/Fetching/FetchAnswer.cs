using Tracker.PluginRunner.Archive;

namespace Tracker.PluginRunner.Fetching;

/// <summary>What came of a fetch: <see cref="Fetched"/>, <see cref="NotModified"/> or <see cref="FetchRefused"/>.</summary>
public abstract record FetchAnswer
{
    private protected FetchAnswer()
    {
    }
}

/// <summary>
/// The source answered. Its bytes are in the archive, unless the source refuses the copy
/// (<see cref="ArchivedSource.CopyRefused"/>): then they are only here.
/// </summary>
/// <param name="Source">What the archive says of it: digest, time, status, headers.</param>
/// <param name="Body">The bytes, decompressed, within the policy's limit.</param>
public sealed record Fetched(ArchivedSource Source, ReadOnlyMemory<byte> Body) : FetchAnswer
{
    /// <summary>By which whoever is done with the bytes gives them back; null: they are nobody's.</summary>
    public IDisposable? Lent { get; init; }
}

/// <summary>The source says that it is what the archive holds already.</summary>
/// <param name="Source">What the archive says of it, from the fetch that brought the bytes.</param>
/// <param name="Body">The archived bytes, verified.</param>
public sealed record NotModified(ArchivedSource Source, ReadOnlyMemory<byte> Body) : FetchAnswer
{
    /// <inheritdoc cref="Fetched.Lent"/>
    public IDisposable? Lent { get; init; }
}

/// <summary>Nothing was fetched. A refusal is an answer, never an exception.</summary>
/// <param name="Reason">The reason by name.</param>
/// <param name="Detail">The same in words, for the plugin's author and the page of its runs; no secrets, no stack.</param>
/// <param name="NotBefore">From when on asking again makes sense; null where the time changes nothing.</param>
public sealed record FetchRefused(FetchRefusal Reason, string Detail, DateTimeOffset? NotBefore = null) : FetchAnswer;
