using System.Collections.Frozen;
using System.Globalization;

namespace Tracker.Host.Running;

/// <summary>What is wrong with a source that a plugin wanted, as the name of a failure: <c>source-too-large</c>, <c>source-status-404</c>.</summary>
internal static class SourceTrouble
{
    private const string Source = "source-";
    private const string Status = "status-";

    // What the plugin asked amiss is its own trouble and not the source's.
    private static readonly FrozenSet<string> s_ofThePlugin = FrozenSet.Create("method-not-allowed", "header-not-allowed");

    /// <summary>Null: there is none.</summary>
    public static string? Of(SourceAnswer answer) => answer switch
    {
        SourceAnswer.Came { Status: >= 400 and var status } => $"{Source}{Status}{status.ToString(CultureInfo.InvariantCulture)}",
        SourceAnswer.Refused refused when !s_ofThePlugin.Contains(refused.Reason) => Source + refused.Reason,
        _ => null,
    };

    /// <summary>The trouble in a failure's name: <c>too-large</c>, or the status that was answered. Null: it is another failure.</summary>
    public static (string Trouble, int? Status)? In(string failure)
    {
        if (!failure.StartsWith(Source, StringComparison.Ordinal)) return null;
        var trouble = failure[Source.Length..];
        return trouble.StartsWith(Status, StringComparison.Ordinal) && int.TryParse(trouble[Status.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? ("status", status)
            : (trouble, null);
    }
}
