using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.Ledger.Entries;

/// <summary>A text beside an entry (RFC 9901): base64url of the JSON array salt, name, value.</summary>
public static class Disclosure
{
    internal const int DigestLength = 43;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The digest an entry carries for a disclosure: base64url(SHA-256(ASCII(disclosure))).</summary>
    /// <param name="disclosure">The stored string, not what it decodes to.</param>
    /// <returns>43 characters.</returns>
    public static string Digest(string disclosure) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(disclosure)));

    /// <summary>Reads a disclosure.</summary>
    /// <param name="disclosure">The stored string.</param>
    /// <returns>The text's name and value.</returns>
    /// <exception cref="InvalidDataException">It is not a disclosure.</exception>
    public static (string Name, string Value) Read(string disclosure)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(disclosure));
            if (json.RootElement.ValueKind == JsonValueKind.Array
                && json.RootElement.GetArrayLength() == 3
                && json.RootElement[1].GetString() is { } name
                && json.RootElement[2].GetString() is { } value)
            {
                return (name, value);
            }
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("A disclosure does not decode.", e);
        }

        throw new InvalidDataException("A disclosure is an array of salt, name and value.");
    }

    /// <summary>Makes a disclosure with a fresh salt of 128 bits.</summary>
    internal static string Of(string name, string value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartArray();
            json.WriteStringValue(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
