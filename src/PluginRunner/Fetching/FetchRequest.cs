using System.Collections.Immutable;

namespace Tracker.PluginRunner.Fetching;

/// <summary>What somebody asks the host to fetch.</summary>
/// <param name="Address">An absolute http or https address. A fragment is dropped.</param>
public sealed record FetchRequest(string Address)
{
    /// <summary><c>GET</c> (the default), or <c>POST</c> where the policy allows it.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Headers wished for; each must be on the policy's list. Default: none.</summary>
    public ImmutableArray<FetchHeader> Headers { get; init; } = [];

    /// <summary>The bytes to post; empty (the default) for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why it is fetched, which decides whether robots.txt is asked. Default: a schedule.</summary>
    public FetchPurpose Purpose { get; init; } = FetchPurpose.Schedule;
}
