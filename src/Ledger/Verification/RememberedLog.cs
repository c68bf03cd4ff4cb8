using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tracker.Ledger.Verification;

/// <summary>What a verifier remembers of a log: its key, and the checkpoints it found sound, oldest first.</summary>
/// <param name="Origin">The log's origin.</param>
/// <param name="Key">The key as a vkey.</param>
/// <param name="Notes">The signed notes, a character for each byte.</param>
internal sealed record RememberedLog(string Origin, string Key, ImmutableArray<string> Notes)
{
    private const int Most = 256;

    /// <summary>Reads what a state folder remembers; null for a log never seen.</summary>
    /// <exception cref="IOException">The file is there and cannot be understood: forgetting it would hide a fork.</exception>
    public static RememberedLog? Read(string folder, string origin)
    {
        var file = FileOf(folder, origin);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RememberedLog>(File.ReadAllText(file)) is { Notes.IsDefault: false } read && read.Origin == origin
                ? read
                : throw new IOException($"'{file}' is not what the verifier wrote there.");
        }
        catch (JsonException e)
        {
            throw new IOException($"'{file}' is not what the verifier wrote there.", e);
        }
    }

    /// <summary>Remembers one more checkpoint.</summary>
    public RememberedLog With(string note) =>
        Notes.Contains(note) ? this : this with { Notes = [.. Notes.TakeLast(Most - 1), note] };

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Writing.DurableFile.Write(FileOf(folder, Origin), JsonSerializer.SerializeToUtf8Bytes(this));
    }

    /// <summary>Writes the evidence of a fork: two signed checkpoints that cannot both be true.</summary>
    public static string WriteFork(string folder, string origin, string remembered, string served)
    {
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(remembered + served)))[..8];
        var file = Path.ChangeExtension(FileOf(folder, origin), $".fork-{name}.txt");
        File.WriteAllBytes(file, [.. Encoding.Latin1.GetBytes(remembered), (byte)'\n', .. Encoding.Latin1.GetBytes(served)]);
        return file;
    }

    private static string FileOf(string folder, string origin) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16] + ".json");
}
