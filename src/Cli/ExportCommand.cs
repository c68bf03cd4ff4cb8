using System.CommandLine;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Tracker.Domain.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker export</c>: 0 written, 1 written, but the files cannot say everything, 2 usage or I/O.</summary>
public static partial class ExportCommand
{
    private const int MostFiles = 6000;
    private const int MostBytes = 1024 * 1024;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var plan = new Argument<string>("plan-id") { Description = "The plan." };
        var to = new Option<string>("--to") { Description = "The folder of plans; the files go into its folder <plan-id>.", Required = true };
        var server = new Option<string>("--server") { Description = "The tracker's address, such as https://tracker.example.org.", Required = true };
        var token = new Option<string?>("--token") { Description = "An API token; plans are public, so it is only needed where the site asks for one." };
        var command = new Command("export", "Write a plan's present state, as the running tracker has it, as plan files. Exit code 0: written, 1: written, but README.md lists what plan files cannot say, 2: usage or I/O.")
        {
            plan, to, server, token,
        };
        command.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(plan), parsed.GetRequiredValue(to), parsed.GetRequiredValue(server), parsed.GetValue(token), Console.Out, ct));
        return command;
    }

    private static async Task<int> Run(string plan, string to, string server, string? token, TextWriter output, CancellationToken ct)
    {
        if (!PlanId.TryParse(plan, out var id)) throw new ArgumentException($"'{plan}' cannot be a plan's id.");
        var zip = await Download(new Uri($"{server.TrimEnd('/')}/api/v1/plans/{id}/files"), token, ct);
        return await Write(id, zip, to, output, ct);
    }

    /// <summary>Writes what a tracker sent.</summary>
    /// <param name="id">The plan.</param>
    /// <param name="zip">Its files, beneath a folder named as it.</param>
    /// <param name="to">The folder of plans.</param>
    /// <param name="output">Where each file is named.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The exit code: 0, or 1 where the files cannot say everything.</returns>
    /// <exception cref="InvalidDataException">Something among it is no plan file: nothing is written.</exception>
    public static async Task<int> Write(PlanId id, byte[] zip, string to, TextWriter output, CancellationToken ct)
    {
        var files = Unpack(zip, id.Value); // all of it is looked at before anything is written
        var folder = Path.Combine(to, id.Value);
        foreach (var (path, bytes) in files)
        {
            var file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            var same = File.Exists(file) && (await File.ReadAllBytesAsync(file, ct)).AsSpan().SequenceEqual(bytes);
            if (!same) WholeFile.Write(file, bytes);
            await output.WriteLineAsync($"{(same ? "unchanged" : "written  ")} {file}");
        }

        foreach (var other in Directory.EnumerateFiles(folder, "*.md").Select(path => Path.GetFileName(path)!).Where(name => !files.ContainsKey(name) && name != "README.md").Order(StringComparer.Ordinal)) // a file has a name
            await output.WriteLineAsync($"kept      {Path.Combine(folder, other)}: the tracker has no such file");
        await output.WriteLineAsync("Reports and evidence given in the tracker are no plan files: they are on its public record.");
        return files.ContainsKey("README.md") ? 1 : 0;
    }

    private static async Task<byte[]> Download(Uri address, string? token, CancellationToken ct)
    {
        using var http = new HttpClient { MaxResponseContentBufferSize = 64 * 1024 * 1024 };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (!string.IsNullOrEmpty(token)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) throw new IOException($"{address} does not exist: is the plan's id right?");
        if (!answer.IsSuccessStatusCode) throw new IOException($"{address} answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>What a server sends goes nowhere but into the plan's folder.</summary>
    private static SortedDictionary<string, byte[]> Unpack(byte[] zip, string plan)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostFiles) throw new InvalidDataException("The server sent more files than a plan can have.");
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            var path = entry.FullName.StartsWith(plan + "/", StringComparison.Ordinal) ? entry.FullName[(plan.Length + 1)..] : "";
            if (!PlanFile().IsMatch(path)) throw new InvalidDataException($"The server sent '{entry.FullName}', which is no plan file.");
            if (entry.Length > MostBytes) throw new InvalidDataException($"The server sent '{entry.FullName}' with {entry.Length} bytes.");
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
