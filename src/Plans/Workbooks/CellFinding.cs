using System.Collections.Immutable;
using System.Globalization;

namespace Tracker.Plans.Workbooks;

/// <summary>What is so with a cell.</summary>
/// <param name="Cell">Where: <c>Milestones!E14</c>; a sheet alone where the sheet itself is meant.</param>
/// <param name="Severity">Only an error keeps the workbook from becoming a plan.</param>
/// <param name="Message">What is so.</param>
/// <param name="WhatToDo">What to do.</param>
public sealed record CellFinding(string Cell, Severity Severity, Remark Message, Remark WhatToDo)
{
    /// <summary>True where the template is what to begin with: a page leads there, a terminal says how.</summary>
    public bool ByTemplate { get; init; }

    /// <summary><c>Milestones!E14: …, …</c>, as a terminal says it.</summary>
    /// <param name="language">Of the words.</param>
    public string In(string language) =>
        $"{Cell}: {FindingWords.Of(Severity, Message, ByTemplate ? Remark.Of($"{WhatToDo}: tracker import-workbook --template") : WhatToDo).In(language)}";

    /// <summary>In English.</summary>
    public override string ToString() => In("en");
}

/// <summary>What was found in a workbook so far.</summary>
internal sealed class CellFindings(IReadOnlyList<string> sheets)
{
    private readonly List<CellFinding> _all = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);

    public bool Any => _wrong.Count > 0;

    public void Error(string cell, Remark message, Remark whatToDo) => Add(new(cell, Severity.Error, message, whatToDo));

    /// <summary>An error that whoever begins with the template does not make.</summary>
    public void NotByTemplate(string cell, Remark message) => Add(new(cell, Severity.Error, message, $"begin with the template") { ByTemplate = true });

    public void Warn(string cell, Remark message, Remark whatToDo) => Add(new(cell, Severity.Warning, message, whatToDo));

    public void Add(CellFinding finding)
    {
        _all.Add(finding);
        _named.Add(finding.Cell);
        if (finding.Severity == Severity.Error) _wrong.Add(finding.Cell);
    }

    /// <summary>Whether an error of the cell is known: what else is found in it may only follow from that.</summary>
    public bool IsWrong(string? cell) => cell is not null && _wrong.Contains(cell);

    public bool IsNamed(string cell) => _named.Contains(cell);

    /// <summary>By sheet, row and column; each once.</summary>
    public ImmutableArray<CellFinding> Sorted() =>
        [.. _all.Distinct().OrderBy(one => Sheet(one.Cell)).ThenBy(one => Row(one.Cell)).ThenBy(one => one.Cell.Length).ThenBy(one => one.Cell, StringComparer.Ordinal)];

    private int Sheet(string cell)
    {
        for (var i = 0; i < sheets.Count; i++)
        {
            if (cell == sheets[i] || cell.StartsWith(sheets[i] + "!", StringComparison.Ordinal)) return i;
        }

        return sheets.Count; // one that is missing
    }

    private static int Row(string cell) =>
        int.TryParse(cell.AsSpan(cell.LastIndexOf('!') + 1).TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
}
