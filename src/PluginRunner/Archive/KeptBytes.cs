using System.Security.Cryptography;

namespace Tracker.PluginRunner.Archive;

/// <summary>
/// Bytes that people sent, by their SHA-256: <c>ab/cd/abcd…</c>, with nothing said beside them, so that they can vanish whole.
/// Kept as durably as <see cref="SourceArchive"/> keeps its own, and apart from it: what one forgets the other still has.
/// Safe for many threads of one process.
/// </summary>
public sealed class KeptBytes
{
    private readonly ArchivePaths _paths;
    private readonly IArchiveDisk _disk;
    private readonly Lock _writing = new();
    private long _serial;

    /// <summary>Opens a folder, making it where it is not, and clears away what a crash left half written.</summary>
    /// <param name="folder">By convention <c>files/sent</c> in the data folder.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public KeptBytes(string folder)
        : this(folder, new ArchiveDisk())
    {
    }

    internal KeptBytes(string folder, IArchiveDisk disk)
    {
        _paths = new ArchivePaths(Path.GetFullPath(folder));
        _disk = disk;
        _disk.MakeFolder(_paths.Incoming);
        foreach (var left in Directory.EnumerateFiles(_paths.Incoming)) _disk.Remove(left);
    }

    /// <summary>Keeps bytes; returns their digest once they are durable.</summary>
    /// <exception cref="IOException">The disk refused; nothing is half kept.</exception>
    public string Keep(ReadOnlySpan<byte> bytes)
    {
        var sha256 = ArchivePaths.Digest(bytes);
        var file = _paths.Body(sha256);
        lock (_writing)
        {
            // Bytes that are there and broken are replaced by the sound ones that just came.
            if (File.Exists(file) && IsSound(file, sha256)) return sha256;
            var fresh = Path.Combine(_paths.Incoming, (++_serial).ToString(System.Globalization.CultureInfo.InvariantCulture));
            var folder = Path.GetDirectoryName(file)!; // every path here is inside the root
            try
            {
                _disk.MakeFolder(folder);
                _disk.Write(fresh, bytes);
                _disk.Flush(fresh);
                _disk.Rename(fresh, file);
                _disk.FlushFolder(folder);
            }
            catch (IOException)
            {
                _disk.Remove(fresh);
                throw;
            }
        }

        return sha256;
    }

    /// <summary>The bytes, verified before any of them is given out; null where they are not there, or not what was kept.</summary>
    /// <param name="sha256">Their digest; a text of another form is none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Stream?> Open(string sha256, CancellationToken cancellationToken)
    {
        if (!ArchivePaths.IsDigest(sha256)) return null;
        try
        {
            return await VerifiedBytes.Open(_paths.Body(sha256), sha256, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Forgets bytes, durably; nothing happens where they are not.</summary>
    public void Remove(string sha256)
    {
        if (!ArchivePaths.IsDigest(sha256)) return;
        var file = _paths.Body(sha256);
        lock (_writing)
        {
            if (!File.Exists(file)) return;
            _disk.Remove(file);
            _disk.FlushFolder(Path.GetDirectoryName(file)!); // as above
        }
    }

    private static bool IsSound(string file, string sha256)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == sha256;
    }
}
