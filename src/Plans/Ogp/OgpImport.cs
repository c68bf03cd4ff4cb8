using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>
/// Reads OGP's data set of commitments into plan files. The data set has no milestones, no days for plans and no time zones:
/// what it does not say is <c>unknown</c>. What reviewers coded becomes rows of <c>history/reviews.csv</c>, which prove nothing by
/// themselves; and with everything that plan files have no place for it is kept beside them as it stood.
/// </summary>
public sealed class OgpImport
{
    /// <summary>Where a plan's rows are kept as they stood.</summary>
    public const string Kept = "ogp/commitments.csv";

    private readonly OgpNotes _notes = new();
    private readonly OgpTable _table;

    private readonly DateOnly? _today;

    private OgpImport(byte[] csv, DateOnly? today) => (_table, _today) = (OgpTable.Read(csv, _notes), today);

    /// <param name="csv">The file.</param>
    /// <param name="today">Today, where it is latest: reviews of a year that is not over are named; null: nobody asks.</param>
    /// <exception cref="NoOgpFile">It is no file of the data set.</exception>
    public static OgpReading Read(byte[] csv, DateOnly? today = null) => new OgpImport(csv, today).ReadAll();

    private OgpReading ReadAll()
    {
        var all = Dates(_table.Rows).ToList();
        var plans = ImmutableArray.CreateBuilder<OgpPlan>();
        foreach (var group in _table.Rows.GroupBy(PlanKey))
        {
            if (Plan(group.Key, [.. group], all, plans.Select(plan => plan.Id)) is { } plan) plans.Add(plan);
        }

        return new(plans.ToImmutable(), _notes.Sorted);
    }

    private static string PlanKey(OgpRow row) =>
        !OgpColumns.IsNotCoded(row[OgpColumns.PlanId]) ? row[OgpColumns.PlanId]
        : !OgpColumns.IsNotCoded(row[OgpColumns.Code]) ? $"{row[OgpColumns.Code]} {OgpTexts.Repaired(row[OgpColumns.PlanNumber])}"
        : $"{row[OgpColumns.Country]} {OgpTexts.Repaired(row[OgpColumns.PlanNumber])}";

    private static IEnumerable<string> Dates(IEnumerable<OgpRow> rows) => rows.SelectMany(row => new[] { row[OgpColumns.Start], row[OgpColumns.End] });

    private OgpPlan? Plan(string key, List<OgpRow> rows, List<string> ofFile, IEnumerable<PlanId> taken)
    {
        var dates = new OgpDates(Dates(rows), ofFile);
        var id = PlanId.Parse(OgpTexts.Slug(key, "plan", taken.Select(plan => plan.Value)));
        var said = new OgpPlanCells(rows, _notes);
        if (EndOf(rows, said.EndYear, dates) is not { } end)
        {
            foreach (var row in rows) _notes.Add(row, null, $"neither `{OgpColumns.Names[OgpColumns.EndYear]}` nor an end date says when the plan `{OgpNotes.Cut(key)}` ends: its rows became no plan", read: false);
            return null;
        }

        var country = said.Country ?? "Unknown";
        if (said.Country is null) _notes.Add(rows[0], OgpColumns.Country, $"no country or locality: the jurisdiction is called `Unknown`", read: false);
        var organisations = new OgpOrganisations();
        var reader = new OgpCommitments(id, end, _table, dates, organisations, _notes);
        var commitments = rows.Select(reader.Of).ToImmutableArray();
        // Their reviewers are nobody's lead here: an organisation of their own, outside government.
        var reviews = rows.Zip(commitments).SelectMany(of => OgpReviews.Of(
            of.First, of.Second, end, () => organisations.Named("OGP Independent Reporting Mechanism", Partner.Public),
            column => _notes.Add(of.First, column, $"not a value of the list: kept in {Kept} alone", read: false),
            (column, word) => _notes.Add(of.First, column, $"it is not the number of `{OgpNotes.Cut(word)}`, which stands beside it and was read: kept in {Kept} alone", read: false))).ToImmutableArray();
        foreach (var (row, review) in rows.Zip(commitments).SelectMany(of => reviews.Where(one => one.Subject.Number == of.Second.Commitment.Number).Select(one => (of.First, one))))
        {
            if (review.On > _today) _notes.Add(row, null, $"a review of it got {review.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} as its day, because the data set names none, and that is after today: correct `on` in history/reviews.csv", read: true);
        }

        if (organisations.All.All(one => one.MemberOf != Partner.Government)) organisations.Named($"Government of {country}"); // a plan names at least whose it is
        var plan = new PlanPublished(
            id, Jurisdiction.Parse(OgpTexts.Slug(country, "jurisdiction", [])), OgpColumns.IsNotCoded(rows[0][OgpColumns.PlanId]) ? null : OgpNotes.Cut(rows[0][OgpColumns.PlanId]),
            said.Number, null, end, "UTC", [Language.Parse("en")], [], null,
            organisations.Partners, null, [], [.. commitments.Select(one => one.Commitment.Number)], null, "", null,
            OgpTexts.English($"{country}: action plan{(said.Number is { } n ? $" {n.ToString(CultureInfo.InvariantCulture)}" : "")}, to {end.Year.ToString(CultureInfo.InvariantCulture)}")!, // a text
            OgpTexts.English(country)!, // a text
            OgpTexts.English($"Made of {commitments.Length} {(commitments.Length == 1 ? "row" : "rows")} of OGP's data set of commitments. It has no milestones, so each commitment has one that stands for the whole; what was coded by reviewers stands in `history/reviews.csv`, and with everything else in `{Kept}` beside these files."),
            OgpTexts.English("Compiled from OGP's data set of commitments, not by the government."), new PublicText("https://www.opengovpartnership.org/"),
            OgpTexts.English($"OGP's data set names no day{(said.Submitted is { } year ? $", only the year of submission, {OgpNotes.Cut(year)}" : "")}."),
            new PublicText((said.EndYear ?? end.Year).ToString(CultureInfo.InvariantCulture)));
        _notes.Add(new(0, 0, "", "", $"{id.Value}: lead institutions were entered as government, and the time zone as UTC: correct both in plan.md where they are not", Read: true));
        var made = new PlanInFiles(
            plan.Plan, plan.Jurisdiction, "", organisations.All, new PublishPlan(plan), [.. commitments.Select(one => new PublishCommitment(one))], [], []);
        var files = PlanWriter.Write(made with { Reviews = reviews });
        foreach (var finding in PlanFolder.Read(id.Value, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal)).Findings.Where(finding => finding.Severity == Severity.Error))
            _notes.Add(new(0, 0, "", "", finding.Whole, Read: false));
        return new(plan.Plan, files.Add(Kept, _table.Kept(rows)));
    }

    /// <summary>The last day of the year it names, or the last end of a commitment where that is later.</summary>
    private DateOnly? EndOf(List<OgpRow> rows, int? year, OgpDates dates)
    {
        var ends = rows.ToDictionary(row => row.Number, row => dates.Read(row[OgpColumns.End], last: true).Day);
        DateOnly? end = year is { } named ? new DateOnly(named, 12, 31) : ends.Values.Max();
        foreach (var row in rows.Where(row => end is not null && ends[row.Number] > end)) _notes.Add(row, OgpColumns.End, $"it is after the plan's end year: the plan was taken to last until then", read: true);
        return ends.Values.Append(end).Max();
    }
}
