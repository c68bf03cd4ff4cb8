using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>
/// Citizens' reports as evidence: many reports become one piece of evidence a month that says how many were closed in the days
/// promised and how many were opened again, by service and village. Never what anybody wrote, nor who or where they were. https://wiki.open311.org/GeoReport_v2/
/// </summary>
public sealed class CitizenReportsPlugin : EvidencePlugin
{
    // What GeoReport v2 lets a source answer at most where nothing narrows it; then its oldest, or its newest, are cut off.
    private const int MostAtOnce = 1_000;
    private const int MostVillages = 50;
    private const int MostServices = 20;
    private const int MostData = 14_000; // of the 16 KiB that a draft's figures may have

    public override string Name => "CitizenReports";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        var (plan, commitment, milestone) = (Setting(host, "plan"), Setting(host, "commitment"), Setting(host, "milestone"));
        if (!request.Commitments.Any(one => one.Plan == plan && one.Number == commitment && one.Milestones.Any(leaf => leaf.Number == milestone)))
        {
            await host.Log($"{plan}/{commitment}/{milestone} is not open: nothing is sent", LogLevel.Warning);
            return request.Cursor;
        }

        var page = await host.Fetch(Setting(host, "feed"), ct);
        if (page.Status != 200) throw new RpcError(ErrorCodes.CannotNow, $"The feed answers {page.Status}.");
        var (months, leftOut) = Months(page, host);
        // A system that moved answers well, and says nothing.
        if (months.Count == 0 && leftOut == 0 && !Open311.IsOne(page.Body)) throw new RpcError(ErrorCodes.SourceUnusable, "The feed answers with nothing that is Open311 requests, neither JSON nor XML: has it moved?");
        if (leftOut > 0) await host.Log($"{leftOut} requests without a service or a date were left out", LogLevel.Warning);
        var services = await ServiceList.Of(host, ct);
        // The newest month still fills: what is said of it now would be said otherwise tomorrow.
        foreach (var month in months.SkipLast(1))
        {
            var draft = Draft(month.Key, [.. month], page.Source(), services, host) with { Plan = plan, Commitment = commitment, Milestone = milestone };
            var sent = await News.Send(host, draft, ct);
            if (sent.Outcome == Outcome.Refused) await host.Log($"{month.Key:yyyy-MM}: {sent.Reason}", LogLevel.Warning);
        }

