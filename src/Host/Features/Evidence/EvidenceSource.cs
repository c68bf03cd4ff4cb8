using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Running;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Evidence;

/// <summary>A source that a plugin's evidence rests on, and what the archive says of it as it came from that address.</summary>
/// <param name="Sha256">Digest of the bytes; null, like all the rest, where held or erased.</param>
/// <param name="Address">Where they came from; null where they were sent to this site, which nobody can read again.</param>
/// <param name="SentHere">They were sent to this site: by a form, or delivered to a plugin.</param>
/// <param name="Page">The page or place in it.</param>
/// <param name="Quotation">The decisive words.</param>
/// <param name="ArchivedAt">
/// When, to the second, these very bytes first came from that address, which is when the copy was made; the same bytes had again change nothing,
/// unless the address says something else about copies since. Null: of copies older than this was kept by address.
/// </param>
/// <param name="Status">The HTTP status then; null where it was sent here.</param>
/// <param name="ContentType">What its server called it, which is recorded and not believed.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Headers">The headers of the answer that are kept, by name; empty where it was sent here.</param>
/// <param name="Copy">Where the copy is; null: that address allows none.</param>
/// <param name="NoCopy">Why there is none; null: there is one.</param>
/// <param name="RefusedBy">The words in which the address refuses it, such as <c>X-Robots-Tag: noarchive</c>.</param>
public sealed record EvidenceSource(
    string? Sha256, string? Address, bool SentHere, string? Page, string? Quotation, DateTimeOffset? ArchivedAt, int? Status, string? ContentType,
    long? Length, ImmutableSortedDictionary<string, string> Headers, string? Copy, CopyRefusal? NoCopy, string? RefusedBy)
{
    private static readonly ImmutableSortedDictionary<string, string> s_none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static EvidenceSource Of(SourceView said, SourceArchive archive, TrackerOptions options)
    {
        var here = PluginHooks.IsOne(options, said.Address);
        var bytes = said.Sha256 is { } sha256 ? archive.Find(sha256) : null;
        var came = said is { Sha256: { } known, Address: { } address } ? archive.Find(known, address) : null;
        var refusal = here ? CopyRefusal.Delivered : (came ?? bytes)?.NoCopy;
        return new(
            said.Sha256, here ? null : said.Address, here, said.Page, said.Quotation, came is null ? null : Second(came.At), here ? null : came?.Status, here ? null : came?.ContentType,
            (came ?? bytes)?.Length,
            here || came is null ? s_none : s_none.AddRange(came.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))),
            said.Sha256 is { } there && refusal is null ? Addresses.Archive(there) : null,
            refusal, refusal is null or CopyRefusal.Delivered ? null : (came ?? bytes)?.CopyRefused);
    }

    private static DateTimeOffset Second(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>What of an answer's ETag these are: what is said of a copy changes without an entry.</summary>
    public static string Tag(IEnumerable<EvidenceSource> sources) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sources.Select(source =>
        string.Create(CultureInfo.InvariantCulture, $"{source.ArchivedAt?.UtcTicks} {source.RefusedBy} {source.Copy}"))))).AsSpan(0, 6));
}
