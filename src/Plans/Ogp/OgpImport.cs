using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>What is said of a cell.</summary>
/// <param name="Row">As a spreadsheet numbers it: the heading is row 1. 0: the plan as a whole.</param>
/// <param name="Column">From 1; 0: the row as a whole.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Cell">What stands there, cut.</param>
/// <param name="What">What was made of it.</param>
/// <param name="Read">True: it was understood, and how is said. False: it could not be read.</param>
public sealed record OgpNote(int Row, int Column, string Name, string Cell, string What, bool Read)
{
    /// <summary><c>row 12, column 16 (Start Date) `Underway`: not read: …</c></summary>
    public override string ToString() => Row == 0
        ? $"{(Read ? "note" : "not read")}: {What}"
        : $"row {Row}{(Column == 0 ? "" : $", column {Column} ({Name}) `{Cell}`")}: {(Read ? "" : "not read: ")}{What}";
}

/// <summary>A plan of the data set as plan files.</summary>
/// <param name="Id">The plan's id.</param>
/// <param name="Files">By path within its folder; <c>ogp/commitments.csv</c> holds its rows as they stood.</param>
public sealed record OgpPlan(PlanId Id, ImmutableSortedDictionary<string, string> Files);

/// <summary>What a file of OGP's data set became.</summary>
public sealed record OgpReading(ImmutableArray<OgpPlan> Plans, ImmutableArray<OgpNote> Notes);

