namespace Tracker.PluginRunner.Fetching;

/// <summary>How this deployment fetches, whoever asks.</summary>
public sealed record FetchSettings
{
    /// <summary>The product token by which robots.txt may speak of us.</summary>
    public const string Product = "Tracker";

    /// <summary>Who we say we are. Default <c>Tracker/0.1</c>; a deployment adds an address where its operator is reached.</summary>
    public string UserAgent { get; init; } = Product + "/0.1";

    /// <summary>The pause between two requests to one host. Default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The one loopback origin of development's feed server; null (the default) for none.</summary>
    public LoopbackOrigin? FeedServer { get; init; }
}
