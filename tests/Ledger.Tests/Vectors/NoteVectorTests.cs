using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Tree;
using Xunit;

namespace Tracker.Ledger.Tests.Vectors;

public class NoteVectorTests
{
    [SkippableFact]
    public void Notes_open_or_not_as_their_authors_say()
    {
        var vectors = Vector.Json("golang-mod-note/note-vectors.json");
        var keys = vectors.GetProperty("verifierKeys").EnumerateObject().ToDictionary(k => k.Name, k => NoteKey.Parse(k.Value.GetString()!));
        foreach (var c in vectors.GetProperty("open").EnumerateArray())
        {
            var name = c.GetProperty("name").GetString();
            var known = c.GetProperty("keys").EnumerateArray().Select(k => keys[k.GetString()!]).ToArray();
            var open = () => SignedNote.Open(Encoding.UTF8.GetBytes(c.GetProperty("note").GetString()!), known);
            if (c.GetProperty("ok").GetBoolean())
            {
                open().Verified.Should().Equal(c.GetProperty("verified").EnumerateArray().Select(v => v.GetString()), name);
            }
            else
            {
                open.Should().Throw<FormatException>(name);
            }
        }
    }

    [SkippableFact]
    public void Signing_gives_the_bytes_the_vectors_give()
    {
        var vectors = Vector.Json("golang-mod-note/note-vectors.json");
        var sign = vectors.GetProperty("sign");

        NoteSigner.Parse(sign.GetProperty("key").GetString()!).Sign(sign.GetProperty("text").GetString()!).Should().Be(sign.GetProperty("want").GetString());

        var body = vectors.GetProperty("treeBody");
        new CheckpointText("go.sum database tree", body.GetProperty("size").GetInt64(), TreeHash.Leaf(Encoding.UTF8.GetBytes(body.GetProperty("recordHashOf").GetString()!)))
            .ToString().Should().Be(body.GetProperty("want").GetString());
    }

    [SkippableFact]
    public void Altered_keys_are_refused()
    {
        var peter = Vector.Json("golang-mod-note/note-vectors.json").GetProperty("verifierKeys").GetProperty("peter").GetString()!;
        for (var cut = 0; cut < peter.Length; cut++)
        {
            FluentActions.Invoking(() => NoteKey.Parse(peter[..cut])).Should().Throw<FormatException>();
            for (var bit = 0; bit < 8; bit++)
            {
                var altered = peter.ToCharArray();
                altered[cut] ^= (char)(1 << bit);
                FluentActions.Invoking(() => NoteKey.Parse(new string(altered))).Should().Throw<FormatException>(new string(altered));
            }
        }
    }

    [SkippableFact]
    public void A_real_log_s_consistency_proof_holds()
    {
        var vectors = Vector.Json("witness/witness-vectors.json");
        var key = NoteKey.Parse(vectors.GetProperty("logKey").GetString()!);
        CheckpointText Open(string name) => CheckpointText.Parse(SignedNote.Open(Encoding.UTF8.GetBytes(vectors.GetProperty(name).GetString()!), key).Text);
        var (five, eight) = (Open("checkpoint5"), Open("checkpoint8"));
        ImmutableArray<ReadOnlyMemory<byte>> proof =
            [.. vectors.GetProperty("consistency5to8Hex").EnumerateArray().Select(h => (ReadOnlyMemory<byte>)Convert.FromHexString(h.GetString()!))];

        MerkleProof.Extends(5, 8, proof, five.Root.Span, eight.Root.Span).Should().BeTrue();
        MerkleProof.Extends(5, 8, proof.Reverse().ToImmutableArray(), five.Root.Span, eight.Root.Span).Should().BeFalse();
        MerkleProof.Extends(5, 8, [], five.Root.Span, eight.Root.Span).Should().BeFalse();
    }
}
