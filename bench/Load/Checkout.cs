using System.Runtime.CompilerServices;

namespace Tracker.Load;

/// <summary>Where the product stands beside this harness.</summary>
internal static class Checkout
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string Plans => Path.Combine(Root, "commitments");

    public static string Host => Path.Combine(Root, "artifacts", "bin", "Host", "release", "Tracker.Host.dll");

    private static string Here([CallerFilePath] string path = "") => path;
}
