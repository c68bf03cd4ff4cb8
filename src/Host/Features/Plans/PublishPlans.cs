using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.Host.Projections;
using Tracker.Ledger;
using Tracker.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>
/// Plan files enter at the start. New plans are published, identical ones left alone, and of changed ones nothing changes
/// silently. A broken plan stops only itself.
/// </summary>
public sealed class PublishPlans(
    PublishedPlans published,
    PlanFileWrites writes,
    PlanFileReader files,
    PlanFileReports reports,
    LogReader reader,
    LedgerFollower follower,
    IOptions<TrackerOptions> options,
    IConfiguration configuration,
    IHostEnvironment environment,
    ILogger<PublishPlans> log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads every folder of plans and publishes what is new; ends when the views show it.</summary>
    public async Task Run(CancellationToken ct)
    {
        // The plans that come with the program are an example: a site of its own starts empty.
        if (!environment.IsDevelopment() && string.IsNullOrEmpty(configuration["Tracker:Plans"])) return;
        var plans = options.Value.Plans;
        if (!Directory.Exists(plans))
        {
            log.LogError("There is no folder of plans at {Plans}: set Tracker__Plans", plans);
            return;
        }

        foreach (var folder in PlanFolder.IsOne(plans) ? [plans] : PlanFolder.In(plans))
        {
            reports.Add(await Publish(folder, ct));
        }

        await WaitForViews(ct);
        foreach (var gone in follower.Register.Plans.Values.Where(plan => reports.Of(plan.Id) is null))
            log.LogWarning("{Plan} was published here and has no folder among the plan files any more: it stays as it is", gone.Id);
    }

    private async Task WaitForViews(CancellationToken ct)
    {
        foreach (var name in await reader.Logs(ct))
        {
            if (await reader.Size(name, ct) is > 0 and var size && !await follower.Passed(name, size - 1, s_patience, ct))
                log.LogWarning("The views do not show all of {Log} yet", name);
        }
    }

    private async Task<PlanFileReport> Publish(string folder, CancellationToken ct)
    {
        var (report, known) = await files.Read(folder, ct);
        return report is { Status: PlanFileStatus.Unchanged, Files: { } plan } ? await Write(plan, known, report, ct) : report;
    }

    private async Task<PlanFileReport> Write(PlanInFiles plan, PublishedPlan? known, PlanFileReport report, CancellationToken ct)
    {
        var (missingReports, missingEvidence, missingReviews) = await writes.Missing(plan, ct);
        if (known?.Commitments.Length == plan.Commitments.Length && missingReports.IsEmpty && missingEvidence.IsEmpty && missingReviews.IsEmpty) return report;
        var stops = await writes.Publish(plan, known, ct);
        if (stops.IsEmpty && await published.Find(plan.Id, ct) is { } now) stops = await writes.Import(plan, now.On, ct);
        foreach (var stop in stops) log.LogError("{Plan}: {What} was not written: {Why}", plan.Id, stop.What, stop.Why?.Reason ?? "the ledger did not answer");
        if (stops.IsEmpty) log.LogInformation("{Plan} is published: {Count} commitments", plan.Id, plan.Commitments.Length);
        return report with { Status = stops.IsEmpty ? PlanFileStatus.Published : PlanFileStatus.Stopped, Stops = stops };
    }
}
