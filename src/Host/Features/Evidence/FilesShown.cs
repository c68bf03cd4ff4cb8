using System.Collections.Immutable;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Features.Evidence;

/// <summary>The files of a piece as a page lists them.</summary>
/// <param name="View">The piece.</param>
/// <param name="Held">Files that are held, with what is said of them: only for who decides whether they are shown.</param>
public sealed record FilesShown(EvidenceView View, ImmutableArray<FileView> Held = default)
{
    /// <summary>The file with all that its reader may know of it, and whether they see it though the world does not.</summary>
    public (FileView File, bool Held) Of(FileView file) =>
        !Held.IsDefault && Held.FirstOrDefault(held => held.Id == file.Id) is { } known ? (known, true) : (file, false);
}
