using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Running;

/// <summary>
/// What a plugin may speak about: the commitments of every plan that is not closed, with what one finds evidence by. The newest
/// plans first, and as much as one message holds.
/// </summary>
public sealed class OpenPromises(PlanViews plans, CommitmentViews commitments, PlanClock clock, ILogger<OpenPromises> log)
{
    /// <summary>A message holds 1 MiB; what else stands in it is small.</summary>
    private const int MostBytes = 900 * 1024;

    private const int MostKeywords = 24;

    /// <summary>As the protocol's <c>collect</c> names them.</summary>
    public JsonArray Open() => [.. Fitting().Select(one => (JsonNode?)one.Brief)];

    /// <summary>The same, for people to choose among: each with its plan.</summary>
    public ImmutableArray<(PlanHead Plan, Promised Promised)> Offered() => [.. Fitting().Select(one => (one.Plan, one.Promised))];

    private IEnumerable<(PlanHead Plan, Promised Promised, JsonObject Brief)> Fitting()
    {
        var (bytes, count) = (0, 0);
        foreach (var plan in plans.All(clock.Today).Where(row => !row.Plan.Closed).OrderByDescending(row => row.Plan.Start).Select(row => row.Plan))
        {
            foreach (var promised in commitments.Promised(plan.Id))
            {
                var brief = Of(promised, plan);
                bytes += brief.ToJsonString().Length * 2; // letters of two bytes at most, mostly
                if (bytes > MostBytes)
                {
                    log.LogWarning("Not every open commitment fits into one message to a plugin: {Count} do", count);
                    yield break;
                }

                count++;
                yield return (plan, promised, brief);
            }
        }
    }

    private static JsonObject Of(Promised promised, PlanHead plan) => new()
    {
        ["plan"] = promised.Id.Plan.Value,
        ["number"] = promised.Id.Number.Value,
        ["title"] = promised.Title.Own,
        ["keywords"] = Keywords(promised.PolicyAreas, promised.Title),
        ["jurisdiction"] = plan.Jurisdiction.Value,
        ["budget"] = promised.Budget,
        ["currency"] = plan.Currency,
        ["milestones"] = new JsonArray([.. promised.Leaves.Select(Of)]),
    };

    private static JsonNode Of(PromisedLeaf leaf) => new JsonObject
    {
        ["number"] = leaf.Number.Value,
        ["title"] = leaf.Title.Own,
        ["start"] = Day(leaf.Start),
        ["due"] = Day(leaf.Due),
        ["keywords"] = Keywords([], leaf.Title),
        ["budget"] = leaf.Budget,
        ["recurs"] = leaf.Recurs is { } recurs ? Domain.Words.Of(recurs) : null,
        ["occurrences"] = leaf.Occurrences.Length > 0 ? new JsonArray([.. leaf.Occurrences.Select(day => (JsonNode?)Day(day))]) : null,
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The policy areas, and the longer words of the titles in every language, all in small letters.</summary>
    private static JsonArray Keywords(IEnumerable<string> areas, Projections.Words title) => new([.. areas.Select(area => area.ToLowerInvariant())
        .Concat(title.Versions.SelectMany(version => version.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(word => new string([.. word.Where(char.IsLetterOrDigit)]).ToLowerInvariant()).Where(word => word.Length > 3))
        .Distinct(StringComparer.Ordinal).Take(MostKeywords).Select(word => (JsonNode?)word)]);
}
