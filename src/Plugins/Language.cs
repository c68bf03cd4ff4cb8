using System.Globalization;

namespace Tracker.Plugins;

/// <summary>
/// The language in which a plugin writes what people read: Indonesian where the site speaks it, else English. Compiled into each
/// plugin. There is no culture data in the sandbox, so the names of months and the signs of numbers stand here.
/// </summary>
internal sealed class Language
{
    private static readonly string[] s_months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
    private static readonly NumberFormatInfo s_id = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private static readonly NumberFormatInfo s_en = NumberFormatInfo.InvariantInfo;

    private Language(bool id) => IsIndonesian = id;

    public bool IsIndonesian { get; }

    /// <param name="locale">Such as <c>id</c> or <c>id-ID</c>.</param>
    public static Language Of(string locale) =>
        new(locale.Equals("id", StringComparison.OrdinalIgnoreCase) || locale.StartsWith("id-", StringComparison.OrdinalIgnoreCase));

    /// <summary>Chooses between English and Indonesian words.</summary>
    public string Say(string en, string id) => IsIndonesian ? id : en;

    /// <summary>A month with its year, as it stands within a sentence.</summary>
    public string Month(DateOnly month) =>
        IsIndonesian ? string.Create(CultureInfo.InvariantCulture, $"{s_months[month.Month - 1]} {month.Year}") : month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day with its month and year.</summary>
    public string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Month(day)}");

    /// <summary>A number with at most two decimals.</summary>
    public string Number(decimal number) => number.ToString("#,0.##", IsIndonesian ? s_id : s_en);

    /// <summary>How many of something; Indonesian has no plural.</summary>
    public string Many(int count, string one, string many, string id) => $"{Number(count)} {(IsIndonesian ? id : count == 1 ? one : many)}";
}
