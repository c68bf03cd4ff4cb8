using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Tracker.Host.Running;

/// <summary>One file of a plugin as it is kept: what somebody lets run who approves it.</summary>
/// <param name="Path">Its path inside the folder, with forward slashes.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">SHA-256 of it, in lower-case hex.</param>
public sealed record KeptFile(string Path, long Bytes, string Sha256)
{
    /// <summary>Every file of a folder, in the order in which its digest takes them.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static ImmutableArray<KeptFile> In(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (Path: System.IO.Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), File: file))
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => Read(one.Path, one.File)),
    ];

    private static KeptFile Read(string path, FileInfo file)
    {
        using var content = file.OpenRead();
        return new(path, file.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
