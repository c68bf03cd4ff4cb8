using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Domain.Text;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Store;
using Tracker.Plans;

namespace Tracker.Host.Projections.Plans;

/// <summary>A plan as it is promised now, in the shape that plan files are written from.</summary>
/// <param name="Plan">The plan. Its history is what was imported; what was said and shown here is on the public record.</param>
/// <param name="LeftOut">What plan files have no words for.</param>
public sealed record PromisedPlan(PlanInFiles Plan, ImmutableArray<LeftOut> LeftOut);

/// <summary>Something on the record that plan files have no words for.</summary>
/// <param name="What">The key of its words beneath <c>exported</c>.</param>
/// <param name="Entry">Where it stands: <c>contoh/12</c>.</param>
/// <param name="Of">The commitment; null where it is of none alone.</param>
/// <param name="Milestone">The milestone, where it is of one.</param>
/// <param name="On">The day it was so.</param>
public sealed record LeftOut(string What, string Entry, string? Of = null, string? Milestone = null, DateOnly? On = null);

/// <summary>Puts plans together from the views.</summary>
public sealed class PromisedPlans(ViewReader views)
{
    internal const string Imported =
        $"SELECT {HistoryRows.Columns} FROM history WHERE plan = $1 AND type IN ('progress.imported', 'evidence.imported', 'review.imported') ORDER BY idx";

    internal const string Changed =
        $"SELECT {HistoryRows.Columns} FROM history WHERE plan = $1 AND type IN ('milestone.rescheduled', 'milestone.withdrawn', 'commitment.withdrawn') ORDER BY idx";

    private const string Organisation = "SELECT body FROM organisation WHERE org = $1";

    /// <summary>Grows with everything that is said of a plan; null where there is none.</summary>
    public long? Index(PlanId plan)
    {
        if (views.Register.Plan(plan) is not { } body) return null;
        using var read = views.Read();
        return Math.Max(body.Touched, read.First(PlanViews.LastIndex, row => row.Number(0), plan.Value) ?? 0);
    }

    /// <returns>Null: there is no such plan.</returns>
    public PromisedPlan? Find(PlanId plan)
    {
        if (views.Register.Plan(plan) is not { } body) return null;
        using var read = views.Read();
        var open = read;
        var changes = read.Query(Changed, HistoryRows.Read, plan.Value).ToLookup(entry => entry.Header.Stream, StringComparer.Ordinal);
        var commitments = read.Query(CommitmentViews.OfPlan, row => ViewJson.Read<CommitmentBody>(row.GetString(0)), plan.Value)
            .Select(one => Now(Commitment(body, one), changes[one.Id.Value])).ToImmutableArray();
        var named = Organisations(body);
        var registered = named.Keys
            .Select(id => open.First(Organisation, row => ViewJson.Read<OrganisationBody>(row.GetString(0)), id))
            .OfType<OrganisationBody>()
            .Select(one => new RegisterOrganisation(one.Id, one.Partner, Named(one.Name, body.Languages[0]), Texts(one.Note), one.Invented));
        var (reports, evidence, reviews, leftOut) = History(read.Query(Imported, HistoryRows.Read, plan.Value));
        return new(
            new(plan, body.Jurisdiction, "", [.. registered], new(Plan(body, named, commitments)), [.. commitments.Select(one => new PublishCommitment(one))], reports, evidence) { Reviews = reviews },
            [.. changes.SelectMany(of => of).Select(Withdrawn).OfType<LeftOut>(), .. leftOut]);
    }

