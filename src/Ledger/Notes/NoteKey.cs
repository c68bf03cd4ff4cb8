using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Tracker.Ledger.Notes;

/// <summary>
/// A public key of a note, written <c>name+hex8(keyid)+base64(0x01 ‖ key)</c> (C2SP signed-note). Only Ed25519, type
/// 0x01, verifies here; the type byte stays open for others.
/// </summary>
public sealed class NoteKey
{
    internal const byte Ed25519Type = 1;
    private readonly byte[] _publicKey;

    private NoteKey(string name, byte[] publicKey) => (Name, _publicKey, Id) = (name, publicKey, IdOf(name, publicKey));

    /// <summary>The key's name; for a log, its origin.</summary>
    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), big-endian.</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>Reads a key; anything not spelled exactly as <see cref="ToString"/> spells it is refused.</summary>
    /// <param name="text">The key's text.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">It is not an Ed25519 key of a note, or its id is not its own.</exception>
    public static NoteKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || StrictBase64.Decode(parts[2]) is not [Ed25519Type, .. { Length: 32 } key])
        {
            throw new FormatException("A key is written name+id+key, the key being base64 of 0x01 and 32 bytes.");
        }

        var parsed = new NoteKey(parts[0], key);
        return parsed.ToString() == text
            ? parsed
            : throw new FormatException($"The key's id is {parsed.Id:x8}, not {parts[1]}: the key or its name was altered.");
    }

    /// <summary>Checks an Ed25519 signature.</summary>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">The signature; anything but 64 bytes fails.</param>
    /// <returns>True when it is this key's.</returns>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize
        && Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, message.ToArray(), 0, message.Length);

    /// <summary>The key as text (a vkey).</summary>
    /// <returns>name+id+key.</returns>
    public override string ToString() =>
        $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Type, .. _publicKey])}";

    internal static NoteKey Of(string name, byte[] publicKey) => new(name, publicKey);

    internal static bool IsName(string name)
    {
        if (name.Length == 0)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c == '+')
            {
                return false;
            }
        }

        return true;
    }

    private static uint IdOf(string name, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey]));
}
