using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Reads a body, decompressing it ourselves: never more than the limit is held, before decompression or after.</summary>
internal static class BoundedBody
{
    /// <summary>The encoding asked for.</summary>
    public const string Accepted = "gzip";

    private const int FirstBytes = 16 * 1024;

    // GZipStream takes a stream that is cut off for one that ended. So a member of ours follows the body's own (RFC 1952 lets
    // members follow each other): only after a body that is whole does it come out at the end.
    private static readonly byte[] Seal = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] SealMember = Compressed(Seal);

    public static async Task<LentBytes> Read(HttpContent content, int most, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > most) throw TooLarge(most);
        await using var raw = await content.ReadAsStreamAsync(cancellationToken);
        return content.Headers.ContentEncoding.Where(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList() switch
        {
            [] => await ReadAll(raw, content.Headers.ContentLength, most, most, cancellationToken),
            [var one] when one.Equals("gzip", StringComparison.OrdinalIgnoreCase) => await Decompress(raw, most, cancellationToken),
            var others => throw new RefusedConnection(FetchRefusal.EncodingUnknown, $"the body is encoded as '{string.Join(", ", others)}', which was not asked for"),
        };
    }

    private static async Task<LentBytes> Decompress(Stream raw, int most, CancellationToken cancellationToken)
    {
        using var sent = await ReadAll(raw, null, most, most, cancellationToken);
        if (sent.Bytes.Length == 0) return LentBytes.Of(0);
        using var members = LentBytes.Of(sent.Bytes.Length + SealMember.Length);
        sent.Bytes.CopyTo(members.Bytes);
        SealMember.CopyTo(members.Bytes[sent.Bytes.Length..]);
        MemoryMarshal.TryGetArray<byte>(members.Bytes, out var array);
        await using var plain = new GZipStream(new MemoryStream(array.Array!, array.Offset, array.Count), CompressionMode.Decompress); // it is one
        try
        {
            var all = await ReadAll(plain, null, most + Seal.Length, most, cancellationToken);
            if (all.Bytes.Span.EndsWith(Seal)) return all.Cut(all.Bytes.Length - Seal.Length);
            all.Dispose();
        }
        catch (InvalidDataException)
        {
            // as below
        }

        throw new RefusedConnection(FetchRefusal.Truncated, "the compressed body is broken or ends too early");
    }

    private static async Task<LentBytes> ReadAll(Stream from, long? announced, int bound, int most, CancellationToken cancellationToken)
    {
        var all = LentBytes.Of((int)Math.Min(announced ?? FirstBytes, bound) + 1); // one more than may come: by it the end is seen, or that there is too much
        try
        {
            var length = 0;
            int count;
            while ((count = await from.ReadAsync(all.Bytes[length..], cancellationToken)) > 0)
            {
                length += count;
                if (length > bound) throw TooLarge(most);
                if (length < all.Bytes.Length) continue;
                var larger = LentBytes.Of(Math.Min(length * 2, bound + 1));
                all.Bytes.CopyTo(larger.Bytes);
                all.Dispose();
                all = larger;
            }

            return all.Cut(length);
        }
        catch
        {
            all.Dispose();
            throw;
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
