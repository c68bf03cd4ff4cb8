using System.Text;
using Tracker.Ledger.Notes;

namespace Tracker.Ledger.Writing;

/// <summary>The private keys of the logs, one file each, readable by their owner only.</summary>
internal sealed class LogKeys(string folder, string origin)
{
    public string NameOf(string log) => $"{origin}/{log}";

    /// <summary>The key of a log; null when it has none.</summary>
    /// <exception cref="FormatException">The file was altered, or is of another origin.</exception>
    public NoteSigner? Find(string log)
    {
        var file = FileOf(log);
        if (!File.Exists(file))
        {
            return null;
        }

        var signer = NoteSigner.Parse(File.ReadAllText(file).TrimEnd('\n'));
        return signer.Key.Name == NameOf(log) ? signer : throw new FormatException($"The key file is of '{signer.Key.Name}', not of '{NameOf(log)}'.");
    }

    /// <summary>Makes the key of a new log.</summary>
    public NoteSigner Make(string log)
    {
        var signer = NoteSigner.Create(NameOf(log));
        DurableFile.Write(FileOf(log), Encoding.UTF8.GetBytes(signer.Export() + "\n"));
        return signer;
    }

    private string FileOf(string log) => Path.Combine(folder, log + ".key");
}
