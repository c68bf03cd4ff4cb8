using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
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
