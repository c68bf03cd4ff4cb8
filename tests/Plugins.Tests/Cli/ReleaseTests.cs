using System.Diagnostics;
using System.Runtime.InteropServices;
using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Cli;

/// <summary>The command as it is given to partners: one file that needs nothing installed.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-release-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task It_makes_a_plugin_lints_and_tests_it_where_nothing_is_installed()
    {
        Required.That(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "Linux on x64, for which this test makes it");
        (await Run("bash", [Path.Combine(Required.Root, ".ci", "release"), _folder, "linux-x64"], bare: false)).Code.Should().Be(0);
        var tracker = Path.Combine(_folder, "tracker-linux-x64");
        (await File.ReadAllTextAsync(Path.Combine(_folder, "SHA256SUMS"))).Should().EndWith("  tracker-linux-x64\n");

        var made = await Run(tracker, ["plugin", "new", "village-budgets", "--partner", "public", "--language", "python", "--folder", Path.Combine(_folder, "village-budgets")], bare: true);
        made.Code.Should().Be(0, made.Output);
        var tested = await Run(tracker, ["plugin", "test", Path.Combine(_folder, "village-budgets")], bare: true);
        tested.Output.Should().Contain("SOUND").And.Contain("note   in the sandbox, as on a host");
        tested.Code.Should().Be(0);
        var linted = await Run(tracker, ["plugin", "lint", Path.Combine(_folder, "village-budgets")], bare: true);
        linted.Code.Should().Be(0, linted.Output);
        await File.AppendAllTextAsync(Path.Combine(_folder, "village-budgets", "plugin.yaml"), "nonsense: 1\n");
        (await Run(tracker, ["plugin", "lint", Path.Combine(_folder, "village-budgets")], bare: true)).Should().Match<(int Code, string Output)>(said => said.Code == 1 && said.Output.Contains("nonsense"));
    }

    /// <param name="program">What to run.</param>
    /// <param name="arguments">With which words.</param>
    /// <param name="bare">Whether nothing is to be found by its name: no runtime, no SDK.</param>
    private async Task<(int Code, string Output)> Run(string program, string[] arguments, bool bare)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (bare)
        {
            start.Environment.Clear();
            (start.Environment["HOME"], start.Environment["PATH"]) = (_folder, _folder);
        }

        using var process = Process.Start(start)!; // started, or throws
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
