using System.Globalization;
using System.Text;
using Tracker.Plans.Canonical;
using Tracker.Plans.Words;

namespace Tracker.Plans.Workbooks;

/// <summary>
/// Makes plan files of a workbook's rows, whatever is wrong with them: a number that is missing or stands there twice is replaced by one of
/// its own, because the reader passes over what has none. Its cell is known to be wrong, so the plan never gets out.
/// </summary>
internal sealed class WorkbookFiles
{
    private const int LonelyInOneFile = 100;
    private const string Lonely = "rows-without-commitment";

    /// <summary>Said of rows only because they stand where they do not belong.</summary>
    private static readonly HashSet<string> s_ofPlace = ["number-dangling", "number-twice", "milestones-many", "due-on-parent"];

    private readonly FilledWorkbook _filled;
    private readonly Func<string, string> _nameOf;
    private readonly CellFindings _findings;
    private readonly HashSet<FilledRow> _written = [];
    private int _standIns;

    private WorkbookFiles(FilledWorkbook filled, Func<string, string> nameOf, CellFindings findings)
    {
        _filled = filled;
        _nameOf = nameOf;
        _findings = findings;
    }

    /// <param name="filled">The rows.</param>
    /// <param name="nameOf">What this workbook calls a sheet.</param>
    /// <param name="findings">What is known to be wrong.</param>
    /// <returns>By the names of the files.</returns>
    public static Dictionary<string, PlacedLines> Of(FilledWorkbook filled, Func<string, string> nameOf, CellFindings findings) => new WorkbookFiles(filled, nameOf, findings).All();

    /// <summary>Whether a finding of a file of rows that belong to nothing follows from that alone.</summary>
    public static bool IsOfLonely(Finding finding) => Path.GetFileName(finding.File).EndsWith($"-{Lonely}.md", StringComparison.Ordinal) && s_ofPlace.Contains(finding.Code);

    private Dictionary<string, PlacedLines> All()
    {
        var files = new Dictionary<string, PlacedLines>(StringComparer.Ordinal) { ["plan.md"] = PlanFile() };
        foreach (var (index, commitment) in _filled.Commitments.Index())
            files.Add(FileName(index, PlanWriter.Slug(commitment.Text(WorkbookKeys.Title) ?? "")), CommitmentFile(commitment));
        foreach (var rows in _filled.Milestones.Concat(_filled.Indicators).Where(row => !_written.Contains(row)).Chunk(LonelyInOneFile).ToList())
            files.Add(FileName(files.Count - 1, Lonely), LonelyFile(rows));
        return files;
    }

    private static string FileName(int index, string slug) => $"{(index + 1).ToString("00", CultureInfo.InvariantCulture)}-{slug}.md";

    private PlacedLines PlanFile()
    {
        var file = new PlacedLines();
        file.Add("---", _nameOf(WorkbookKeys.Plan));
        Facts(file, _filled.Plan, WorkbookKeys.Of(WorkbookKeys.Plan).Keys, [WorkbookKeys.Title, WorkbookKeys.About]);
        file.Add("organisations:", _nameOf(WorkbookKeys.Organisations));
        foreach (var row in _filled.Organisations)
        {
            var (id, place) = (row.Text(WorkbookKeys.Id), row.PlaceOf(WorkbookKeys.Id));
            file.Add($"  {YamlWord.Of(_findings.IsWrong(place) || id is null ? StandIn("row-") : id)}:", place);
            foreach (var key in Keys.Organisation.Keys)
            {
                if (row[key.Name] is { } cell) file.Add($"    {key.Name}: {YamlWord.Of(cell.Text)}", cell.Address);
                file.Fields[$"organisations/{id}/{(key.Name == "partner" ? "memberOf" : key.Name)}"] = row.PlaceOf(key.Name);
            }
        }

        file.Add("---", null);
        Heading(file, 1, _filled.Plan.Text(WorkbookKeys.Title), _filled.Plan.PlaceOf(WorkbookKeys.Title));
        Text(file, _filled.Plan[WorkbookKeys.About]);
        file.Fields[""] = _nameOf(WorkbookKeys.Plan);
        foreach (var key in WorkbookKeys.Of(WorkbookKeys.Plan).Keys.Keys) file.Fields[Camel(key.Name)] = _filled.Plan.PlaceOf(key.Name);
        return file;
    }

    private PlacedLines CommitmentFile(FilledRow row)
    {
        var file = new PlacedLines();
        var place = row.PlaceOf(WorkbookKeys.Number);
        var number = _findings.IsWrong(place) || row.Text(WorkbookKeys.Number) is not { } known ? StandIn("row-") : known;
        file.Add("---", place);
        file.Add($"number: {YamlWord.Of(number)}", place);
        Facts(file, row, WorkbookKeys.Of(WorkbookKeys.Commitments).Keys, [WorkbookKeys.Title, WorkbookKeys.Number, .. WorkbookKeys.Texts.Select(text => text.Key)]);
        file.Add("---", null);
        Heading(file, 1, row.Text(WorkbookKeys.Title), row.PlaceOf(WorkbookKeys.Title));
        foreach (var (text, heading) in WorkbookKeys.Texts)
        {
            if (row[text] is not { } cell || _findings.IsWrong(cell.Address)) continue;
            if (heading is not null) file.Add($"\n## {heading}", cell.Address);
            Text(file, cell);
        }

        file.Add("\n## Milestones", place);
        foreach (var milestone in _filled.Under(row)) Milestone(file, milestone, number);
        file.Fields[""] = place;
        foreach (var key in WorkbookKeys.Of(WorkbookKeys.Commitments).Keys.Keys) file.Fields[Camel(key.Name)] = row.PlaceOf(key.Name);
        return file;
    }

