using Tracker.Domain;

namespace Tracker.Host.Running;

/// <summary>Reads a plugin's folder: its manifest, and the digest of everything in it.</summary>
public interface IPluginReader
{
    /// <summary>What is in a folder; or the first thing that is wrong with it.</summary>
    (KnownPlugin? Plugin, Refused? Why) Read(string folder);
}