    private static readonly ImmutableSortedDictionary<string, PublicText> s_none = ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal);

    /// <summary>Everybody the plan names, and the reviewers whom the forum named since.</summary>
    private ImmutableSortedDictionary<string, Partner> Organisations(PlanBody plan)
    {
        var all = plan.Organisations.WithComparers(StringComparer.Ordinal);
        foreach (var reviewer in Reviewers(plan))
        {
            if (!all.ContainsKey(reviewer.Value) && views.Register.Name(reviewer, plan).Partner is { } partner) all = all.Add(reviewer.Value, partner);
        }

        return all;
    }

    private static IEnumerable<OrganisationId> Reviewers(PlanBody plan) => plan.Reviewers.Where(one => !one.Development).Select(one => one.Organisation);

    private static PlanPublished Plan(PlanBody plan, ImmutableSortedDictionary<string, Partner> organisations, ImmutableArray<CommitmentPublished> commitments) => new(
        plan.Id, plan.Jurisdiction, plan.OgpId, plan.Number, plan.Start, plan.End, plan.TimeZone, plan.Languages, plan.Fields, plan.Currency, organisations,
        plan.Forum, [.. Reviewers(plan)], [.. commitments.Select(one => one.Commitment.Number)], plan.Policy, "", plan.Invented ? true : null,
        Texts(plan.Title) ?? s_none, Texts(plan.JurisdictionName) ?? s_none, Texts(plan.About), Texts(plan.CompiledBy), Text(plan.Source), Texts(plan.StartUnknownBecause),
        Text(plan.EndWords),
        plan.FieldNames.Count == 0 ? null : plan.FieldNames.ToImmutableSortedDictionary(one => one.Key, one => Texts(one.Value) ?? s_none, StringComparer.Ordinal),
        plan.Checkpoints);

    private static CommitmentPublished Commitment(PlanBody plan, CommitmentBody body) => new(
        body.Id, plan.Jurisdiction, plan.Start, plan.End, body.OgpId, body.Start, body.End, body.Lead, body.Supporters, body.Field, body.Values, body.PolicyAreas,
        body.Sdgs, body.Continued, body.CarriedForwardFrom, body.Budget, body.Policy,
        body.Milestones.ToImmutableSortedDictionary(one => one.Number.Value, Milestone, StringComparer.Ordinal),
        [.. body.Title.Versions.Select(version => Language.Parse(version.Language))],
        Texts(body.Title) ?? s_none, Texts(body.ShortTitle), Texts(body.Theme), Texts(body.Brief), Texts(body.Problem), Texts(body.Description), Texts(body.Analysis),
        Texts(body.BudgetSource), Texts(body.Links), Text(body.Source), Texts(body.Officer), body.OfficerName is { } name ? new PersonalText(name) : null,
        body.Unknown.IsEmpty ? null : body.Unknown.ToImmutableSortedDictionary(one => one.Field, one => Texts(one.Because) ?? s_none, StringComparer.Ordinal),
        body.File);

    /// <summary>The promise with the dates that hold now; the words of a date that was moved say another day.</summary>
    private static CommitmentPublished Now(CommitmentPublished promise, IEnumerable<ReadEntry> changes) => changes.Select(entry => entry.Event).OfType<MilestoneRescheduled>()
        .Aggregate(promise, (so, moved) => so with
        {
            Milestones = so.Milestones.SetItem(moved.Leaf.Value, so.Milestones[moved.Leaf.Value] with { Due = moved.Due, DueWords = null }),
        });

    private static LeftOut? Withdrawn(ReadEntry entry) => entry.Event switch
    {
        MilestoneWithdrawn gone => new("milestone-withdrawn", $"{entry.Header.Log}/{entry.Header.Index}", entry.Header.Stream, gone.Milestone.Value, gone.On),
        CommitmentWithdrawn gone => new("commitment-withdrawn", $"{entry.Header.Log}/{entry.Header.Index}", entry.Header.Stream, On: gone.On),
        _ => null,
    };

    private static Milestone Milestone(MilestoneBody body) => new(
        body.Parent, body.Order, body.Start, body.Due, body.Unknown ? true : null, body.Recurs, body.Occurrences, body.Lead, body.Field, body.Weight, body.Budget,
        body.Supporters, Texts(body.Title) ?? s_none, Texts(body.Output), Texts(body.DueWords), Texts(body.UnknownBecause), Texts(body.Note));

    private static (ImmutableArray<ImportedReport> Reports, ImmutableArray<ImportedEvidence> Evidence, ImmutableArray<ImportedReview> Reviews, ImmutableArray<LeftOut> LeftOut) History(List<ReadEntry> entries)
    {
        var reports = ImmutableArray.CreateBuilder<ImportedReport>();
        var evidence = ImmutableArray.CreateBuilder<ImportedEvidence>();
        var reviews = ImmutableArray.CreateBuilder<ImportedReview>();
        var leftOut = ImmutableArray.CreateBuilder<LeftOut>();
        foreach (var entry in entries)
        {
            var (header, said) = (entry.Header, entry.Header.Actor);
            if (said is { Organisation: { } org, Partner: { } partner } && entry.Text("source")?.Text is { } source)
            {
                if (entry.Event is ProgressImported report && entry.Text("narrative")?.Text is { } narrative && CommitmentId.TryParse(header.Stream, out var commitment))
                {
                    reports.Add(new("", commitment, org, partner, report.Leaf, report.Completion, report.On, report.Period, report.About, report.Percent, report.EnteredBy, narrative, source));
                    continue;
                }

                if (entry.Event is EvidenceImported piece && entry.Text("title")?.Text is { } title && entry.Text("summary")?.Text is { } summary
                    && EvidenceId.TryFromStream(header.Stream, out var id))
                {
                    evidence.Add(new(
                        id, org, partner, piece.Leaf, title, summary, source, piece.On, piece.Stance, piece.Shows, piece.Period, piece.About, piece.EnteredBy,
                        entry.Text("settledBy")?.Text));
                    continue;
                }
            }

            if (Review(entry) is { } review)
            {
                reviews.Add(review);
                continue;
            }

            leftOut.Add(new("erased", $"{header.Log}/{header.Index}"));
        }

        return (reports.ToImmutable(), evidence.ToImmutable(), reviews.ToImmutable(), leftOut.ToImmutable());
    }

    /// <summary>An imported review as a row; null: it is none, or its words were erased.</summary>
    private static ImportedReview? Review(ReadEntry entry) =>
        entry is { Event: ReviewImported said, Header.Actor: { Organisation: { } org, Partner: { } partner } }
        && entry.Text("title")?.Text is { } title && entry.Text("summary")?.Text is { } summary && entry.Text("source")?.Text is { } source
        && EvidenceId.TryFromStream(entry.Header.Stream, out var id)
            ? new("", id.Commitment, org, partner, said.Leaf, said.Codings, title, summary, source, said.From, said.On, said.Period, said.About, said.EnteredBy)
            : null;

    /// <summary>An organisation that another plan registered may have no name in this one's language.</summary>
    private static ImmutableSortedDictionary<string, PublicText> Named(Words name, Language own) =>
        (Texts(name) ?? s_none) is var texts && texts.ContainsKey(own.Value) ? texts : texts.Add(own.Value, new(name.Own));

    private static PublicText? Text(string? text) => text is null ? null : new(text);

    private static ImmutableSortedDictionary<string, PublicText>? Texts(Words? words) => words is null or { Versions.IsEmpty: true }
        ? null
        : words.Versions.ToImmutableSortedDictionary(version => version.Language, version => new PublicText(version.Text), StringComparer.Ordinal);
}
