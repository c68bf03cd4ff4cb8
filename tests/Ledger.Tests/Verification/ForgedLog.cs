using System.Buffers.Binary;
using System.Text;
using Tracker.Ledger.Entries;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Tests.Verification;

/// <summary>
/// A log that a lying operator made: every hash and signature is right, and what the entries say is not. Only reading
/// the entries can tell.
/// </summary>
internal sealed class ForgedLog
{
    private readonly List<(string Entry, string Disclosures)> _entries = [];

    /// <summary>Adds an entry; the parts not given are honest.</summary>
    public ForgedLog Add(
        long? index = null, string stream = "contoh/1", long? version = null, string at = "2026-01-01T00:00:00.000Z", string role = "owner",
        string type = "progress.reported", string facts = "", string v = "1", string sd = "[]", string disclosures = "[]")
    {
        var i = index ?? _entries.Count;
        _entries.Add(($$"""{"_sd":{{sd}},"_sd_alg":"sha-256","at":"{{at}}","i":{{i}},"n":{{version ?? _entries.Count + 1}},"role":"{{role}}","s":"{{stream}}","t":"{{type}}","v":{{v}}{{facts}}}""", disclosures));
        return this;
    }

    /// <summary>A text with its digest, as an entry and a line carry them.</summary>
    public static (string Digest, string Disclosure) Text(string value = "words")
    {
        var disclosure = Disclosure.Of("narrative", value);
        return (Disclosure.Digest(disclosure), disclosure);
    }

    /// <summary>Signs it, lays it out as it would be served, and lets the verifier read it.</summary>
    public async Task<string> Verify(TempFolder temp)
    {
        var signer = NoteSigner.Create(Some.Origin + "/forged");
        var (tree, frontier) = (LogTree.Load(0, [], (_, _) => null), new Frontier());
        using var bundle = new MemoryStream();
        foreach (var (entry, _) in _entries)
        {
            var bytes = Encoding.UTF8.GetBytes(entry);
            tree.Append(TreeHash.Leaf(bytes));
            frontier.Append(TreeHash.Leaf(bytes));
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
            bundle.Write(length);
            bundle.Write(bytes);
        }

        tree.Flush((level, number, hashes) => Put(temp, TilePath.Hashes(level, number, hashes.Length / 32).ToString(), hashes));
        Put(temp, TilePath.Entries(0, _entries.Count).ToString(), bundle.ToArray());
        Put(temp, TilePath.Disclosures(0, _entries.Count).ToString(), Encoding.UTF8.GetBytes(string.Concat(_entries.Select(e => e.Disclosures + "\n"))));
        Put(temp, "key", Encoding.UTF8.GetBytes(signer.Key + "\n"));
        var checkpoint = new CheckpointText(signer.Key.Name, _entries.Count, frontier.Root());
        Put(temp, "checkpoint", Encoding.UTF8.GetBytes(signer.Sign(checkpoint.ToString())));
        return (await ExportedLog.Verify(temp["log"], temp["state"])).Line();
    }

    private static void Put(TempFolder temp, string path, byte[] bytes)
    {
        var file = temp["log/" + path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file has a folder
        File.WriteAllBytes(file, bytes);
    }
}
