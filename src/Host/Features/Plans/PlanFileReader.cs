using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Tracker.Domain.Plans;
using Tracker.Host.Hosting;
using Tracker.Plans;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plans;

/// <summary>
/// Reads a plan's folder and holds it against what was published; it writes nothing. Files are read at the start, and again when
/// somebody asks what they say otherwise and their digest is another: whoever edits them need not start the site again.
/// </summary>
public sealed class PlanFileReader(
    PublishedPlans published, PlanFileWrites writes, PlanFileReports reports, IOptions<TrackerOptions> options, ILogger<PlanFileReader> log)
{
    private const int MostDifferencesLogged = 20;

    /// <summary>A plan's files as they are now.</summary>
    /// <returns>Null: this site has read no files of such a plan.</returns>
    public async Task<PlanFileReport?> Now(PlanId plan, CancellationToken ct)
    {
        if (reports.Of(plan) is not { } report || report.Path is not { } folder || (Digest(folder) is { } now && now == report.Digest)) return reports.Of(plan);
        var (anew, known) = await Read(folder, ct);
        if (known is null && anew.Files is not null) return report; // a plan is published at a start, and only there
        reports.Replace(anew with { Plan = anew.Plan ?? report.Plan });
        return reports.Of(plan);
    }

    /// <summary>Every folder's files as they are now.</summary>
    public async Task<ImmutableArray<PlanFileReport>> All(CancellationToken ct)
    {
        foreach (var report in reports.All)
        {
            if (report.Plan is { } plan || PlanId.TryParse(report.Folder, out plan)) await Now(plan, ct);
        }

        return reports.All;
    }

    /// <summary>Reads a folder.</summary>
    /// <returns>Unchanged also where the plan was never published; Known is what the ledger has of it.</returns>
    public async Task<(PlanFileReport Report, PublishedPlan? Known)> Read(string folder, CancellationToken ct)
    {
        var name = Path.GetFileName(folder);
        PlanReading reading;
        try
        {
            reading = PlanFolder.Read(folder);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.LogError("{Folder} cannot be read: {Reason}", name, failed.Message);
            return (Report(PlanFileStatus.Broken, [PlanFolder.Unreadable(folder)]), null);
        }

        if (reading.Plan is not { } plan)
        {
            foreach (var finding in reading.Findings.Where(one => one.Severity == Severity.Error)) log.LogError("{Finding}", finding);
            var standing = PlanId.TryParse(name, out var id) ? await published.Find(id, ct) : null;
            if (standing is null) log.LogError("{Folder} is not published: its files have errors", name);
            else log.LogError("{Plan} stays as it was published: its files were changed since and have errors now", id);
            return (Report(PlanFileStatus.Broken, reading.Findings, reading.Digest), standing);
        }

        var known = await published.Find(plan.Id, ct);
        var read = Report(PlanFileStatus.Unchanged, reading.Findings, reading.Digest) with { Plan = plan.Id, Files = plan };
        // Files that were only formatted say the same in other bytes.
        return known is not null && known.Digest != plan.Digest && await Differ(plan, known, ct) is { IsEmpty: false } differences
            ? (read with { Status = PlanFileStatus.Changed, Differences = differences }, known)
            : (read, known);

        PlanFileReport Report(PlanFileStatus status, ImmutableArray<Finding> findings, string? digest = null) => new(
            name, null, status, [.. findings.Select(one => one with { File = Path.GetRelativePath(options.Value.Plans, one.File) })], [], [], null, digest, folder);
    }

    private static string? Digest(string folder)
    {
        try
        {
            return PlanFolder.Digest(folder);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return null; // reading says why
        }
    }

    /// <summary>What the files say that they did not say when they were last read in or applied, and nobody decided, beside what holds now.</summary>
    private async Task<IEnumerable<Difference>> Fields(PlanInFiles plan, PublishedPlan known, CancellationToken ct)
    {
        var (was, now) = await published.Stand(plan.Id, ct) is { } stand ? (stand.AtLastImport, stand.Now) : (new(known.Plan, known.Commitments), new(known.Plan, known.Commitments));
        var changed = Differences.Between(was.Plan, was.Commitments, plan).Select(one => one.Field).ToHashSet(StringComparer.Ordinal);
        changed.ExceptWith(ThreeWay.Between(was, plan, now, known.Kept).Where(one => one.Fate == FieldFate.Kept).Select(one => one.Field));
        return Differences.Between(now.Plan, now.Commitments, plan).Where(one => changed.Contains(one.Field));
    }

    private async Task<ImmutableArray<Difference>> Differ(PlanInFiles plan, PublishedPlan known, CancellationToken ct)
    {
        var (newReports, newEvidence, newReviews) = await writes.Missing(plan, ct);
        ImmutableArray<Difference> differences =
        [
            .. await Fields(plan, known, ct),
            .. newReports.Select(row => new Difference(PlanFileWrites.What(row), null, row.Narrative)),
            .. newEvidence.Select(row => new Difference(PlanFileWrites.What(row), null, row.Summary)),
            .. newReviews.Select(row => new Difference(PlanFileWrites.What(row), null, row.Summary)),
        ];
        if (differences.IsEmpty) return differences;
        log.LogWarning(
            "The files of {Plan} were changed since it was published; nothing was changed here. {Count} differences: {Fields}",
            plan.Id, differences.Length, string.Join("; ", differences.Take(MostDifferencesLogged).Select(one => one.Field)));
        return differences;
    }
}
