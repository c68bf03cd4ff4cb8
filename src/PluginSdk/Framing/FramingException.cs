namespace Tracker.PluginSdk.Framing;

/// <summary>What came is no message: the connection cannot go on.</summary>
/// <param name="reason">Why, in words for a plugin's author.</param>
public sealed class FramingException(string reason) : Exception(reason);
