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

        var (months, leftOut) = await new Requests(host, Setting(host, "feed")).Months(ct);
        if (leftOut > 0) await host.Log($"{leftOut} {(leftOut == 1 ? "request" : "requests")} without a service, or without a day that has been, {(leftOut == 1 ? "was" : "were")} left out", LogLevel.Warning);
        var services = await ServiceList.Of(host, ct);
        foreach (var month in months)
        {
            var draft = Draft(month, services, host) with { Plan = plan, Commitment = commitment, Milestone = milestone };
            var sent = await News.Send(host, draft, ct);
            if (sent.Outcome == Outcome.Refused) await host.Log($"{month.First:yyyy-MM}: {sent.Reason}", LogLevel.Warning);
        }

        return null; // what is closed later changes a month that is over
    }

    /// <summary>A month's counts, read from the reports as they are now. A person's own report has no other source.</summary>
    public override Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) =>
        request.Key.StartsWith("own/", StringComparison.Ordinal) ? Task.FromResult(new CheckResult(Verdict.Unknown, Speak(host).OwnReport))
        : Recheck.Of(
            request, Recheck.Address(request, host.Setting("feed")), host,
            async page => await Now(request, page, host, ct) is { } month ? Draft(month, await ServiceList.Of(host, ct), host).Data : null,
            ct);

    /// <summary>A month as its source answers it now: asked for as it was asked for then.</summary>
    private static async Task<ReportedMonth?> Now(CheckParams request, Fetched page, PluginHost host, CancellationToken ct)
    {
        if (Days.OfMonth(request.Data?["month"]?.ToString()) is not { } first) return null;
        var requests = new Requests(host, Setting(host, "feed"));
        var month = Requests.IsAnswerToDays(request.Sources[0]) ? await requests.Month(first, ct) : requests.Unasked(page).Find(one => one.First == first);
        return month is { Reports.Count: > 0 } ? month : null;
    }

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

    private static EvidenceDraft Draft(ReportedMonth reported, ServiceList? services, PluginHost host)
    {
        var (month, reports) = (reported.First, reported.Reports);
        var (days, words) = (DaysPromised(host), new Words(Language.Of(host.Locale)));
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
            services is null ? reported.Sources : reported.Sources.Add(services.Source),
            SettledBy: disputes ? words.SettledBy(days) : null,
            Data: data);
    }

    private static string Key(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"reports/{month:yyyy-MM}");

    private static string Disputing(DateOnly month) => $"{Key(month)}/disputes";

    private static int InTime(List<Report> reports, int days) => reports.Count(report => report.Days <= days);

    private static Words Speak(PluginHost host) => new(Language.Of(host.Locale));

    private static int DaysPromised(PluginHost host) => host.Settings["days"] is JsonValue value && value.TryGetValue<int>(out var days) && days > 0 ? days : 7;

    private static string Setting(PluginHost host, string name) => host.Setting(name) is { Length: > 0 } text ? text : throw new RpcError(ErrorCodes.CannotNow, $"The setting '{name}' is missing.");
}
