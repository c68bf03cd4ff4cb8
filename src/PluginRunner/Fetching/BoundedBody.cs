using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Reads a body, decompressing it ourselves: never more than the limit is held, before decompression or after.</summary>
internal static class BoundedBody
{
    /// <summary>The encoding asked for.</summary>
    public const string Accepted = "gzip";

    // GZipStream takes a stream that is cut off for one that ended. So a member of ours follows the body's own (RFC 1952 lets
    // members follow each other): only after a body that is whole does it come out at the end.
    private static readonly byte[] Seal = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] SealMember = Compressed(Seal);

    public static async Task<byte[]> Read(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most) throw TooLarge(most);
        await using var raw = await content.ReadAsStreamAsync(cancellationToken);
        return content.Headers.ContentEncoding.Where(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList() switch
        {
            [] when content.Headers.ContentLength is { } length => await ReadWhole(raw, (int)length, cancellationToken),
            [] => await ReadAll(raw, most, most, cancellationToken),
            [var one] when one.Equals("gzip", StringComparison.OrdinalIgnoreCase) => await Decompress(raw, most, cancellationToken),
            var others => throw new RefusedConnection(FetchRefusal.EncodingUnknown, $"the body is encoded as '{string.Join(", ", others)}', which was not asked for"),
        };
    }

    private static async Task<byte[]> Decompress(Stream raw, int most, CancellationToken cancellationToken)
    {
        var sent = await ReadAll(raw, most, most, cancellationToken);
        if (sent.Length == 0) return [];
        await using var plain = new GZipStream(new MemoryStream([.. sent, .. SealMember]), CompressionMode.Decompress);
        try
        {
            var all = await ReadAll(plain, most + Seal.Length, most, cancellationToken);
            if (all.AsSpan().EndsWith(Seal)) return all[..^Seal.Length];
        }
        catch (InvalidDataException)
        {
            // as below
        }

        throw new RefusedConnection(FetchRefusal.Truncated, "the compressed body is broken or ends too early");
    }

    /// <summary>Bodies are large: one whose length is known is read into the one array that it becomes.</summary>
    private static async Task<byte[]> ReadWhole(Stream from, int length, CancellationToken cancellationToken)
    {
        var whole = new byte[length];
        var count = await from.ReadAtLeastAsync(whole, length, throwOnEndOfStream: false, cancellationToken);
        return count == length ? whole : whole[..count];
    }

    private static async Task<byte[]> ReadAll(Stream from, int bound, int most, CancellationToken cancellationToken)
    {
        // What it grows in is borrowed, and only the whole one is an array of its own.
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            int count;
            while ((count = await from.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += count;
                if (length > bound) throw TooLarge(most);
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RefusedConnection TooLarge(int most) => new(FetchRefusal.TooLarge, $"the body is larger than the {most} bytes allowed");

    private static byte[] Compressed(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var compressing = new GZipStream(to, CompressionLevel.Fastest)) compressing.Write(bytes);
        return to.ToArray();
    }
}
