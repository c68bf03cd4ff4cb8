using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Plans;
using Tracker.Plans.Canonical;
using Tracker.Plans.Dates;
using Tracker.Plans.Words;

namespace Tracker.Plans.Workbooks;

/// <summary>What is so with a cell.</summary>
/// <param name="Cell">Where: <c>Milestones!E14</c>, or the sheet.</param>
/// <param name="Severity">Only an error keeps the workbook from becoming a plan.</param>
/// <param name="Message">What is so.</param>
/// <param name="WhatToDo">What to do.</param>
public sealed record CellFinding(string Cell, Severity Severity, Remark Message, Remark WhatToDo)
{
    /// <summary><c>Milestones!E14: …, …</c></summary>
    /// <param name="language">Of the words.</param>
    public string In(string language) => $"{Cell}: {FindingWords.Of(Severity, Message, WhatToDo).In(language)}";

    /// <summary>In English.</summary>
    public override string ToString() => In("en");
}

/// <summary>What a workbook became.</summary>
/// <param name="Plan">The plan; null exactly when there is an error.</param>
/// <param name="Files">Its files in the canonical form, by path within its folder; empty when there is an error.</param>
/// <param name="Findings">By cell.</param>
public sealed record WorkbookReading(PlanInFiles? Plan, ImmutableSortedDictionary<string, string> Files, ImmutableArray<CellFinding> Findings);

/// <summary>
/// A plan in a workbook by template: the sheets Plan, Organisations, Commitments, Milestones and Indicators. It becomes plan
/// files, and what the reader of plan files finds in them is said of the cells: there is one set of rules.
/// </summary>
public static class PlanWorkbook
{
    /// <summary>What may be sent.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string Title = "title", About = "about", Commitment = "commitment", Parent = "milestone";

    private static readonly string[] s_texts = ["brief", "problem", "description", "analysis"];

    /// <summary>The keys of a file that fit into one cell.</summary>
    private static KeyTable PlanKeys { get; } = new([.. InOneCell(Keys.Plan), new Key(Title, "judul", Required: true), new Key(About, "tentang")]);

    private static KeyTable OrganisationKeys { get; } = new([new Key("id", "id", Required: true), .. Keys.Organisation.Keys]);

    private static KeyTable CommitmentKeys { get; } = new(
    [
        new Key(Title, "judul", Required: true), .. InOneCell(Keys.Commitment),
        new Key("brief", "uraian-singkat"), new Key("problem", "rumusan-masalah"), new Key("description", "uraian-komitmen"), new Key("analysis", "analisis"),
    ]);

    private static KeyTable MilestoneKeys { get; } = new([new Key(Commitment, "komitmen", Required: true), .. Keys.Milestone.Keys]);

    private static KeyTable IndicatorKeys { get; } = new([new Key(Parent, "target", Required: true), .. Keys.Milestone.Keys]);

    private static readonly (string Name, string Indonesian, KeyTable Keys)[] s_sheets =
    [
        ("Plan", "Rencana", PlanKeys), ("Organisations", "Organisasi", OrganisationKeys), ("Commitments", "Komitmen", CommitmentKeys),
        ("Milestones", "Target", MilestoneKeys), ("Indicators", "Indikator", IndicatorKeys),
    ];

    /// <summary>An empty workbook by the template.</summary>
    /// <param name="language"><c>id</c> or <c>en</c>.</param>
    public static byte[] Template(string language) => WorkbookTemplate.Write(
    [
        .. s_sheets.Select(sheet => (
            language == "id" ? sheet.Indonesian : sheet.Name,
            sheet.Keys.Keys.Select(key => language == "id" ? key.Indonesian : key.Name).ToList(),
            sheet.Name == "Plan")),
    ]);

