using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Remarks;

namespace Tracker.Host.Running;

/// <summary>Reads a plugin's folder: its manifest, and the digest of everything in it.</summary>
public interface IPluginReader
{
    /// <summary>What is in a folder; or everything that is wrong with it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="taken">Whether its files were taken before: what is looked at more closely since is not held against them.</param>
    /// <param name="anyProtocol">Whether a plugin that speaks another major version of the protocol is one: it is known, and cannot run here.</param>
    PluginReading Read(string folder, bool taken = false, bool anyProtocol = false);
}

/// <summary>What reading a plugin's folder came to.</summary>
/// <param name="Plugin">What is in it; null: it is none.</param>
/// <param name="Why">Why it is none; null where it is one.</param>
public sealed record PluginReading(KnownPlugin? Plugin, Refused? Why = null)
{
    /// <summary>What its author has to repair, each by its place; empty where that is not why.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
}
