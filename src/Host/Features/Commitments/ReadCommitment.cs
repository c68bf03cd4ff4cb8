using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>A commitment: what was promised, what is reported, what evidence shows, in one flat list of milestones and indicators.</summary>
public sealed class ReadCommitmentEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/commitments/{number}", (HttpContext http, PlanId plan, CommitmentNumber number, CommitmentViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            var (id, today) = (new CommitmentId(plan, number), clock.Today(plan));
            return OpenAnswer.Of(
                http, views.ETag(id, today), () => views.Commitment(id, today) is { } view ? CommitmentAnswer.Of(view) : null);
        })
        .Answers<CommitmentAnswer>("ReadCommitment", "A commitment as it stands today.", mayBeMissing: true).HasAPast();
}

/// <summary>A commitment. Texts are in the plan's own language; those in plural by language.</summary>
/// <param name="EarlierWording">Texts whose language has not followed an amendment of another one: <c>title/en</c>, <c>milestones/1.1/title/en</c>.</param>
public sealed record CommitmentAnswer(
    string Id, string Plan, string Number, string Title, ImmutableSortedDictionary<string, string> Titles, long Version,
    long LedgerIndex, DateOnly Today, string? OgpId, string Field, ImmutableArray<OgpValue> Values, ImmutableArray<string> PolicyAreas,
    ImmutableArray<int> Sdgs, bool? Continued, string? CarriedForwardFrom, decimal? Budget, string? Currency, DateOnly? Start,
    DateOnly? End, string? Lead, ImmutableArray<string> Supporters, ImmutableArray<string> UnknownFields, string? Source,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Texts,
    Completion? Reported, bool AtLeast, Proof Proof, ImmutableArray<PartnerCell> Partners, Headline Counts,
    ImmutableArray<MilestoneAnswer> Milestones, int EvidenceCount, DateTimeOffset PublishedAt, DateTimeOffset ChangedAt, DateOnly? Withdrawn,
    ImmutableArray<string> EarlierWording)
{
    public static CommitmentAnswer Of(CommitmentView view) => new(
        view.Id.Value, view.Plan.Id.Value, view.Id.Number.Value, view.Title.Own, view.Title.ByLanguage(), view.Version, view.Index,
        view.Plan.Today, view.OgpId, view.Field.Value, view.Values, view.PolicyAreas, view.Sdgs, view.Continued, view.CarriedForwardFrom,
        view.Budget, view.Plan.Currency, view.Start, view.End, view.Lead?.Id.Value, [.. view.Supporters.Select(name => name.Id.Value)],
        [.. view.Unknown.Select(field => field.Field)], view.Source, TextsOf(view), view.Standing.Reported, view.Standing.AtLeast,
        view.Standing.Proof, view.Standing.Partners, view.Headline, [.. view.Milestones.Select(MilestoneAnswer.Of)], view.EvidenceCount,
        view.PublishedAt, view.ChangedAt, view.Standing.Withdrawn,
        [
            .. TextsNamed(view).Prepend(("title", view.Title))
                .Concat(view.Milestones.SelectMany(milestone => new (string, Projections.Words?)[]
                {
                    ($"milestones/{milestone.Standing.Number}/title", milestone.Title), ($"milestones/{milestone.Standing.Number}/output", milestone.Output),
                }))
                .SelectMany(text => (text.Item2?.Earlier ?? []).Select(language => $"{text.Item1}/{language}")),
        ]);

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> TextsOf(CommitmentView view) =>
        TextsNamed(view)
        .Where(text => text.Words is not null)
        .ToImmutableSortedDictionary(text => text.Name, text => text.Words!.ByLanguage(), StringComparer.Ordinal); // filtered above

    private static IEnumerable<(string Name, Projections.Words? Words)> TextsNamed(CommitmentView view) =>
    [
        ("shortTitle", view.ShortTitle), ("theme", view.Theme), ("brief", view.Brief), ("problem", view.Problem),
        ("description", view.Description), ("analysis", view.Analysis), ("budgetSource", view.BudgetSource), ("links", view.Links),
        ("officer", view.Officer),
    ];
}

/// <summary>A milestone or indicator. Only leaves are reported on, evidenced and late.</summary>
public sealed record MilestoneAnswer(
    string Number, string? Parent, bool Leaf, string Title, ImmutableSortedDictionary<string, string> Titles, string? Lead,
    DateOnly? Start, DateOnly? Due, string? DueWords, Recurrence? Recurs, ImmutableArray<DateOnly> Occurrences, bool Late, Lateness Lateness,
    decimal Weight, Completion? Reported, bool AtLeast, DateOnly? ReportedOn, long? ReportVersion, Percent? Percent, Proof Proof,
    ImmutableArray<PartnerCell> Partners, DateOnly? FirstDue, DateOnly? MissedDue, DateOnly? Withdrawn, OccurrenceStanding? Running)
{
    public static MilestoneAnswer Of(MilestoneView view) => new(
        view.Standing.Number.Value, view.Standing.Parent?.Value, view.Standing.Leaf, view.Title.Own, view.Title.ByLanguage(),
        view.Lead?.Id.Value, view.Standing.Start, view.Standing.Due, view.DueWords?.Own, view.Recurs, view.Occurrences,
        view.Standing.Leaf && view.Standing.Lateness.IsLate(), view.Standing.Lateness, view.Weight, view.Standing.Reported, view.Standing.AtLeast,
        view.Standing.ReportedOn, view.Standing.ReportVersion, view.Standing.Percent, view.Standing.Proof, view.Standing.Partners,
        view.Standing.FirstDue, view.Standing.MissedDue, view.Standing.Withdrawn, view.Standing.Running);
}