        return page.Answer.Sha256;
    }

    /// <summary>A month's counts, read from the reports as they are now. A person's own report has no other source.</summary>
    public override Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) =>
        request.Key.StartsWith("own/", StringComparison.Ordinal) ? Task.FromResult(new CheckResult(Verdict.Unknown, Speak(host).OwnReport))
        : Recheck.Of(
            request, Recheck.Address(request, host.Setting("feed")), host,
            async page =>
                Months(page, host).Months.FirstOrDefault(month => News.IsOf(request.Key, Key(month.Key)) || News.IsOf(request.Key, Disputing(month.Key))) is { } month
                    ? Draft(month.Key, [.. month], page.Source(), await ServiceList.Of(host, ct), host).Data
                    : null,
            ct);

    public override Task<FieldsResult> Fields(FieldsParams request, PluginHost host, CancellationToken ct) => Task.FromResult(new FieldsResult(OwnReport.Schema(request.Locale)));

    /// <summary>A person's own report, with its place, into the same queue.</summary>
    public override async Task Submit(SubmitParams request, PluginHost host, CancellationToken ct)
    {
        if (request.Commitments is not [var about]) throw new RpcError(ErrorCodes.CannotNow, Language.Of(request.Locale ?? host.Locale).Say("What it is about is no longer open.", "Yang dimaksud tidak lagi terbuka."));
        var draft = OwnReport.Draft(request.Values, request.Locale ?? host.Locale) with
        {
            Key = $"own/{request.Sha256}",
            Plan = about.Plan,
            Commitment = about.Number,
            Milestone = about.Milestones is [var alone] ? alone.Number : null,
            Sources = [new(request.Sha256, request.Address)],
        };
        var sent = await host.Submit(draft, ct);
        if (sent.Outcome == Outcome.Refused) throw OwnReport.Refused(sent, request.Locale ?? host.Locale);
    }

    private static (List<IGrouping<DateOnly, Report>> Months, int LeftOut) Months(Fetched page, PluginHost host)
    {
        var (reports, leftOut) = Open311.Read(page.Body, host.Setting("village") ?? "zipcode", host.Setting("reopened") ?? "");
        var service = host.Setting("service");
        var whole = WholeFrom(reports, leftOut, host);
        return (
            [
                .. reports.Where(report => string.IsNullOrEmpty(service) || report.Service == service)
                    .GroupBy(report => Month(report.Asked)).Where(month => month.Key >= whole).OrderBy(month => month.Key),
            ],
            leftOut);
    }

    /// <summary>
    /// From which day on every report is in the answer. A source of GeoReport v2 answers, where nothing else is asked, what came in the
    /// last 90 days, or a thousand: its oldest month is cut off, somewhere else each day, unless somebody has said since when it answers all.
    /// </summary>
    private static DateOnly WholeFrom(List<Report> reports, int leftOut, PluginHost host)
    {
        if (reports.Count == 0) return DateOnly.MaxValue;
        var first = reports.Min(report => report.Asked);
        return reports.Count + leftOut < MostAtOnce
            && DateOnly.TryParseExact(host.Setting("since"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since) && since <= first
                ? since
                : Month(first).AddMonths(1);
    }

    private static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    private static EvidenceDraft Draft(DateOnly month, List<Report> reports, SourceReference source, ServiceList? services, PluginHost host)
    {
        var (days, words) = (Days(host), new Words(Language.Of(host.Locale)));
        var inTime = InTime(reports, days);
        var closed = reports.Count(report => report.Closed is not null);
        var disputes = inTime * 2 < reports.Count;
        var villages = reports.Where(report => report.Village is not null).GroupBy(report => report.Village!, StringComparer.Ordinal).OrderBy(village => village.Key, StringComparer.Ordinal).ToList(); // filtered
        var took = reports.Select(report => report.Days).OfType<int>().Select(one => (decimal)one).ToList();
        var median = took.Count > 0 ? Coverage.Median(took) : (decimal?)null;
        // Where a source does not say what was opened again, nobody knows that it is none.
        var again = reports.Count(report => report.Reopened) is var count && (count > 0 || host.Setting("reopened") is { Length: > 0 }) ? count : (int?)null;
        var counted = services is null ? [] : reports.GroupBy(report => services.Names.GetValueOrDefault(report.Service, ""), StringComparer.Ordinal)
            .Where(service => service.Key.Length > 0).OrderBy(service => service.Key, StringComparer.Ordinal).ToList();
        var data = new JsonObject { ["month"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture), ["reports"] = reports.Count, ["closed"] = closed, ["inTime"] = inTime, ["days"] = days };
        if (median is not null) data["medianDays"] = median;
        if (again is not null) data["reopened"] = again;
        foreach (var service in counted.Take(MostServices)) data[$"service {service.Key}"] = service.Count();
        foreach (var village in villages.Take(MostVillages))
        {
            if (data.ToJsonString().Length > MostData) break;
            data[$"village {village.Key}"] = village.Count();
            data[$"inTime {village.Key}"] = decimal.Round(InTime([.. village], days) * 100m / village.Count());
        }

        return new(
            // A revision never changes sides, so a month that crosses one half is evidence of its own.
            disputes ? Disputing(month) : Key(month),
            "",
            "",
            EvidenceKind.Report,
            words.Title(month, inTime, reports.Count, days),
            words.Summary(month, inTime, closed, reports.Count, days, median, again, [.. counted.Select(service => service.Key)], villages.Count),
            month.AddMonths(1).AddDays(-1),
            inTime == reports.Count ? Level.Complete : inTime * 2 >= reports.Count ? Level.Substantial : inTime > 0 ? Level.Limited : Level.NotStarted,
            disputes ? Stance.Disputes : Stance.Supports,
            services is null ? [source] : [source, services.Source],
            SettledBy: disputes ? words.SettledBy(days) : null,
            Data: data);
    }

    private static string Key(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"reports/{month:yyyy-MM}");

    private static string Disputing(DateOnly month) => $"{Key(month)}/disputes";

    private static int InTime(List<Report> reports, int days) => reports.Count(report => report.Days <= days);

    private static Words Speak(PluginHost host) => new(Language.Of(host.Locale));

    private static int Days(PluginHost host) => host.Settings["days"] is JsonValue value && value.TryGetValue<int>(out var days) && days > 0 ? days : 7;

    private static string Setting(PluginHost host, string name) => host.Setting(name) is { Length: > 0 } text ? text : throw new RpcError(ErrorCodes.CannotNow, $"The setting '{name}' is missing.");
}