    /// <param name="bytes">The workbook.</param>
    /// <exception cref="NoWorkbook">It is no workbook, in words for whoever sent it.</exception>
    public static WorkbookReading Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes) throw new NoWorkbook($"The workbook has more than {MostBytes >> 20} MB.");
        return new Reading(WorkbookCells.Read(bytes)).Whole();
    }

    private static IEnumerable<Key> InOneCell(KeyTable keys) =>
        keys.Keys.Where(key => key.Shape is Shape.Value or Shape.Texts or Shape.Values || key.Name == "unknown-because");

    /// <summary>One workbook on its way to a plan.</summary>
    private sealed class Reading(List<WorkbookSheet> sheets)
    {
        private readonly List<CellFinding> _findings = [];

        public WorkbookReading Whole()
        {
            foreach (var sheet in sheets.Where(sheet => sheet.Rows.Count > 0 && SheetOf(sheet.Name) is null))
                _findings.Add(new(sheet.Name, Severity.Warning, $"this sheet is not read", $"name sheets {string.Join(", ", s_sheets.Select(one => one.Name))}"));
            var plan = PlanValues();
            var id = plan.GetValueOrDefault("plan")?.Text is { } named && PlanId.TryParse(named, out _) ? named : "plan";
            var files = new Dictionary<string, PlacedLines>(StringComparer.Ordinal) { ["plan.md"] = PlanFile(plan) };
            var rows = Rows("Milestones");
            var indicators = Rows("Indicators");
            var commitments = Rows("Commitments");
            foreach (var (index, commitment) in commitments.Index())
                files.Add($"{index + 1:00}-{Slug(commitment.GetValueOrDefault(Title)?.Text)}.md", CommitmentFile(commitment, rows, indicators));
            Lonely(rows, Commitment, commitments, "number", $"commitment");
            Lonely(indicators, Parent, [.. rows, .. indicators], "#", $"milestone");

            // What is wrong with a cell itself would only be said once more of its line.
            if (_findings.Any(finding => finding.Severity == Severity.Error)) return new(null, Empty, Sorted());
            var reading = PlanFolder.Read(id, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value.Text), StringComparer.Ordinal));
            foreach (var finding in reading.Findings)
            {
                var name = Path.GetFileName(finding.File);
                var lines = files.GetValueOrDefault(name);
                _findings.Add(new(lines?.CellAt(finding.Line) ?? NameOf("Plan"), finding.Severity, finding.Message, finding.WhatToDo));
            }

            return reading.Plan is { } whole ? new(whole, PlanWriter.Write(whole), Sorted()) : new(null, Empty, Sorted());
        }

        private static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

        private static (string Name, string Indonesian, KeyTable Keys)? SheetOf(string name) =>
            s_sheets.Where(sheet => Spelling.Plain(name) == Spelling.Plain(sheet.Name) || Spelling.Plain(name) == Spelling.Plain(sheet.Indonesian)).Select(sheet => ((string, string, KeyTable)?)sheet).FirstOrDefault();

        /// <summary>A sheet as this workbook names it.</summary>
        private string NameOf(string name) => sheets.FirstOrDefault(sheet => SheetOf(sheet.Name)?.Name == name)?.Name ?? name;

        private WorkbookSheet? Sheet(string name)
        {
            var sheet = sheets.FirstOrDefault(sheet => SheetOf(sheet.Name)?.Name == name);
            if (sheet is not null && sheet.Hidden) Error(sheet.Name, $"this sheet is hidden", $"show it, so that everybody sees what becomes public");
            if (sheet is null && name != "Indicators") Error(name, $"this sheet is missing", $"begin with the template: tracker import-workbook --template");
            return sheet;
        }

        /// <summary>The sheet Plan has a key and a value in each row.</summary>
        private Dictionary<string, WorkbookCell> PlanValues()
        {
            var values = new Dictionary<string, WorkbookCell>(StringComparer.Ordinal);
            var empty = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var row in Sheet("Plan")?.Rows ?? [])
            {
                if (row.Cells.GetValueOrDefault("A") is not { } key) continue;
                if (row.Cells.GetValueOrDefault("B") is not { } value)
                {
                    if (PlanKeys.TryFind(key.Text, out var named)) empty.TryAdd(named.Name, Beside(key, "A", "B"));
                }
                else if (!PlanKeys.TryFind(key.Text, out var known)) Error(key.Address, $"`{key.Text}` is not a key here", PlanKeys.Suggest(key.Text));
                else if (Take(value, known) is { } taken && !values.TryAdd(known.Name, taken)) Error(key.Address, $"`{key.Text}` stands there twice", $"keep one of them");
            }

            foreach (var (missing, cell) in empty.Where(one => PlanKeys.TryFind(one.Key, out var key) && key.Required && !values.ContainsKey(one.Key)))
                Error(cell, $"`{missing}` is empty", $"fill it");
            return values;
        }

        /// <summary>The cell of the same row in another column.</summary>
        private static string Beside(WorkbookCell cell, string column, string other) => cell.Address.Replace($"!{column}", $"!{other}", StringComparison.Ordinal);

        /// <summary>The rows of a sheet by the names of its columns.</summary>
        private List<Dictionary<string, WorkbookCell>> Rows(string name)
        {
            var rows = new List<Dictionary<string, WorkbookCell>>();
            if (Sheet(name) is not { Rows: [var header, ..] } sheet) return rows;
            var keys = s_sheets.First(one => one.Name == name).Keys;
            var columns = new Dictionary<string, Key>(StringComparer.Ordinal);
            foreach (var (letters, cell) in header.Cells)
            {
                if (!keys.TryFind(cell.Text, out var key)) Error(cell.Address, $"`{cell.Text}` is not a column here", keys.Suggest(cell.Text));
                else if (columns.ContainsValue(key)) Error(cell.Address, $"the column `{cell.Text}` stands there twice", $"keep one of them");
                else columns.Add(letters, key);
            }

            foreach (var missing in keys.Keys.Where(key => (key.Required || key.Name is "#" or "Deliverable") && !columns.ContainsValue(key)))
                Error(sheet.Name, $"the column `{missing.Name}` is missing", $"begin with the template: tracker import-workbook --template");
            foreach (var row in sheet.Rows.Skip(1))
            {
                var values = new Dictionary<string, WorkbookCell>(StringComparer.Ordinal);
                foreach (var (letters, cell) in row.Cells)
                {
                    if (!columns.TryGetValue(letters, out var key))
                    {
                        if (!header.Cells.ContainsKey(letters)) Error(cell.Address, $"this cell stands in no column of the heading row", $"name the column, or empty the cell");
                    }
                    else if (Take(cell, key) is { } taken)
                    {
                        values.Add(key.Name, taken);
                    }
                }

                if (values.Count == 0) continue;
                rows.Add(values);
                var (letter, any) = row.Cells.First();
                foreach (var (letters, key) in columns.Where(column => column.Value.Name is Title or "number" or "id" or "#" or "Deliverable" && !row.Cells.ContainsKey(column.Key)))
                    Error(Beside(any, letter, letters), $"`{key.Name}` is empty", $"fill it");
            }

            return rows;
        }

        private WorkbookCell? Take(WorkbookCell cell, Key key)
        {
            if (cell.Wrong is { } wrong)
            {
                Error(cell.Address, wrong, $"nothing is computed here: what is published must stand in the cell");
                return null;
            }

            return cell.Serial is { } day && key.Name is "start" or "end" or "Start" or "Due" ? cell with { Text = DateReader.Iso(day) } : cell;
        }

        /// <summary>Rows that belong to nothing.</summary>
        private void Lonely(List<Dictionary<string, WorkbookCell>> rows, string column, List<Dictionary<string, WorkbookCell>> above, string number, Remark what)
        {
            var numbers = above.Select(row => row.GetValueOrDefault(number)?.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var row in rows)
            {
                if (row.GetValueOrDefault(column) is not { } cell) Error(row.Values.First().Address, $"the row does not say to which {what} it belongs", $"fill the column `{column}`");
                else if (!numbers.Contains(cell.Text)) Error(cell.Address, $"there is no {what} `{cell.Text}`", Spelling.Suggest(cell.Text, numbers, numbers.Take(8)));
            }
        }

        private PlacedLines PlanFile(Dictionary<string, WorkbookCell> plan)
        {
            var file = new PlacedLines();
            file.Add("---", NameOf("Plan"));
            Facts(file, plan, PlanKeys, [Title, About]);
            file.Add("organisations:", NameOf("Organisations"));
            foreach (var row in Rows("Organisations"))
            {
                var id = row.GetValueOrDefault("id");
                file.Add($"  {YamlWord.Of(id?.Text ?? "?")}:", id?.Address ?? row.Values.First().Address);
                foreach (var key in Keys.Organisation.Keys)
                {
                    if (row.GetValueOrDefault(key.Name) is { } cell) file.Add($"    {key.Name}: {YamlWord.Of(cell.Text)}", cell.Address);
                }
            }

            file.Add("---", null);
            Heading(file, plan.GetValueOrDefault(Title), NameOf("Plan"));
            Text(file, plan.GetValueOrDefault(About));
            return file;
        }

        private static PlacedLines CommitmentFile(
            Dictionary<string, WorkbookCell> commitment, List<Dictionary<string, WorkbookCell>> milestones, List<Dictionary<string, WorkbookCell>> indicators)
        {
            var file = new PlacedLines();
            var first = commitment.Values.First().Address;
            file.Add("---", first);
            Facts(file, commitment, CommitmentKeys, [Title, .. s_texts]);
            file.Add("---", null);
            Heading(file, commitment.GetValueOrDefault(Title), first);
            foreach (var (text, heading) in s_texts.Zip([null, "Problem definition", "Commitment description", "Analysis"]))
            {
                if (commitment.GetValueOrDefault(text) is not { } cell) continue;
                if (heading is not null) file.Add($"\n## {heading}", cell.Address);
                Text(file, cell);
            }

            file.Add("\n## Milestones", first);
            var number = commitment.GetValueOrDefault("number")?.Text;
            foreach (var row in milestones.Where(row => row.GetValueOrDefault(Commitment)?.Text == number)) Milestone(file, row, indicators, []);
            return file;
        }

        /// <summary>A milestone, then the indicators beneath it, whatever the order of their rows.</summary>
        private static void Milestone(PlacedLines file, Dictionary<string, WorkbookCell> row, List<Dictionary<string, WorkbookCell>> indicators, HashSet<string> above)
        {
            var number = row.GetValueOrDefault("#")?.Text ?? "";
            var place = (row.GetValueOrDefault("#") ?? row.Values.First()).Address;
            file.Add($"\n### {number} {OneLine(row.GetValueOrDefault("Deliverable")?.Text ?? "")}", row.GetValueOrDefault("Deliverable")?.Address ?? place);
            file.Add("", place);
            foreach (var key in Keys.Milestone.Keys.Where(key => key.Name is not ("#" or "Deliverable")))
            {
                if (row.GetValueOrDefault(key.Name) is { } cell) file.Add($"- {key.Name}: {cell.Text.Replace("\n", "\n  ", StringComparison.Ordinal)}", cell.Address);
            }

            if (!above.Add(number)) return; // beneath itself: the number says so
            foreach (var beneath in indicators.Where(one => one.GetValueOrDefault(Parent)?.Text == number)) Milestone(file, beneath, indicators, above);
        }

        private static void Facts(PlacedLines file, Dictionary<string, WorkbookCell> values, KeyTable keys, string[] without)
        {
            foreach (var key in keys.Keys.Where(key => !without.Contains(key.Name)))
            {
                if (values.GetValueOrDefault(key.Name) is { } cell) file.Add($"{key.Name}: {YamlWord.Of(cell.Text)}", cell.Address);
            }
        }

        private static void Heading(PlacedLines file, WorkbookCell? title, string otherwise) => file.Add($"# {OneLine(title?.Text ?? "")}", title?.Address ?? otherwise);

        private static void Text(PlacedLines file, WorkbookCell? cell)
        {
            if (cell is not null) file.Add("\n" + cell.Text, cell.Address);
        }

        private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        private static string Slug(string? title) => PlanWriter.Slug(title ?? "");

        private void Error(string cell, Remark message, Remark whatToDo) => _findings.Add(new(cell, Severity.Error, message, whatToDo));

        private ImmutableArray<CellFinding> Sorted() => [.. _findings.Distinct().OrderBy(finding => Order(finding.Cell)).ThenBy(finding => RowOf(finding.Cell)).ThenBy(finding => finding.Cell, StringComparer.Ordinal)];

        private int Order(string cell) => sheets.FindIndex(sheet => cell == sheet.Name || cell.StartsWith(sheet.Name + "!", StringComparison.Ordinal));

        private static int RowOf(string cell) => int.TryParse(new string([.. cell.Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
    }
}
