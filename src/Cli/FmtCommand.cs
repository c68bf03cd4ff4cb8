using System.CommandLine;
using Tracker.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker fmt</c>: 0 canonical (now), 1 a file would change or cannot be formatted, 2 usage or I/O.</summary>
public static class FmtCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A plan's folder, one of its files, or the folder of all plans." };
        var check = new Option<bool>("--check") { Description = "Change nothing: say which files would change." };
        var command = new Command("fmt", "Write plan files in their canonical form. Comments stay; a plan that would read otherwise, or lose anything, is left alone. Exit code 0: canonical, 1: --check found a file that would change, or a plan cannot be formatted, 2: usage or I/O.")
        {
            path, check,
        };
        command.SetAction(parsed => Run(PlanFormat.Of(parsed.GetRequiredValue(path)), parsed.GetValue(check), Console.Out));
        return command;
    }

    private static int Run(FormatResult result, bool check, TextWriter to)
    {
        foreach (var finding in result.Findings) to.WriteLine(finding);
        var changing = result.Files.Where(file => file.Changes).ToList();
        foreach (var file in changing)
        {
            if (!check) WholeFile.Write(file.Path, file.Text);
            to.WriteLine($"{(check ? "would change" : "formatted")} {file.Path}");
        }

        to.WriteLine($"{result.Plans} {(result.Plans == 1 ? "plan" : "plans")}, {result.Files.Length} files: {changing.Count} {(check ? "would change" : "formatted")}");
        return result.Findings.Length > 0 || (check && changing.Count > 0) ? 1 : 0;
    }
}
