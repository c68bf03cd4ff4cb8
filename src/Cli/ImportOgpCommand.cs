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
        command.SetAction(parsed => Run(OgpImport.Read(File.ReadAllBytes(parsed.GetRequiredValue(file))), parsed.GetRequiredValue(to), parsed.GetValue(only) ?? [], parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Run(OgpReading reading, string to, string[] only, string language, TextWriter output)
    {
        var plans = reading.Plans.Where(plan => only.Length == 0 || only.Contains(plan.Id.Value)).ToList();
        foreach (var missing in only.Where(id => plans.All(plan => plan.Id.Value != id)))
            throw new ArgumentException($"No plan of the file becomes '{missing}': there are {string.Join(", ", reading.Plans.Select(plan => plan.Id.Value))}.");
        foreach (var plan in plans)
        {
            var folder = Path.Combine(to, plan.Id.Value);
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"{folder} is there already: nothing was written.");
        }

        foreach (var note in reading.Notes) output.WriteLine(note.In(language));
        foreach (var plan in plans)
        {
            foreach (var (path, text) in plan.Files) WholeFile.Write(Path.Combine(to, plan.Id.Value, path.Replace('/', Path.DirectorySeparatorChar)), text);
            output.Say(language, $"written  {Path.Combine(to, plan.Id.Value)}: {plan.Files.Count} files");
        }

        var unread = reading.Notes.Count(note => !note.Read);
        output.Say(language, plans.Count == 1 ? Remark.Of($"1 plan; {unread} cells not read, {reading.Notes.Length - unread} notes")
            : Remark.Of($"{plans.Count} plans; {unread} cells not read, {reading.Notes.Length - unread} notes"));
        return unread > 0 ? 1 : 0;
    }
}
