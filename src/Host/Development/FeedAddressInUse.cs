namespace Tracker.Host.Development;

/// <summary>Somebody else listens where the feed server was told to.</summary>
/// <param name="origin">Where.</param>
public sealed class FeedAddressInUse(string origin)
    : IOException($"Something else listens on {origin}, where the samples of plugins were to be served. Choose another address with Tracker__FeedServer, or leave it out for a free one.");
