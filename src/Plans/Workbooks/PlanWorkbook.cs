using System.Collections.Immutable;
using System.Text;
using Tracker.Domain.Plans;

namespace Tracker.Plans.Workbooks;

/// <summary>What a workbook became.</summary>
/// <param name="Plan">The plan; null exactly when there is an error.</param>
/// <param name="Files">Its files in the canonical form, by path within its folder; empty when there is an error.</param>
/// <param name="Findings">By cell.</param>
public sealed record WorkbookReading(PlanInFiles? Plan, ImmutableSortedDictionary<string, string> Files, ImmutableArray<CellFinding> Findings);

/// <summary>
/// A plan in a workbook by template: the sheets Plan, Organisations, Commitments, Milestones and Indicators. It becomes plan
/// files, and what the reader of plan files finds in them is said of the cells: there is one set of rules. All of it is read whatever
/// is wrong elsewhere, so that every cell to correct is named in one go.
/// </summary>
public static class PlanWorkbook
{
    /// <summary>What may be sent.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Kinds of finding that speak of files, and of which the cells have said all there is.</summary>
    private static readonly HashSet<string> s_ofFiles = ["field-missing", "title-missing", "milestone-title", "milestone-number", "translation-missing", "commitments-missing"];

    /// <summary>An empty workbook by the template.</summary>
    /// <param name="language"><c>id</c> or <c>en</c>.</param>
    public static byte[] Template(string language) => WorkbookTemplate.Write(
    [
        .. WorkbookKeys.Sheets.Select(sheet => (
            language == "id" ? sheet.Indonesian : sheet.Name,
            sheet.Keys.Keys.Select(key => language == "id" ? key.Indonesian : key.Name).ToList(),
            sheet.Name == WorkbookKeys.Plan)),
    ]);

    /// <param name="bytes">The workbook.</param>
    /// <exception cref="NoWorkbook">It is no workbook, in words for whoever sent it.</exception>
    public static WorkbookReading Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes) throw new NoWorkbook($"The workbook has more than {MostBytes >> 20} MB.");
        var sheets = WorkbookCells.Read(bytes);
        var findings = new CellFindings([.. sheets.Select(sheet => sheet.Name)]);
        var rows = new WorkbookRows(sheets, findings);
        rows.Strangers();
        var filled = new FilledWorkbook(
            rows.Plan(), rows.Of(WorkbookKeys.Organisations), rows.Of(WorkbookKeys.Commitments), rows.Of(WorkbookKeys.Milestones), rows.Of(WorkbookKeys.Indicators));
        WorkbookChecks.Find(filled, findings);

        var id = filled.Plan.Text("plan") is { } named && PlanId.TryParse(named, out _) ? named : "plan";
        var files = WorkbookFiles.Of(filled, rows.NameOf, findings);
        var reading = PlanFolder.ReadCells(id, files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value.Text), StringComparer.Ordinal), rows.Called);
        var found = reading.Findings
            .Where(finding => !s_ofFiles.Contains(finding.Code))
            .Select(finding => (Finding: finding, Lines: files.GetValueOrDefault(Path.GetFileName(finding.File))))
            // The sheet is missing, and that is said.
            .Where(one => one.Finding.Code != "milestones-missing" || rows.Has(WorkbookKeys.Milestones))
            // What stands in a file of its own because it belongs to nothing is not wrong in what it belongs to.
            .Where(one => !WorkbookFiles.IsOfLonely(one.Finding))
            .Select(one => new CellFinding(one.Lines?.CellOf(one.Finding) ?? rows.NameOf(WorkbookKeys.Plan), one.Finding.Severity, one.Finding.Message, one.Finding.WhatToDo))
            // Of a cell that is wrong in itself it may only be what follows from that.
            .Where(finding => !findings.IsWrong(finding.Cell))
            .ToList();
        foreach (var finding in found) findings.Add(finding);
        if (findings.Any || reading.Plan is not { } plan) return new(null, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), findings.Sorted());
        WorkbookChecks.Kept(filled, plan, findings);
        return new(plan, PlanWriter.Write(plan), findings.Sorted());
    }
}
