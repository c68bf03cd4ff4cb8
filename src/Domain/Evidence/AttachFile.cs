namespace Tracker.Domain.Evidence;

/// <summary>Put a file, checked and kept before, to one's evidence. Parameters as in <see cref="FileAttached"/>.</summary>
/// <remarks>Nobody sends it as it is: the host says it of bytes that it has looked at itself.</remarks>
public sealed record AttachFile(FileId File, FileType Type, long Size, string Name, string Sha256, string? Place = null, FileId? Replaces = null);
