using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Tracker.Ledger.Tests.Cli;

/// <summary>The program itself, in a process of its own: what scripts rely on is its exit code.</summary>
public class VerifyCommandTests
{
    [Fact]
    public async Task Exit_codes_are_0_sound_1_failed_2_usage_or_IO_3_fork()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        (await Tracker("verify", log, "--state", temp["state"])).Should().Match<(int Code, string Output)>(r => r.Code == 0 && r.Output.Contains("SOUND  tracker.example.org/ledger/contoh: 20 entries"));
        (await Tracker("verify", log, "--state", temp["state"], "--language", "id")).Should().Match<(int Code, string Output)>(r => r.Code == 0 && r.Output.Contains("SOUND  tracker.example.org/ledger/contoh: 20 entri utuh"));
        (await Tracker("verify", log + ".zip", "--state", temp["state"], "--vkey", (await File.ReadAllTextAsync(Path.Combine(log, "key"))).Trim())).Code.Should().Be(0);

        (await Tracker("verify")).Code.Should().Be(2);
        (await Tracker("verfy", log)).Code.Should().Be(2);
        (await Tracker("verify", log, "--policy", "p")).Code.Should().Be(2);
        (await Tracker("verify", temp["nothing"], "--state", temp["state"])).Should().Match<(int Code, string Output)>(r => r.Code == 2 && r.Output.Contains("is no address, no folder and no zip"));
        (await Tracker("verify", "http://localhost:1/ledger/contoh", "--state", temp["state"])).Code.Should().Be(2);
        (await Tracker("verify", log, "--state", temp["state"], "--vkey", "no key")).Code.Should().Be(2);

        Directory.CreateDirectory(temp["data-fork/keys"]);
        File.Copy(temp["data-log/keys/contoh.key"], temp["data-fork/keys/contoh.key"]);
        var fork = await ExportedLog.Into(temp, 20, "fork");
        (await Tracker("verify", fork, "--state", temp["state"])).Should().Match<(int Code, string Output)>(r => r.Code == 3 && r.Output.Contains("FORK"));

        File.Delete(Path.Combine(log, "tile/0/000.p/20"));
        (await Tracker("verify", log, "--state", temp["state"])).Should().Match<(int Code, string Output)>(r => r.Code == 1 && r.Output.Contains("FAILED tile/0/000.p/20: missing") && r.Output.Contains("do not rely on this record"));
        (await Tracker("verify", log, "--state", temp["state"], "--language", "id")).Should().Match<(int Code, string Output)>(r => r.Code == 1 && r.Output.Contains("jangan mengandalkan catatan ini"));
    }

    private static async Task<(int Code, string Output)> Tracker(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Tracker.Cli.dll"));
        Array.ForEach(args, start.ArgumentList.Add);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
