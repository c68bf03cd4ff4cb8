using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Host.Features.Accounts;

/// <summary>Random values that prove something by being known. Kept only as their SHA-256: they have 256 bits, nobody guesses them.</summary>
public static class Secret
{
    /// <summary>A new one, for its holder's eyes.</summary>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>A public id: random, says nothing.</summary>
    public static string PublicId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
}