    /// <summary>Rows that say to nothing they belong, or to what is not there: read all the same.</summary>
    private PlacedLines LonelyFile(IEnumerable<FilledRow> rows)
    {
        var file = new PlacedLines();
        var number = StandIn("row-");
        file.Add($"---\nnumber: {number}\nstart: unknown\nend: unknown\nlead: unknown\nunknown-because: {number}\n---\n# {number}\n\n## Milestones", null);
        foreach (var row in rows) Milestone(file, row, number);
        return file;
    }

    /// <summary>A milestone, then the indicators beneath it, whatever the order of their rows.</summary>
    private void Milestone(PlacedLines file, FilledRow row, string commitment)
    {
        if (!_written.Add(row)) return; // beneath itself: the number says so
        var place = row.PlaceOf(WorkbookKeys.Numbered);
        var number = _findings.IsWrong(place) || row.Text(WorkbookKeys.Numbered) is not { } known ? StandIn($"{commitment}.x") : known;
        var byCode = new Dictionary<string, string>(StringComparer.Ordinal) { ["due-missing"] = row.PlaceOf("Due") };
        foreach (var code in (string[])["name-wrong", "number-twice", "number-dangling"]) byCode[code] = place;
        // Whether it has a date of its own hangs on what stands beneath it: the cell that keeps this from being known is named already.
        if (Unsure(row, number, place) is { } because) byCode["due-missing"] = byCode["due-on-parent"] = because;
        file.Add("", place);
        Heading(file, 3, $"{number} {OneLine(row.Text(WorkbookKeys.Deliverable)) switch { "" => "?", var words => words }}", row.PlaceOf(WorkbookKeys.Deliverable), byCode);
        file.Add("", place);
        foreach (var key in Keys.Milestone.Keys.Where(key => key.Name is not (WorkbookKeys.Numbered or WorkbookKeys.Deliverable)))
        {
            if (row[key.Name] is { } cell && !(cell.Text.Contains('\n', StringComparison.Ordinal) && _findings.IsWrong(cell.Address)))
                file.Add($"- {key.Name}: {cell.Text.Replace("\n", "\n  ", StringComparison.Ordinal)}", cell.Address, byCode);
            file.Fields[$"milestones/{number}/{Camel(key.Name)}"] = row.PlaceOf(key.Name);
        }

        file.Fields[$"milestones/{number}"] = place;
        file.Fields[$"milestones/{number}/title"] = row.PlaceOf(WorkbookKeys.Deliverable);
        file.Fields[$"milestones/{number}/occurrences"] = row.PlaceOf("Recurs");
        foreach (var beneath in _filled.Beneath(row)) Milestone(file, beneath, commitment);
    }

    /// <returns>The cell that is wrong; null: it is known what stands beneath the row.</returns>
    private string? Unsure(FilledRow row, string number, string place) => _findings.IsWrong(place)
        ? place
        : _filled.Indicators.FirstOrDefault(one => one != row && _findings.IsWrong(one.PlaceOf(WorkbookKeys.Parent)) && one.Text(WorkbookKeys.Numbered)?.StartsWith(number + ".", StringComparison.Ordinal) == true)?.PlaceOf(WorkbookKeys.Parent);

    private static void Facts(PlacedLines file, FilledRow row, KeyTable keys, IEnumerable<string> without)
    {
        foreach (var key in keys.Keys.Where(key => !without.Contains(key.Name)))
        {
            if (row[key.Name] is { } cell) file.Add($"{key.Name}: {YamlWord.Of(cell.Text)}", cell.Address);
        }
    }

    private static void Heading(PlacedLines file, int level, string? title, string cell, IReadOnlyDictionary<string, string>? byCode = null)
    {
        var words = OneLine(title);
        var text = new StringBuilder();
        Body.Heading(text, level, words.Length > 0 ? words : "?"); // what is empty is named already
        file.Add(text.ToString().Trim('\n'), cell, byCode);
    }

    private static void Text(PlacedLines file, WorkbookCell? cell)
    {
        if (cell is not null) file.Add("\n" + cell.Text, cell.Address);
    }

    /// <summary>A heading is one line: <see cref="WorkbookChecks"/> says where a break was.</summary>
    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private string StandIn(string before) => before + (++_standIns).ToString(CultureInfo.InvariantCulture);

    /// <summary>A key as a command's field: <c>shortTitle</c> of <c>short-title</c>, <c>unknownBecause</c> of <c>Unknown because</c>.</summary>
    private static string Camel(string key)
    {
        var parts = key.Split('-', ' ');
        return string.Concat(parts.Select((part, at) => (at == 0 ? char.ToLowerInvariant(part[0]) : char.ToUpperInvariant(part[0])) + part[1..]));
    }
}
