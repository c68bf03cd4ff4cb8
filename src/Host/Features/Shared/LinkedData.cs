using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Text;

namespace Tracker.Host.Features.Shared;

/// <summary>
/// What a page says, once more for programs: JSON-LD in the words of schema.org. It is a block of data, which no browser runs,
/// and holds no character that could end it.
/// </summary>
public sealed class LinkedData : IHtmlContent
{
    private readonly JsonObject _said;

    private LinkedData(JsonObject said)
    {
        said["@context"] = "https://schema.org";
        _said = said;
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
    public static LinkedData? ClaimReview(EvidenceView view, Reader me)
    {
        var judgement = view.Judgements.LastOrDefault(one => one.Became == EvidenceStage.Accepted && one.Step != EvidenceStep.Answered);
        if (view.Row.Id.IsOfPlan) return null; // a plan has no level
        if (view.Row.Status != EvidenceStage.Accepted || judgement is not { Level: { } level, By: { } by }) return null;
        var about = (view.LeafTitle ?? view.CommitmentTitle).Text(me.Language);
        return new(new()
        {
            ["@type"] = "ClaimReview",
            ["url"] = me.Absolute(me.To.Piece(view.Row.Id, view.Row.Review)),
            ["datePublished"] = Day(view.Plan.DayOf(judgement.At)),
            ["author"] = new JsonObject { ["@type"] = "Organization", ["name"] = by.Text(me.Language), ["url"] = me.Absolute(me.To.Organisation(by.Id)) },
            ["claimReviewed"] = view.Row.Stance == Stance.Disputes || view.Reported is not { } said ? about : $"{about}: {me.T.Of(said)}",
            ["itemReviewed"] = new JsonObject
            {
                ["@type"] = "Claim",
                ["appearance"] = new JsonObject { ["@type"] = "WebPage", ["url"] = me.Absolute(me.To.Commitment(view.Row.Id.Commitment)) },
            },
            ["reviewRating"] = new JsonObject
            {
                ["@type"] = "Rating",
                ["ratingValue"] = (int)level,
                ["worstRating"] = (int)Completion.NotStarted,
                ["bestRating"] = (int)Completion.Complete,
                ["alternateName"] = me.T.Of(level),
            },
        });
    }

    // The default encoder writes <, > and & as \u003C and so on.
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(_said.ToJsonString());

    private static JsonObject Download(Reader me, string type, string address) => new()
    {
        ["@type"] = "DataDownload",
        ["encodingFormat"] = type,
        ["contentUrl"] = me.Absolute(address),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
