using Xunit;

namespace Tracker.Support;

/// <summary>
/// What a test needs beyond the SDK. Where it is missing the test is skipped and says why; where
/// TRACKER_REQUIRE_SERVICES is 1, as in continuous integration, that is a failure.
/// </summary>
public static class Required
{
    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder, relative to the repository's root.</summary>
    public static string File(string path, string reason)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        That(System.IO.File.Exists(full) || Directory.Exists(full), $"'{path}' is not here: {reason}");
        return full;
    }

    /// <summary>Skips the test, or fails it where services are required.</summary>
    public static void That(bool present, string reason)
    {
        if (!present && Environment.GetEnvironmentVariable("TRACKER_REQUIRE_SERVICES") == "1")
        {
            throw new InvalidOperationException($"Required, and missing: {reason}");
        }

        Skip.IfNot(present, reason);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Tracker.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
