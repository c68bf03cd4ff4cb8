using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Plans.Ogp;

/// <summary>A date of the data set as it was read.</summary>
/// <param name="Day">Null: it is none, and why.</param>
/// <param name="Why">What is said of it; null: it was written plainly.</param>
internal readonly record struct OgpDate(DateOnly? Day, Remark? Why);

/// <summary>
/// Reads the dates of OGP's data set: <c>1/31/2021</c> and <c>31/1/2021</c> mixed, two digits for the year, a month, a year, or
/// the serial number of a spreadsheet. Which of day and month comes first is decided by the other dates of the same plan, then
/// of the file; where these do not agree, a date that could be two is none.
/// </summary>
internal sealed partial class OgpDates(IEnumerable<string> ofPlan, IEnumerable<string> ofFile)
{
    private readonly bool? _dayFirst = DayFirst(ofPlan) ?? DayFirst(ofFile);

    /// <param name="cell">The cell.</param>
    /// <param name="last">Whether a month or year means its last day rather than its first.</param>
    public OgpDate Read(string cell, bool last)
    {
        if (Slashed().Match(cell) is { Success: true } slashed) return Slashes(slashed, cell);
        if (DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return new(iso, null);
        if (Year().IsMatch(cell)) return Whole(int.Parse(cell, CultureInfo.InvariantCulture), 1, 12, last, $"a year");
        if (double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= 20_000 and < 80_000)
            return new(DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(serial))), $"the serial number of a spreadsheet");
        foreach (var form in new[] { "MMMM yyyy", "MMM yyyy", "MMM-yy", "MMMM, yyyy" })
        {
            if (DateOnly.TryParseExact("1 " + cell, "d " + form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return Whole(month.Year, month.Month, month.Month, last, $"a month");
        }

        foreach (var form in new[] { "d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "d-MMM-yy", "d-MMM-yyyy" })
        {
            if (DateOnly.TryParseExact(cell, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(day, null);
        }

        return new(null, $"no date");
    }

    private OgpDate Slashes(Match match, string cell)
    {
        var (first, second) = (Number(match, 1), Number(match, 2));
        var year = Number(match, 3);
        var said = match.Groups[3].Length == 2 ? Remark.Of($"two digits for the year") : null;
        if (match.Groups[3].Length == 2) year += 2000;
        var (dayFirst, monthFirst) = (Date(year, second, first), Date(year, first, second));
        if (dayFirst is null && monthFirst is null) return new(null, $"no day of any calendar");
        if (dayFirst is null || monthFirst is null || dayFirst == monthFirst) return new(dayFirst ?? monthFirst, said);
        if (_dayFirst is not { } decided) return new(null, $"two possible days, and the other dates do not tell which order is meant");
        return new(decided ? dayFirst : monthFirst, decided ? Remark.Of($"day first, as in the plan's other dates") : Remark.Of($"month first, as in the plan's other dates"));
    }

    /// <summary>What the dates that can be only one say of the order; null: nothing, or both.</summary>
    private static bool? DayFirst(IEnumerable<string> cells)
    {
        var orders = cells.Select(cell => Slashed().Match(cell)).Where(match => match.Success)
            .Select(match => (First: Number(match, 1), Second: Number(match, 2)))
            .Where(pair => pair.First > 12 != pair.Second > 12)
            .Select(pair => pair.First > 12)
            .Distinct().ToList();
        return orders is [var one] ? one : null;
    }

    private static OgpDate Whole(int year, int from, int to, bool last, Remark what) => new(
        last ? new DateOnly(year, to, DateTime.DaysInMonth(year, to)) : new DateOnly(year, from, 1), last ? Remark.Of($"{what}, whose last day is taken") : Remark.Of($"{what}, whose first day is taken"));

    private static DateOnly? Date(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d|\d\d)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(?:19|20)\d\d$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Year();
}
