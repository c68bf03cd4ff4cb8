using System.Collections.Immutable;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What the conformance kit found.</summary>
/// <param name="Checks">Every check in the order in which it was made; after the manifest or the handshake failed, nothing further.</param>
/// <param name="Isolation">How the plugin was run, in words: in which sandbox, or why in none.</param>
public sealed record ConformanceResult(ImmutableArray<ConformanceCheck> Checks, string Isolation)
{
    /// <summary>Whether every check passed.</summary>
    public bool Sound => Checks.All(check => check.Problem is null);
}

/// <summary>One check.</summary>
/// <param name="Name">What was checked, as a sentence.</param>
/// <param name="Problem">What is wrong, in words for the plugin's author; null where nothing is.</param>
public sealed record ConformanceCheck(string Name, string? Problem = null)
{
    /// <inheritdoc/>
    public override string ToString() => Problem is null ? $"ok     {Name}" : $"FAILED {Name}: {Problem}";
}
