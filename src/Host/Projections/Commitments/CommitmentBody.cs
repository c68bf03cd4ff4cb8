using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Commitments;

/// <summary>A milestone as promised, as kept in the views.</summary>
internal sealed record MilestoneBody(
    MilestoneNumber Number,
    MilestoneNumber? Parent,
    int Order,
    bool Leaf,
    DateOnly? Start,
    DateOnly? Due,
    OrganisationId? Lead,
    PriorityField Field,
    decimal Weight,
    decimal? Budget,
    ImmutableArray<OrganisationId>? Supporters,
    Recurrence? Recurs,
    ImmutableArray<DateOnly>? Occurrences,
    Words Title,
    Words? Output,
    Words? DueWords,
    Words? UnknownBecause,
    Words? Note,
    bool Unknown = false);

/// <summary>A commitment as promised, as kept in the views: everything that does not depend on the day.</summary>
internal sealed record CommitmentBody(
    CommitmentId Id,
    DateTimeOffset At,
    string Log,
    long Index,
    string? OgpId,
    DateOnly? Start,
    DateOnly? End,
    OrganisationId? Lead,
    ImmutableSortedDictionary<string, Partner> Supporters,
    PriorityField Field,
    ImmutableArray<OgpValue> Values,
    ImmutableArray<string>? PolicyAreas,
    ImmutableArray<int>? Sdgs,
    bool? Continued,
    string? CarriedForwardFrom,
    decimal? Budget,
    ProofPolicy? Policy,
    Words Title,
    Words? ShortTitle,
    Words? Theme,
    Words? Brief,
    Words? Problem,
    Words? Description,
    Words? Analysis,
    Words? BudgetSource,
    Words? Links,
    Words? Officer,
    string? OfficerName,
    string? Source,
    ImmutableArray<UnknownField> Unknown,
    ImmutableArray<MilestoneBody> Milestones,
    string? File = null)
{
    public static CommitmentBody Of(CommitmentPublished promise, ReadEntry entry)
    {
        var languages = promise.Languages;
        var parents = promise.Milestones.Values.Select(milestone => milestone.Parent).OfType<MilestoneNumber>().ToHashSet();
        return new(
            promise.Commitment, entry.Header.At, entry.Header.Log, entry.Header.Index, promise.OgpId, promise.Start, promise.End,
            promise.Lead, promise.Supporters, promise.Field, promise.Values, promise.PolicyAreas, promise.Sdgs, promise.Continued,
            promise.CarriedForwardFrom, promise.Budget, promise.Policy,
            entry.Words("title", languages) ?? Words.None,
            entry.Words("shortTitle", languages),
            entry.Words("theme", languages),
            entry.Words("brief", languages),
            entry.Words("problem", languages),
            entry.Words("description", languages),
            entry.Words("analysis", languages),
            entry.Words("budgetSource", languages),
            entry.Words("links", languages),
            entry.Words("officer", languages),
            entry.Text("officerName")?.Text,
            entry.Text("source")?.Text,
            [.. UnknownFields(entry).Select(field => new UnknownField(field, entry.Words($"unknown/{field}", languages) ?? Words.None))],
            [.. promise.Milestones
                .OrderBy(pair => pair.Value.Order).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Milestone(MilestoneNumber.Parse(pair.Key), pair.Value, parents))],
            promise.File);

        MilestoneBody Milestone(MilestoneNumber number, Milestone promised, HashSet<MilestoneNumber> parents) => new(
            number, promised.Parent, promised.Order, !parents.Contains(number), promised.Start, promised.Due, promised.Lead, promised.Field, promised.Weight,
            promised.Budget, promised.Supporters, promised.Recurs, promised.Occurrences,
            entry.Words($"milestones/{number}/title", languages) ?? Words.None,
            entry.Words($"milestones/{number}/output", languages),
            entry.Words($"milestones/{number}/dueWords", languages),
            entry.Words($"milestones/{number}/unknownBecause", languages),
            entry.Words($"milestones/{number}/note", languages),
            promised.Unknown ?? false);
    }

    /// <summary>Everything a search finds it by.</summary>
    public string SearchText() => string.Join(
        '\n',
        new[] { Id.Number.Value, OgpId ?? "" }
            .Concat(new[] { Title, ShortTitle, Theme, Brief, Problem, Description, Analysis, Officer }.Concat(Milestones.Select(row => row.Title))
                .OfType<Words>().SelectMany(words => words.Versions).Select(worded => worded.Text))
            .Concat(Milestones.Select(row => row.Number.Value)));

    private static IEnumerable<string> UnknownFields(ReadEntry entry) => entry.Texts
        .Select(text => text.Name.Split('/'))
        .Where(parts => parts is ["unknown", _, _])
        .Select(parts => parts[1])
        .Distinct()
        .Order(StringComparer.Ordinal);
}
