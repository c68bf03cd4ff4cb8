using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Text;

namespace Tracker.Host.Features.Shared;

/// <summary>
/// What a page says, once more for programs: JSON-LD in the words of schema.org. It is a block of data, which no browser runs,
/// and holds no character that could end it. It writes its element itself: Razor would spell the plus of its type as a reference.
/// </summary>
public sealed class LinkedData : IHtmlContent
{
    private readonly JsonObject _said;

    private LinkedData(JsonObject said)
    {
        said["@context"] = "https://schema.org";
        _said = said;
    }

    /// <summary>A commitment as a set of open data, and the levels that were judged of it (schema.org/Dataset, ClaimReview).</summary>
    public static LinkedData Of(CommitmentView view, Reader me)
    {
        var address = $"/api/v1/plans/{view.Id.Plan}/commitments/{view.Id.Number}";
        var record = new JsonObject
        {
            ["@type"] = "Dataset",
            ["name"] = view.Title.Text(me.Language),
            ["description"] = (view.Brief ?? view.Description)?.Text(me.Language) is { Length: > 0 } said ? Markdown.ToWords(said) : me.T["site.what"],
            ["url"] = me.Absolute(me.To.Commitment(view.Id)),
            ["identifier"] = view.OgpId ?? view.Id.Value,
            ["isAccessibleForFree"] = true,
            ["isPartOf"] = new JsonObject { ["@type"] = "Dataset", ["name"] = view.Plan.Title.Text(me.Language), ["url"] = me.Absolute(me.To.Plan(view.Id.Plan)) },
            ["distribution"] = new JsonArray(
                Download(me, "application/json", address),
                Download(me, "text/csv", $"{address}/evidence.csv"),
                Download(me, "text/csv", $"{address}/history.csv")),
        };
        if (view.End is { } end) record["temporalCoverage"] = $"{(view.Start is { } start ? Day(start) : "..")}/{Day(end)}";
        var all = new JsonArray(record);
        foreach (var row in view.Evidence)
        {
            var leaf = view.Milestones.FirstOrDefault(milestone => milestone.Standing.Number == row.Leaf);
            if (Judged(row, view.Plan, (leaf?.Title ?? view.Title).Text(me.Language), leaf?.Standing.Reported ?? view.Standing.Reported, me) is { } judged) all.Add(judged);
        }

        return new(new() { ["@graph"] = all });
    }

    /// <summary>A plan as a set of open data (schema.org/Dataset).</summary>
    public static LinkedData Dataset(PlanView view, Reader me)
    {
        var plan = view.Plan;
        return new(new()
        {
            ["@type"] = "Dataset",
            ["name"] = plan.Title.Text(me.Language),
            ["description"] = view.About?.Text(me.Language) is { Length: > 0 } about ? Markdown.ToWords(about) : me.T["site.what"],
            ["url"] = me.Absolute(me.To.Plan(plan.Id)),
            ["inLanguage"] = new JsonArray([.. plan.Languages.Select(language => (JsonNode)language)]),
            ["isAccessibleForFree"] = true,
            ["spatialCoverage"] = plan.JurisdictionName.Text(me.Language),
            ["temporalCoverage"] = $"{(plan.Start is { } start ? Day(start) : "..")}/{Day(plan.End)}",
            ["distribution"] = new JsonArray(
                Download(me, "application/json", $"/api/v1/commitments?plan={plan.Id}"),
                Download(me, "application/zip", Addresses.Ledger(plan.Jurisdiction.Value, "log.zip"))),
        });
    }

    /// <summary>A level that somebody judged (schema.org/ClaimReview); null where nobody accepted this evidence at one.</summary>
    /// <remarks>Ranks as in the proof rule: 0 not started, 1 limited, 2 substantial, 3 complete.</remarks>
    public static LinkedData? ClaimReview(EvidenceView view, Reader me) =>
        Judged(view.Row, view.Plan, (view.LeafTitle ?? view.CommitmentTitle).Text(me.Language), view.Reported, me) is { } judged ? new(judged) : null;

    private static JsonObject? Judged(EvidenceRow row, PlanHead plan, string about, Completion? reported, Reader me) =>
        row is not { Accepted: { } judgement, Level: { } level, OverruledBy: null } || row.Id.IsOfPlan // a plan has no level
            ? null
            : new()
            {
                ["@type"] = "ClaimReview",
                ["url"] = me.Absolute(me.To.Piece(row.Id, row.Review)),
                ["datePublished"] = Day(plan.DayOf(judgement.At)),
                ["author"] = new JsonObject { ["@type"] = "Organization", ["name"] = judgement.By.Text(me.Language), ["url"] = me.Absolute(me.To.Organisation(judgement.By.Id)) },
                ["claimReviewed"] = row.Stance == Stance.Disputes || reported is not { } said ? about : $"{about}: {me.T.Of(said)}",
                ["itemReviewed"] = new JsonObject
                {
                    ["@type"] = "Claim",
                    ["appearance"] = new JsonObject { ["@type"] = "WebPage", ["url"] = me.Absolute(me.To.Commitment(row.Id.Commitment)) },
                },
                ["reviewRating"] = new JsonObject
                {
                    ["@type"] = "Rating",
                    ["ratingValue"] = (int)level,
                    ["worstRating"] = (int)Completion.NotStarted,
                    ["bestRating"] = (int)Completion.Complete,
                    ["alternateName"] = me.T.Of(level),
                },
            };

    // The default encoder writes <, > and & as \u003C and so on.
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write($"<script type=\"application/ld+json\">{_said.ToJsonString()}</script>");

    private static JsonObject Download(Reader me, string type, string address) => new()
    {
        ["@type"] = "DataDownload",
        ["encodingFormat"] = type,
        ["contentUrl"] = me.Absolute(address),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
