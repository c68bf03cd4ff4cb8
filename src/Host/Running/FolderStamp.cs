using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Tracker.Host.Running;

/// <summary>What a folder looks like from outside: its files' names, lengths and times. Cheap enough to be asked for again and again; another digest has another stamp.</summary>
/// <param name="Files">How many files and links there are.</param>
/// <param name="Sum">Over all of them.</param>
internal readonly record struct FolderStamp(int Files, long Sum)
{
    private const int MostLookedAt = 2_001;

    /// <summary>The stamp now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static FolderStamp Of(string folder)
    {
        var (files, sum) = (0, 0L);
        foreach (var file in Entries(folder).Take(MostLookedAt)) (files, sum) = (files + 1, unchecked(sum + file));
        return new(files, sum);
    }

    /// <summary>Every folder with a manifest in it, at most three deep: by partner and name, or side by side.</summary>
    public static ImmutableArray<string> WithManifest(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "plugin.yaml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)] // a file has a folder
        : [];

    /// <summary>Every folder with files of its own and no manifest in or beneath it, where somebody forgot it.</summary>
    public static ImmutableArray<string> WithoutManifest(string root, ImmutableArray<string> with) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Where(folder => !with.Any(one => one == folder || one.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            .Where(HasFiles).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Also where that cannot be said: whoever reads it says why, and the folders beside it are looked at all the same.</summary>
    private static bool HasFiles(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*", new EnumerationOptions()).Any();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return true; // such as a name that is not UTF-8: asked for by the name that was read, it is not there
        }
    }

    private static FileSystemEnumerable<long> Entries(string folder) => new(
        folder,
        (ref FileSystemEntry entry) => HashCode.Combine(entry.ToFullPath(), entry.IsDirectory ? 0 : entry.Length, entry.LastWriteTimeUtc.UtcTicks),
        new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry), // what it leads to is not the plugin, and may be all of the machine
    };

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
