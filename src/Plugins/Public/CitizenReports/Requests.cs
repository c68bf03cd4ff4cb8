using System.Collections.Immutable;
using System.Globalization;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>The reports of a month, all of them, and the answers they were read from.</summary>
/// <param name="First">The month's first day.</param>
/// <param name="Reports">Its reports that count, at least one.</param>
/// <param name="Sources">Where they stand.</param>
internal sealed record ReportedMonth(DateOnly First, List<Report> Reports, ImmutableArray<SourceReference> Sources);

/// <summary>
/// Asks a source of GeoReport v2 for whole months. Asked for nothing, it answers the last 90 days, or a thousand reports: so each month
/// is asked for by <c>start_date</c> and <c>end_date</c>, page after page as many systems have them, and by halves where a source
/// gives its thousand and no second page. A source that does not narrow what it answers, such as a file, is taken as it is.
/// https://wiki.open311.org/GeoReport_v2/
/// </summary>
internal sealed class Requests(PluginHost host, string feed)
{
    private const int MostAtOnce = 1_000;
    private const int MostPages = 15; // of the sixteen sources that a draft may rest on: one is the list of services
    private const int MostMonths = 60;
    private const int DaysUnasked = 90; // so far back a source answers nobody's question

    private string Service => host.Setting("service") ?? "";

    private DateOnly? Since => host.Setting("since") is not { Length: > 0 } text ? null
        : Days.Of(text) ?? throw new RpcError(ErrorCodes.CannotNow, $"The setting 'since' is '{text}', which is no day, such as 2026-01-01.");

    /// <summary>Whether a source is the answer to somebody who asked for days.</summary>
    public static bool IsAnswerToDays(SourceReference source) => source.Address.Contains("start_date=", StringComparison.Ordinal);

    /// <summary>Every month that is whole and over, the oldest first, and how many requests had no service or no date.</summary>
    /// <exception cref="RpcError">The source is away, or answers with something else than requests.</exception>
    public async Task<(List<ReportedMonth> Months, int LeftOut)> Months(CancellationToken ct)
    {
        var page = await host.Fetch(Open311.Address(host, feed), ct);
        if (page.Status != 200) throw Away(page);
        if (!Open311.IsOne(page.Body)) throw Unusable();
        var (reports, leftOut) = Read(page);
        var months = reports.Count == 0 ? [] : await MonthByMonth(reports, ct) ?? Unasked(page);
        // The newest month still fills: what is said of it now would be said otherwise tomorrow.
        return ([.. months.SkipLast(1)], leftOut);
    }

    /// <summary>
    /// The months that are whole in an answer to nobody's question: not the oldest, which is cut off, somewhere else each day, unless
    /// somebody has said since when the source answers everything.
    /// </summary>
    public List<ReportedMonth> Unasked(Fetched page)
    {
        var (reports, leftOut) = Read(page);
        if (reports.Count == 0) return [];
        var first = reports.Min(report => report.Asked);
        var whole = reports.Count + leftOut < MostAtOnce && Since is { } since && since <= first ? since : MonthOf(first).AddMonths(1);
        return [.. reports.Where(Counts).GroupBy(report => MonthOf(report.Asked)).Where(month => month.Key >= whole).OrderBy(month => month.Key).Select(month => new ReportedMonth(month.Key, [.. month], [page.Source()]))];
    }

    /// <summary>A month, asked for; null: the source does not narrow what it answers, or answers not all of it.</summary>
    public async Task<ReportedMonth?> Month(DateOnly first, CancellationToken ct)
    {
        var sources = new List<SourceReference>();
        return await Between(first, first.AddMonths(1).AddDays(-1), sources, ct) is (true, { } reports) ? new(first, [.. reports.Where(Counts)], [.. sources]) : null;
    }

    /// <summary>Every month since the first that is to be told, asked for one by one; null: the source does not narrow what it answers.</summary>
    private async Task<List<ReportedMonth>?> MonthByMonth(List<Report> known, CancellationToken ct)
    {
        var newest = MonthOf(known.Max(report => report.Asked));
        var first = Since is { } since ? MonthOf(since.AddMonths(1).AddDays(-1)) : MonthOf(known.Max(report => report.Asked).AddDays(-DaysUnasked));
        if (first < newest.AddMonths(-MostMonths)) first = newest.AddMonths(-MostMonths);
        var months = new List<ReportedMonth>();
        // Beyond the newest that came unasked: where that was a thousand, it may have been the oldest thousand.
        for (var month = first; ; month = month.AddMonths(1))
        {
            var sources = new List<SourceReference>();
            var (narrows, reports) = await Between(month, month.AddMonths(1).AddDays(-1), sources, ct);
            if (!narrows) return null;
            if (reports is null) await host.Log($"{month:yyyy-MM}: more reports than its source gives in {MostPages} answers; the month is left out", LogLevel.Warning);
            else if (reports.Count == 0 && month > newest) return months;
            else if (reports.Where(Counts).ToList() is { Count: > 0 } counted) months.Add(new(month, counted, [.. sources]));
            if (reports is { Count: > 0 } && month > newest) newest = month;
            await host.Progress(Distance(first, month) + 1, Distance(first, newest) + 2, $"{month:yyyy-MM}");
        }
    }

