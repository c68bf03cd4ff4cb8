using System.CommandLine;
using Tracker.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker fmt</c>: 0 canonical (now), 1 a file would change or cannot be formatted, 2 usage or I/O.</summary>
public static class FmtCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var path = new Argument<string>("path") { Description = "A plan's folder, one of its files, or the folder of all plans." };
        var check = new Option<bool>("--check") { Description = "Change nothing: say which files would change." };
        var language = Spoken.Language(lang);
        var command = new Command("fmt", "Write plan files in their canonical form. Comments stay; a plan that would read otherwise, or lose anything, is left alone. Exit code 0: canonical, 1: --check found a file that would change, or a plan cannot be formatted, 2: usage or I/O.")
        {
            path, check, language,
        };
        command.SetAction(parsed => Run(PlanFormat.Of(parsed.GetRequiredValue(path)), parsed.GetValue(check), parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Run(FormatResult result, bool check, string language, TextWriter to)
    {
        foreach (var finding in result.Findings) to.WriteLine(finding.In(language));
        var changing = result.Files.Where(file => file.Changes).ToList();
        foreach (var file in changing)
        {
            if (!check) WholeFile.Write(file.Path, file.Text);
            to.Say(language, check ? Remark.Of($"would change {file.Path}") : Remark.Of($"formatted {file.Path}"));
        }

        var (plans, files) = (Counted.Plans(result.Plans), Counted.Files(result.Files.Length));
        to.Say(language, check ? Remark.Of($"{plans}, {files}: {changing.Count} would change") : Remark.Of($"{plans}, {files}: {changing.Count} formatted"));
        return result.Findings.Length > 0 || (check && changing.Count > 0) ? 1 : 0;
    }
}
