using System.Security.Cryptography;
using System.Text;

namespace Tracker.PluginRunner.Archive;

/// <summary>Where things lie in an archive's folder. Every name is a digest, so nothing said outside becomes a path.</summary>
internal sealed class ArchivePaths(string root)
{
    /// <summary>Files being written. What lies here after a crash was never archived.</summary>
    public string Incoming { get; } = Path.Combine(root, "incoming");

    public string Body(string sha256) => Path.Combine(root, sha256[..2], sha256[2..4], sha256);

    public string Sidecar(string sha256) => Body(sha256) + ".json";

    /// <summary>What is said of bytes as they came from one address.</summary>
    public string From(string sha256, string address) => $"{Body(sha256)}.{Digest(Encoding.UTF8.GetBytes(address))[..32]}.json";

    public string Address(string key)
    {
        var name = Digest(Encoding.UTF8.GetBytes(key));
        return Path.Combine(root, "addresses", name[..2], name + ".json");
    }

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Digest(Stream bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static bool IsDigest(string? text) => text is { Length: 64 } && text.All(letter => letter is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>Every sidecar's digest, in order.</summary>
    public IEnumerable<string> Digests() =>
        !Directory.Exists(root) ? [] :
        from first in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
        where Path.GetFileName(first).Length == 2
        from second in Directory.EnumerateDirectories(first).Order(StringComparer.Ordinal)
        from file in Directory.EnumerateFiles(second, "*.json").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(file)
        where IsDigest(name)
        select name;
}