    /// <summary>
    /// All that was asked from one day to another, each in its own zone: the source is asked for a day more on both sides. None: not
    /// all of it came.
    /// </summary>
    private async Task<(bool Narrows, List<Report>? Reports)> Between(DateOnly from, DateOnly to, List<SourceReference> sources, CancellationToken ct)
    {
        var (seen, reports, last) = (new HashSet<string>(StringComparer.Ordinal), new List<Report>(), (Fetched?)null);
        for (var number = 1; ; number++)
        {
            if (sources.Count == MostPages) return (true, null);
            var page = await host.Fetch(Address(from, to, number), ct);
            if (number == 1 && page.Status is >= 400 and < 500 and not 429) return (false, null); // it knows no such question
            if (number > 1 && page.Status == 404) return (true, reports);
            if (page.Status != 200) throw Away(page);
            if (!Open311.IsOne(page.Body)) throw Unusable();
            var (answered, leftOut) = Read(page);
            if (answered.Exists(report => report.Asked < from.AddDays(-2) || report.Asked > to.AddDays(2))) return (false, null);
            var more = page.Answer.Sha256 == last?.Answer.Sha256 ? [] : answered.Where(report => report.Id is null || seen.Add(report.Id)).ToList();
            if (more.Count == 0 && number > 1)
            {
                var full = number == 2 && last is not null && Read(last) is var (all, others) && all.Count + others >= MostAtOnce;
                return full ? await Halves(from, to, sources, ct) : (true, reports);
            }

            reports.AddRange(more.Where(report => report.Asked >= from && report.Asked <= to));
            sources.Add(page.Source());
            if (answered.Count + leftOut == 0) return (true, reports);
            last = page;
        }
    }

    private async Task<(bool Narrows, List<Report>? Reports)> Halves(DateOnly from, DateOnly to, List<SourceReference> sources, CancellationToken ct)
    {
        if (from == to) return (true, null);
        sources.RemoveAt(sources.Count - 1); // a part of it says nothing
        var middle = from.AddDays((to.DayNumber - from.DayNumber) / 2);
        var (narrows, first) = await Between(from, middle, sources, ct);
        if (!narrows || first is null) return (narrows, null);
        var (still, second) = await Between(middle.AddDays(1), to, sources, ct);
        return (still, still && second is not null ? [.. first, .. second] : null);
    }

    private string Address(DateOnly from, DateOnly to, int page) => Open311.Address(
        host, feed,
        ("start_date", $"{Day(from.AddDays(-1))}T00:00:00Z"), ("end_date", $"{Day(to.AddDays(1))}T23:59:59Z"), ("service_code", Service),
        ("page", page == 1 ? "" : page.ToString(CultureInfo.InvariantCulture)));

    private bool Counts(Report report) => Service.Length == 0 || report.Service == Service;

    /// <summary>What it says, without what nobody can have asked yet: one report of the year 2099 is no reason to ask for months until then.</summary>
    private (List<Report> Reports, int LeftOut) Read(Fetched page)
    {
        var (reports, leftOut) = Open311.Read(page.Body, host.Setting("village") ?? "zipcode", host.Setting("reopened") ?? "");
        var tomorrow = DateOnly.FromDateTime(page.Answer.ArchivedAt.UtcDateTime).AddDays(1); // somewhere it is tomorrow already
        var early = reports.RemoveAll(report => report.Asked > tomorrow);
        return (reports, leftOut + early);
    }

    /// <summary>A system that moved answers well, and says nothing.</summary>
    private static RpcError Unusable() => new(ErrorCodes.SourceUnusable, "The feed answers with nothing that is Open311 requests, neither JSON nor XML: has it moved?");

    private static RpcError Away(Fetched page) => new(ErrorCodes.CannotNow, $"The feed answers {page.Status}.");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static int Distance(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}
