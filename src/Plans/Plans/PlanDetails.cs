using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Plans.Dates;
using Tracker.Plans.Source;

namespace Tracker.Plans.Plans;

/// <summary>The rest of a plan's facts.</summary>
internal static class PlanDetails
{
    public static string TimeZone(SourceFile source, Fields fields)
    {
        if (fields.Piece("time-zone") is not { } piece) return "";
        // Names without a slash (EST, Egypt, Windows names) are ambiguous or foreign to other machines.
        if ((piece.Text.Contains('/', StringComparison.Ordinal) || piece.Text == "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(piece.Text, out _)) return piece.Text;
        source.Error(piece.Place, "time-zone-wrong", $"`{Fields.Cut(piece.Text)}` is not a time zone", $"write its IANA name, such as Asia/Jakarta, Asia/Makassar, Asia/Jayapura or America/Toronto");
        return piece.Text;
    }

    public static string? Currency(SourceFile source, Fields fields)
    {
        if (fields.Piece("currency") is not { } piece) return null;
        if (piece.Text.Length == 3 && piece.Text.All(char.IsAsciiLetterUpper)) return piece.Text;
        source.Error(piece.Place, "currency-wrong", $"`{Fields.Cut(piece.Text)}` is not a currency", $"write its code of three capitals, such as IDR");
        return null;
    }

    public static ProofPolicy? Policy(SourceFile source, Fields fields)
    {
        if (fields.Node("policy") is not { } node) return null;
        var read = Fields.Read(source, node, Words.Keys.Policy, node.Place);
        var policy = new ProofPolicy(
            read.WholeNumber("partners-for-complete", 0, 99) ?? ProofPolicy.Standard.PartnersForComplete,
            read.WholeNumber("organisations-for-commitment", 0, 99) ?? ProofPolicy.Standard.OrganisationsForCommitment);
        if (!policy.IsAtLeastStandard)
            source.Error(node.Place, "policy-weaker", $"a plan's policy may be stricter than the rule, never weaker, and must be possible", $"write 2 to 4 partners, 2 to 16 organisations, or leave it out");
        return policy;
    }

    public static ImmutableArray<OrganisationId> Reviewers(SourceFile source, Fields fields, PlanFacts facts)
    {
        var reviewers = ImmutableArray.CreateBuilder<OrganisationId>();
        foreach (var piece in fields.List("reviewers"))
        {
            if (source.Organisation(piece, facts) is not { } id) continue;
            if (facts.Organisations[id.Value] == Partner.Government)
                source.Error(piece.Place, "reviewer-government", $"`{id}` belongs to government and cannot review", $"name reviewers of the other three partners");
            else if (!reviewers.Contains(id))
                reviewers.Add(id);
        }

        return reviewers.ToImmutable();
    }

    /// <summary><c>B06</c> (the end of month 6), <c>06-30</c> (every year) or <c>2026-06-30</c>.</summary>
    public static Checkpoints Checkpoints(SourceFile source, Fields fields)
    {
        var everyYear = ImmutableArray.CreateBuilder<(int, int)>();
        var dates = ImmutableArray.CreateBuilder<DateOnly>();
        foreach (var piece in fields.List("checkpoints"))
        {
            if (piece.Text.Length == 3 && piece.Text[0] is 'B' or 'b' && int.TryParse(piece.Text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12)
                everyYear.Add((month, DateTime.DaysInMonth(2028, month))); // the last day, in a leap year too
            else if (DateOnly.TryParseExact($"2028-{piece.Text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                everyYear.Add((day.Month, day.Day));
            else if (DateReader.Read(source, piece) is { } date)
                dates.Add(date);
        }

        return new(everyYear.ToImmutable(), dates.ToImmutable());
    }
}
