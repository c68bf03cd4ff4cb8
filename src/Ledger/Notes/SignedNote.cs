using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Tracker.Ledger.Notes;

/// <summary>
/// A note and the known keys that signed it (C2SP signed-note). Opening is strict: UTF-8, no control character but the
/// newline, at most 100 signatures, unknown keys ignored, a known key's bad signature refuses the whole note, and so does
/// no known key at all.
/// </summary>
/// <param name="Text">What was signed, with its last newline.</param>
/// <param name="Verified">The names of the known keys that signed it, each once, in order.</param>
public sealed record SignedNote(string Text, ImmutableArray<string> Verified)
{
    internal const string Dash = "\u2014 ";
    private const int MostSignatures = 100;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a note.</summary>
    /// <param name="bytes">The note.</param>
    /// <param name="known">The keys the reader knows.</param>
    /// <returns>The text and who signed it.</returns>
    /// <exception cref="FormatException">It is malformed, altered, or signed by no known key.</exception>
    public static SignedNote Open(ReadOnlySpan<byte> bytes, params ReadOnlySpan<NoteKey> known)
    {
        var (text, signatures) = Split(Decode(bytes));
        var message = Encoding.UTF8.GetBytes(text);
        var verified = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<(string, uint)>();
        foreach (var (name, id, signature) in signatures)
        {
            foreach (var key in known)
            {
                if (key.Name != name || key.Id != id || !seen.Add((name, id)))
                {
                    continue;
                }

                if (!key.Verifies(message, signature))
                {
                    throw new FormatException($"The signature of '{name}' does not verify: the text or the signature was altered.");
                }

                verified.Add(name);
            }
        }

        return verified.Count > 0
            ? new SignedNote(text, verified.ToImmutable())
            : throw new FormatException("No known key signed this note.");
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        string note;
        try
        {
            note = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The note is not UTF-8.", e);
        }

        foreach (var c in note)
        {
            if (c != '\n' && (c < ' ' || c == '\u007f'))
            {
                throw new FormatException($"The note contains the control character U+{(int)c:X4}.");
            }
        }

        return note;
    }

    private static (string Text, List<(string Name, uint Id, byte[] Signature)> Signatures) Split(string note)
    {
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || blank + 2 == note.Length)
        {
            throw new FormatException("A note is a text, a blank line and at least one signature line.");
        }

        var lines = note[(blank + 2)..^1].Split('\n');
        if (lines.Length > MostSignatures)
        {
            throw new FormatException($"The note has {lines.Length} signatures; {MostSignatures} are the most a reader accepts.");
        }

        var signatures = new List<(string, uint, byte[])>(lines.Length);
        foreach (var line in lines)
        {
            var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
            if (parts.Length != 2 || !NoteKey.IsName(parts[0]) || StrictBase64.Decode(parts[1]) is not { Length: >= 5 } bytes)
            {
                throw new FormatException("A line after the blank line is not a signature.");
            }

            signatures.Add((parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]));
        }

        return (note[..(blank + 1)], signatures);
    }
}
