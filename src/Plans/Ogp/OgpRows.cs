using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>Writes a plan in the columns of OGP's data set: what the plan says, what reviews coded, and <c>ND</c> for what nobody did.</summary>
public static class OgpRows
{
    /// <param name="plan">The plan.</param>
    /// <param name="reviews">Reviews of whole commitments, by number; null: those of the plan's own history.</param>
    /// <returns>A row a commitment, a cell a column.</returns>
    public static IEnumerable<ImmutableArray<string>> Of(PlanInFiles plan, ILookup<string, CodedReview>? reviews = null)
    {
        reviews ??= plan.Reviews.Where(one => one.Leaf is null).ToLookup(one => one.Subject.Number.Value, one => new CodedReview(one.Codings, one.On), StringComparer.Ordinal);
        return plan.Commitments.Select(one => Row(plan, one.Content, [.. reviews[one.Content.Commitment.Number.Value]]));
    }

    private static ImmutableArray<string> Row(PlanInFiles plan, CommitmentPublished commitment, ImmutableArray<CodedReview> reviews)
    {
        var content = plan.Plan.Content;
        var cells = Enumerable.Repeat(OgpColumns.NotCoded, OgpColumns.Names.Length).ToArray();
        cells[OgpColumns.Id] = commitment.OgpId ?? OgpColumns.NotCoded;
        cells[OgpColumns.Country] = Own(content.JurisdictionName) ?? content.Jurisdiction.Value;
        cells[OgpColumns.PlanNumber] = Whole(content.Number);
        cells[OgpColumns.Number] = commitment.Commitment.Number.Value;
        cells[OgpColumns.Code] = CodeOf(content.OgpId) ?? CodeOf(commitment.OgpId) ?? OgpColumns.NotCoded;
        // OGP's identifiers of national commitments begin with two letters, of local ones with three.
        cells[OgpColumns.NationalOrLocal] = commitment.OgpId is null ? OgpColumns.NotCoded : Letters(commitment.OgpId) switch { 2 => "National", 3 => "Legacy Local", _ => OgpColumns.NotCoded };
        cells[OgpColumns.Dummy] = "1";
        cells[OgpColumns.Submitted] = Whole(content.Start?.Year);
        cells[OgpColumns.EndYear] = Whole(content.End.Year);
        cells[OgpColumns.Years] = Whole(content.Start is { } start ? content.End.Year - start.Year + 1 : null);
        cells[OgpColumns.Theme] = Own(commitment.Theme) ?? "NA";
        cells[OgpColumns.Title] = Own(commitment.Title) ?? "NA";
        cells[OgpColumns.ShortTitle] = Own(commitment.ShortTitle) ?? "NA";
        cells[OgpColumns.FullText] = string.Join("\n\n", new[] { commitment.Brief, commitment.Problem, commitment.Description, commitment.Analysis }.Select(Own).OfType<string>()) is { Length: > 0 } text ? text : "NA";
        cells[OgpColumns.Start] = Day(commitment.Start);
        cells[OgpColumns.End] = Day(commitment.End);
        cells[OgpColumns.Lead] = commitment.Lead is { } lead ? Name(lead.Value) : "NA";
        cells[OgpColumns.Supporters] = commitment.Supporters.Count == 0 ? "NA" : string.Join("; ", commitment.Supporters.Keys.Select(Name));
        foreach (var (index, area) in OgpColumns.PolicyAreas.Index())
            cells[OgpColumns.FirstArea + index] = commitment.PolicyAreas is not { } areas ? OgpColumns.NotCoded : areas.Contains(area, StringComparer.OrdinalIgnoreCase) ? "1" : "0";
        OgpReviews.Fill(cells, reviews, content.End);
        cells[OgpColumns.Url] = commitment.Source?.Value ?? OgpColumns.NotCoded;
        cells[OgpColumns.PlanId] = content.OgpId ?? OgpColumns.NotCoded;
        return [.. cells];

        string? Own(ImmutableSortedDictionary<string, PublicText>? texts) =>
            texts is not null && texts.TryGetValue(content.Languages[0].Value, out var own) ? own.Value : null;

        string Name(string id) => Own(plan.Organisations.FirstOrDefault(one => one.Organisation.Value == id)?.Name) ?? id;
    }

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? OgpColumns.NotCoded;

    /// <summary>Month, day, year: as the data set writes them.</summary>
    private static string Day(DateOnly? day) => day?.ToString("M/d/yyyy", CultureInfo.InvariantCulture) ?? "NA";

    private static int Letters(string id) => id.TakeWhile(char.IsAsciiLetter).Count();

    /// <summary>The code in an identifier: <c>IDN</c> of <c>AP_IDN07</c>, <c>BOJ</c> of <c>BOJ0001</c>.</summary>
    private static string? CodeOf(string? id)
    {
        var letters = id is null ? "" : (id.StartsWith("AP_", StringComparison.Ordinal) ? id[3..] : id).TakeWhile(char.IsAsciiLetterUpper);
        return new string([.. letters]) is { Length: >= 2 } code ? code : null;
    }
}
