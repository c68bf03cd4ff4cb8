using System.Formats.Tar;

namespace Tracker.PluginRunner.Manifest;

/// <summary>Tells a file from a pipe, a socket or a device: they lie in a folder as files do, and whoever opens one may wait for ever.</summary>
internal static class PlainFile
{
    /// <summary>Whether it is a file; what is none is not opened to find that out.</summary>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static bool Is(FileInfo file)
    {
        if (file.Length > 0) return true; // what is none has no length; and few files have none
        using var tape = new MemoryStream();
        try
        {
            // Of all that .NET has, only what writes tape archives asks for the kind before it opens anything.
            using var writer = new TarWriter(tape, leaveOpen: true);
            writer.WriteEntry(file.FullName, "entry");
        }
        catch (IOException odd) when (odd is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return false; // a socket has no place on a tape
        }

        tape.Position = 0;
        using var reader = new TarReader(tape);
        return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
    }
}
