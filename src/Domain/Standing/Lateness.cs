using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Standing;

/// <summary>Whether what was due is done. Judged by reports alone, for the occurrence judged.</summary>
[JsonConverter(typeof(WordsConverter<Lateness>))]
public enum Lateness
{
    /// <summary>Due today or later, and not reported Complete yet.</summary>
    [JsonStringEnumMemberName("Not Due")] NotDue,

    /// <summary>Reported Complete, and so on or before the due date.</summary>
    [JsonStringEnumMemberName("On Time")] OnTime,

    /// <summary>Due yesterday or earlier and not reported Complete; only while the plan runs.</summary>
    [JsonStringEnumMemberName("Late")] Late,

    /// <summary>Reported Complete, but so only after the due date.</summary>
    [JsonStringEnumMemberName("Done Late")] DoneLate,

    /// <summary>The plan is over and the last report is short of Complete.</summary>
    [JsonStringEnumMemberName("Not Done When The Plan Ended")] NotDoneAtEnd,

    /// <summary>The plan is over and there is no report.</summary>
    [JsonStringEnumMemberName("No Report Known")] NoReportKnown,

    /// <summary>No readable due date: no deadline, never on time.</summary>
    [JsonStringEnumMemberName("Undated")] Undated,

    /// <summary>The source does not state the due date: outside every n of m.</summary>
    [JsonStringEnumMemberName("Unknown")] Unknown,

    /// <summary>Taken out of the plan before its date had passed, without being reported Complete.</summary>
    [JsonStringEnumMemberName("Withdrawn")] Withdrawn,

    /// <summary>Taken out of the plan when its date had passed: late it stays.</summary>
    [JsonStringEnumMemberName("Withdrawn While Late")] WithdrawnLate,
}

/// <summary>What lateness means.</summary>
public static class LatenessWords
{
    /// <summary>Missed its date, whether it was done afterwards, withdrawn afterwards, or neither.</summary>
    public static bool IsLate(this Lateness lateness) => lateness is Lateness.Late or Lateness.DoneLate or Lateness.WithdrawnLate;
}
