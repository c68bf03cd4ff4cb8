using System.Globalization;
using FluentAssertions;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>
/// That bubblewrap is there says nothing: it is run, and what it starts looks around. Here it is run by scripts that each leave
/// out one thing.
/// </summary>
public sealed class ProbeTests : IDisposable
{
    private static readonly TimeSpan s_longEnough = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracker-bwrap-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task One_that_does_all_it_is_asked_keeps_apart() => (await Probe(Doing())).Should().BeNull();

    [SkippableTheory]
    [InlineData("a home", "/home", "none", "")]
    [InlineData("the home of root", "/root", "none", "")]
    [InlineData("files of the plugin that can be written", "", "none", "--tmpfs /plugin")]
    [InlineData("a root folder that can be written", "", "/", "")]
    [InlineData("the environment of whoever started it", "", "none", "--setenv PROBE_SECRET \"$PROBE_SECRET\"")]
    public async Task One_that_leaves_something_within_reach_does_not_keep_apart(string what, string shown, string writable, string added) =>
        (await Probe(Doing(shown, writable, added))).Should().Be(new NoSandbox(NoSandbox.NotApart, "it ended without a word"), what);

    [SkippableFact]
    public async Task One_that_leaves_the_machines_network_does_not_keep_apart()
    {
        Required.That(Directory.Exists("/sys/class/net") && Directory.GetFileSystemEntries("/sys/class/net").Length > 1, "a network beside lo, to leave within reach");
        (await Probe(Doing(added: "--share-net"))).Should().Be(new NoSandbox(NoSandbox.NotApart, "it ended without a word"));
    }

    [SkippableFact]
    public async Task One_that_only_starts_what_it_is_given_does_not_keep_apart() =>
        (await Probe("""
            while [ "$1" != -- ]; do shift; done
            shift
            exec "$@"
            """)).Should().Be(new NoSandbox(NoSandbox.NotApart, "it ended without a word"));

    [SkippableFact]
    public async Task One_that_lets_it_ask_the_kernel_for_anything_does_not_keep_apart()
    {
        Required.That(UncountedMemory.Filter is not null, "a processor whose calls are known");
        (await Probe($"""[ "$1" = --seccomp ] && shift 2; exec {Bubblewrap.Program} "$@" """)).Should().Be(new NoSandbox(NoSandbox.NotApart, "it ended without a word"));
    }

    [SkippableFact]
    public async Task One_that_fails_is_quoted_with_its_first_line() =>
        (await Probe("echo 'bwrap: No permissions to create new namespace' >&2; echo more >&2; exit 1"))
            .Should().Be(new NoSandbox(NoSandbox.NotApart, "bwrap: No permissions to create new namespace"));

    [SkippableFact]
    public async Task One_that_never_ends_did_not_answer_and_is_ended_each_time()
    {
        var begun = Path.Combine(_folder.FullName, "begun");
        var program = Script($"echo $$ >>'{begun}'; exec /bin/sleep 600");

        (await Bubblewrap.Probe(program, TimeSpan.FromSeconds(1), CancellationToken.None)).Should().Be(new NoSandbox(NoSandbox.NoAnswer));

        var processes = await File.ReadAllLinesAsync(begun);
        processes.Should().HaveCount(2, "a machine that is busy for a moment must not be without a sandbox until its next start");
        processes.Should().OnlyContain(process => !Directory.Exists($"/proc/{process}"));
    }

    [SkippableFact]
    public async Task Nothing_is_left_of_a_probe_that_is_stopped()
    {
        var begun = Path.Combine(_folder.FullName, "begun");
        // Written elsewhere and moved, so that it is whole as soon as it is there.
        var program = Script($"echo $$ >'{begun}.new'; mv '{begun}.new' '{begun}'; exec /bin/sleep 600");
        using var stop = new CancellationTokenSource();
        var probing = Bubblewrap.Probe(program, s_longEnough, stop.Token);
        while (!File.Exists(begun) && !probing.IsCompleted) await Task.Delay(10);

        await stop.CancelAsync();

        await probing.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        var process = int.Parse(await File.ReadAllTextAsync(begun), CultureInfo.InvariantCulture);
        Directory.Exists($"/proc/{process}").Should().BeFalse();
    }

    [SkippableFact]
    public async Task One_that_cannot_be_executed_is_not_started()
    {
        var whyNot = await Bubblewrap.Probe(Script("exit 0", UnixFileMode.None), s_longEnough, CancellationToken.None);

        whyNot?.Why.Should().Be(NoSandbox.NotStarted);
        whyNot?.Saw.Should().Contain("Permission denied");
    }

    [SkippableFact]
    public async Task Where_there_is_none_it_says_how_to_come_by_it()
    {
        Linux();
        (await Bubblewrap.Probe(null, s_longEnough, CancellationToken.None)).Should().Be(new NoSandbox(NoSandbox.NoBubblewrap));
    }

    private Task<NoSandbox?> Probe(string script) => Bubblewrap.Probe(Script(script), s_longEnough, CancellationToken.None);

    private static void Linux() => Required.That(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "Linux with prlimit");

    /// <summary>The real one, with all it is asked but for what is named.</summary>
    /// <param name="shown">A folder that is shown inside; empty: none.</param>
    /// <param name="writable">A folder that is not made read-only although that is asked, or none.</param>
    /// <param name="added">Asked beside, after all else.</param>
    private static string Doing(string shown = "", string writable = "none", string added = "")
    {
        Required.That(Bubblewrap.Program is not null, "bubblewrap (Debian: apt-get install bubblewrap)");
        return $"""
            own=yes
            for word do
                shift
                [ "$word" = '{writable}' ] && word=/dev
                if [ "$word" = -- ] && [ $own = yes ]; then own=no; set -- "$@" {added} --; else set -- "$@" "$word"; fi
            done
            exec {Bubblewrap.Program} {(shown.Length > 0 ? $"--ro-bind /usr {shown}" : "")} "$@"
            """;
    }

    private string Script(string text, UnixFileMode executed = UnixFileMode.UserExecute)
    {
        Linux();
        var script = Path.Combine(_folder.FullName, "bwrap");
        File.WriteAllText(script, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | executed);
        return script;
    }
}
