using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Plans.Words;

namespace Tracker.Plans.Dates;

/// <summary>What the words of a due date were read as.</summary>
/// <param name="Last">The last day they allow; null: they name no end.</param>
/// <param name="Rhythm">How often, where they say so.</param>
/// <param name="EveryYearOn">"Yearly, by March 31": the last one in the plan is the end.</param>
internal sealed record DueReading(DateOnly? Last, Rhythm? Rhythm = null, (int Month, int Day)? EveryYearOn = null);

/// <summary>The days that the ends of things fall on.</summary>
internal sealed record Ends(DateOnly Plan, DateOnly Commitment);

/// <summary>
/// Reads words such as "Fall 2027", "By end of 2028", "2026-27", "Biannually until 2029" or "Ongoing", in English and
/// Indonesian, as the last day they allow. Words it does not wholly understand are not read at all.
/// </summary>
internal static partial class DueWords
{
    private const int Longest = 120;

    private static readonly FrozenDictionary<string, int> Months = MonthNames();

    private static readonly FrozenDictionary<string, (int Years, int Month, int Day)> Seasons =
        new Dictionary<string, (int, int, int)>(StringComparer.Ordinal)
        {
            ["spring"] = (0, 6, 20),
            ["musim semi"] = (0, 6, 20),
            ["summer"] = (0, 9, 22),
            ["musim panas"] = (0, 9, 22),
            ["fall"] = (0, 12, 20),
            ["autumn"] = (0, 12, 20),
            ["musim gugur"] = (0, 12, 20),
            ["winter"] = (1, 3, 19),
            ["musim dingin"] = (1, 3, 19),
        }.ToFrozenDictionary();

    private static readonly string[] By =
        ["by the end of", "no later than", "not later than", "by", "until", "in", "during", "paling lambat", "selambat lambatnya", "sampai dengan", "sampai", "hingga", "pada", "tahun"];

    private static readonly string[] Before = ["before", "sebelum"];

    /// <returns>Null where the words are not understood.</returns>
    public static DueReading? Read(string words, Ends ends)
    {
        if (words.Length > Longest) return null;
        var text = Spaces().Replace(Brackets().Replace(words.ToLowerInvariant(), " ").Replace('–', '-').Replace('—', '-'), " ").Trim(' ', '.', ',');
        if (Period(text, ends) is { } plain) return new(plain);
        var (rhythm, rest) = TakeRhythm(text);
        if (rhythm is null) return null;
        if (rest.Length == 0) return new(null, rhythm);
        if (TakeRhythm(rest) is ({ } second, var after)) // "ongoing, annually"
        {
            rhythm = second.Ongoing ? rhythm : second;
            if (after.Length == 0) return new(null, rhythm);
            rest = after;
        }

        if (Period(rest, ends) is { } last) return new(last, rhythm);
        return DayOfYear(rest) is { } day ? new(null, rhythm, day) : null;
    }

    private static (Rhythm? Rhythm, string After) TakeRhythm(string text)
    {
        foreach (var word in ValueWords.Rhythm.AllWords.OrderByDescending(word => word.Length))
        {
            foreach (var form in new[] { word, word.Replace(' ', '-') })
            {
                if (!text.StartsWith(form, StringComparison.Ordinal)) continue;
                var rest = text[form.Length..];
                if (rest.Length > 0 && rest[0] is not (' ' or ',')) continue;
                ValueWords.Rhythm.TryRead(word, out var rhythm);
                return (rhythm, rest.Trim(' ', ','));
            }
        }

        return (null, text);
    }

    private static DateOnly? Period(string text, Ends ends)
    {
        foreach (var word in Before)
        {
            if (Without(text, word) is { } rest) return FirstDay(rest)?.AddDays(-1);
        }

        foreach (var word in By)
        {
            if (Without(text, word) is { } rest) return Period(rest, ends);
        }

        foreach (var between in new[] { " to ", " until ", " sampai dengan ", " sampai ", " hingga ", " s.d. ", " - " })
        {
            var at = text.IndexOf(between, StringComparison.Ordinal);
            if (at > 0 && Single(text[..at], ends) is { } from && Period(text[(at + between.Length)..], ends) is { } to) return to >= from ? to : null;
        }

        return Single(text, ends);
    }

