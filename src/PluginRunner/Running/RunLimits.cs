using Tracker.PluginRunner.Manifest;

namespace Tracker.PluginRunner.Running;

/// <summary>What a run may do, beside what its manifest asks for: a host ends or refuses what goes beyond, and the kit says so before.</summary>
public static class RunLimits
{
    /// <summary>How many times it fetches.</summary>
    public const int Fetches = 2_000;

    /// <summary>How many bytes it has fetched when the next fetch is refused.</summary>
    public const long FetchedBytes = 512L * 1024 * 1024;

    /// <summary>How many drafts it sends, unless the site lets more in.</summary>
    public const int Drafts = 10_000;

    /// <summary>The bytes of all bodies together that are kept for it, to be handed over in parts: those longer than <see cref="PartBytes"/>.</summary>
    public const long KeptBytes = 64L * 1024 * 1024;

    /// <summary>
    /// How many bytes of a body a host hands over at once. Fewer than may be (<see cref="PluginSdk.Protocol.MostPartBytes"/>): with what
    /// encodes them they stay below what the runtime calls a large object, and makes room for by collecting all of its memory while
    /// everybody waits.
    /// </summary>
    internal const int PartBytes = 48 * 1024;

    /// <summary>What a runtime and the page cache of its own libraries take beside the memory that was asked for.</summary>
    internal const long RuntimeBytes = 192L * 1024 * 1024;

    /// <summary>How many processes are too many for it when there is one more: the sandbox has two of its own.</summary>
    internal static int MostProcesses(PluginLimits limits) => limits.Processes + 2;

    /// <summary>How much memory they may have together.</summary>
    internal static long MostMemory(PluginLimits limits) => (limits.MemoryMiB * 1024L * 1024L) + RuntimeBytes;

    /// <summary>How much it may say, messages and errors together.</summary>
    internal static long MostOutput(PluginLimits limits) => limits.OutputMiB * 1024L * 1024L;
}
