using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>
/// A file was put to a piece of evidence. That is a change of its content: what was sent back waits again, and who judges now
/// judges it with the file.
/// </summary>
/// <param name="File">Its random id, as in its address.</param>
/// <param name="Type">What it is, by its content.</param>
/// <param name="Size">Bytes as kept and served: a photograph's without what it said beside its picture.</param>
/// <param name="Name">What it is called, without folders.</param>
/// <param name="Sha256">Digest of the bytes as kept and served, in lower-case hexadecimal.</param>
/// <param name="Place">Where a photograph was taken, as <c>latitude,longitude</c> in degrees; only where its sender wanted that to be said.</param>
/// <param name="Replaces">The same photograph of this piece, which did not say where it was taken: nobody is shown that one any more,
/// whatever becomes of this.</param>
public sealed record FileAttached(
    FileId File, FileType Type, long Size, PersonalText? Name, PersonalText? Sha256, PersonalText? Place = null, FileId? Replaces = null) : EvidenceEvent;
