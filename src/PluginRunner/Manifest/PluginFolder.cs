using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;

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
    /// <param name="atWork">Whether its author is still at work: the program that a project in it builds may be missing.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PluginFolder Read(string path, bool taken = false, bool anyProtocol = false, bool atWork = false)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)); // as completion in a shell writes it
        var file = System.IO.Path.Combine(folder, ManifestName);
        if (!File.Exists(file)) return Wrong(folder, new(ManifestName, 1, 1, "no-manifest", Severity.Error, $"there is no {ManifestName} in the folder", $"add one: `tracker plugin new` writes one"));
        if (new FileInfo(file) is { Length: > MostManifestBytes } || new FileInfo(file).LinkTarget is not null)
            return Wrong(folder, new(ManifestName, 1, 1, "no-manifest", Severity.Error, $"{ManifestName} is a link, or longer than {MostManifestBytes / 1024} KiB", $"write it in the folder itself, and shorter"));
        if (!PlainFile.Is(new FileInfo(file))) return Wrong(folder, NoFile(ManifestName));
        var (yaml, unread) = taken ? (File.ReadAllText(file, Encoding.UTF8), null) : Text(file);
        if (yaml is null) return Wrong(folder, unread!); // one of the two is there
        var (digest, problem) = DigestOf(folder);
        var (manifest, findings) = ManifestReader.Read(yaml, taken ? null : name => Holds(folder, name), anyProtocol, atWork);
        if (problem is not null) findings = findings.Add(problem);
        return findings.IsEmpty ? new(folder, manifest, digest, []) : new(folder, null, null, findings);
    }

    /// <summary>The setting that an entry of <see cref="PluginManifest.Fetch"/> names; null where it is an address.</summary>
    public static string? SettingOf(string fetch) => fetch is ['{', .. var name, '}'] && name.Length > 0 ? name : null;

    /// <summary>Whether a value is as a schema of the manifest wants it, however deep.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">The schema.</param>
    public static bool Fits(JsonNode? value, JsonObject schema) => SchemaMistakes.Fits(value, schema);

    /// <summary>What a manifest's <c>fetch</c> means with these settings, as it is written there: of a setting its address, or each of its list; one that is not set is none.</summary>
    /// <param name="fetch">The manifest's list.</param>
    /// <param name="settings">The values.</param>
    public static IEnumerable<(string? Setting, string Address)> Declared(IEnumerable<string> fetch, JsonObject settings) =>
        from entry in fetch
        let setting = SettingOf(entry)
        from address in setting is null ? [entry] : settings[setting] is JsonArray many ? many.Select(one => one?.ToString()) : [settings[setting]?.ToString()]
        where address is { Length: > 0 }
        select (setting, address);

    /// <summary>
    /// SHA-256 over the lines <c>path NUL sha256 LF</c> of every file, sorted by path (docs/writing-a-plugin.md says it to the byte).
    /// Links are refused: what they lead to is not the plugin.
    /// </summary>
    private static (string? Digest, Finding? Problem) DigestOf(string folder)
    {
        var files = new List<(string Path, FileInfo File)>();
        var bytes = 0L;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var path = System.IO.Path.GetRelativePath(folder, entry.FullName).Replace(System.IO.Path.DirectorySeparatorChar, '/'); // elsewhere than on Windows a backslash is a letter of a name
            if (entry.LinkTarget is not null) return (null, new(path, 1, 1, "link", Severity.Error, $"a link is not taken", $"put the file itself there"));
            if (entry is not FileInfo file) continue;
            if (path.Any(char.IsControl)) return (null, new(path, 1, 1, "file-name", Severity.Error, $"a control character in a file's name", $"rename it"));
            if (!PlainFile.Is(file)) return (null, NoFile(path));
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

    /// <summary>The manifest's text; or what is wrong with its bytes.</summary>
    private static (string? Yaml, Finding? Problem) Text(string file)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var text = new char[bytes.Length];
        if (Utf8.ToUtf16(bytes, text, out _, out var letters, replaceInvalidSequences: false) == OperationStatus.Done) return (new(text, 0, letters), null);
        var before = text.AsSpan(0, letters);
        return (null, new(ManifestName, before.Count('\n') + 1, letters - before.LastIndexOf('\n'), "yaml", Severity.Error, $"the manifest is not in UTF-8", $"save it as UTF-8"));
    }

    private static Finding NoFile(string path) => new(path, 1, 1, "no-file", Severity.Error, $"it is neither a file nor a folder", $"take it out of the folder");

    private static PluginFolder Wrong(string folder, Finding finding) => new(folder, null, null, [finding]);
}
