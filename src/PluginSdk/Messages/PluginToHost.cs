using System.Collections.Immutable;
using System.Text.Json;

namespace Tracker.PluginSdk;

/// <summary>Parameters of <see cref="Methods.Fetch"/>.</summary>
/// <param name="Address">An absolute http or https address that the manifest declares.</param>
/// <param name="Method"><c>GET</c>; <c>POST</c> where the manifest allows it.</param>
/// <param name="Headers">Headers from the allow-list; null: none.</param>
/// <param name="Body">What is posted, base64 on the wire; null: nothing, as always with <c>GET</c>.</param>
public sealed record FetchParams(string Address, string Method = "GET", ImmutableSortedDictionary<string, string>? Headers = null, byte[]? Body = null);

/// <summary>Result of <see cref="Methods.Fetch"/>: the bytes are archived by the host before they are here.</summary>
/// <param name="Status">The HTTP status; 404 is an answer too.</param>
/// <param name="Headers">The answer's headers that are recorded, names in lower case.</param>
/// <param name="Address">The address that answered, after redirects, to be cited.</param>
/// <param name="Sha256">The host's digest of the bytes, to be cited.</param>
/// <param name="ArchivedAt">When it was archived.</param>
/// <param name="Length">How many bytes there are, decompressed.</param>
/// <param name="Body">The first of them, base64 on the wire; the rest by <see cref="Methods.FetchPart"/>.</param>
public sealed record FetchResult(
    int Status, ImmutableSortedDictionary<string, string> Headers, string Address, string Sha256, DateTimeOffset ArchivedAt, long Length, byte[] Body);

/// <summary>Parameters of <see cref="Methods.FetchPart"/>.</summary>
/// <param name="Sha256">What was fetched in this run.</param>
/// <param name="Offset">From which byte on, from 0.</param>
public sealed record FetchPartParams(string Sha256, long Offset);

/// <summary>Result of <see cref="Methods.FetchPart"/>.</summary>
/// <param name="Body">The bytes, at most <see cref="Protocol.MostPartBytes"/>; empty at the end.</param>
public sealed record FetchPartResult(byte[] Body);

/// <summary>Parameters of <see cref="Methods.Evidence"/>, as a plugin sends them.</summary>
/// <param name="Draft">The draft.</param>
public sealed record EvidenceParams(EvidenceDraft Draft);

/// <summary>Parameters of <see cref="Methods.Evidence"/>, as a host takes them: nothing in a draft is believed before it was checked.</summary>
/// <param name="Draft">The draft, as it came.</param>
public sealed record EvidenceReceived(JsonElement Draft);

/// <summary>Result of <see cref="Methods.Evidence"/>: what became of the draft is durable.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Rule">The name of the rule that refused it; null unless refused.</param>
/// <param name="Reason">Why, in words; null unless refused.</param>
/// <param name="Field">The draft's member that the rule is about; null unless refused, or where it is about the whole.</param>
public sealed record EvidenceResult(Outcome Outcome, string? Rule = null, string? Reason = null, string? Field = null);

/// <summary>Parameters of <see cref="Methods.Log"/>.</summary>
/// <param name="Level">How important it is.</param>
/// <param name="Text">The line, at most 2,000 characters are kept.</param>
public sealed record LogParams(LogLevel Level, string Text);

/// <summary>Parameters of <see cref="Methods.Progress"/>.</summary>
/// <param name="Done">How many of whatever it counts, from 0.</param>
/// <param name="Of">Of how many, from 0; null: it does not know.</param>
/// <param name="Text">What it is doing, of which 200 characters are shown; null: nothing to add.</param>
public sealed record ProgressParams(long Done, long? Of = null, string? Text = null);
