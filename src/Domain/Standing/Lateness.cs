using System.Text.Json.Serialization;

namespace Tracker.Domain.Standing;

/// <summary>How a row stands against its due date, judged by reports.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Lateness>))]
public enum Lateness
{
    /// <summary>Not due before today.</summary>
    [JsonStringEnumMemberName("Not Due")] NotDue,

    /// <summary>Due, and reported Complete by its date.</summary>
    [JsonStringEnumMemberName("On Time")] OnTime,

    /// <summary>Due, and not reported Complete.</summary>
    [JsonStringEnumMemberName("Late")] Late,

    /// <summary>Reported Complete after its date.</summary>
    [JsonStringEnumMemberName("Done Late")] DoneLate,

    /// <summary>The plan is over, and the report is short of Complete.</summary>
    [JsonStringEnumMemberName("Not Done When The Plan Ended")] NotDoneAtEnd,

    /// <summary>The plan is over, and nobody reported.</summary>
    [JsonStringEnumMemberName("No Report Known")] NoReportKnown,

    /// <summary>It has no deadline.</summary>
    [JsonStringEnumMemberName("Undated")] Undated,

    /// <summary>The source does not state its due date.</summary>
    [JsonStringEnumMemberName("Unknown")] Unknown,
}

/// <summary>Questions about lateness.</summary>
public static class LatenessWords
{
    /// <summary>Whether the row missed its date: still open, or done after it.</summary>
    public static bool IsLate(this Lateness lateness) => lateness is Lateness.Late or Lateness.DoneLate;
}
