using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Markdig.Syntax;
using Tracker.Domain;
using Tracker.Plans.Canonical;
using Tracker.Plans.Commitments;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans;

/// <summary>A file beside its canonical form.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">The canonical form.</param>
/// <param name="Changes">Whether the file is not in it yet.</param>
public sealed record FormattedFile(string Path, string Text, bool Changes);

/// <summary>What formatting would write.</summary>
/// <param name="Plans">How many plan folders were read.</param>
/// <param name="Files">The files of the plans that can be formatted.</param>
/// <param name="Findings">Why others cannot: errors in them, or what would be lost.</param>
public sealed record FormatResult(int Plans, ImmutableArray<FormattedFile> Files, ImmutableArray<Finding> Findings);

/// <summary>
/// The canonical form of plan files. A plan is formatted only when it reads afterwards exactly as before and nothing that was
/// written in it is gone; else it is left alone, and a finding says why.
/// </summary>
public static class PlanFormat
{
    /// <param name="path">A plan's folder, one of its files, or the folder of all plans.</param>
    /// <exception cref="NotUsable">There is nothing at the path.</exception>
    public static FormatResult Of(string path)
    {
        if (File.Exists(path)) return OfFile(path);
        if (!Directory.Exists(path)) throw new NotUsable($"There is no {path}: give a plan's folder, one of its files, or the folder of all plans.");
        var folders = PlanFolder.IsOne(path) ? [path] : PlanFolder.In(path);
        var results = folders.Select(folder => OfFolder(folder, null)).ToList();
        return new(folders.Length, [.. results.SelectMany(result => result.Files)], [.. results.SelectMany(result => result.Findings)]);
    }

