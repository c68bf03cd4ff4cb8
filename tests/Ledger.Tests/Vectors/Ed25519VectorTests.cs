using System.Text;
using System.Text.Json;
using FluentAssertions;
using NSec.Cryptography;
using Tracker.Ledger.Notes;
using Xunit;

namespace Tracker.Ledger.Tests.Vectors;

/// <summary>BouncyCastle signs and verifies in the product; libsodium, by NSec, is the second opinion.</summary>
public class Ed25519VectorTests
{
    [SkippableFact]
    public void Both_libraries_judge_every_Wycheproof_case_alike_and_right()
    {
        var count = 0;
        foreach (var group in Vector.Json("wycheproof/ed25519_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var key = Convert.FromHexString(group.GetProperty("publicKey").GetProperty("pk").GetString()!);
            foreach (var c in group.GetProperty("tests").EnumerateArray())
            {
                var (message, signature) = (Convert.FromHexString(c.GetProperty("msg").GetString()!), Convert.FromHexString(c.GetProperty("sig").GetString()!));
                var valid = c.GetProperty("result").GetString() == "valid";
                NoteKey.Of("x", key).Verifies(message, signature).Should().Be(valid, $"BouncyCastle, case {c.GetProperty("tcId")}");
                SecondOpinion(key, message, signature).Should().Be(valid, $"NSec, case {c.GetProperty("tcId")}");
                count++;
            }
        }

        count.Should().Be(151);
    }

    /// <summary>
    /// The two libraries differ only over signatures that their own signer gave a low-order component on purpose, which
    /// RFC 8032 leaves open, and then the product is the more lenient one. It forges nothing: the key's owner made it.
    /// </summary>
    [SkippableFact]
    public void Edge_cases_are_refused_or_differ_only_where_the_standard_leaves_it_open()
    {
        var accepted = 0;
        foreach (var c in Vector.Json("cctv-ed25519/ed25519vectors.json").EnumerateArray())
        {
            var (key, signature) = (Convert.FromHexString(c.GetProperty("key").GetString()!), Convert.FromHexString(c.GetProperty("sig").GetString()!));
            var message = Encoding.UTF8.GetBytes(c.GetProperty("msg").GetString()!);
            var flags = c.GetProperty("flags") is { ValueKind: JsonValueKind.Array } f ? f.EnumerateArray().Select(x => x.GetString()!).ToArray() : [];
            var (ours, theirs) = (NoteKey.Of("x", key).Verifies(message, signature), SecondOpinion(key, message, signature));
            if (flags.Contains("non_canonical_A") || flags.Contains("non_canonical_R") || flags.Contains("low_order_A"))
            {
                ours.Should().BeFalse($"case {c.GetProperty("number")}");
            }

            if (ours != theirs)
            {
                (ours, flags.Any(x => x.StartsWith("low_order", StringComparison.Ordinal))).Should().Be((true, true), $"case {c.GetProperty("number")}");
            }

            accepted += ours ? 1 : 0;
        }

        accepted.Should().BeGreaterThan(0);
    }

    [Fact]
    public void What_we_sign_the_second_opinion_verifies()
    {
        var signer = NoteSigner.Create("tracker.example.org/ledger/contoh");
        var note = signer.Sign("tracker.example.org/ledger/contoh\n1\nx\n");
        var signature = Convert.FromBase64String(note.TrimEnd('\n').Split(' ')[^1])[4..];

        SecondOpinion(signer.Key.PublicKey.ToArray(), Encoding.UTF8.GetBytes("tracker.example.org/ledger/contoh\n1\nx\n"), signature).Should().BeTrue();
        SecondOpinion(signer.Key.PublicKey.ToArray(), Encoding.UTF8.GetBytes("tracker.example.org/ledger/contoh\n2\nx\n"), signature).Should().BeFalse();
        NoteSigner.Parse(signer.Export()).Key.ToString().Should().Be(signer.Key.ToString());
    }

    private static bool SecondOpinion(byte[] key, byte[] message, byte[] signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey, out var imported)
        && SignatureAlgorithm.Ed25519.Verify(imported!, message, signature); // imported: the call before said so
}
