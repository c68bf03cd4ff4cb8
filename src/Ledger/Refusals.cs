namespace Tracker.Ledger;

/// <summary>Another process has this data folder open: one log never has two hosts' data folders.</summary>
/// <param name="folder">The folder.</param>
public sealed class DataFolderInUse(string folder)
    : IOException($"The data folder '{folder}' is in use by another process. Stop that one, or set Tracker__Data to another folder.")
{
    /// <summary>The folder in use, an absolute path.</summary>
    public string Folder { get; } = folder;
}

/// <summary>The ledger was started with another origin before; an origin is fixed at first start, because every signature carries it.</summary>
/// <param name="recorded">The origin of the first start.</param>
/// <param name="given">The origin of this start.</param>
public sealed class OriginChanged(string recorded, string given)
    : InvalidOperationException($"This ledger's origin is '{recorded}' and cannot become '{given}'. Set Tracker__Origin back.")
{
    /// <summary>The origin of the first start.</summary>
    public string Recorded { get; } = recorded;

    /// <summary>The origin of this start.</summary>
    public string Given { get; } = given;
}

/// <summary>
/// What is stored does not extend what was signed: writing on would fork public history. Reads are served, writes and
/// signing are refused, until the log is restored from a copy that is whole. Source: "start-up fails closed".
/// </summary>
/// <param name="log">The log.</param>
/// <param name="reason">What does not fit, in words for a person.</param>
public sealed class HistoryWouldFork(string log, string reason)
    : InvalidOperationException($"History would fork: the log '{log}' refuses writes and signatures. {reason}")
{
    /// <summary>The log.</summary>
    public string Log { get; } = log;

    /// <summary>What does not fit.</summary>
    public string Reason { get; } = reason;
}

/// <summary>The disk is full: nothing of the batch was written. Reads go on; writing resumes by itself when there is room.</summary>
/// <param name="message">What the store said.</param>
/// <param name="inner">Its exception, if any.</param>
public sealed class StorageFull(string message, Exception? inner = null) : IOException(message, inner);
