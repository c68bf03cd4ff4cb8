using System.CommandLine;
using Tracker.PluginRunner.Skeletons;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin new</c>: writes a working plugin with its test.</summary>
internal static class NewPluginCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The plugin's id: lower-case letters, digits and hyphens, such as village-survey." };
        var partner = new Option<string>("--partner") { Description = "The partner it is made for.", Required = true };
        partner.AcceptOnlyFromAmong("government", "public", "academia", "business");
        var language = new Option<string>("--language") { Description = "What it is written in.", DefaultValueFactory = _ => "csharp" };
        language.AcceptOnlyFromAmong([.. PluginSkeleton.Languages]);
        var folder = new Option<string?>("--folder") { Description = "Where to write it. Default: a folder of its id, here." };
        var command = new Command("new", "Write a new plugin that works, with its test. Exit code 0: written, 2: usage or I/O.") { id, partner, language, folder };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(id);
            return Write(name, parsed.GetRequiredValue(partner), parsed.GetRequiredValue(language), parsed.GetValue(folder) ?? name, Console.Out, Console.Error);
        });
        return command;
    }

    private static int Write(string id, string partner, string language, string folder, TextWriter output, TextWriter errors)
    {
        if (!PluginSkeleton.IsId(id))
        {
            errors.WriteLine($"'{id}' is no id: use 3 to 32 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit");
            return Invocation.Trouble;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            errors.WriteLine($"'{folder}' is there already, and not empty: nothing was written");
            return Invocation.Trouble;
        }

        foreach (var (path, bytes) in PluginSkeleton.Files(id, partner, language))
        {
            var file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file lies in a folder
            File.WriteAllBytes(file, bytes);
        }

        output.WriteLine($"{folder}: a plugin for {partner} in {(language == "csharp" ? "C#" : "Python")}. Next:");
        output.WriteLine(language == "csharp"
            ? $"  dotnet publish {folder} -o {folder}/out\n  tracker plugin test {folder}/out"
            : $"  tracker plugin test {folder}");
        return 0;
    }
}
