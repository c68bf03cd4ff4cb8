using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.Ledger.Entries;

/// <summary>
/// An entry with everything in its place except what only the writer knows. It is prepared on the author's thread, so
/// that the writer's thread splices three values and hashes.
/// </summary>
internal sealed class PreparedEntry
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Placeholders, in the order in which sorting puts them: at, i, n.
    private readonly byte[] _beforeAt;
    private readonly byte[] _beforeIndex;
    private readonly byte[] _beforeVersion;
    private readonly byte[] _end;

    private PreparedEntry(byte[][] pieces, ImmutableArray<PreparedText> texts, TextChange? change)
    {
        (_beforeAt, _beforeIndex, _beforeVersion, _end) = (pieces[0], pieces[1], pieces[2], pieces[3]);
        (Texts, Change) = (texts, change);
        Length = pieces.Sum(p => p.Length);
    }

    /// <summary>The texts in the order of their digests.</summary>
    public ImmutableArray<PreparedText> Texts { get; }

    /// <summary>What it does to an earlier entry's texts; null for most.</summary>
    public TextChange? Change { get; }

    /// <summary>The length in bytes, without the three values.</summary>
    public int Length { get; }

    /// <summary>The record: the bytes that are stored, hashed and served.</summary>
    public byte[] Write(string at, long index, long version)
    {
        Span<byte> indexDigits = stackalloc byte[20];
        Span<byte> versionDigits = stackalloc byte[20];
        index.TryFormat(indexDigits, out var indexLength, default, CultureInfo.InvariantCulture);
        version.TryFormat(versionDigits, out var versionLength, default, CultureInfo.InvariantCulture);
        var entry = new byte[Length + at.Length + 2 + indexLength + versionLength];
        var to = entry.AsSpan();
        Put(ref to, _beforeAt);
        to[0] = (byte)'"';
        Encoding.ASCII.GetBytes(at, to[1..]);
        to[at.Length + 1] = (byte)'"';
        to = to[(at.Length + 2)..];
        Put(ref to, _beforeIndex);
        Put(ref to, indexDigits[..indexLength]);
        Put(ref to, _beforeVersion);
        Put(ref to, versionDigits[..versionLength]);
        Put(ref to, _end);
        return entry;
    }

    /// <summary>Prepares a draft, or throws <see cref="ArgumentException"/> for what can only be a bug.</summary>
    public static PreparedEntry Of(string stream, DraftEntry draft)
    {
        if (!EntryShape.Type().IsMatch(draft.Type))
        {
            throw new ArgumentException($"The type '{draft.Type}' is not noun.past-tense.");
        }

        using var json = FactsJson.Parse(draft.Facts);
        var facts = json.RootElement;
        var role = FactsJson.Check(facts);
        var texts = Prepare(draft.Texts.IsDefault ? [] : draft.Texts, role);
        var prepared = new PreparedEntry(Pieces(stream, draft.Type, facts, texts), texts, FactsJson.Change(draft.Type, facts));
        return prepared.Length + 64 + 40 <= EntryShape.LongestEntry
            ? prepared
            : throw new ArgumentException($"An entry has at most {EntryShape.LongestEntry} bytes; this one of type {draft.Type} has {prepared.Length}.");
    }

    private static ImmutableArray<PreparedText> Prepare(ImmutableArray<DraftText> texts, string role)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var prepared = new PreparedText[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = texts[i];
            if (text.Name.Length is 0 or > EntryShape.LongestName || !names.Add(text.Name))
            {
                throw new ArgumentException($"The text name '{text.Name}' is empty, too long or used twice.");
            }

            if (text.Value.Length > EntryShape.LongestText || HasLoneSurrogate(text.Value))
            {
                throw new ArgumentException($"The text '{text.Name}' is too long or has a lone surrogate.");
            }

            if (text.Held && (text.Kind != TextKind.Personal || role != EntryShape.Visitor))
            {
                throw new ArgumentException($"The text '{text.Name}' cannot be held: only a visitor's personal texts are.");
            }

            var disclosure = Disclosure.Of(text.Name, text.Value);
            prepared[i] = new PreparedText(Disclosure.Digest(disclosure), disclosure, text.Kind, text.Held);
        }

        Array.Sort(prepared, (a, b) => string.CompareOrdinal(a.Digest, b.Digest));
        return [.. prepared];
    }

    private static bool HasLoneSurrogate(string text)
    {
        try
        {
            Strict.GetByteCount(text);
            return false;
        }
        catch (EncoderFallbackException)
        {
            return true;
        }
    }

    private static byte[][] Pieces(string stream, string type, JsonElement facts, ImmutableArray<PreparedText> texts)
    {
        var names = new List<string>(EntryShape.Reserved);
        foreach (var fact in facts.EnumerateObject())
        {
            names.Add(fact.Name);
        }

        names.Sort(string.CompareOrdinal);
        var pieces = new List<byte[]>(4);
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Compact);
        json.WriteStartObject();
        foreach (var name in names)
        {
            json.WritePropertyName(name);
            switch (name)
            {
                case "at" or "i" or "n":
                    json.Flush();
                    pieces.Add(buffer.WrittenSpan.ToArray());
                    buffer.ResetWrittenCount();

                    // The value itself is spliced in later; the writer only has to believe that there was one.
                    json.WriteRawValue("0", skipInputValidation: true);
                    json.Flush();
                    buffer.ResetWrittenCount();
                    break;
                case "v":
                    json.WriteNumberValue(1);
                    break;
                case "t":
                    json.WriteStringValue(type);
                    break;
                case "s":
                    json.WriteStringValue(stream);
                    break;
                case "_sd_alg":
                    json.WriteStringValue("sha-256");
                    break;
                case "_sd":
                    json.WriteStartArray();
                    foreach (var text in texts)
                    {
                        json.WriteStringValue(text.Digest);
                    }

                    json.WriteEndArray();
                    break;
                default:
                    FactsJson.WriteSorted(json, facts.GetProperty(name));
                    break;
            }
        }

        json.WriteEndObject();
        json.Flush();
        pieces.Add(buffer.WrittenSpan.ToArray());
        return [.. pieces];
    }

    private static void Put(ref Span<byte> to, scoped ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(to);
        to = to[piece.Length..];
    }
}
