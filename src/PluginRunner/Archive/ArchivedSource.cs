using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Archive;

/// <summary>What the archive says of a source: its bytes by digest, and the fetch that brought them.</summary>
/// <param name="Sha256">The digest of the bytes, 64 lower-case hex digits: their name in the archive.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Address">The address asked for, without secrets.</param>
/// <param name="FinalAddress">The address that answered; another one after redirects.</param>
/// <param name="At">When it answered, by the host's clock.</param>
/// <param name="Status">The HTTP status, such as 200 or 404.</param>
/// <param name="ContentType">What the server says it is, recorded and never believed; null where it says nothing.</param>
/// <param name="Headers">The answer's headers that are recorded, in order of their names.</param>
/// <param name="CopyRefused">
/// Null where the copy is kept. Else how the source refuses it, as it stood in its answer, such as <c>X-Robots-Tag: noarchive</c>,
/// or <see cref="DeliveredHere"/>: then digest, time and address are kept and shown, and the bytes are not.
/// </param>
public sealed record ArchivedSource(
    string Sha256,
    long Length,
    string Address,
    string FinalAddress,
    DateTimeOffset At,
    int Status,
    string? ContentType,
    ImmutableArray<FetchHeader> Headers,
    string? CopyRefused = null)
{
    /// <summary>It came to this site itself.</summary>
    public const string DeliveredHere = "delivered";

    private const string DeliveredHereInWords = "it was delivered here, not published"; // in archives from before it had a name

    /// <summary>Why there is no copy, by name; null where there is one.</summary>
    [JsonIgnore]
    public CopyRefusal? NoCopy => CopyRefused switch
    {
        null => null,
        DeliveredHere or DeliveredHereInWords => CopyRefusal.Delivered,
        _ when CopyRefused.StartsWith("HTTP ", StringComparison.Ordinal) => CopyRefusal.Closed,
        _ => CopyRefusal.NoArchive,
    };

    /// <summary>Whether it is the one asked for, or the one that answered.</summary>
    public bool IsOf(string address) => Address == address || FinalAddress == address;

    /// <summary>The first value of a recorded header; null where there is none.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name == name)?.Value;
}