/// <summary>
/// Reads OGP's data set of commitments into plan files. The data set has no milestones, no days for plans and no time zones:
/// what it does not say is <c>unknown</c>. What a review coded is nobody's to type into a plan: with everything else that plan
/// files have no place for it is kept beside them as it stood, <c>ND</c>, <c>NR</c> and <c>NA</c> included.
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

    private List<Row> Rows(byte[] csv)
    {
        var rows = new List<Row>();
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

    private static string PlanKey(Row row) =>
        !OgpColumns.IsNotCoded(row[OgpColumns.PlanId]) ? row[OgpColumns.PlanId]
        : !OgpColumns.IsNotCoded(row[OgpColumns.Code]) ? $"{row[OgpColumns.Code]} {row[OgpColumns.PlanNumber]}"
        : $"{row[OgpColumns.Country]} {row[OgpColumns.PlanNumber]}";

    private OgpPlan? Plan(string key, List<Row> rows, List<string> dates, IEnumerable<PlanId> taken)
    {
        var reads = new OgpDates(rows.SelectMany(row => new[] { row[OgpColumns.Start], row[OgpColumns.End] }), dates);
        var id = Slug(key, "plan", taken.Select(plan => plan.Value));
        var ends = rows.ToDictionary(row => row.Number, row => reads.Read(row[OgpColumns.End], last: true).Day);
        var planEnd = EndOf(rows, ends);
        if (planEnd is not { } end)
        {
            foreach (var row in rows) Note(row, null, $"neither `{OgpColumns.Names[OgpColumns.EndYear]}` nor an end date says when the plan `{Cut(key)}` ends: its rows became no plan", read: false);
            return null;
        }

        var first = rows[0];
        var country = Clean(first, OgpColumns.Country, line: true) is { Length: > 0 } name ? name : "Unknown";
        var organisations = new Organisations();
        var numbers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var commitments = rows.Select(row => Commitment(row, PlanId.Parse(id), end, reads, ends[row.Number], organisations, numbers)).ToImmutableArray();
        if (organisations.All.IsEmpty) organisations.Named($"Government of {country}"); // a plan names at least whose it is
        var planNumber = Whole(first, OgpColumns.PlanNumber, 1, 99);
        var ogpId = OgpColumns.IsNotCoded(first[OgpColumns.PlanId]) ? null : Cut(first[OgpColumns.PlanId]);
        var plan = new PlanPublished(
            PlanId.Parse(id), Jurisdiction.Parse(Slug(country, "jurisdiction", [])), ogpId, planNumber, null, end, "UTC", [Language.Parse("en")], [], null,
            organisations.Partners, null, [], [.. commitments.Select(one => one.Commitment.Number)], null, "", null,
            Text($"{country}: action plan{(planNumber is { } n ? $" {n.ToString(CultureInfo.InvariantCulture)}" : "")}, to {end.Year.ToString(CultureInfo.InvariantCulture)}")!, // a text
            Text(country)!, // a text
            Text($"Made of {commitments.Length} rows of OGP's data set of commitments. It has no milestones, so each commitment has one that stands for the whole; what was coded by reviewers is kept in `{Kept}` beside these files."),
            Text("Compiled from OGP's data set of commitments, not by the government."), new PublicText("https://www.opengovpartnership.org/"),
            Text($"OGP's data set names no day{(OgpColumns.IsNotCoded(first[OgpColumns.Submitted]) ? "" : $", only the year of submission, {Cut(first[OgpColumns.Submitted])}")}."),
            new PublicText(first[OgpColumns.EndYear] is { Length: > 0 } said ? Cut(said) : end.Year.ToString(CultureInfo.InvariantCulture)));
        _notes.Add(new(0, 0, "", "", $"{id}: lead institutions were entered as government, and the time zone as UTC: correct both in plan.md where they are not", Read: true));
        var files = PlanWriter.Write(new(
            plan.Plan, plan.Jurisdiction, "", organisations.All, new PublishPlan(plan), [.. commitments.Select(one => new PublishCommitment(one))], [], []));
        foreach (var finding in PlanFolder.Read(id, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal)).Findings.Where(finding => finding.Severity == Severity.Error))
            _notes.Add(new(0, 0, "", "", $"{finding}", Read: false));
        return new(plan.Plan, files.Add(Kept, KeptRows(rows)));
    }

    private DateOnly? EndOf(List<Row> rows, Dictionary<int, DateOnly?> ends)
    {
        var years = rows.Select(row => OgpTexts.Repaired(row[OgpColumns.EndYear])).Where(year => !OgpColumns.IsNotCoded(year))
            .Select(year => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 2000 and < 2100 ? number : 0).Where(year => year > 0).ToList();
        DateOnly? end = years.Count > 0 ? new DateOnly(years.Max(), 12, 31) : ends.Values.Max();
        foreach (var row in rows.Where(row => end is not null && ends[row.Number] > end)) Note(row, OgpColumns.End, "it is after the plan's end year: the plan was taken to last until then", read: true);
        return ends.Values.Append(end).Max();
    }

    private CommitmentPublished Commitment(Row row, PlanId plan, DateOnly planEnd, OgpDates reads, DateOnly? end, Organisations organisations, HashSet<string> numbers)
    {
        var number = Number(row, numbers);
        var start = Date(row, OgpColumns.Start, reads, last: false);
        Date(row, OgpColumns.End, reads, last: true);
        var unknown = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal);
        if (start > end || start > planEnd)
        {
            Note(row, OgpColumns.Start, "it is after the end: taken as unknown", read: false);
            start = null;
        }

        if (start is null) unknown["start"] = Because(row, OgpColumns.Start);
        if (end is null) unknown["end"] = Because(row, OgpColumns.End);
        var lead = Lead(row, organisations);
        if (lead is null) unknown["lead"] = Because(row, OgpColumns.Lead);
        var title = Clean(row, OgpColumns.Title, line: true) is { Length: > 0 } given && !OgpColumns.IsNotCoded(given) ? given : $"Commitment {number}";
        var shortTitle = Clean(row, OgpColumns.ShortTitle, line: true);
        var parts = FullText(row);
        foreach (var column in _places.Keys.Where(column => column >= OgpColumns.FirstArea && column < OgpColumns.FirstReview))
        {
            if (OgpTexts.Repaired(row[column]) is not ("0" or "1") and var flag && !OgpColumns.IsNotCoded(flag)) Note(row, column, "neither 0 nor 1: taken as not coded", read: false);
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

    private CommitmentNumber Number(Row row, HashSet<string> numbers)
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
        Note(row, OgpColumns.Number, $"{(OgpColumns.IsNotCoded(repaired) ? "no number" : "not a number of its own")}: the commitment is numbered {other}", read: false);
        return CommitmentNumber.Parse(other);
    }

    private DateOnly? Date(Row row, int column, OgpDates reads, bool last)
    {
        if (OgpColumns.IsNotCoded(row[column])) return null;
        var date = reads.Read(row[column], last);
        if (date.Why is { } why) Note(row, column, date.Day is { } day ? $"{why}: read as {Dates.DateReader.Iso(day)}" : why, read: date.Day is not null);
        return date.Day;
    }

    private static ImmutableSortedDictionary<string, PublicText> Because(Row row, int column) => Text(OgpColumns.IsNotCoded(row[column])
        ? $"OGP's data set says {(row[column].Length == 0 ? "nothing" : $"“{row[column]}”")}."
        : $"OGP's data set says “{Cut(OgpTexts.Clean(row[column], line: true, _ => { }))}”.")!; // a text

    private OrganisationId? Lead(Row row, Organisations organisations)
    {
        var name = Clean(row, OgpColumns.Lead, line: true);
        if (OgpColumns.IsNotCoded(name)) return null;
        if (name.Contains(';', StringComparison.Ordinal)) Note(row, OgpColumns.Lead, "several institutions: entered as one, under all their names", read: true);
        return organisations.Named(name);
    }

    /// <summary>The full text, and the supporters as words: the data set does not say to which partner they belong.</summary>
    private List<string> FullText(Row row)
    {
        var text = Clean(row, OgpColumns.FullText, line: false);
        if (OgpColumns.IsNotCoded(text)) text = "";
        var supporters = Clean(row, OgpColumns.Supporters, line: true);
        if (!OgpColumns.IsNotCoded(supporters))
        {
            Note(row, OgpColumns.Supporters, "who belongs to which partner is not said: kept as a paragraph of the description, not as supporters", read: false);
            text = $"{text}\n\nSupporting institutions, as the data set names them: {supporters}".Trim();
        }

        var parts = OgpTexts.Parts(text);
        if (parts.Count > 1) Note(row, OgpColumns.FullText, $"longer than a text may be: in {Math.Min(parts.Count, 4)} parts, in the order brief description, problem definition, commitment description, analysis", read: true);
        if (parts.Count > 4) Note(row, OgpColumns.FullText, $"what goes beyond four texts stands in {Kept} alone", read: false);
        return parts;
    }

    private PublicText? Address(Row row)
    {
        var cell = row[OgpColumns.Url];
        if (OgpColumns.IsNotCoded(cell)) return null;
        if (Wording.Source("", cell) is null) return new(cell);
        Note(row, OgpColumns.Url, "no address that can be opened", read: false);
        return null;
    }

    private int? Whole(Row row, int column, int least, int most)
    {
        if (OgpColumns.IsNotCoded(row[column])) return null;
        var repaired = OgpTexts.Repaired(row[column]);
        if (int.TryParse(repaired, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Note(row, column, $"no number from {least} to {most}", read: false);
        return null;
    }

    private string Clean(Row row, int column, bool line)
    {
        var cell = row[column];
        // Our own exports put an apostrophe before what a spreadsheet would take for a formula.
        if (cell is ['\'', '=' or '+' or '-' or '@' or '\'', ..]) cell = cell[1..];
        return OgpTexts.Clean(cell, line, what => Note(row, column, what, read: true));
    }

    private string KeptRows(List<Row> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true))
        {
            csv.WriteRecord([.. _header]);
            foreach (var row in rows) csv.WriteRecord([.. row.Cells]);
        }

        return text.ToString();
    }

    private void Note(Row row, int? column, string what, bool read)
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

    /// <summary>A name in addresses made of words, another one each time.</summary>
    private static string Slug(string words, string otherwise, IEnumerable<string> taken)
    {
        var slug = new StringBuilder();
        foreach (var c in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var name = slug.ToString();
        if (name.Length > 28) name = name[..28];
        name = name.Trim('-') is { Length: > 0 } made ? made : otherwise;
        var all = taken.ToHashSet(StringComparer.Ordinal);
        for (var i = 2; all.Contains(name); i++) name = $"{name.AsSpan(0, Math.Min(name.Length, 28))}-{i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }

    /// <summary>A row by our columns.</summary>
    private sealed record Row(int Number, List<string> Cells, Dictionary<int, int> Places)
    {
        /// <summary>Trimmed; empty where the file has no such column.</summary>
        public string this[int column] => Places.TryGetValue(column, out var place) && place < Cells.Count ? Cells[place].Trim() : "";
    }

    /// <summary>The institutions of a plan, each name once.</summary>
    private sealed class Organisations
    {
        private readonly Dictionary<string, RegisterOrganisation> _byName = new(StringComparer.OrdinalIgnoreCase);

        public ImmutableArray<RegisterOrganisation> All => [.. _byName.Values];

        public ImmutableSortedDictionary<string, Partner> Partners => _byName.Values.ToImmutableSortedDictionary(one => one.Organisation.Value, one => one.MemberOf, StringComparer.Ordinal);

        public OrganisationId Named(string name)
        {
            if (_byName.TryGetValue(name, out var known)) return known.Organisation;
            var id = OrganisationId.Parse(Slug(name, "institution", _byName.Values.Select(one => one.Organisation.Value)));
            _byName.Add(name, new(id, Partner.Government, Text(name)!)); // not empty
            return id;
        }
    }
}
