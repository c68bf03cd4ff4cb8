using System.CommandLine;
using Tracker.Plans.Workbooks;

namespace Tracker.Cli;

/// <summary><c>tracker import-workbook</c>: 0 written, 1 cells to correct and nothing written, 2 usage or I/O.</summary>
public static class ImportWorkbookCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var file = new Argument<string>("workbook") { Description = "The workbook (XLSX) by the template; with --template, where to write an empty one." };
        var to = new Option<string>("--to") { Description = "The folder of plans.", DefaultValueFactory = _ => "." };
        var template = new Option<bool>("--template") { Description = "Write an empty workbook by the template." };
        var language = Spoken.Language(lang);
        language.Description += " The template is written in it.";
        var command = new Command("import-workbook", "Make plan files of a workbook. Every cell to correct is named in one go. Exit code 0: written, 1: cells to correct, nothing written, 2: usage or I/O.")
        {
            file, to, template, language,
        };
        command.SetAction(parsed => parsed.GetValue(template)
            ? Template(parsed.GetRequiredValue(file), parsed.GetRequiredValue(language), Console.Out)
            : Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(to), parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Template(string file, string language, TextWriter output)
    {
        if (File.Exists(file)) throw new IOException($"{file} is there already: nothing was written.");
        WholeFile.Write(file, PlanWorkbook.Template(language));
        output.Say(language, $"written  {file}");
        return 0;
    }

    private static int Run(string file, string to, string language, TextWriter output)
    {
        if (new FileInfo(file) is { Exists: true, Length: > PlanWorkbook.MostBytes }) throw new IOException($"{file} has more than {PlanWorkbook.MostBytes >> 20} MB.");
        var reading = PlanWorkbook.Read(File.ReadAllBytes(file));
        foreach (var finding in reading.Findings) output.WriteLine(finding.In(language));
        var errors = reading.Findings.Count(finding => finding.Severity == Severity.Error);
        if (reading.Plan is not { } plan)
        {
            output.Say(language, $"{errors} cells to correct; nothing was written");
            return 1;
        }

        var folder = Path.Combine(to, plan.Id.Value);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"{folder} is there already: nothing was written.");
        foreach (var (path, text) in reading.Files) WholeFile.Write(Path.Combine(folder, path), text);
        output.Say(language, $"written  {folder}: {reading.Files.Count} files, {plan.Commitments.Length} commitments");
        return 0;
    }
}
