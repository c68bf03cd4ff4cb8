using System.Text.Json.Serialization;

namespace Tracker.PluginSdk;

/// <summary>A level on OGP's scale of completion.</summary>
public enum Level
{
    /// <summary>Nothing was begun.</summary>
    [JsonStringEnumMemberName("Not Started")] NotStarted,

    /// <summary>A small part.</summary>
    [JsonStringEnumMemberName("Limited")] Limited,

    /// <summary>The larger part.</summary>
    [JsonStringEnumMemberName("Substantial")] Substantial,

    /// <summary>All of it.</summary>
    [JsonStringEnumMemberName("Complete")] Complete,
}

/// <summary>What evidence says about its level.</summary>
public enum Stance
{
    /// <summary>That it is reached.</summary>
    [JsonStringEnumMemberName("supports")] Supports,

    /// <summary>That what is reported or proven is not reached: it shows less, and names what would settle it.</summary>
    [JsonStringEnumMemberName("disputes")] Disputes,
}

/// <summary>What sort of thing evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>A document: a decree, minutes, a web page.</summary>
    [JsonStringEnumMemberName("document")] Document,

    /// <summary>Published data.</summary>
    [JsonStringEnumMemberName("dataset")] Dataset,

    /// <summary>Values of an indicator, measured or counted.</summary>
    [JsonStringEnumMemberName("measurement")] Measurement,

    /// <summary>What people answered, or an audit scored.</summary>
    [JsonStringEnumMemberName("survey")] Survey,

    /// <summary>A contract and what became of it.</summary>
    [JsonStringEnumMemberName("contract")] Contract,

    /// <summary>A work of scholarship.</summary>
    [JsonStringEnumMemberName("publication")] Publication,

    /// <summary>Reports of citizens, counted.</summary>
    [JsonStringEnumMemberName("report")] Report,
}

/// <summary>What became of a draft.</summary>
public enum Outcome
{
    /// <summary>It is evidence now, and waits for an independent reviewer.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted,

    /// <summary>The same was sent before; nothing changed.</summary>
    [JsonStringEnumMemberName("unchanged")] Unchanged,

    /// <summary>It replaced what was sent under its key before; the first stays readable.</summary>
    [JsonStringEnumMemberName("revised")] Revised,

    /// <summary>It was not taken; rule and reason say why.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}

/// <summary>What became of a source.</summary>
public enum Verdict
{
    /// <summary>It says what it said.</summary>
    [JsonStringEnumMemberName("unchanged")] Unchanged,

    /// <summary>It says something else.</summary>
    [JsonStringEnumMemberName("changed")] Changed,

    /// <summary>It is there no longer.</summary>
    [JsonStringEnumMemberName("gone")] Gone,

    /// <summary>It cannot be told now.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}

/// <summary>How important a line of a plugin's log is.</summary>
public enum LogLevel
{
    /// <summary>For the author.</summary>
    [JsonStringEnumMemberName("debug")] Debug,

    /// <summary>What happened.</summary>
    [JsonStringEnumMemberName("info")] Info,

    /// <summary>Something was left out.</summary>
    [JsonStringEnumMemberName("warning")] Warning,

    /// <summary>Something failed.</summary>
    [JsonStringEnumMemberName("error")] Error,
}
