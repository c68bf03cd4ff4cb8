namespace Tracker.PluginSdk;

/// <summary>The other side broke the protocol: the connection is over.</summary>
/// <param name="kind">How.</param>
/// <param name="detail">The same in words, for the plugin's author.</param>
public sealed class ProtocolViolation(ViolationKind kind, string detail) : Exception(detail)
{
    /// <summary>How the protocol was broken.</summary>
    public ViolationKind Kind { get; } = kind;
}

/// <summary>How a protocol can be broken.</summary>
public enum ViolationKind
{
    /// <summary>What came is no message: framing, UTF-8, JSON, depth, or members of JSON-RPC.</summary>
    Malformed,

    /// <summary>An answer to something that was not asked, or was answered already.</summary>
    ForeignAnswer,
}
