namespace Tracker.PluginRunner.Archive;

/// <summary>The single steps in which the archive changes its folder: the seam at which a test lets each fail.</summary>
internal interface IArchiveDisk
{
    /// <summary>Makes a folder and those above it, each durable in the one above.</summary>
    void MakeFolder(string folder);

    /// <summary>Writes a new file, which a power cut may still take.</summary>
    void Write(string file, ReadOnlySpan<byte> bytes);

    /// <summary>Makes a file's bytes durable.</summary>
    void Flush(string file);

    /// <summary>Renames over what is there, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Makes a folder's names durable.</summary>
    void FlushFolder(string folder);

    /// <summary>Removes a file; nothing happens where it is not.</summary>
    void Remove(string file);
}
