using System.CommandLine;
using Tracker.Plans.Ogp;

namespace Tracker.Cli;

/// <summary><c>tracker import-ogp</c>: 0 all was read, 1 written, and what could not be read is listed, 2 usage or I/O.</summary>
public static class ImportOgpCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var file = new Argument<string>("csv") { Description = "OGP's data set of commitments, or some of its rows." };
        var to = new Option<string>("--to") { Description = "The folder of plans.", DefaultValueFactory = _ => "." };
        var only = new Option<string[]>("--plan") { Description = "Only these plans, by the id they become, such as ap-idn07.", AllowMultipleArgumentsPerToken = true };
        var language = Spoken.Language(lang);
        var command = new Command("import-ogp", "Make plan files of OGP's data set. Every cell that could not be read, and how others were, is listed by row and column; every row is kept as it stood in ogp/commitments.csv. Exit code 0: all read, 1: something was not, 2: usage or I/O.")
        {
            file, to, only, language,
        };
        command.SetAction(parsed => Run(OgpImport.Read(Given.Bytes(parsed.GetRequiredValue(file)), Given.Today(TimeProvider.System)), parsed.GetRequiredValue(to), parsed.GetValue(only) ?? [], parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Run(OgpReading reading, string to, string[] only, string language, TextWriter output)
    {
        var plans = reading.Plans.Where(plan => only.Length == 0 || only.Contains(plan.Id.Value)).ToList();
        foreach (var missing in only.Where(id => plans.All(plan => plan.Id.Value != id)))
            throw new NotUsable($"No plan of the file becomes '{missing}': there are {string.Join(", ", reading.Plans.Select(plan => plan.Id.Value))}.");
        var folders = plans.Select(plan => (plan.Files, Folder: Given.FolderOf(plan.Id.Value, to))).ToList(); // all of them, before anything is written
        foreach (var note in reading.Notes) output.WriteLine(note.In(language));
        foreach (var (files, folder) in folders)
        {
            foreach (var (path, text) in files) WholeFile.Write(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)), text);
            output.Say(language, $"written  {folder}: {Counted.Files(files.Count)}");
        }

        var unread = reading.Notes.Count(note => !note.Read);
        output.Say(language, $"{Counted.Plans(plans.Count)}; {(unread == 1 ? Remark.Of($"1 cell not read") : Remark.Of($"{unread} cells not read"))}, {Counted.Notes(reading.Notes.Length - unread)}");
        return unread > 0 ? 1 : 0;
    }
}
