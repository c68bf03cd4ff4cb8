using Tracker.PluginSdk;

namespace Tracker.Plugins;

/// <summary>
/// What values by village show of a milestone. Compiled into each plugin that needs it: a plugin carries nothing that its author
/// did not choose.
/// </summary>
internal static class Coverage
{
    /// <summary>From here on, on either side of nothing, a value is a slip of the pen, and two of them may be more than can be counted with.</summary>
    public const decimal Beyond = 1_000_000_000_000_000m;

    private const int MostVillage = 60;

    /// <summary>Whether a text may be what a village is called, a name or a code: what is neither must not make a plan look better covered.</summary>
    public static bool IsVillage(string text) =>
        text.Length is > 0 and <= MostVillage && text.All(sign => char.IsLetterOrDigit(sign) || char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.NonSpacingMark || " .,'’/()-_".Contains(sign, StringComparison.Ordinal))
        && text.Any(char.IsLetterOrDigit);

    /// <summary>All villages: Complete; half of them: Substantial; fewer: Limited.</summary>
    /// <param name="covered">Villages with a value, at most <paramref name="villages"/>.</param>
    /// <param name="villages">All villages, at least 1.</param>
    public static Level Shows(int covered, int villages) =>
        covered == villages ? Level.Complete : covered * 2 >= villages ? Level.Substantial : Level.Limited;

    /// <summary>The middle value; between the middle two where their number is even. At least one value, none <see cref="Beyond"/> counting.</summary>
    public static decimal Median(IEnumerable<decimal> of)
    {
        var values = of.Order().ToList();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
