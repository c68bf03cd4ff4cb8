using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracker.Ledger.Writing;

/// <summary>Writes a small file so that a power cut leaves the old one or the new one.</summary>
internal static partial class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string file, byte[] bytes)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
        if (!OperatingSystem.IsWindows())
        {
            // A new name is durable only when its folder is, and .NET opens no folders.
            FlushFolder(Path.GetDirectoryName(Path.GetFullPath(file))!); // a file has a folder
        }
    }

    /// <summary>Makes an empty database for its owner only, where there is none; one that others could read is taken from them.</summary>
    public static void MakePrivate(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
        foreach (var there in new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists)) // those beside it are SQLite's, and made as it is
        {
            File.SetUnixFileMode(there, OwnerOnly);
        }
    }

    /// <summary>Makes a folder that only its owner enters.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static void FlushFolder(string folder)
    {
        const int readOnly = 0;
        var handle = Open(folder, readOnly);
        if (handle < 0)
        {
            throw new IOException($"'{folder}' cannot be opened: {new Win32Exception().Message}");
        }

        var failed = Fsync(handle) != 0;
        var reason = failed ? new Win32Exception().Message : "";
        _ = Close(handle);
        if (failed)
        {
            throw new IOException($"'{folder}' cannot be flushed: {reason}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
