using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tracker.PluginSdk;

/// <summary>The host, as a plugin sees it.</summary>
public sealed class PluginHost
{
    private readonly Connection _connection;

    internal PluginHost(Connection connection, InitializeParams greeting)
    {
        _connection = connection;
        (Settings, Partner, Locale) = (greeting.Settings, greeting.Partner, greeting.Locale);
    }

    /// <summary>The settings of the organisation it speaks for, by the manifest's schema.</summary>
    public JsonObject Settings { get; }

    /// <summary>The partner it speaks for: government, public, academia or business.</summary>
    public string Partner { get; }

    /// <summary>The site's language, such as <c>id</c>: what drafts say is in it, whoever began the run or filled in the form.</summary>
    public string Locale { get; }

    /// <summary>A setting that is a text.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text; null where it is not set, or is no text.</returns>
    public string? Setting(string name) => Settings[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Fetches an address. The host archives the bytes first; they come whole.</summary>
    /// <param name="address">An absolute address that the manifest declares.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <param name="headers">Headers from the allow-list; null: none.</param>
    /// <returns>What the source answered, whatever its status.</returns>
    /// <exception cref="RpcError">The host does not fetch it, or could not; <see cref="ErrorCodes.FetchRefused"/>.</exception>
    public Task<Fetched> Fetch(string address, CancellationToken ct, ImmutableSortedDictionary<string, string>? headers = null) =>
        Fetch(new FetchParams(address, Headers: headers), ct);

    /// <summary>Posts to an address and fetches what it answers, where the manifest says <c>requests: {post: true}</c>.</summary>
    /// <param name="address">An absolute address that the manifest declares.</param>
    /// <param name="body">What is posted; its type is said by the header <c>content-type</c>.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <param name="headers">Headers from the allow-list; null: none.</param>
    /// <returns>What the source answered, whatever its status.</returns>
    /// <exception cref="RpcError">The host does not fetch it, or could not; <see cref="ErrorCodes.FetchRefused"/>.</exception>
    public Task<Fetched> Post(string address, byte[] body, CancellationToken ct, ImmutableSortedDictionary<string, string>? headers = null) =>
        Fetch(new FetchParams(address, "POST", headers, body), ct);

    private async Task<Fetched> Fetch(FetchParams asked, CancellationToken ct)
    {
        var first = await _connection.Ask<FetchResult>(Methods.Fetch, asked, ct);
        if (first.Body.LongLength >= first.Length) return new(first, first.Body);
        var whole = new byte[first.Length];
        first.Body.CopyTo(whole, 0);
        for (long have = first.Body.Length; have < whole.Length;)
        {
            var part = await _connection.Ask<FetchPartResult>(Methods.FetchPart, new FetchPartParams(first.Sha256, have), ct);
            if (part.Body.Length == 0 || part.Body.Length > whole.Length - have) throw new IOException("The host did not send all of what it fetched.");
            part.Body.CopyTo(whole, have);
            have += part.Body.Length;
        }

        return new(first, whole);
    }

    /// <summary>Proposes evidence, and waits until what became of it is durable.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="ct">Stops the waiting; the draft may have been taken.</param>
    /// <returns>What became of it. That a rule refuses it is an answer too, <see cref="Outcome.Refused"/>, with the rule and its reason.</returns>
    /// <exception cref="RpcError">It could not be recorded, <see cref="ErrorCodes.TooMuch"/>: the host takes no more of this run, and the next one sends it again.</exception>
    /// <exception cref="IOException">The host is gone before it answered.</exception>
    public Task<EvidenceResult> Submit(EvidenceDraft draft, CancellationToken ct) =>
        _connection.Ask<EvidenceResult>(Methods.Evidence, new EvidenceParams(draft), ct);

    /// <summary>Writes a line for whoever looks after the plugin. Never a secret, never a person's data.</summary>
    /// <param name="text">The line.</param>
    /// <param name="level">How important it is.</param>
    /// <exception cref="IOException">The host is gone.</exception>
    public Task Log(string text, LogLevel level = LogLevel.Info) => _connection.Tell(Methods.Log, new LogParams(level, text), CancellationToken.None);

    /// <summary>Says how far it is.</summary>
    /// <param name="done">How many of whatever it counts, from 0.</param>
    /// <param name="of">Of how many, from 0; null: it does not know.</param>
    /// <param name="text">What it is doing, of which 200 characters are shown; null: nothing to add.</param>
    /// <exception cref="IOException">The host is gone.</exception>
    public Task Progress(long done, long? of = null, string? text = null) =>
        _connection.Tell(Methods.Progress, new ProgressParams(done, of, text), CancellationToken.None);
}

/// <summary>What a fetch brought.</summary>
/// <param name="Answer">What the host says of it.</param>
/// <param name="Body">All the bytes.</param>
public sealed record Fetched(FetchResult Answer, byte[] Body)
{
    /// <summary>The HTTP status.</summary>
    public int Status => Answer.Status;

    /// <summary>This fetch as a source of a draft.</summary>
    /// <param name="page">Where in it; null: all of it.</param>
    /// <param name="quotation">The words it rests on; null: none.</param>
    public SourceReference Source(string? page = null, string? quotation = null) => new(Answer.Sha256, Answer.Address, page, quotation);
}
