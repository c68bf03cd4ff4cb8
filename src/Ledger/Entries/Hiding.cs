using System.Globalization;

namespace Tracker.Ledger.Entries;

/// <summary>For how long a text is hidden: seven days from the entry that hides it, or for good. The end is a fact of that entry; whether it has come is asked when somebody reads.</summary>
public static class Hiding
{
    /// <summary>Seven days, unless somebody confirms it.</summary>
    public static readonly TimeSpan Unconfirmed = TimeSpan.FromDays(7);

    /// <summary>No end, in the form of a time.</summary>
    internal const string ForGood = "9999-12-31T23:59:59.999Z";

    /// <summary>When a hiding that nobody confirms ends by itself.</summary>
    /// <param name="at">The time of the entry that hides, as it is written.</param>
    internal static string Until(string at) => Written(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) + Unconfirmed);

    /// <summary>A time as it is written, so that two compare as texts.</summary>
    internal static string Written(DateTimeOffset time) => time.ToUniversalTime().ToString(EntryShape.TimeFormat, CultureInfo.InvariantCulture);
}
