using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
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

    private const int MostRows = 50_000;
    private readonly List<OgpNote> _notes = [];
    private readonly Dictionary<int, int> _places = []; // of a column of ours in the file
    private List<string> _header = [];

    private OgpImport()
    {
    }

    /// <param name="csv">The file.</param>
    /// <exception cref="InvalidDataException">It is no file of the data set.</exception>
    public static OgpReading Read(byte[] csv) => new OgpImport().ReadAll(csv);

    private OgpReading ReadAll(byte[] csv)
    {
        var rows = Rows(csv);
        Header();
        var all = rows.SelectMany(row => new[] { row[OgpColumns.Start], row[OgpColumns.End] }).ToList();
        var plans = ImmutableArray.CreateBuilder<OgpPlan>();
        foreach (var group in rows.GroupBy(PlanKey))
        {
            if (Plan(group.Key, [.. group], all, plans.Select(plan => plan.Id)) is { } plan) plans.Add(plan);
        }

        return new(plans.ToImmutable(), [.. _notes.OrderBy(note => note.Row).ThenBy(note => note.Column)]);
    }

    private List<OgpRow> Rows(byte[] csv)
    {
        var rows = new List<OgpRow>();
        try
        {
            using var reader = CsvReader.Create(csv, CsvReaderOptions.Default with { HasHeader = false, FieldCountMismatch = CsvFieldCountHandling.Allow, SkipEmptyLines = true });
            while (reader.Read())
            {
                var cells = Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetString(index)).ToList();
                if (_header.Count == 0)
                {
                    cells[0] = cells[0].TrimStart('\uFEFF');
                    _header = cells;
                    foreach (var (index, name) in OgpColumns.Names.Index())
                    {
                        if (cells.FindIndex(cell => string.Equals(cell.Trim(), name, StringComparison.OrdinalIgnoreCase)) is var place and >= 0) _places[index] = place;
                    }

                    if (!_places.ContainsKey(OgpColumns.Title) || !_places.ContainsKey(OgpColumns.Country))
                        throw new InvalidDataException("The first line does not name the columns of OGP's data set, such as `Commitment Title` and `Country/Locality`.");
                    continue;
                }

                if (rows.Count == MostRows) throw new InvalidDataException($"The file has more than {MostRows} rows.");
                rows.Add(new(rows.Count + 2, cells, _places));
                if (cells.Count != _header.Count) Note(rows[^1], null, $"the row has {cells.Count} cells, the heading {_header.Count}: what is missing is taken for empty", read: false);
            }
        }
        catch (Exception broken) when (broken is not InvalidDataException and (FormatException or InvalidOperationException or IOException or ArgumentException))
        {
            throw new InvalidDataException($"The file is no CSV: {broken.Message}", broken);
        }

        return _header.Count > 0 ? rows : throw new InvalidDataException("The file is empty.");
    }

    /// <summary>Columns that nobody here knows, and known ones that are missing.</summary>
    private void Header()
    {
        foreach (var (index, name) in _header.Index().Where(at => !_places.ContainsValue(at.Index)))
            _notes.Add(new(1, index + 1, Cut(name), Cut(name), $"this column is not one of the data set's: kept in {Kept}", Read: false));
        foreach (var (index, name) in OgpColumns.Names.Index().Where(at => at.Index < OgpColumns.FirstReview && !_places.ContainsKey(at.Index)))
            _notes.Add(new(1, 0, name, "", $"the column `{name}` ({index + 1} of the data set) is missing: its cells are taken for empty", Read: false));
    }

    private static string PlanKey(OgpRow row) =>
        !OgpColumns.IsNotCoded(row[OgpColumns.PlanId]) ? row[OgpColumns.PlanId]
        : !OgpColumns.IsNotCoded(row[OgpColumns.Code]) ? $"{row[OgpColumns.Code]} {row[OgpColumns.PlanNumber]}"
        : $"{row[OgpColumns.Country]} {row[OgpColumns.PlanNumber]}";

    private OgpPlan? Plan(string key, List<OgpRow> rows, List<string> dates, IEnumerable<PlanId> taken)
    {
        var reads = new OgpDates(rows.SelectMany(row => new[] { row[OgpColumns.Start], row[OgpColumns.End] }), dates);
        var id = OgpTexts.Slug(key, "plan", taken.Select(plan => plan.Value));
        var ends = rows.ToDictionary(row => row.Number, row => reads.Read(row[OgpColumns.End], last: true).Day);
        var planEnd = EndOf(rows, ends);
        if (planEnd is not { } end)
        {
            foreach (var row in rows) Note(row, null, $"neither `{OgpColumns.Names[OgpColumns.EndYear]}` nor an end date says when the plan `{Cut(key)}` ends: its rows became no plan", read: false);
            return null;
        }

        var first = rows[0];
        var country = Clean(first, OgpColumns.Country, line: true) is { Length: > 0 } name ? name : "Unknown";
        if (first[OgpColumns.Country].Length == 0) Note(first, OgpColumns.Country, $"no country or locality: the jurisdiction is called `Unknown`", read: false);
        var organisations = new OgpOrganisations();
        var numbers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var commitments = rows.Select(row => Commitment(row, PlanId.Parse(id), end, reads, ends[row.Number], organisations, numbers)).ToImmutableArray();
        // Their reviewers are nobody's lead here: an organisation of their own, outside government.
        var reviews = rows.Zip(commitments).SelectMany(of => OgpReviews.Of(
            of.First, of.Second, end, () => organisations.Named("OGP Independent Reporting Mechanism", Partner.Public),
            column => Note(of.First, column, $"not a value of the list: kept in {Kept} alone", read: false))).ToImmutableArray();
        if (organisations.All.All(one => one.MemberOf != Partner.Government)) organisations.Named($"Government of {country}"); // a plan names at least whose it is
        var planNumber = Whole(first, OgpColumns.PlanNumber, 1, 99);
        var ogpId = OgpColumns.IsNotCoded(first[OgpColumns.PlanId]) ? null : Cut(first[OgpColumns.PlanId]);
        var plan = new PlanPublished(
            PlanId.Parse(id), Jurisdiction.Parse(OgpTexts.Slug(country, "jurisdiction", [])), ogpId, planNumber, null, end, "UTC", [Language.Parse("en")], [], null,
            organisations.Partners, null, [], [.. commitments.Select(one => one.Commitment.Number)], null, "", null,
            Text($"{country}: action plan{(planNumber is { } n ? $" {n.ToString(CultureInfo.InvariantCulture)}" : "")}, to {end.Year.ToString(CultureInfo.InvariantCulture)}")!, // a text
            Text(country)!, // a text
            Text($"Made of {commitments.Length} rows of OGP's data set of commitments. It has no milestones, so each commitment has one that stands for the whole; what was coded by reviewers stands in `history/reviews.csv`, and with everything else in `{Kept}` beside these files."),
            Text("Compiled from OGP's data set of commitments, not by the government."), new PublicText("https://www.opengovpartnership.org/"),
            Text($"OGP's data set names no day{(OgpColumns.IsNotCoded(first[OgpColumns.Submitted]) ? "" : $", only the year of submission, {Cut(first[OgpColumns.Submitted])}")}."),
            new PublicText(first[OgpColumns.EndYear] is { Length: > 0 } said ? Cut(said) : end.Year.ToString(CultureInfo.InvariantCulture)));
        _notes.Add(new(0, 0, "", "", $"{id}: lead institutions were entered as government, and the time zone as UTC: correct both in plan.md where they are not", Read: true));
        var made = new PlanInFiles(
            plan.Plan, plan.Jurisdiction, "", organisations.All, new PublishPlan(plan), [.. commitments.Select(one => new PublishCommitment(one))], [], []);
        var files = PlanWriter.Write(made with { Reviews = reviews });
        foreach (var finding in PlanFolder.Read(id, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal)).Findings.Where(finding => finding.Severity == Severity.Error))
            _notes.Add(new(0, 0, "", "", finding.Whole, Read: false));
        return new(plan.Plan, files.Add(Kept, KeptRows(rows)));
    }

    private DateOnly? EndOf(List<OgpRow> rows, Dictionary<int, DateOnly?> ends)
    {
        var years = rows.Select(row => OgpTexts.Repaired(row[OgpColumns.EndYear])).Where(year => !OgpColumns.IsNotCoded(year))
            .Select(year => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 2000 and < 2100 ? number : 0).Where(year => year > 0).ToList();
        DateOnly? end = years.Count > 0 ? new DateOnly(years.Max(), 12, 31) : ends.Values.Max();
        foreach (var row in rows.Where(row => end is not null && ends[row.Number] > end)) Note(row, OgpColumns.End, $"it is after the plan's end year: the plan was taken to last until then", read: true);
        return ends.Values.Append(end).Max();
    }

    private CommitmentPublished Commitment(OgpRow row, PlanId plan, DateOnly planEnd, OgpDates reads, DateOnly? end, OgpOrganisations organisations, HashSet<string> numbers)
    {
        var number = Number(row, numbers);
        var start = Date(row, OgpColumns.Start, reads, last: false);
        Date(row, OgpColumns.End, reads, last: true);
        var unknown = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal);
        if (start > end || start > planEnd)
        {
            Note(row, OgpColumns.Start, $"it is after the end: taken as unknown", read: false);
            start = null;
        }

        if (start is null) unknown["start"] = Because(row, OgpColumns.Start);
        if (end is null) unknown["end"] = Because(row, OgpColumns.End);
        var lead = Lead(row, organisations);
        if (lead is null) unknown["lead"] = Because(row, OgpColumns.Lead);
        var shortTitle = Clean(row, OgpColumns.ShortTitle, line: true);
        var title = Title(row, shortTitle, number);
        var parts = FullText(row);
        foreach (var column in _places.Keys.Where(column => column >= OgpColumns.FirstArea && column < OgpColumns.FirstReview))
        {
            if (OgpTexts.Repaired(row[column]) is not ("0" or "1") and var flag && !OgpColumns.IsNotCoded(flag)) Note(row, column, $"neither 0 nor 1: taken as not coded", read: false);
        }

        var areas = OgpColumns.PolicyAreas.Index().Where(area => OgpTexts.Repaired(row[OgpColumns.FirstArea + area.Index]) == "1").Select(area => area.Item).ToImmutableArray();
        var milestone = new Milestone(
            null, 0, null, end, end is null ? true : null, null, null, lead, PriorityField.Unassigned, 1, null, null,
            Text(shortTitle.Length > 0 && !OgpColumns.IsNotCoded(shortTitle) ? shortTitle : title)!, // a text
            null, null, end is null ? Because(row, OgpColumns.End) : null,
            Text("OGP's data set has no milestones: this one stands for the whole commitment."));
        return new(
            new(plan, number), default, null, planEnd, OgpColumns.IsNotCoded(row[OgpColumns.Id]) ? null : Cut(row[OgpColumns.Id]), start, end, lead,
            ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal), PriorityField.Unassigned, [], areas.Length > 0 ? areas : null, null, null, null, null, null,
            ImmutableSortedDictionary.Create<string, Milestone>(StringComparer.Ordinal).Add($"{number}.1", milestone), [Language.Parse("en")], Text(title)!, // a text
            OgpColumns.IsNotCoded(shortTitle) || shortTitle == title ? null : Text(shortTitle),
            Clean(row, OgpColumns.Theme, line: true) is { Length: > 0 } theme && !OgpColumns.IsNotCoded(theme) ? Text(theme) : null,
            Text(parts.ElementAtOrDefault(0)), Text(parts.ElementAtOrDefault(1)), Text(parts.ElementAtOrDefault(2)), Text(parts.ElementAtOrDefault(3)),
            null, null, Address(row), null, null, unknown.Count > 0 ? unknown.ToImmutable() : null);
    }

    /// <summary>A commitment has a title: where the data set has none, what stands for it is said.</summary>
    private string Title(OgpRow row, string shortTitle, CommitmentNumber number)
    {
        var title = Clean(row, OgpColumns.Title, line: true);
        if (!OgpColumns.IsNotCoded(title)) return title;
        if (!OgpColumns.IsNotCoded(shortTitle))
        {
            Note(row, OgpColumns.Title, $"no title: the short title stands in its place", read: false);
            return shortTitle;
        }

        Note(row, OgpColumns.Title, $"no title: the commitment is called `Commitment {number}`", read: false);
        return $"Commitment {number}";
    }

    private CommitmentNumber Number(OgpRow row, HashSet<string> numbers)
    {
        var cell = row[OgpColumns.Number];
        var repaired = OgpTexts.Repaired(cell);
        if (repaired != cell) Note(row, OgpColumns.Number, $"a number that a spreadsheet ruined, read as {repaired}", read: true);
        // Its milestone's number goes on from it, and both are 32 characters at most.
        if (CommitmentNumber.TryParse(repaired, out var number) && repaired.Length <= 30 && !OgpColumns.IsNotCoded(repaired) && numbers.Add(repaired)) return number;
        var other = row[OgpColumns.Id] is { Length: > 0 and <= 30 } id && !OgpColumns.IsNotCoded(id) && CommitmentNumber.TryParse(id, out _) && numbers.Add(id)
            ? id
            : $"row-{row.Number.ToString(CultureInfo.InvariantCulture)}";
        numbers.Add(other);
        Note(row, OgpColumns.Number, OgpColumns.IsNotCoded(repaired) ? Remark.Of($"no number: the commitment is numbered {other}") : Remark.Of($"not a number of its own: the commitment is numbered {other}"), read: false);
        return CommitmentNumber.Parse(other);
    }

    private DateOnly? Date(OgpRow row, int column, OgpDates reads, bool last)
    {
        if (OgpColumns.IsNotCoded(row[column])) return null;
        var date = reads.Read(row[column], last);
        if (date.Why is { } why) Note(row, column, date.Day is { } day ? Remark.Of($"{why}: read as {Dates.DateReader.Iso(day)}") : why, read: date.Day is not null);
        return date.Day;
    }

    private static ImmutableSortedDictionary<string, PublicText> Because(OgpRow row, int column) => Text(OgpColumns.IsNotCoded(row[column])
        ? $"OGP's data set says {(row[column].Length == 0 ? "nothing" : $"“{row[column]}”")}."
        : $"OGP's data set says “{Cut(OgpTexts.Clean(row[column], line: true, _ => { }))}”.")!; // a text

    private OrganisationId? Lead(OgpRow row, OgpOrganisations organisations)
    {
        var name = Clean(row, OgpColumns.Lead, line: true);
        if (OgpColumns.IsNotCoded(name)) return null;
        if (name.Contains(';', StringComparison.Ordinal)) Note(row, OgpColumns.Lead, $"several institutions: entered as one, under all their names", read: true);
        return organisations.Named(name);
    }

    /// <summary>The full text, and the supporters as words: the data set does not say to which partner they belong.</summary>
    private List<string> FullText(OgpRow row)
    {
        var text = Clean(row, OgpColumns.FullText, line: false);
        if (OgpColumns.IsNotCoded(text)) text = "";
        var supporters = Clean(row, OgpColumns.Supporters, line: true);
        if (!OgpColumns.IsNotCoded(supporters))
        {
            Note(row, OgpColumns.Supporters, $"who belongs to which partner is not said: kept as a paragraph of the description, not as supporters", read: false);
            text = $"{text}\n\nSupporting institutions, as the data set names them: {supporters}".Trim();
        }

        var parts = OgpTexts.Parts(text);
        if (parts.Count > 1) Note(row, OgpColumns.FullText, $"longer than a text may be: in {Math.Min(parts.Count, 4)} parts, in the order brief description, problem definition, commitment description, analysis", read: true);
        if (parts.Count > 4) Note(row, OgpColumns.FullText, $"what goes beyond four texts stands in {Kept} alone", read: false);
        return parts;
    }

    private PublicText? Address(OgpRow row)
    {
        var cell = row[OgpColumns.Url];
        if (OgpColumns.IsNotCoded(cell)) return null;
        if (Wording.Source("", cell) is null) return new(cell);
        Note(row, OgpColumns.Url, $"no address that can be opened", read: false);
        return null;
    }

    private int? Whole(OgpRow row, int column, int least, int most)
    {
        if (OgpColumns.IsNotCoded(row[column])) return null;
        var repaired = OgpTexts.Repaired(row[column]);
        if (int.TryParse(repaired, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Note(row, column, $"no number from {least} to {most}", read: false);
        return null;
    }

    private string Clean(OgpRow row, int column, bool line)
    {
        var cell = row[column];
        // Our own exports put an apostrophe before what a spreadsheet would take for a formula.
        if (cell is ['\'', '=' or '+' or '-' or '@' or '\'', ..]) cell = cell[1..];
        return OgpTexts.Clean(cell, line, what => Note(row, column, what, read: true));
    }

    private string KeptRows(List<OgpRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true))
        {
            csv.WriteRecord([.. _header]);
            foreach (var row in rows) csv.WriteRecord([.. row.Cells]);
        }

        return text.ToString();
    }

    private void Note(OgpRow row, int? column, Remark what, bool read)
    {
        var note = column is { } at && _places.TryGetValue(at, out var place)
            ? new OgpNote(row.Number, place + 1, OgpColumns.Names[at], Cut(row[at]), what, read)
            : new OgpNote(row.Number, 0, "", "", what, read);
        if (!_notes.Contains(note)) _notes.Add(note);
    }

    /// <summary>On one line, and short.</summary>
    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 59), "…");
    }

    private static ImmutableSortedDictionary<string, PublicText>? Text(string? text) => string.IsNullOrEmpty(text)
        ? null
        : ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add("en", new(text));
}