    /// <summary>A day, month, season, quarter, half, year: the last day of it.</summary>
    private static DateOnly? Single(string text, Ends ends)
    {
        switch (text)
        {
            case "the end of the plan" or "end of the plan" or "end of plan" or "akhir rencana" or "akhir rencana aksi":
                return ends.Plan;
            case "the end of the commitment" or "end of the commitment" or "when the commitment ends" or "akhir komitmen":
                return ends.Commitment;
        }

        if (Day().Match(text) is { Success: true } day && Month(day) > 0) return Date(day.Groups["y"].Value, Month(day), day.Groups["d"].Value);
        if (IsoDay().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return iso;
        if (MonthYear().Match(text) is { Success: true } month && Month(month) > 0) return EndOf(month.Groups["y"].Value, Month(month));
        if (IsoMonth().Match(text) is { Success: true } isoMonth && Year(isoMonth.Groups[2].Value) is >= 1 and <= 12 and var number)
            return EndOf(isoMonth.Groups[1].Value, number);
        if (Season().Match(text) is { Success: true } season && Seasons.TryGetValue(season.Groups[1].Value, out var end))
            return new DateOnly(Year(season.Groups[2].Value) + end.Years, end.Month, end.Day);
        if (Quarter().Match(text) is { Success: true } quarter) return EndOf(quarter.Groups["y"].Value, 3 * Ordinal(quarter.Groups["n"].Value));
        if (Half().Match(text) is { Success: true } half) return EndOf(half.Groups["y"].Value, 6 * Ordinal(half.Groups["n"].Value));
        if (Checkpoint().Match(text) is { Success: true } b) return EndOf(b.Groups[2].Value, Year(b.Groups[1].Value));
        if (FiscalYear().Match(text) is { Success: true } fiscal)
            return (Year(fiscal.Groups[1].Value) + 1) % 100 == Year(fiscal.Groups[2].Value) ? new DateOnly(Year(fiscal.Groups[1].Value) + 1, 3, 31) : null;
        if (Years().Match(text) is { Success: true } years)
            return Year(years.Groups[2].Value) >= Year(years.Groups[1].Value) ? EndOf(years.Groups[2].Value, 12) : null;
        if (Early().Match(text) is { Success: true } early) return EndOf(early.Groups[1].Value, 3);
        return WholeYear().Match(text) is { Success: true } year ? EndOf(year.Groups[1].Value, 12) : null;
    }

    private static DateOnly? FirstDay(string text)
    {
        if (Day().Match(text) is { Success: true } day && Month(day) > 0) return Date(day.Groups["y"].Value, Month(day), day.Groups["d"].Value);
        if (IsoDay().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return iso;
        if (MonthYear().Match(text) is { Success: true } month && Month(month) > 0 && !text.StartsWith("end", StringComparison.Ordinal) && !text.StartsWith("akhir", StringComparison.Ordinal))
            return Date(month.Groups["y"].Value, Month(month), "1");
        return PlainYear().Match(text) is { Success: true } year ? Date(year.Groups[1].Value, 1, "1") : null;
    }

    private static (int Month, int Day)? DayOfYear(string text)
    {
        foreach (var word in By)
        {
            if (Without(text, word) is { } rest) return DayOfYear(rest);
        }

        if (MonthDay().Match(text) is not { Success: true } match) return null;
        var (month, day) = (Month(match), match.Groups["d"].Value);
        return Date("2028", month, day) is null ? null : (month, Year(day)); // a leap year has every day
    }

    private static string? Without(string text, string word) =>
        text.StartsWith(word + " ", StringComparison.Ordinal) ? text[(word.Length + 1)..] : null;

    private static int Month(Match match) => Months.GetValueOrDefault(match.Groups["m"].Value, 0);

    private static int Year(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Ordinal(string word) => word switch
    {
        "1" or "i" or "first" or "pertama" => 1,
        "2" or "ii" or "second" or "kedua" => 2,
        "3" or "iii" or "third" or "ketiga" => 3,
        _ => 4,
    };

    private static DateOnly? EndOf(string year, int month) =>
        month is >= 1 and <= 12 ? new DateOnly(Year(year), month, DateTime.DaysInMonth(Year(year), month)) : null;

    private static DateOnly? Date(string year, int month, string day) =>
        month is >= 1 and <= 12 && Year(day) >= 1 && Year(day) <= DateTime.DaysInMonth(Year(year), month) ? new DateOnly(Year(year), month, Year(day)) : null;

    private static FrozenDictionary<string, int> MonthNames()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var language in new[]
        {
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "januari februari maret april mei juni juli agustus september oktober november desember",
            "jan feb mar apr mei jun jul agu sep okt nov des",
        })
        {
            foreach (var (index, name) in language.Split(' ').Index()) names[name] = index + 1;
        }

        return names.ToFrozenDictionary();
    }

    private const string Y = @"(?<y>(?:19|20|21)\d\d)";
    private const string M = "(?<m>[a-z]{3,9})";
    private const RegexOptions Safe = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\([^)]*\)", Safe)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\s+", Safe)]
    private static partial Regex Spaces();

    [GeneratedRegex($@"^(?:(?<d>\d{{1,2}}) {M},? {Y}|{M} (?<d>\d{{1,2}}),? {Y})$", Safe)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", Safe)]
    private static partial Regex IsoDay();

    [GeneratedRegex($@"^(?:the end of |end of |akhir (?:bulan )?|bulan )?{M},? {Y}$", Safe)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^((?:19|20|21)\d\d)-(\d\d)$", Safe)]
    private static partial Regex IsoMonth();

    [GeneratedRegex(@"^(?:the )?(spring|summer|fall|autumn|winter|musim (?:semi|panas|gugur|dingin))(?: of)? ((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex Season();

    [GeneratedRegex($@"^(?:q(?<n>[1-4]) {Y}|(?:the )?(?<n>first|second|third|fourth) quarter (?:of )?{Y}|(?:triwulan|kuartal) (?:ke-)?(?<n>[1-4]|i|ii|iii|iv) (?:tahun )?{Y})$", Safe)]
    private static partial Regex Quarter();

    [GeneratedRegex($@"^(?:h(?<n>[12]) {Y}|(?:the )?(?<n>first|second) half (?:of )?{Y}|semester (?:ke-)?(?<n>[12]|i|ii) (?:tahun )?{Y}|paruh (?<n>pertama|kedua) (?:tahun )?{Y})$", Safe)]
    private static partial Regex Half();

    [GeneratedRegex(@"^b(0[1-9]|1[0-2]) ((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex Checkpoint();

    [GeneratedRegex(@"^(?:fy ?|fiscal year )?((?:19|20|21)\d\d)[-/](\d\d)$", Safe)]
    private static partial Regex FiscalYear();

    [GeneratedRegex(@"^((?:19|20|21)\d\d)[-/]((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex Years();

    [GeneratedRegex(@"^(?:early|awal)(?: tahun)? ((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex Early();

    [GeneratedRegex(@"^(?:the end of |end of |late |akhir |tahun |akhir tahun )?((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex WholeYear();

    [GeneratedRegex(@"^(?:tahun )?((?:19|20|21)\d\d)$", Safe)]
    private static partial Regex PlainYear();

    [GeneratedRegex($@"^(?:{M} (?<d>\d{{1,2}})|(?<d>\d{{1,2}}) {M})$", Safe)]
    private static partial Regex MonthDay();
}
