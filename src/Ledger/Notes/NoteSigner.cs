using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Tracker.Ledger.Notes;

/// <summary>A private key of a log, kept as <c>PRIVATE+KEY+name+id+base64(0x01 ‖ seed)</c>.</summary>
internal sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] _seed;

    private NoteSigner(string name, byte[] seed)
    {
        _seed = seed;
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        Key = NoteKey.Of(name, key);
    }

    public NoteKey Key { get; }

    public static NoteSigner Create(string name) => new(name, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    public static NoteSigner Parse(string text)
    {
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || StrictBase64.Decode(parts[2]) is not [NoteKey.Ed25519Type, .. { Length: 32 } seed])
        {
            throw new FormatException("Not a private key of a log.");
        }

        var signer = new NoteSigner(parts[0], seed);
        return signer.Export() == text ? signer : throw new FormatException("The private key's id is not its own: the file was altered.");
    }

    /// <summary>The key as its file keeps it. Secret.</summary>
    public string Export() => $"{Prefix}{Key.Name}+{Key.Id:x8}+{Convert.ToBase64String([NoteKey.Ed25519Type, .. _seed])}";

    /// <summary>Signs a text that ends in a newline: text, blank line, one signature line.</summary>
    public string Sign(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var signed = new byte[4 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signed, Key.Id);
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signed, 4);
        return $"{text}\n{SignedNote.Dash}{Key.Name} {Convert.ToBase64String(signed)}\n";
    }
}
