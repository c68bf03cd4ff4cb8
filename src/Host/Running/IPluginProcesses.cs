using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.Domain.Organisations;
using Tracker.PluginRunner.Fetching;

namespace Tracker.Host.Running;

/// <summary>Starts plugins: as isolated processes in the product, as a few lines in a test that is about something else.</summary>
internal interface IPluginProcesses
{
    /// <summary>Starts one and greets it.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="greeting">What it is told.</param>
    /// <param name="calls">What it may ask.</param>
    /// <param name="last">Whether it gets only the processors that nobody else wants: its last run failed, and nobody knows how this one will.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="PluginFailed">It could not be started, or did not answer as it should.</exception>
    Task<IPluginProcess> Start(KnownPlugin plugin, Greeting greeting, IRunCalls calls, bool last, CancellationToken ct);
}

/// <summary>What a plugin is told when it is greeted.</summary>
/// <param name="Settings">Its settings, secrets among them.</param>
/// <param name="Partner">The partner it speaks for.</param>
/// <param name="Locale">The site's language.</param>
internal sealed record Greeting(JsonObject Settings, Partner Partner, string Locale);

/// <summary>A plugin that is running. Disposing it ends it, with whatever it has started.</summary>
internal interface IPluginProcess : IAsyncDisposable
{
    /// <summary>Asks for everything that is new since a cursor. Answers the next cursor.</summary>
    /// <exception cref="PluginFailed">It failed.</exception>
    Task<string?> Collect(string? cursor, JsonArray commitments, CancellationToken ct);

    /// <summary>Asks for the fields of its form, as a JSON Schema; null: it has none.</summary>
    /// <exception cref="PluginFailed">It failed.</exception>
    Task<JsonObject?> Fields(string locale, CancellationToken ct);

    /// <summary>Hands over a form that a person filled in.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    /// <exception cref="PluginFailed">It failed.</exception>
    Task<FormRefusal?> Submit(Delivery filled, CancellationToken ct);

    /// <summary>Hands over something that was delivered.</summary>
    /// <exception cref="PluginFailed">It failed.</exception>
    Task Receive(Delivery delivery, CancellationToken ct);

    /// <summary>Asks whether the sources of something that it sent still say so.</summary>
    /// <exception cref="PluginFailed">It failed.</exception>
    Task<LookedAgain> Check(SaidOnce said, CancellationToken ct);
}

/// <summary>What a running plugin may ask of the host.</summary>
internal interface IRunCalls
{
    /// <summary>Whether the host lets the plugin wait for its turn just now: that time is not the plugin's.</summary>
    bool KeepsWaiting => false;

    /// <summary>Fetches for it: what it gets has been archived.</summary>
    Task<SourceAnswer> Fetch(string method, string address, ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default);

    /// <summary>Takes a draft. Answers when what became of it is durable.</summary>
    Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct);

    /// <summary>Counts a draft that could not even be read.</summary>
    Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key);

    /// <summary>A line for whoever looks after the plugin.</summary>
    void Log(string level, string text);

    /// <summary>How far it says it is.</summary>
    void Progress(long? done, long? of, string? text);
}

/// <summary>A plugin failed, by the failure's name, kebab-case.</summary>
internal sealed class PluginFailed(string failure, string detail, bool ours = false) : Exception(detail)
{
    public string Failure { get; } = failure;

    /// <summary>Whether it was the host that failed.</summary>
    public bool Ours { get; } = ours;
}

/// <summary>What came of a fetch.</summary>
internal abstract record SourceAnswer
{
    private SourceAnswer()
    {
    }

    /// <summary>The source answered.</summary>
    /// <param name="Status">Its HTTP status.</param>
    /// <param name="Headers">The headers that are kept.</param>
    /// <param name="Asked">The address asked for, without secrets.</param>
    /// <param name="Address">The address that answered, without secrets.</param>
    /// <param name="Sha256">Digest of the bytes.</param>
    /// <param name="At">When they were archived.</param>
    /// <param name="Body">The bytes.</param>
    internal sealed record Came(
        int Status, ImmutableArray<(string Name, string Value)> Headers, string Asked, string Address, string Sha256, DateTimeOffset At,
        ReadOnlyMemory<byte> Body) : SourceAnswer
    {
        /// <summary>By which whoever is done with the bytes gives them back; null: they are nobody's.</summary>
        public IDisposable? Lent { get; init; }
    }

    /// <summary>Nothing was fetched.</summary>
    /// <param name="Reason">The reason's name, kebab-case.</param>
    /// <param name="Detail">The same in words.</param>
    internal sealed record Refused(string Reason, string Detail) : SourceAnswer;
}

/// <summary>The only way in which anything is fetched for a plugin.</summary>
internal interface ISources
{
    /// <summary>Fetches what the plugin's manifest allows, and archives it before anybody sees it.</summary>
    Task<SourceAnswer> Get(
        KnownPlugin plugin, ImmutableArray<string> secrets, string method, string address, ImmutableArray<(string Name, string Value)> headers, ReadOnlyMemory<byte> body,
        FetchPurpose purpose, CancellationToken ct);

    /// <summary>
    /// Remembers what was delivered, by its digest and when it came; answers the digest. The bytes are not published: somebody
    /// sent them here, and nobody has looked whom they are about.
    /// </summary>
    Task<string> Keep(string address, DateTimeOffset at, ReadOnlyMemory<byte> body, CancellationToken ct);
}
