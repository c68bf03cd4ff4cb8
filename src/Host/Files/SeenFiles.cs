using Tracker.Domain.Evidence;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Files;

/// <summary>
/// Whether a file's bytes may be seen. The one place that decides it: every address that gives bytes out asks here, each time.
/// </summary>
public sealed class SeenFiles(EvidenceViews evidence)
{
    /// <summary>The file, with the digest under which its bytes are kept; null: nobody is shown it.</summary>
    /// <remarks>
    /// What is held or erased has no digest that anybody could read, so its bytes are not found. What was taken back, refused or replaced is
    /// shown no longer. Whatever hides a piece for a while is asked here too.
    /// </remarks>
    public (FileView File, string Sha256)? Find(FileId id) =>
        evidence.File(id) is { Held: false, Replaced: false, Stage: not (EvidenceStage.Withdrawn or EvidenceStage.Refused), File: { Sha256: { } sha256 } file } ? (file, sha256) : null;

    /// <summary>What a browser is told that a file is: never anything that it would run.</summary>
    public static string ContentType(FileType type) => type switch
    {
        FileType.Pdf => "application/pdf",
        FileType.Jpeg => "image/jpeg",
        FileType.Png => "image/png",
        FileType.WebP => "image/webp",
        FileType.Csv => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    };
}
