using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;
using Tracker.Plans;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan's present state as plan files, in the canonical form: canonical files come out as they went in.</summary>
public sealed class ExportPlanFilesEndpoint : ISlice
{
    /// <summary>Changes with what is written for the same entries.</summary>
    private const int Form = 2;

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
        var languages = promised.Plan.Plan.Content.Languages.Select(language => language.Value).Where(Speech.Speaks).DefaultIfEmpty("en").Select(Speech.In);
        var readme = string.Join('\n', languages.Select(language => Readme(language, Otherwise(language, promised, files))).OfType<string>());
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in readme.Length == 0 ? files : files.Add("README.md", readme))
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
    private static ImmutableArray<string> Otherwise(Speech T, PromisedPlan promised, ImmutableSortedDictionary<string, string> files)
    {
        var plan = promised.Plan;
        var reading = PlanFolder.Read(plan.Id.Value, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal));
        return
        [
            .. promised.LeftOut.Select(one => T.Say("exported." + one.What, ("entry", one.Entry), ("of", one.Of), ("milestone", one.Milestone), ("on", one.On))),
            .. reading.Plan is { } again
                // A commitment has the rule of its plan, which the plan's file says.
                ? Tracker.Plans.Differences.Between(plan.Plan.Content, plan.Commitments.Select(one => one.Content), again)
                    .Where(one => !one.Field.Contains("/policy/", StringComparison.Ordinal)).Select(one => T.Say("exported.otherwise", ("field", FieldNames.Whole(T, one.Field))))
                : reading.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.In(T.Language)),
        ];
    }

    /// <summary>In each language of the plan that pages speak; null: the files say all of it.</summary>
    private static string? Readme(Speech T, ImmutableArray<string> lines) => lines.IsEmpty ? null
        : $"# {T["exported.heading"]}\n\n{T["exported.what"]}\n\n{string.Concat(lines.Select(line => $"- {line}\n"))}";
}
