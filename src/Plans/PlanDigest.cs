using System.Security.Cryptography;
using System.Text;

namespace Tracker.Plans;

/// <summary>The digest that tells whether a plan's files changed: SHA-256 over their sorted (path, SHA-256).</summary>
internal static class PlanDigest
{
    /// <param name="files">Path within the folder, with <c>/</c>, and bytes.</param>
    public static string Of(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            whole.AppendData(Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {path}\n"));
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }
}
