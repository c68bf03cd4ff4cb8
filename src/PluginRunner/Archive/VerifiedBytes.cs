using System.Security.Cryptography;

namespace Tracker.PluginRunner.Archive;

/// <summary>A file's bytes, verified before any of them is given out, and read while they are: however slow whoever takes them is, none are held.</summary>
internal static class VerifiedBytes
{
    /// <summary>The bytes; null where they are not those of the digest.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is not there.</exception>
    public static async Task<Stream?> Open(string file, string sha256, CancellationToken cancellationToken)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        try
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == sha256)
            {
                stream.Position = 0;
                return stream;
            }
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        await stream.DisposeAsync();
        return null;
    }
}
