using System.Buffers;

namespace Tracker.PluginRunner;

/// <summary>
/// Bytes that may be many. The array of a large body is a large object to the runtime, which makes room for such by collecting
/// everything while all wait (decision 0013): so it is lent, and given back by the last who needs it. One that nobody gives back
/// is garbage like any other.
/// </summary>
public sealed class LentBytes : IDisposable
{
    private const int Large = 64 * 1024;
    private static readonly ArrayPool<byte> s_arrays = ArrayPool<byte>.Create(maxArrayLength: 16 * 1024 * 1024, maxArraysPerBucket: 4);
    private byte[]? _lent;

    private LentBytes(byte[] array, int length, bool isLent) => (Bytes, _lent) = (array.AsMemory(0, length), isLent ? array : null);

    /// <summary>The bytes; none once they were given back.</summary>
    public Memory<byte> Bytes { get; private set; }

    /// <summary>So many bytes, of which nothing is known.</summary>
    public static LentBytes Of(int length) =>
        length < Large ? new(new byte[length], length, isLent: false) : new(s_arrays.Rent(length), length, isLent: true);

    /// <summary>All of a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    public static async Task<LentBytes> OfFile(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        var all = Of(checked((int)stream.Length));
        try
        {
            await stream.ReadExactlyAsync(all.Bytes, cancellationToken);
            return all;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>The first of them alone.</summary>
    public LentBytes Cut(int length)
    {
        Bytes = Bytes[..length];
        return this;
    }

    /// <summary>Gives them back: nobody may look at them any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lent, null) is not { } array) return;
        Bytes = default;
        s_arrays.Return(array);
    }
}
