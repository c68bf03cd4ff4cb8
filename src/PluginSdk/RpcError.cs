using System.Text.Json.Nodes;

namespace Tracker.PluginSdk;

/// <summary>The other side answered with an error, or this side is about to.</summary>
/// <param name="code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="message">What is wrong, in words a person can act on.</param>
/// <param name="data">More about it, for programs; null where there is none.</param>
public sealed class RpcError(int code, string message, JsonObject? data = null) : Exception(message)
{
    /// <summary>What a person filled in is not taken: they see the words at that field, and what they typed is still there.</summary>
    /// <param name="field">The field's name in the form's schema; null: it is about the whole.</param>
    /// <param name="message">What is wrong and what to do, in words for whoever filled it in.</param>
    /// <returns>The answer to <see cref="Methods.Submit"/>, to be thrown.</returns>
    public static RpcError OfField(string? field, string message) =>
        new(ErrorCodes.InvalidParams, message, field is null ? null : new JsonObject { ["field"] = field });

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public int Code { get; } = code;

    /// <summary>More about it, for programs; null where there is none.</summary>
    public new JsonObject? Data { get; } = data;
}
