using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tracker.PluginSdk;

/// <summary>Parameters of <see cref="Methods.Initialize"/>.</summary>
/// <param name="Protocol">The version the host speaks, such as <c>1.0</c>.</param>
/// <param name="Settings">The settings of the organisation it speaks for, secrets among them.</param>
/// <param name="Partner">The partner it speaks for: government, public, academia or business.</param>
/// <param name="Locale">The site's language, such as <c>id</c>.</param>
public sealed record InitializeParams(string Protocol, JsonObject Settings, string Partner, string Locale);

/// <summary>Result of <see cref="Methods.Initialize"/>.</summary>
/// <param name="Protocol">The version the plugin speaks; another major ends the run.</param>
/// <param name="Name">Its name, for logs.</param>
/// <param name="Version">Its version, as in its manifest.</param>
public sealed record InitializeResult(string Protocol, string Name, string Version);

/// <summary>Parameters of <see cref="Methods.Collect"/>.</summary>
/// <param name="Commitments">The open commitments it may speak about.</param>
/// <param name="Cursor">What it answered last; null: the first time.</param>
public sealed record CollectParams(ImmutableArray<CommitmentBrief> Commitments, string? Cursor = null);

/// <summary>Result of <see cref="Methods.Collect"/>.</summary>
/// <param name="Cursor">Where to go on next time, at most <see cref="Protocol.MostCursorBytes"/> bytes, else the run ends as malformed; kept once everything sent is durable. Null: from the beginning.</param>
public sealed record CollectResult(string? Cursor = null);

/// <summary>Parameters of <see cref="Methods.Receive"/>. What was delivered is archived already and can be cited as a source.</summary>
/// <param name="Headers">The headers that the manifest lets through, names in lower case.</param>
/// <param name="Body">The bytes, base64 on the wire.</param>
/// <param name="ReceivedAt">When it was delivered.</param>
/// <param name="Sha256">The host's digest of the bytes.</param>
/// <param name="Address">The address to cite.</param>
/// <param name="Commitments">The open commitments it may speak about.</param>
public sealed record ReceiveParams(
    ImmutableSortedDictionary<string, string> Headers,
    byte[] Body,
    DateTimeOffset ReceivedAt,
    string Sha256,
    string Address,
    ImmutableArray<CommitmentBrief> Commitments);

/// <summary>Parameters of <see cref="Methods.Fields"/>.</summary>
/// <param name="Locale">The language of whoever will fill it in.</param>
public sealed record FieldsParams(string Locale);

/// <summary>Result of <see cref="Methods.Fields"/>.</summary>
/// <param name="Schema">A JSON Schema (2020-12) of a flat object; titles and descriptions in the language asked for.</param>
public sealed record FieldsResult(JsonObject Schema);

/// <summary>Parameters of <see cref="Methods.Submit"/>. What was filled in is archived already and can be cited as a source.</summary>
/// <param name="Values">What was filled in, valid by the schema.</param>
/// <param name="Sha256">The host's digest of it.</param>
/// <param name="Address">The address to cite.</param>
/// <param name="Commitments">The commitment it is about, alone; its milestone alone where it is about one.</param>
/// <param name="Locale">The language of whoever filled it in, such as <c>id</c>, for what is said to that person; null: nobody said.</param>
public sealed record SubmitParams(JsonObject Values, string Sha256, string Address, ImmutableArray<CommitmentBrief> Commitments, string? Locale = null);

/// <summary>Parameters of <see cref="Methods.Check"/>.</summary>
/// <param name="Key">The draft's key.</param>
/// <param name="Sources">What it rested on.</param>
/// <param name="Data">The figures it gave; null: none, or they were erased.</param>
public sealed record CheckParams(string Key, ImmutableArray<SourceReference> Sources, JsonObject? Data = null);

/// <summary>Result of <see cref="Methods.Check"/>.</summary>
/// <param name="Verdict">Whether the source still says so.</param>
/// <param name="Note">In words; null: nothing to add.</param>
public sealed record CheckResult(Verdict Verdict, string? Note = null);

/// <summary>Parameters and results that have no members.</summary>
public sealed record Nothing;
