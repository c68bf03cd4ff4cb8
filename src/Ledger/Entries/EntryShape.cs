using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tracker.Ledger.Entries;

/// <summary>What names and values an entry may have; the table of the entry format decision.</summary>
internal static partial class EntryShape
{
    public const int LongestEntry = 65_535;
    public const int MostEntries = 64;
    public const int LargestSubmission = 1024 * 1024;
    public const int LongestText = 65_536;
    public const int LongestName = 200;
    public const string Redacted = "text.redacted";
    public const string Released = "text.released";
    public const string Refused = "text.refused";
    public const string Hidden = "text.hidden";
    public const string Withheld = "text.withheld";
    public const string Shown = "text.shown";
    public const string Visitor = "visitor";
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static FrozenSet<string> Reserved { get; } = FrozenSet.Create("v", "i", "t", "s", "n", "at", "_sd", "_sd_alg");

    public static FrozenSet<string> Roles { get; } =
        FrozenSet.Create(Visitor, "owner", "partner", "reviewer", "coordinator", "admin", "plugin", "system");

    public static FrozenSet<string> Partners { get; } = FrozenSet.Create("government", "public", "academia", "business");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\z", RegexOptions.NonBacktracking)]
    public static partial Regex Type();

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,32}(/[A-Za-z0-9.-]{1,32})*\z", RegexOptions.NonBacktracking)]
    public static partial Regex Stream();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,31}\z", RegexOptions.NonBacktracking)]
    public static partial Regex Log();
}
