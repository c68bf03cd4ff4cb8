using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan's present state as plan files, in the canonical form: canonical files come out as they went in.</summary>
public sealed class ExportPlanFilesEndpoint : ISlice
{
    /// <summary>Changes with what is written for the same entries.</summary>
    private const int Form = 1;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/files", (HttpContext http, PlanId plan, PromisedPlans plans) =>
        {
            Asked.Only(http);
            var etag = plans.Index(plan) is { } index ? $"\"files-{Form}-{index}\"" : null;
            return OpenAnswer.File(http, etag, "application/zip", $"{plan.Value}.zip", () => plans.Find(plan) is { } promised ? PlanFilesZip.Of(promised) : null);
        })
        .AnswersFile("ExportPlanFiles", "A plan's present state as plan files in their canonical form, zipped.", "application/zip", mayBeMissing: true)
        .Produces(StatusCodes.Status304NotModified)
        .HasAPast();
}

/// <summary>Packs plan files.</summary>
internal static class PlanFilesZip
{
    private static readonly DateTimeOffset s_at = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same bytes every time

    public static byte[] Of(PromisedPlan promised)
    {
        var files = PlanWriter.Write(promised.Plan);
        var otherwise = Otherwise(promised, files);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in otherwise.IsEmpty ? files : files.Add("README.md", Readme(otherwise)))
            {
                var entry = zip.CreateEntry($"{promised.Plan.Id.Value}/{path}");
                entry.LastWriteTime = s_at;
                using var file = entry.Open();
                file.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>What the files say otherwise than the record: read back and held against it, so that nothing is lost silently.</summary>
    private static ImmutableArray<string> Otherwise(PromisedPlan promised, ImmutableSortedDictionary<string, string> files)
    {
        var plan = promised.Plan;
        var reading = PlanFolder.Read(plan.Id.Value, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal));
        return
        [
            .. promised.LeftOut,
            .. reading.Plan is { } again
                ? Differences.Between(plan.Plan.Content, plan.Commitments.Select(one => one.Content), again).Select(one => $"`{one.Field}`: the record has a form that plan files cannot say.")
                : reading.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding}"),
        ];
    }

    private static string Readme(ImmutableArray<string> lines) =>
        $"# What these files cannot say\n\nThe public record says more than these files do:\n\n{string.Concat(lines.Select(line => $"- {line}\n"))}";
}
