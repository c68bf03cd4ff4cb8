using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;

namespace Tracker.Plans;

/// <summary>One field that the files say otherwise than what holds here.</summary>
/// <param name="Field">Its path: <c>plan/end</c>, <c>commitments/1/milestones/1.1/due</c>.</param>
/// <param name="Published">Null: not there.</param>
/// <param name="InFiles">Null: not there.</param>
public sealed record Difference(string Field, string? Published, string? InFiles);

/// <summary>What changed in a plan's files since it was published: shown, never applied silently.</summary>
public static class Differences
{
    /// <remarks>The rule of proof is the plan's: it is said there, once.</remarks>
    /// <returns>By field; empty when the files say the same, in whatever form.</returns>
    public static ImmutableArray<Difference> Between(
        PlanPublished plan, IEnumerable<CommitmentPublished> commitments, PlanInFiles files)
    {
        var published = Fields(plan, commitments);
        var inFiles = Fields(files.Plan.Content, files.Commitments.Select(c => c.Content));
        return
        [
            .. published.Keys.Union(inFiles.Keys)
                .Order(StringComparer.Ordinal)
                .Select(field => new Difference(field, published.GetValueOrDefault(field), inFiles.GetValueOrDefault(field)))
                .Where(difference => difference.Published != difference.InFiles),
        ];
    }

    private static Dictionary<string, string> Fields(PlanPublished plan, IEnumerable<CommitmentPublished> commitments)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(JsonSerializer.SerializeToNode(plan with { Digest = "", Policy = plan.Policy ?? ProofPolicy.Standard }, DomainJson.Options), "plan", fields);
        foreach (var commitment in commitments)
            Flatten(JsonSerializer.SerializeToNode(commitment with { File = null, Policy = null }, DomainJson.Options), $"commitments/{commitment.Commitment.Number}", fields);
        return fields;
    }

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string> fields)
    {
        switch (node)
        {
            case JsonObject text when text.Count == 1 && (text["$public"] ?? text["$personal"]) is { } words:
                fields[path] = words.GetValue<string>();
                break;
            case JsonObject whole:
                foreach (var (name, value) in whole) Flatten(value, $"{path}/{name}", fields);
                break;
            case JsonArray list:
                fields[path] = string.Join(", ", list.Select(item => item?.ToString()));
                break;
            case not null:
                fields[path] = node.ToString();
                break;
        }
    }
}
