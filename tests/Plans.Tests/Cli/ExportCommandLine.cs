using System.IO.Compression;
using FluentAssertions;
using Tracker.Cli;
using Tracker.Domain.Plans;
using Tracker.Support;
using Xunit;

namespace Tracker.Plans.Tests.Cli;

/// <summary><c>tracker export</c> with what a tracker sends; that it sends a plan's own files is tested with the API.</summary>
public sealed class ExportCommandLine
{
    [Theory]
    [InlineData("bojonegoro-2016")]
    [InlineData("canada-nap6")]
    [InlineData("contoh")]
    [InlineData("contoh-lama")]
    public async Task Every_file_of_a_shipped_plan_is_written_as_it_was_sent(string plan)
    {
        var folder = Path.Combine(Required.Root, "commitments", plan);
        var sent = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(path => path is not ("README.md" or "script.yaml"))
            .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path)));
        var to = Directory.CreateTempSubdirectory("tracker-export-");
        try
        {
            (await ExportCommand.Write(PlanId.Parse(plan), Zip(plan, sent), to.FullName, "en", TextWriter.Null, CancellationToken.None)).Should().Be(0);
            foreach (var (path, text) in sent) (await File.ReadAllTextAsync(Path.Combine(to.FullName, plan, path))).Should().Be(text, path);
            PlanFolder.Read(Path.Combine(to.FullName, plan)).Plan.Should().NotBeNull();
        }
        finally
        {
            to.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("contoh/../plan.md")]
    [InlineData("contoh/history/else.csv")]
    [InlineData("other/plan.md")]
    [InlineData("contoh/run.sh")]
    public async Task What_is_no_plan_file_is_refused_and_nothing_is_written(string name)
    {
        var to = Directory.CreateTempSubdirectory("tracker-export-");
        try
        {
            var zip = Zip("contoh", new() { ["plan.md"] = "x" }, name);
            var write = () => ExportCommand.Write(PlanId.Parse("contoh"), zip, to.FullName, "en", TextWriter.Null, CancellationToken.None);
            await write.Should().ThrowAsync<NotUsable>().WithMessage($"*{name}*");
            to.EnumerateFileSystemInfos().Should().BeEmpty();
        }
        finally
        {
            to.Delete(recursive: true);
        }
    }

    private static byte[] Zip(string plan, Dictionary<string, string> files, params string[] others)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files.Select(file => ($"{plan}/{file.Key}", file.Value)).Concat(others.Select(name => (name, ""))))
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
