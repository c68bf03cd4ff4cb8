using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.PluginRunner.Manifest;

/// <summary>A plugin's folder: its manifest, and the digest of everything in it.</summary>
/// <param name="Path">The folder, an absolute path.</param>
/// <param name="Manifest">What its manifest says; null where something is wrong with the folder.</param>
/// <param name="Digest">SHA-256 over its files, 64 lower-case hex digits; null where something is wrong with the folder.</param>
/// <param name="Findings">Everything wrong with it, in order; empty where it is well.</param>
public sealed record PluginFolder(string Path, PluginManifest? Manifest, string? Digest, ImmutableArray<Finding> Findings)
{
    /// <summary>The manifest's file.</summary>
    public const string ManifestName = "plugin.yaml";

    /// <summary>The most files a plugin has.</summary>
    public const int MostFiles = 2_000;

    /// <summary>The most bytes of them.</summary>
    public const long MostBytes = 64L * 1024 * 1024;

    private const int MostManifestBytes = 64 * 1024;

    /// <summary>Reads a folder, all of it: what is wrong is a finding, never an exception.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="taken">Whether its files were taken before: then what lint has learnt since is not held against them.</param>
    /// <param name="anyProtocol">Whether a major version of the protocol that is not spoken here is let be: such a plugin is known and never run.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PluginFolder Read(string path, bool taken = false, bool anyProtocol = false)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)); // as completion in a shell writes it
        var file = System.IO.Path.Combine(folder, ManifestName);
        if (!File.Exists(file)) return Wrong(folder, new(ManifestName, 1, 1, "no-manifest", Severity.Error, $"there is no {ManifestName} in the folder", $"add one: `tracker plugin new` writes one"));
        if (new FileInfo(file) is { Length: > MostManifestBytes } || new FileInfo(file).LinkTarget is not null)
            return Wrong(folder, new(ManifestName, 1, 1, "no-manifest", Severity.Error, $"{ManifestName} is a link, or longer than {MostManifestBytes / 1024} KiB", $"write it in the folder itself, and shorter"));
        var (digest, problem) = DigestOf(folder);
        var (manifest, findings) = ManifestReader.Read(File.ReadAllText(file, Encoding.UTF8), taken ? null : name => Holds(folder, name), anyProtocol);
        if (problem is not null) findings = findings.Add(problem);
        if (manifest?.Form?.Template is { } template && !File.Exists(System.IO.Path.Combine(folder, template)))
            findings = findings.Add(new(ManifestName, 1, 1, "form", Severity.Error, $"there is no file `{template}`", $"put the template beside the manifest"));
        return findings.IsEmpty ? new(folder, manifest, digest, []) : new(folder, null, null, findings);
    }

    /// <summary>The setting that an entry of <see cref="PluginManifest.Fetch"/> names; null where it is an address.</summary>
    public static string? SettingOf(string fetch) => fetch is ['{', .. var name, '}'] && name.Length > 0 ? name : null;

    /// <summary>
    /// SHA-256 over the lines <c>path NUL sha256 LF</c> of every file, sorted by path. Links are refused: what they lead to is
    /// not the plugin.
    /// </summary>
    private static (string? Digest, Finding? Problem) DigestOf(string folder)
    {
        var files = new List<(string Path, FileInfo File)>();
        var bytes = 0L;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var path = System.IO.Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
            if (entry.LinkTarget is not null) return (null, new(path, 1, 1, "link", Severity.Error, $"a link is not taken", $"put the file itself there"));
            if (entry is not FileInfo file) continue;
            if (path.Any(char.IsControl)) return (null, new(path, 1, 1, "file-name", Severity.Error, $"a control character in a file's name", $"rename it"));
            files.Add((path, file));
            bytes += file.Length;
            if (files.Count > MostFiles || bytes > MostBytes)
                return (null, new(path, 1, 1, "too-large", Severity.Error, $"more than {MostFiles} files or {MostBytes >> 20} MiB", $"leave out what the plugin does not need"));
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, file) in files.OrderBy(one => one.Path, StringComparer.Ordinal))
        {
            using var content = file.OpenRead();
            all.AppendData(Encoding.UTF8.GetBytes($"{path}\0{Convert.ToHexStringLower(SHA256.HashData(content))}\n"));
        }

        return (Convert.ToHexStringLower(all.GetHashAndReset()), null);
    }

    /// <summary>Whether there is such a file, or one of such an ending; never one outside the folder.</summary>
    private static bool Holds(string folder, string name)
    {
        if (name.StartsWith('*')) return Directory.EnumerateFiles(folder, name).Any();
        if (name.Any(char.IsControl)) return false;
        var file = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name));
        return file.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file);
    }

    private static PluginFolder Wrong(string folder, Finding finding) => new(folder, null, null, [finding]);
}
