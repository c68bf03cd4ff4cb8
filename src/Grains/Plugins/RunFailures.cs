using System.Collections.Immutable;

namespace Tracker.Grains.Plugins;

/// <summary>
/// How a run can end badly by what the host itself saw, by name; beside these stand what a plugin does and what is wrong with a
/// source. Kept in every run and read by programs: a name never changes.
/// </summary>
public static class RunFailures
{
    /// <summary>It was not done in the time that any run may take.</summary>
    public const string Timeout = "timeout";

    /// <summary>It sent more drafts than a run may.</summary>
    public const string TooManyDrafts = "too-many-drafts";

    /// <summary>Whether what it sent was recorded nobody knows: the host's own failure.</summary>
    public const string NotRecorded = "not-recorded";

    /// <summary>Other files were approved while it ran, or none: nobody's failure.</summary>
    public const string ApprovalChanged = "approval-changed";

    /// <summary>The kept files are not those that were approved.</summary>
    public const string FilesChanged = "files-changed";

    /// <summary>The key by which a secret of its settings was kept is lost: the host's own failure, until somebody gives it anew.</summary>
    public const string SecretLost = "secret-lost";

    /// <summary>Something failed in the host.</summary>
    public const string HostFailed = "host-failed";

    /// <summary>The host was stopped in the middle of it: nobody's failure.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Timeout, TooManyDrafts, NotRecorded, ApprovalChanged, FilesChanged, SecretLost, HostFailed, Interrupted];
}
