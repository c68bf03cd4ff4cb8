using System.Text.Json.Nodes;

namespace Tracker.PluginSdk;

/// <summary>The other side answered with an error, or this side is about to.</summary>
/// <param name="code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="message">What is wrong, in words a person can act on.</param>
/// <param name="data">More about it, for programs; null where there is none.</param>
public sealed class RpcError(int code, string message, JsonObject? data = null) : Exception(message)
{
    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public int Code { get; } = code;

    /// <summary>More about it, for programs; null where there is none.</summary>
    public new JsonObject? Data { get; } = data;
}
