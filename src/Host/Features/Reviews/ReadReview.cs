using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>A review, whole: its codings, the office's answer, and what contradicts it.</summary>
public sealed class ReadReviewEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews/{id}", (HttpContext http, EvidenceId id, ReviewViews views, PlanClock clock) =>
        {
            Asked.Only(http);
            var view = views.Review(id, clock.Today(id.Commitment.Plan));
            return OpenAnswer.Of(http, view?.ETag, () => view is null ? null : ReviewAnswer.Of(view));
        })
        .Answers<ReviewAnswer>("ReadReview", "A review, whole.", mayBeMissing: true).HasAPast();
}

/// <summary>A review in a list.</summary>
/// <param name="Commitment">Its number; null: it is of the whole plan.</param>
/// <param name="Leaf">Null: the whole commitment or plan.</param>
/// <param name="State">accepted (it counts), submitted (imported, and nobody independent has checked it), stated (without a level), returned, withdrawn, settled or upheld.</param>
/// <param name="Level">The level at which it counts; null: it counts at none.</param>
/// <param name="From">The first day of what it reviewed; null: since an unknown beginning.</param>
/// <param name="On">The last day of what it reviewed.</param>
/// <param name="Organisation">Who made it.</param>
/// <param name="Title">Null where erased.</param>
/// <param name="Differs">The independent findings that contradict it.</param>
/// <param name="OverruledBy">The ruling because of which it counts no longer.</param>
/// <param name="Refuted">The organisation on whose declaration of independence it rested, which was found false; null: none, or something else has taken its place.</param>
public sealed record ReviewSummary(
    string Id, string Plan, string? Commitment, string? Leaf, long Version, EvidenceStage State, Codings Codings, Completion? Level, DateOnly? From,
    DateOnly On, DateOnly? Period, string? About, bool Imported, bool Independent, string? Organisation, Partner? Partner, string? Title,
    DateTimeOffset PublishedAt, bool Answered, ImmutableArray<string> Differs, string? OverruledBy, string? Refuted)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<ReviewSummary> Table { get; } = new Table<ReviewSummary>()
        .Text("id", row => row.Id).Text("plan", row => row.Plan).Text("commitment", row => row.Commitment).Text("leaf", row => row.Leaf)
        .Value("state", row => row.State).Value("level", row => row.Level)
        .Value("completion", row => row.Codings.Completion).Value("specificity", row => row.Codings.Specificity)
        .Value("verifiable", row => row.Codings.Verifiable).Value("openGovernmentLens", row => row.Codings.OpenGovernmentLens)
        .Value("potentialImpact", row => row.Codings.PotentialImpact).Value("potentialForResults", row => row.Codings.PotentialForResults)
        .Value("didItOpenGovernment", row => row.Codings.DidItOpenGovernment).Value("earlyResults", row => row.Codings.EarlyResults)
        .Value("participation", row => row.Codings.Participation)
        .Value("from", row => row.From).Value("on", row => row.On).Value("period", row => row.Period).Text("about", row => row.About)
        .Value("imported", row => row.Imported).Value("independent", row => row.Independent).Text("organisation", row => row.Organisation)
        .Value("partner", row => row.Partner).Text("title", row => row.Title).Value("publishedAt", row => row.PublishedAt)
        .Value("answered", row => row.Answered).Json("differs", row => row.Differs).Text("overruledBy", row => row.OverruledBy)
        .Text("refuted", row => row.Refuted);

    public static ReviewSummary Of(EvidenceItem item)
    {
        var row = item.Row;
        return new(
            row.Id.Value, row.Id.Commitment.Plan.Value, row.Id.IsOfPlan ? null : row.Id.Commitment.Number.Value, row.Leaf?.Value, row.Version, row.Status,
            row.Said!.Codings, row.Level, row.Said.From, row.On, row.Period, row.About, row.Imported, row.Independent, // a list of reviews
            row.By?.Id.Value, row.Partner, row.Title, row.SubmittedAt, row.Answered, [.. row.Differs.Select(id => id.Value)], row.OverruledBy?.Value,
            row.Refuted?.Organisation.Id.Value);
    }
}

/// <summary>A step of a review's course.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Became">What it was from then on.</param>
/// <param name="Level">The level, of a publication or an acceptance.</param>
/// <param name="Text">The reason or the answer.</param>
/// <param name="Other">The finding that it was decided against.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the decision because of which it counts no longer.</param>
public sealed record ReviewStep(
    long Version, string Log, long LedgerIndex, DateTimeOffset At, EvidenceStep Step, EvidenceStage Became, Completion? Level, string? Text,
    string? Organisation, Role Role, string? Other, long? Ruling)
{
    public static ReviewStep Of(Judgement done) => new(
        done.Version, done.Log, done.Index, done.At, done.Step, done.Became, done.Level, done.Reason?.Text, done.By?.Id.Value, done.Role, done.Other?.Value,
        done.Ruling);
}

/// <summary>A review, whole.</summary>
/// <param name="Reason">Why it comes to these codings; null: it was imported.</param>
/// <param name="Answer">What the office says; null: nothing yet.</param>
/// <param name="Reported">What government says of what it is about; null of a whole plan.</param>
/// <param name="Proof">What evidence shows of it; null of a whole plan, which has no level.</param>
/// <param name="Course">What was done about it, the oldest first.</param>
public sealed record ReviewAnswer(
    ReviewSummary Review, string? Summary, string? Source, string? Reason, string? EnteredBy, string? Answer, DateTimeOffset? AnsweredAt,
    Completion? Reported, Proof? Proof, ImmutableArray<ReviewStep> Course, string Log, long LedgerIndex)
{
    public static ReviewAnswer Of(EvidenceView view)
    {
        var (said, answer) = (view.Contents[^1], view.Judgements.FirstOrDefault(judged => judged.Step == EvidenceStep.Answered));
        return new(
            ReviewSummary.Of(new(view.Row, view.CommitmentTitle, view.LeafTitle)), said.Summary?.Text, said.Source,
            view.Judgements.FirstOrDefault(judged => judged.Step == EvidenceStep.Published)?.Reason?.Text, said.EnteredBy?.Id.Value, answer?.Reason?.Text,
            answer?.At, view.Reported, view.Row.Id.IsOfPlan ? null : view.Proof, [.. view.Judgements.Select(ReviewStep.Of)], said.Log, said.Index);
    }
}
