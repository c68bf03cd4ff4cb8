using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Ledger.Tests.Writing;

public class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_again_and_again_it_loses_nothing_acknowledged_and_keeps_nothing_half()
    {
        using var temp = new TempFolder();
        var acknowledged = new List<string>();
        const int seed = 7;
        var chance = new Random(seed);
        for (var round = 0; round < 6; round++)
        {
            acknowledged.AddRange(await WriteUntilKilled(temp["data"], round, chance.Next(1, 800)));
        }

        output.WriteLine($"{acknowledged.Count} acknowledged, seed {seed}");
        acknowledged.Count.Should().BeGreaterThan(500);
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        folder.Alarms.Should().BeEmpty();
        await using (folder.OpenWriter(Some.Log))
        {
            // Opening and closing seals what the last kill left unsealed.
        }

        var versions = new Dictionary<string, long>();
        for (long from = 0; ; from += 1000)
        {
            var entries = await folder.Reader.ReadLog(Some.Log, from, 1000, CancellationToken.None);
            foreach (var entry in entries.Select(Entry.Read))
            {
                versions[entry.Stream] = entry.Version;
            }

            if (entries.Length < 1000)
            {
                break;
            }
        }

        versions.Values.Should().OnlyContain(v => v == 2, "two entries were submitted together, every time");
        acknowledged.Except(versions.Keys).Should().BeEmpty();
        var result = await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp["log"]), temp["state"]);
        result.Line().Should().Be("Sound: ");
        result.Size.Should().Be(versions.Count * 2);
    }

    /// <summary>Where no small file system may be mounted, the store that throws in <see cref="FaultTests"/> stands in.</summary>
    [Fact]
    public async Task A_disk_that_is_really_full_refuses_and_resumes_when_there_is_room()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp["small"]);
        if (await Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", temp["small"]) != 0)
        {
            output.WriteLine("mounting a small file system needs more rights");
            return;
        }

        try
        {
            await using var folder = LedgerFolder.Open(temp["small/data"], Some.Origin, TimeProvider.System);
            var writer = folder.OpenWriter(Some.Log);
            await File.WriteAllBytesAsync(temp["small/ballast"], new byte[1_000_000]);
            var (version, full) = (0L, false);
            while (!full)
            {
                try
                {
                    (await writer.Append(Big(version), CancellationToken.None)).Should().BeOfType<AppendOutcome.Appended>();
                    version++;
                }
                catch (StorageFull)
                {
                    full = true;
                }
            }

            version.Should().BePositive();
            (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(version, "reads go on, and show what was acknowledged");
            File.Delete(temp["small/ballast"]);
            (await writer.Append(Big(version), CancellationToken.None)).Should().BeOfType<AppendOutcome.Appended>("there is room again");
            await writer.DisposeAsync();

            var result = await ExportedLog.Verify(await ExportedLog.Unzip(folder, temp["log"]), temp["state"]);
            result.Line().Should().Be("Sound: ");
            result.Size.Should().Be(version + 1);
        }
        finally
        {
            await Run("umount", temp["small"]);
        }
    }

    private static Submission Big(long version) =>
        Some.Submission(version: version, entries: Some.Entry(texts: Some.Public(new string('x', 8000))));

    private static async Task<List<string>> WriteUntilKilled(string folder, int round, int acknowledged)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(KillTests).Assembly.Location, "write-until-killed", folder, round.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var lines = new List<string>();
        while (lines.Count < acknowledged && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        // It goes on writing meanwhile: the kill meets it wherever it is.
        var rest = process.StandardOutput.ReadToEndAsync();
        process.Kill();
        await process.WaitForExitAsync();

        // The last line may be cut off: only whole lines were read by anybody.
        var text = await rest;
        lines.AddRange(text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return lines;
    }

    private static async Task<int> Run(string program, params string[] args)
    {
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardError = true };
            Array.ForEach(args, start.ArgumentList.Add);
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
