using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Tracker.Ledger.Serving;

/// <summary>How entries and disclosures are laid out in the files that are served.</summary>
internal static class Bundle
{
    /// <summary>A bundle of entries: (uint16 big-endian length ‖ entry)*, C2SP tlog-tiles.</summary>
    public static byte[] Of(ImmutableArray<StoredEntry> entries)
    {
        var bundle = new byte[entries.Sum(e => 2 + e.Bytes.Length)];
        var to = bundle.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to, checked((ushort)entry.Bytes.Length));
            entry.Bytes.Span.CopyTo(to[2..]);
            to = to[(2 + entry.Bytes.Length)..];
        }

        return bundle;
    }

    /// <summary>JSON lines, an array of disclosures an entry, null where a text is held or erased.</summary>
    public static byte[] DisclosuresOf(ImmutableArray<StoredEntry> entries)
    {
        var lines = new StringBuilder();
        foreach (var entry in entries)
        {
            // base64url needs no escaping.
            lines.Append('[').AppendJoin(',', entry.Disclosures.Select(d => d is null ? "null" : $"\"{d}\"")).Append("]\n");
        }

        return Encoding.ASCII.GetBytes(lines.ToString());
    }
}
