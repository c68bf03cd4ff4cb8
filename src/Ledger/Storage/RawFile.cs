using System.Text;

namespace Tracker.Ledger.Storage;

/// <summary>Looks into a file as an intruder would: without asking the database.</summary>
internal static class RawFile
{
    private const int Distinct = 32;

    /// <summary>
    /// Whether a file still holds the beginning of any of these disclosures. The beginning is the salt, random and
    /// therefore found nowhere else.
    /// </summary>
    public static bool Contains(string file, IReadOnlyCollection<string> disclosures)
    {
        var needles = disclosures.Select(d => Encoding.ASCII.GetBytes(d[..Math.Min(Distinct, d.Length)])).ToArray();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var buffer = new byte[1 << 20];
        var kept = 0;
        while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var window = buffer.AsSpan(0, kept + read);
            foreach (var needle in needles)
            {
                if (window.IndexOf(needle) >= 0)
                {
                    return true;
                }
            }

            kept = Math.Min(Distinct, window.Length);
            window[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
