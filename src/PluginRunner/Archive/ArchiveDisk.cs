using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracker.PluginRunner.Archive;

/// <summary>The real disk.</summary>
internal sealed partial class ArchiveDisk : IArchiveDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        var above = Path.GetDirectoryName(folder)!; // a root exists
        MakeFolder(above);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        FlushFolder(above);
    }

    public void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = bytes.Length };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        stream.Write(bytes);
    }

    public void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // there a rename is durable, and folders cannot be opened
        var handle = Open(folder, flags: 0);
        if (handle < 0) throw new IOException($"'{folder}' cannot be opened: {new Win32Exception().Message}");
        var problem = Fsync(handle) == 0 ? null : new Win32Exception().Message;
        _ = Close(handle);
        if (problem is not null) throw new IOException($"'{folder}' cannot be flushed: {problem}");
    }

    public void Remove(string file) => File.Delete(file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
