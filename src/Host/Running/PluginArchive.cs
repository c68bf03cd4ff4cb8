using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Running;

/// <summary>
/// Unpacks an uploaded plugin. Nothing in a zip file is believed: names, sizes, kinds are checked on what is really there, and
/// whatever is refused leaves no file behind that anybody would read.
/// </summary>
internal static class PluginArchive
{
    /// <summary>How large the file itself may be.</summary>
    public const int MostPacked = 32 * 1024 * 1024;

    private const string TooMany = "it holds too many files";
    private const string NameCannotBe = "a name in it cannot be";
    private const string SameName = "two files have the same name";
    private const string LeadsOut = "a name leads out of it";
    private const string TooLarge = "it unpacks to more than 64 MB";
    private const string Damaged = "it is damaged or of an unknown kind";
    private const string NoFile = "it holds what is neither a file nor a folder";
    private const int MostFiles = 2_000;
    private const long MostUnpacked = 64L * 1024 * 1024;
    private const int DeepestFolder = 16;
    private const int LongestShown = 80;
    private const int EndRecord = 22; // the reader looks for it before the beginning of anything shorter

    /// <summary>Every reason that the page may have to say; each has its words in its languages.</summary>
    public static ImmutableArray<string> Reasons { get; } = [TooMany, NameCannotBe, SameName, LeadsOut, TooLarge, Damaged, NoFile];

    /// <summary>Unpacks into a folder that is there and empty.</summary>
    /// <returns>Null: it is unpacked; else why it was refused.</returns>
    public static async Task<Refused?> Unpack(Stream zip, string folder, CancellationToken ct)
    {
        if (zip.Length < EndRecord) return Unsafe(Damaged);
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            if (archive.Entries.Count > MostFiles * 2) return Unsafe(TooMany);
            var files = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
            if (files.Count > MostFiles) return Unsafe(TooMany);
            foreach (var entry in archive.Entries)
            {
                if (Wrong(entry) is { } why) return Unsafe(why, entry);
            }

            var top = Top(files);
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var left = MostUnpacked;
            foreach (var entry in files)
            {
                var name = entry.FullName[top.Length..];
                if (!names.Add(name)) return Unsafe(SameName, entry);
                var path = Path.GetFullPath(Path.Combine(folder, name));
                if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return Unsafe(LeadsOut, entry);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!); // beneath the folder
                left = await Copy(entry, path, left, ct);
                if (left < 0) return Unsafe(TooLarge);
                if (!OperatingSystem.IsWindows() && (Mode(entry) & 0b001_001_001) != 0)
                    File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or NotSupportedException or IOException and not DirectoryNotFoundException && !Handover.IsStorageFull(broken))
        {
            return Unsafe(Damaged);
        }
    }

    private static string? Wrong(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.Length is 0 or > 240 || name.Contains('\\') || name.Contains(':') || name.Any(char.IsControl)) return NameCannotBe;
        var parts = name.TrimEnd('/').Split('/');
        if (parts.Length > DeepestFolder || parts.Any(part => part is "" or "." or "..")) return LeadsOut;
        // The kind of file that a Unix packer wrote: a link, a device or a pipe is nothing that a plugin needs.
        return (Mode(entry) & 0xF000) is 0 or 0x8000 or 0x4000 ? null : NoFile;
    }

    private static int Mode(ZipArchiveEntry entry) => (entry.ExternalAttributes >> 16) & 0xFFFF;

    /// <summary>The one folder that everything is in, where there is one: people pack the folder and not what is in it.</summary>
    private static string Top(List<ZipArchiveEntry> files)
    {
        if (files.Count == 0 || files.Any(file => file.FullName == "plugin.yaml")) return "";
        var first = files[0].FullName;
        var top = first[..(first.IndexOf('/', StringComparison.Ordinal) + 1)];
        return top.Length > 0 && files.All(file => file.FullName.StartsWith(top, StringComparison.Ordinal)) ? top : "";
    }

    private static async Task<long> Copy(ZipArchiveEntry entry, string path, long left, CancellationToken ct)
    {
        // What a zip file says of its sizes is the sender's word: count what comes out.
        await using var from = await entry.OpenAsync(ct);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            left -= read;
            if (left < 0) return left;
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return left;
    }

    private static Refused Unsafe(string why, ZipArchiveEntry entry) =>
        DoorRules.UploadUnsafeEntry.Refuse("file", ("why", why), ("name", BrokenFolder.Shown(entry.FullName.Length <= LongestShown ? entry.FullName : entry.FullName[..LongestShown] + "…")));

    private static Refused Unsafe(string why) => DoorRules.UploadUnsafe.Refuse("file", ("why", why));
}
