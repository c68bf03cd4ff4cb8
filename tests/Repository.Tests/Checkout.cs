using Tracker.Support;

namespace Tracker.Repository.Tests;

/// <summary>The checkout that these tests were compiled from.</summary>
internal static class Checkout
{
    public static string Root => Required.Root;

    /// <summary>Every file of the product with this ending, without build output; paths relative to the root, with <c>/</c>.</summary>
    public static IEnumerable<string> Files(string ending) =>
        Directory.EnumerateFiles(Root, "*" + ending, new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal)
                && !file.StartsWith("data/", StringComparison.Ordinal)
                && !file.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
