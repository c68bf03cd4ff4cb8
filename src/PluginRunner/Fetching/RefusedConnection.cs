namespace Tracker.PluginRunner.Fetching;

/// <summary>Carries a refusal out through the HTTP stack.</summary>
internal sealed class RefusedConnection(FetchRefusal reason, string detail) : IOException(detail)
{
    public FetchRefusal Reason { get; } = reason;
}
