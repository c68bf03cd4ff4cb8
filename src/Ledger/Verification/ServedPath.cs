using System.Globalization;

namespace Tracker.Ledger.Verification;

/// <summary>The addresses of C2SP tlog-tiles, spelled by the verifier itself: it shares only the hash with the writer.</summary>
internal static class ServedPath
{
    public const int Full = 256;

    public static string Hashes(int level, long number, int width) =>
        "tile/" + level.ToString(CultureInfo.InvariantCulture) + "/" + Numbered(number, width);

    public static string Entries(long number, int width) => "tile/entries/" + Numbered(number, width);

    public static string Disclosures(long number, int width) => "disclosures/" + Numbered(number, width);

    private static string Numbered(long number, int width)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var groups = new List<string>();
        for (var at = 0; at < digits.Length; at += 3)
        {
            groups.Add(at + 3 < digits.Length ? $"x{digits.AsSpan(at, 3)}" : digits[at..]);
        }

        return string.Join('/', groups) + (width < Full ? ".p/" + width.ToString(CultureInfo.InvariantCulture) : "");
    }
}
