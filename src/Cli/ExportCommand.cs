using System.CommandLine;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Tracker.Domain.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker export</c>: 0 written, 1 written, but the files cannot say everything, 2 usage or I/O.</summary>
public static partial class ExportCommand
{
    private const int MostFiles = 6000;
    private const int MostBytes = 1024 * 1024;

    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var plan = new Argument<string>("plan-id") { Description = "The plan." };
        var to = new Option<string>("--to") { Description = "The folder of plans; the files go into its folder <plan-id>.", Required = true };
        var server = Server.Option();
        var token = new Option<string?>("--token") { Description = "An API token; plans are public, so it is only needed where the site asks for one." };
        var language = Spoken.Language(lang);
        var command = new Command("export", "Write a plan's present state, as the running tracker has it, as plan files. Exit code 0: written, 1: written, but README.md lists what plan files cannot say, 2: usage or I/O.")
        {
            plan, to, server, token, language,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using var http = Server.At(parsed.GetRequiredValue(server), parsed.GetValue(token), parsed.GetRequiredValue(language));
            return await Run(http, parsed.GetRequiredValue(plan), parsed.GetRequiredValue(to), parsed.GetRequiredValue(language), Console.Out, ct);
        });
        return command;
    }

    private static async Task<int> Run(HttpClient http, string plan, string to, string language, TextWriter output, CancellationToken ct)
    {
        if (!PlanId.TryParse(plan, out var id)) throw new NotUsable($"'{plan}' cannot be a plan's id: write 1 to 32 small letters, digits and hyphens.");
        Given.Folder(to);
        return await Write(id, await Download(http, id, ct), to, language, output, ct);
    }

    /// <summary>Writes what a tracker sent.</summary>
    /// <param name="id">The plan.</param>
    /// <param name="zip">Its files, beneath a folder named as it.</param>
    /// <param name="to">The folder of plans.</param>
    /// <param name="language">Of what is said.</param>
    /// <param name="output">Where each file is named.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The exit code: 0, or 1 where the files cannot say everything.</returns>
    /// <exception cref="NotUsable">Something among it is no plan file: nothing is written.</exception>
    public static async Task<int> Write(PlanId id, byte[] zip, string to, string language, TextWriter output, CancellationToken ct)
    {
        var files = Unpack(zip, id.Value); // all of it is looked at before anything is written
        var folder = Path.Combine(to, id.Value);
        foreach (var (path, bytes) in files)
        {
            var file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            var same = File.Exists(file) && (await File.ReadAllBytesAsync(file, ct)).AsSpan().SequenceEqual(bytes);
            if (!same) WholeFile.Write(file, bytes);
            output.Say(language, same ? Remark.Of($"unchanged {file}") : Remark.Of($"written   {file}"));
        }

        foreach (var other in Directory.EnumerateFiles(folder, "*.md").Select(path => Path.GetFileName(path)!).Where(name => !files.ContainsKey(name) && name != "README.md").Order(StringComparer.Ordinal)) // a file has a name
            output.Say(language, $"kept      {Path.Combine(folder, other)}: the tracker has no such file");
        output.Say(language, $"Reports and evidence given in the tracker are no plan files: they are on its public record.");
        return files.ContainsKey("README.md") ? 1 : 0;
    }

    private static async Task<byte[]> Download(HttpClient http, PlanId plan, CancellationToken ct)
    {
        var address = $"api/v1/plans/{plan}/files";
        using var answer = await http.GetAsync(address, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) throw new NotUsable($"{http.BaseAddress}{address} does not exist: is the plan's id right?");
        if (!answer.IsSuccessStatusCode) throw new NotUsable($"{http.BaseAddress}{address} answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>What a server sends goes nowhere but into the plan's folder.</summary>
    private static SortedDictionary<string, byte[]> Unpack(byte[] zip, string plan)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostFiles) throw new NotUsable($"The server sent more files than a plan can have.");
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            var path = entry.FullName.StartsWith(plan + "/", StringComparison.Ordinal) ? entry.FullName[(plan.Length + 1)..] : "";
            if (!PlanFile().IsMatch(path)) throw new NotUsable($"The server sent '{entry.FullName}', which is no plan file.");
            if (entry.Length > MostBytes) throw new NotUsable($"The server sent '{entry.FullName}' with {entry.Length} bytes.");
            using var content = entry.Open();
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            files[path] = bytes;
        }

        return files;
    }

    [GeneratedRegex(@"^(?:README\.md|plan(?:\.[a-z]{2,3})?\.md|\d{2,4}-[a-z0-9][a-z0-9-]*(?:\.[a-z]{2,3})?\.md|history/(?:reports|evidence|reviews)\.csv)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlanFile();
}
