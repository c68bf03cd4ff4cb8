using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;

namespace Tracker.Plans;

/// <summary>Who changed a field since the plan's files were last read in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldFate>))]
public enum FieldFate
{
    /// <summary>Only the files say something new: applying them changes the field here.</summary>
    [JsonStringEnumMemberName("changed")] Changed,

    /// <summary>Only here something new was said: it stays.</summary>
    [JsonStringEnumMemberName("kept")] Kept,

    /// <summary>Both say something new, and not the same: somebody has to decide.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,
}

/// <summary>A plan and its commitments, as they were or are.</summary>
public sealed record PlanSaid(PlanPublished Plan, ImmutableArray<CommitmentPublished> Commitments);

/// <summary>A field that the files say otherwise than the tracker.</summary>
/// <param name="Field"><c>plan/end</c>, <c>commitments/1/milestones/1.1/title/id</c>.</param>
/// <param name="AtLastImport">What the files said when they were last read in; null: nothing.</param>
/// <param name="InFiles">What they say now.</param>
/// <param name="InTracker">What holds here now.</param>
/// <param name="Fate">Who changed it.</param>
/// <param name="CanBeApplied">Whether applying the files can do it: not what a plan is once and for all, nor what is withdrawn instead.</param>
/// <param name="IsNew">Whether it is of a commitment that is not here yet: applied, it is published.</param>
public sealed record FieldDifference(
    string Field, string? AtLastImport, string? InFiles, string? InTracker, FieldFate Fate, bool CanBeApplied, bool IsNew = false)
{
    /// <summary>The commitment it is of; null: the plan's own.</summary>
    [JsonIgnore] // a part of the field
    public CommitmentNumber? Commitment => Field.Split('/') is ["commitments", var number, ..] && CommitmentNumber.TryParse(number, out var of) ? of : null;

    /// <summary>The field as an amendment names it.</summary>
    [JsonIgnore] // a part of the field
    public string Amended => Commitment is { } of ? Field[$"commitments/{of}/".Length..] : Field["plan/".Length..];
}

/// <summary>Holds a plan's files against what they said when they were last read in, and both against what holds now. Pure.</summary>
public static class ThreeWay
{
    /// <param name="atLastImport">What the files said when they were last read in or applied, as far as it was taken over.</param>
    /// <param name="files">What they say now.</param>
    /// <param name="now">What holds here.</param>
    /// <param name="kept">What was decided for the tracker when they were last applied, as <see cref="KeptFields"/> has it; null: nothing.</param>
    /// <returns>By field, in order; empty where the files say what holds.</returns>
    public static ImmutableArray<FieldDifference> Between(PlanSaid atLastImport, PlanInFiles files, PlanSaid now, ImmutableSortedDictionary<string, string>? kept = null)
    {
        var (before, inFiles, inTracker) = (Fields(atLastImport), Fields(new(files.Plan.Content, [.. files.Commitments.Select(one => one.Content)])), Fields(now));
        var differences = ImmutableArray.CreateBuilder<FieldDifference>();
        foreach (var field in inFiles.Keys.Union(inTracker.Keys).Order(StringComparer.Ordinal))
        {
            var (was, says, holds) = (before.GetValueOrDefault(field), inFiles.GetValueOrDefault(field), inTracker.GetValueOrDefault(field));
            if (says == holds) continue;
            var fate = says == was ? FieldFate.Kept : holds == was ? FieldFate.Changed : FieldFate.Conflict;
            // What was decided is what the files said last, although nothing came of it here.
            if (fate == FieldFate.Conflict && kept.Stands(field, says)) (was, fate) = (says, FieldFate.Kept);
            differences.Add(new(field, was, says, holds, fate, false));
        }

        return
        [
            .. differences.Select(one => one.Commitment is { } number && now.Commitments.All(known => known.Commitment.Number != number)
                ? one with { CanBeApplied = one.InFiles is not null, IsNew = one.InFiles is not null }
                : one with { CanBeApplied = CanBeApplied(one, inFiles, now) }),
        ];
    }

    private static bool CanBeApplied(FieldDifference difference, Dictionary<string, string> inFiles, PlanSaid now)
    {
        if (difference.Commitment is not { } number) return PlanFields.Applies(difference.Amended, difference.InTracker, difference.InFiles);
        var promise = now.Commitments.First(one => one.Commitment.Number == number); // others are new
        // A milestone that is no longer in the files is withdrawn, with a reason of its own, or put back into them.
        return PromiseFields.MayChange(promise, difference.Amended)
            && (PromiseFields.MilestoneOf(difference.Amended) is not { } milestone
                || inFiles.Keys.Any(field => field.StartsWith($"commitments/{number}/milestones/{milestone}/", StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> Fields(PlanSaid said)
    {
        var fields = PlanFields.Of(said.Plan with { Digest = "", Policy = said.Plan.Policy ?? ProofPolicy.Standard }).Where(one => one.Key != "digest")
            .ToDictionary(one => $"plan/{one.Key}", one => one.Value, StringComparer.Ordinal);
        foreach (var commitment in said.Commitments)
        {
            // Where a row stands among the others is no promise, and the rule of proof is the plan's: it is said there, once.
            foreach (var (field, value) in PromiseFields.Of(commitment).Where(one =>
                !one.Key.EndsWith("/order", StringComparison.Ordinal) && !one.Key.StartsWith("policy/", StringComparison.Ordinal)))
                fields[$"commitments/{commitment.Commitment.Number}/{field}"] = value;
        }

        return fields;
    }
}