    private static FormatResult OfFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // a file is in a folder
        var name = Path.GetFileName(path);
        if (Path.GetFileName(folder) == "history") (folder, name) = (Path.GetDirectoryName(folder)!, "history/" + name); // likewise
        return OfFolder(folder, name);
    }

    private static FormatResult OfFolder(string folder, string? only)
    {
        var reader = new FolderReader(folder);
        var reading = reader.Read();
        if (reading.Plan is not { } plan) return new(1, [], [.. reading.Findings.Where(finding => finding.Severity == Severity.Error)]);

        var written = PlanWriter.Write(plan, FileNotes.Read(reader.Files)).ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal);
        var after = reader.Files.Where(file => only is not null && file.Key != only).ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
        foreach (var (path, bytes) in written.Where(file => only is null || file.Key == only)) after[path] = bytes;
        var findings = Lost(folder, plan, reader.Files, after).ToImmutableArray();
        if (findings.Length > 0) return new(1, [], findings);
        return new(1,
        [
            .. after.Where(file => only is null || file.Key == only).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new FormattedFile(
                Path.Combine(folder, file.Key), Encoding.UTF8.GetString(file.Value), !(reader.Files.TryGetValue(file.Key, out var before) && before.AsSpan().SequenceEqual(file.Value)))),
        ], []);
    }

    /// <summary>What would be gone, or otherwise, afterwards.</summary>
    private static IEnumerable<Finding> Lost(string folder, PlanInFiles plan, IReadOnlyDictionary<string, byte[]> before, Dictionary<string, byte[]> after)
    {
        foreach (var (path, bytes) in before)
        {
            if (!after.TryGetValue(path, out var now)) yield return new(Path.Combine(folder, path), 1, 1, "would-be-lost", Severity.Error, $"nothing of this file would be left", $"take the file away, or write into it what it is for");
            else if (!path.StartsWith("history/", StringComparison.Ordinal))
                foreach (var finding in LostIn(Path.Combine(folder, path), path, bytes, now)) yield return finding;
        }

        var reading = PlanFolder.Read(folder, after);
        if (reading.Plan is not { } again)
        {
            foreach (var finding in reading.Findings.Where(finding => finding.Severity == Severity.Error))
                yield return finding with { Code = "not-canonical", Message = $"in the canonical form {finding.Message}", WhatToDo = $"write the text so that it stands by itself, such as by closing a fence" };
            yield break;
        }

        foreach (var difference in Differences.Between(plan.Plan.Content, plan.Commitments.Select(one => one.Content), again))
            yield return Otherwise(folder, difference.Field);
        if (!Same(plan.Organisations, again.Organisations)) yield return Otherwise(folder, "organisations");
        if (!SameRows(plan.Reports, again.Reports, row => row.Key)) yield return Otherwise(folder, History.HistoryFiles.Reports);
        if (!SameRows(plan.Evidence, again.Evidence, row => row.Key)) yield return Otherwise(folder, History.HistoryFiles.Evidence);
        if (!SameRows(plan.Reviews, again.Reviews, row => row.Key)) yield return Otherwise(folder, History.HistoryFiles.Reviews);
    }

    private static Finding Otherwise(string folder, string field) => new(
        Path.Combine(folder, "plan.md"), 1, 1, "not-canonical", Severity.Error, $"`{field}` would read otherwise in the canonical form", $"write that text more simply");

    private static bool Same(ImmutableArray<Domain.Organisations.RegisterOrganisation> before, ImmutableArray<Domain.Organisations.RegisterOrganisation> after) =>
        before.OrderBy(one => one.Organisation.Value, StringComparer.Ordinal).Select(Json).SequenceEqual(after.OrderBy(one => one.Organisation.Value, StringComparer.Ordinal).Select(Json));

    private static bool SameRows<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> key) =>
        before.OrderBy(key, StringComparer.Ordinal).Select(Json).SequenceEqual(after.OrderBy(key, StringComparer.Ordinal).Select(Json));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, DomainJson.Options);

    /// <summary>Keys, items and cells that the tracker does not take, and that would silently go.</summary>
    private static IEnumerable<Finding> LostIn(string file, string path, byte[] before, byte[] after)
    {
        if (SourceFile.Read(file, before, []) is not { } source || SourceFile.Read(file, after, []) is not { } now) yield break;
        var keys = FileNotes.KeysOf(path);
        var (facts, left) = (FactsOf(source, keys), FactsOf(now, keys));
        foreach (var (name, place) in facts.Where(fact => !left.ContainsKey(fact.Key) && fact.Key is not ("field" or "invented")))
            yield return Gone(file, place, name);

        var (rows, rowsLeft) = (RowsOf(source), RowsOf(now));
        foreach (var row in rows)
        {
            var same = rowsLeft.FirstOrDefault(other => other.Number.Text == row.Number.Text);
            // Left out where they say what holds anyway; the plan reads the same, so a date or an office that matters is there.
            foreach (var (name, value) in row.Values.Where(value => same?[value.Key] is null && value.Key is not ("Weight" or "Lead" or "Field" or "Due")))
            {
                if (name != "Start" || rows.Any(other => other.Number.Text.StartsWith(row.Number.Text + ".", StringComparison.Ordinal)))
                    yield return Gone(file, value.Place, name);
            }
        }

        if (MarkdownTree.Read(source)?.OfType<LinkReferenceDefinitionGroup>().FirstOrDefault() is { Count: > 0 } links
            && Encoding.UTF8.GetString(after) is var text && links.OfType<LinkReferenceDefinition>().FirstOrDefault(link => !text.Contains($"[{link.Label}]:", StringComparison.Ordinal)) is { } lost)
            yield return Gone(file, source.At(lost.Span.Start), $"[{lost.Label}]");
    }

    private static Finding Gone(string file, Place place, string name) => new(
        file, place.Line, place.Column, "would-be-lost", Severity.Error, $"`{Fields.Cut(name)}` has no effect here and has no place in the canonical form", $"delete it, or move it to where it belongs");

    private static Dictionary<string, Place> FactsOf(SourceFile source, KeyTable keys)
    {
        var facts = new Dictionary<string, Place>(StringComparer.Ordinal);
        if (MarkdownTree.Read(source) is not { } document || MarkdownTree.FrontMatter(document) is not { } front) return facts;
        foreach (var entry in YamlTree.Read(source, front.Yaml, front.LineOffset) is YamlMap map ? map.Entries : [])
        {
            if (keys.TryFind(entry.Key.Text, out var key) && entry.Value is not (YamlScalar { Value: "" } or YamlMap { Entries.Length: 0 } or YamlList { Items.Length: 0 }))
                facts.TryAdd(key.Name, entry.Key.Place);
        }

        return facts;
    }

    private static ImmutableArray<MilestoneRow> RowsOf(SourceFile source) =>
        TextFile.Read(source, new KeyTable(), Keys.Sections, needsFacts: false) is { } file && file.Sections.TryGetValue("Milestones", out var section) ? MilestoneRows.Read(source, section) : [];
}
