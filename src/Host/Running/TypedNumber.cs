using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Host.Running;

/// <summary>
/// A number as people write it in a language, and as it is kept: with a point and nothing between thousands. The sign of the
/// language is its decimal sign; the other one is taken for it too, as far as it cannot stand between thousands.
/// </summary>
public static partial class TypedNumber
{
    /// <summary>A number with a decimal sign, as an example of how one is written in a culture.</summary>
    public static string Example(CultureInfo culture) => Shown("12.5", culture);

    /// <summary>What is kept of what was typed; null: it could mean two numbers, one of them with thousands.</summary>
    public static string? Kept(string typed, CultureInfo culture)
    {
        var unclear = typed.Count(letter => letter is ',' or '.') > 1 || (!typed.Contains(Sign(culture)) && Thousands().IsMatch(typed));
        return unclear ? null : typed.Replace(',', '.');
    }

    /// <summary>What is kept, as it is written in a culture.</summary>
    public static string Shown(string kept, CultureInfo culture) => kept.Replace('.', Sign(culture));

    private static char Sign(CultureInfo culture) => culture.NumberFormat.NumberDecimalSeparator[0]; // every culture has one

    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
