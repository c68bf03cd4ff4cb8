using System.Security.Cryptography;
using System.Text;
using Tracker.Ledger.Notes;

namespace Tracker.Ledger.Writing;

/// <summary>The greatest size and root about to be signed, kept where a restored database cannot take it back.</summary>
internal interface IHighWater
{
    /// <summary>The mark; null when none was ever set.</summary>
    /// <exception cref="InvalidDataException">There are files, and none can be read.</exception>
    CheckpointText? Read(string log);

    /// <summary>Raises the mark, durably; a lower one changes nothing.</summary>
    void Raise(string log, CheckpointText mark);
}

/// <summary>
/// The mark as two files outside the database, written in turn, so that one torn by a power cut leaves the other. Each
/// is a checkpoint's text and the SHA-256 of it.
/// </summary>
internal sealed class HighWaterFiles(string folder) : IHighWater
{
    private readonly Lock _raising = new();

    public CheckpointText? Read(string log)
    {
        var (highest, _, any) = Slots(log);
        return highest is null && any
            ? throw new InvalidDataException($"The high-water files of '{log}' are there, and neither can be read.")
            : highest;
    }

    public void Raise(string log, CheckpointText mark)
    {
        lock (_raising)
        {
            var (highest, free, _) = Slots(log);
            if (highest is not null && highest.Size >= mark.Size)
            {
                return;
            }

            var text = Encoding.UTF8.GetBytes(mark.ToString());
            DurableFile.Write(free, [.. text, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)) + "\n")]);
        }
    }

    private (CheckpointText? Highest, string Free, bool Any) Slots(string log)
    {
        var (a, b) = (Path.Combine(folder, log + ".a"), Path.Combine(folder, log + ".b"));
        var (inA, inB) = (ReadSlot(a), ReadSlot(b));
        var any = File.Exists(a) || File.Exists(b);
        return inB is null || (inA is not null && inA.Size >= inB.Size) ? (inA, inA is null ? a : b, any) : (inB, a, any);
    }

    private static CheckpointText? ReadSlot(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        if (bytes.Length <= 65)
        {
            return null;
        }

        var text = bytes.AsSpan(0, bytes.Length - 65);
        var sum = Encoding.ASCII.GetString(bytes.AsSpan(bytes.Length - 65));
        return sum == Convert.ToHexStringLower(SHA256.HashData(text)) + "\n" ? CheckpointText.Parse(Encoding.UTF8.GetString(text)) : null;
    }
}
