using System.Text.Json;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Running;

/// <summary>What a running plugin may ask of the host. Called from several threads at once.</summary>
public interface IPluginCalls
{
    /// <summary>Whether the host lets it wait for its turn just now: that time is not the plugin's.</summary>
    bool KeepsWaiting => false;

    /// <summary>Fetches for it. Parts beyond <see cref="Protocol.MostPartBytes"/> are handed out by the session.</summary>
    /// <param name="asked">What it asks for; nothing in it is believed.</param>
    /// <param name="ct">Ends when the run ends.</param>
    /// <returns>What came, with the whole body, which stays with the session until that ends.</returns>
    /// <exception cref="RpcError">Nothing was fetched; what the plugin is answered.</exception>
    Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct);

    /// <summary>Takes a draft, and answers when what became of it is durable.</summary>
    /// <param name="draft">As it came; nothing in it is believed.</param>
    /// <param name="ct">Ends when the run ends.</param>
    /// <exception cref="RpcError">What the plugin is answered instead.</exception>
    Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct);

    /// <summary>A line for whoever looks after the plugin. Must not throw.</summary>
    /// <param name="level">How important it is.</param>
    /// <param name="text">At most 2,000 characters.</param>
    void Log(LogLevel level, string text);

    /// <summary>How far it says it is. Must not throw.</summary>
    void Progress(ProgressParams progress);
}

/// <summary>What a fetch brought.</summary>
/// <param name="Answer">What is answered, but for the body.</param>
/// <param name="Body">The whole body; the session hands it out in parts.</param>
/// <param name="Lent">By which the session gives the body back; null: it is nobody's.</param>
public sealed record FetchedBody(FetchResult Answer, ReadOnlyMemory<byte> Body, IDisposable? Lent = null);
