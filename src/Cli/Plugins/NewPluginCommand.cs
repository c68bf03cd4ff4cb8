using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Conformance;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin new</c>: writes a working plugin with its test.</summary>
internal static partial class NewPluginCommand
{
    private const string Feed = "https://data.example.org/findings.csv";
    private static readonly DateTimeOffset Recorded = new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The plugin's id: lower-case letters, digits and hyphens, such as village-survey." };
        var partner = new Option<string>("--partner") { Description = "The partner it is made for.", Required = true };
        partner.AcceptOnlyFromAmong("government", "public", "academia", "business");
        var language = new Option<string>("--language") { Description = "What it is written in.", DefaultValueFactory = _ => "csharp" };
        language.AcceptOnlyFromAmong("csharp", "python");
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
        if (!Id().IsMatch(id))
        {
            errors.WriteLine($"'{id}' is no id: use 3 to 40 lower-case letters, digits and single hyphens, beginning with a letter");
            return Invocation.Trouble;
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            errors.WriteLine($"'{folder}' is there already, and not empty: nothing was written");
            return Invocation.Trouble;
        }

        var words = id.Split('-');
        var names = new Dictionary<string, string>
        {
            ["id"] = id,
            ["partner"] = partner,
            ["version"] = "0.1.0",
            ["Name"] = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            ["title"] = char.ToUpperInvariant(words[0][0]) + string.Join(' ', words)[1..],
            ["feed"] = Feed,
        };
        foreach (var (path, text) in PluginTemplate.Files(language, names)) Place(folder, path, Encoding.UTF8.GetBytes(text));
        if (language == "csharp") PlaceSdk(folder);
        foreach (var (path, text) in PluginTemplate.Files("recorded", names).Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)))
        {
            Place(folder, $"recorded/{path}", Encoding.UTF8.GetBytes(text));
        }

        RecordedFetches.Write(folder, [RecordedFeed()]);

        output.WriteLine($"{folder}: a plugin for {partner} in {(language == "csharp" ? "C#" : "Python")}. Next:");
        output.WriteLine(language == "csharp"
            ? $"  dotnet publish {folder} -o {folder}/out\n  tracker plugin test {folder}/out"
            : $"  tracker plugin test {folder}");
        return 0;
    }

    private static (RecordedFetch Fetch, ReadOnlyMemory<byte> Body) RecordedFeed()
    {
        var body = Encoding.UTF8.GetBytes(PluginTemplate.Read("templates/recorded/findings.csv"));
        var source = new ArchivedSource(SourceArchive.DigestOf(body), body.Length, Feed, Feed, Recorded, 200, "text/csv", [new("content-type", "text/csv")]);
        return (new RecordedFetch("GET", Feed, source), body);
    }

    // The contract's assembly travels inside the command: a partner needs no package source to start.
    private static void PlaceSdk(string folder)
    {
        foreach (var name in (string[])["Tracker.PluginSdk.dll", "Tracker.PluginSdk.xml"])
        {
            using var stream = PluginTemplate.Open($"sdk/{name}");
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Place(folder, $"sdk/{name}", bytes.ToArray());
        }
    }

    private static void Place(string folder, string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file lies in a folder
        File.WriteAllBytes(file, bytes);
    }

    [GeneratedRegex("^(?=.{3,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
