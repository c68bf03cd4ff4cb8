using System.Text.Json.Serialization;

namespace Tracker.Host.Projections.History;

/// <summary>What a reader of a history looks for. Each entry is of exactly one kind, by its type's noun and verb.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryKind>))]
public enum HistoryKind
{
    /// <summary>What was promised, and every change of it.</summary>
    [JsonStringEnumMemberName("promise")] Promise,

    /// <summary>What the office said.</summary>
    [JsonStringEnumMemberName("report")] Report,

    /// <summary>What was sent as evidence, changed, or taken back by its sender.</summary>
    [JsonStringEnumMemberName("evidence")] Evidence,

    /// <summary>Independent reviews, what the office answered, and their being taken back.</summary>
    [JsonStringEnumMemberName("review")] Review,

    /// <summary>What others decided about evidence.</summary>
    [JsonStringEnumMemberName("decision")] Decision,

    /// <summary>Texts removed or released.</summary>
    [JsonStringEnumMemberName("text")] Text,
}

/// <summary>Kinds as SQL over an entry's type.</summary>
internal static class HistoryKinds
{
    private const string Sent = "('evidence.submitted', 'evidence.imported', 'evidence.revised', 'evidence.withdrawn', 'return.appealed', 'file.attached')";
    private const string Decided = "('dispute.decided', 'appeal.decided', 'difference.decided')";
    private const string Answered = "'dispute.answered'";

    /// <summary>The condition that an entry is of a kind; an unknown type belongs to its noun's.</summary>
    public static string Condition(HistoryKind? kind) => kind switch
    {
        HistoryKind.Report => $"(h.type LIKE 'progress.%' OR h.type = {Answered})",
        HistoryKind.Evidence => $"h.type IN {Sent}",
        HistoryKind.Review => "h.type LIKE 'review.%'",
        HistoryKind.Decision => $"((h.type LIKE 'evidence.%' AND h.type NOT IN {Sent}) OR h.type IN {Decided})",
        HistoryKind.Text => "h.type LIKE 'text.%'",
        HistoryKind.Promise => $"h.type NOT LIKE 'progress.%' AND h.type NOT LIKE 'evidence.%' AND h.type NOT LIKE 'review.%' AND h.type NOT LIKE 'text.%' AND h.type NOT IN {Sent} AND h.type NOT IN {Decided} AND h.type <> {Answered}",
        _ => "1",
    };
}
