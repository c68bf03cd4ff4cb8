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
        if (Directory.Exists(file)) throw new NotUsable($"{file} is a folder: name the file that the template is to be written into, such as {Path.Combine(file, language == "id" ? "rencana.xlsx" : "plan.xlsx")}.");
        if (File.Exists(file)) throw new NotUsable($"{file} is there already, and nothing was written: give another name.");
        WholeFile.Write(file, PlanWorkbook.Template(language));
        output.Say(language, $"written  {file}");
        return 0;
    }

    private static int Run(string file, string to, string language, TextWriter output)
    {
        Given.Folder(to);
        var reading = PlanWorkbook.Read(Given.Bytes(file, PlanWorkbook.MostBytes >> 20));
        foreach (var finding in reading.Findings) output.WriteLine(finding.In(language));
        var errors = reading.Findings.Count(finding => finding.Severity == Severity.Error);
        if (reading.Plan is not { } plan)
        {
            output.Say(language, errors == 1 ? Remark.Of($"1 cell to correct; nothing was written") : Remark.Of($"{errors} cells to correct; nothing was written"));
            return 1;
        }

        var folder = Given.FolderOf(plan.Id.Value, to);
        foreach (var (path, text) in reading.Files) WholeFile.Write(Path.Combine(folder, path), text);
        output.Say(language, $"written  {folder}: {Counted.Files(reading.Files.Count)}, {Counted.Commitments(plan.Commitments.Length)}");
        return 0;
    }
}
