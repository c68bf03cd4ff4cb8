namespace Tracker.PluginRunner.Archive;

/// <summary>What reading from the archive found: <see cref="Sound"/> or <see cref="Opened"/>, <see cref="NotKept"/>, <see cref="Damaged"/> or <see cref="Missing"/>.</summary>
public abstract record ArchiveReading
{
    private protected ArchiveReading()
    {
    }
}

/// <summary>The bytes are what their digest says.</summary>
/// <param name="Source">The first fetch that brought them.</param>
/// <param name="Body">The bytes.</param>
public sealed record Sound(ArchivedSource Source, ReadOnlyMemory<byte> Body) : ArchiveReading
{
    /// <summary>By which whoever is done with the bytes gives them back.</summary>
    public IDisposable? Lent { get; init; }
}

/// <summary>The bytes are what their digest says, and are read as they are taken.</summary>
/// <param name="Source">The first fetch that brought them.</param>
/// <param name="Bytes">The bytes, from their beginning; whoever has them closes them.</param>
public sealed record Opened(ArchivedSource Source, Stream Bytes) : ArchiveReading;

/// <summary>The source was read and refuses the copy.</summary>
/// <param name="Source">The fetch, whose <see cref="ArchivedSource.CopyRefused"/> says why.</param>
public sealed record NotKept(ArchivedSource Source) : ArchiveReading;

/// <summary>What is on the disk is not what was archived. It is never served.</summary>
/// <param name="Sha256">The digest asked for.</param>
/// <param name="Detail">What is wrong, for the operator.</param>
public sealed record Damaged(string Sha256, string Detail) : ArchiveReading;

/// <summary>Nothing of this digest was ever archived.</summary>
/// <param name="Sha256">The digest asked for.</param>
public sealed record Missing(string Sha256) : ArchiveReading;
