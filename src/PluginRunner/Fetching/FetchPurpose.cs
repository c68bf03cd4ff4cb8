namespace Tracker.PluginRunner.Fetching;

/// <summary>Why something is fetched.</summary>
public enum FetchPurpose
{
    /// <summary>A plugin reads again and again by schedule: robots.txt governs it.</summary>
    Schedule,

    /// <summary>A person gave this single address as evidence: robots.txt, which is for crawlers, is not asked.</summary>
    SingleAddress,
}
