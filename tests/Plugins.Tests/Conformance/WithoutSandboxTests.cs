using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>Where there is no sandbox, as on Windows and macOS, the kit runs a plugin without one, and says so.</summary>
public sealed class WithoutSandboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-without-").FullName;

    public WithoutSandboxTests()
    {
        foreach (var (path, bytes) in PluginSkeleton.Files("village-budgets", "public", "python"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!); // a file has a folder
            File.WriteAllBytes(Path.Combine(_folder, path), bytes);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_says_why_there_is_none_and_what_the_plugin_may_do_then()
    {
        var tested = await PluginUnderTest.Read(_folder, _ => Task.FromResult<NoSandbox?>(new(NoSandbox.NotLinux)), default);

        tested.InWords.ToString().Should().StartWith("without the sandbox, as you and with your network: ").And.Contain("bubblewrap is Linux only");
        tested.How().FileName.Should().EndWith("python3", "it is started itself");
    }

    [SkippableFact]
    public async Task A_program_of_the_plugins_own_folder_is_found_there_wherever_the_command_is_typed()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for the plugin");
        var program = Path.Combine(_folder, "begin");
        File.WriteAllText(program, "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var manifest = Path.Combine(_folder, "plugin.yaml");
        var text = File.ReadAllText(manifest);
        text.Should().Contain("command: [/usr/bin/python3, ");
        File.WriteAllText(manifest, text.Replace("command: [/usr/bin/python3, ", "command: [./begin, ", StringComparison.Ordinal));

        var tested = await PluginRehearsal.Test(_folder, TimeProvider.System, default, _ => Task.FromResult<NoSandbox?>(new(NoSandbox.NotLinux)));

        tested.Checks.Where(check => check.Problem is not null).Should().BeEmpty();
    }

    [Fact]
    public void Each_reason_has_its_words()
    {
        NoSandbox.All.Select(why => new NoSandbox(why).InWords().ToString()).Should().Equal(NoSandbox.All, "operators read the same");
        new NoSandbox(NoSandbox.NotStarted, "Permission denied").InWords().In("id").Should().Be("bubblewrap tidak dapat dimulai: Permission denied");
    }

    [Fact]
    public async Task Where_there_is_one_it_says_that_too()
    {
        var tested = await PluginUnderTest.Read(_folder, _ => Task.FromResult<NoSandbox?>(null), default);

        tested.InWords.ToString().Should().Be("in the sandbox, as on a host");
        tested.Isolation.Should().Be(Isolation.Sandboxed);
    }
}
