using FluentAssertions;
using Tracker.PluginRunner.Sandbox;
using Tracker.Plugins.Tests.Conformance;
using Tracker.Plugins.Tests.Fetching;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Cli;

[Collection("console")]
public sealed class PluginCommandLine : IDisposable
{
    private readonly TrackerCommand _tracker = new();

    public void Dispose() => _tracker.Dispose();

    [SkippableFact]
    public async Task A_new_plugin_in_Python_passes_its_test_at_once()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        var made = await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);
        made.Code.Should().Be(0, made.Errors);
        made.Output.Should().Contain("tracker plugin test");

        var tested = await TrackerCommand.Run("test", _tracker["survey"]);
        tested.Code.Should().Be(0, tested.Output);
        tested.Output.Should().Contain("SOUND");
        foreach (var (lang, named) in new[] { ("en_GB.UTF-8", new[] { "--language", "id" }), ("id_ID.UTF-8", []) })
            (await TrackerCommand.RunWith(lang, ["test", _tracker["survey"], .. named])).Output.Should().Contain("SOUND ").And.Contain("pemeriksaan lulus");
    }

    [SkippableTheory]
    [InlineData("en", "note   without the sandbox, as you and with your network: there is no sandbox on this system: bubblewrap is Linux only\n", "note   in the sandbox, as on a host\n")]
    [InlineData("id", "note   tanpa isolasi, sebagai Anda dan dengan jaringan Anda: sistem ini tidak memiliki isolasi: bubblewrap hanya ada di Linux\n", "note   terisolasi, seperti di situs\n")]
    public async Task A_test_says_first_whether_it_ran_the_plugin_in_the_sandbox(string language, string without, string within)
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);

        var tested = await TrackerCommand.RunWithout(new(NoSandbox.NotLinux), "test", _tracker["survey"], "--language", language);

        tested.Code.Should().Be(0, tested.Output);
        tested.Output.Should().StartWith(without).And.Contain("\nok     ").And.NotContain(within);

        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        (await TrackerCommand.Run("test", _tracker["survey"], "--language", language)).Output.Should().StartWith(within).And.NotContain(without);
    }

    [SkippableFact]
    public async Task A_broken_plugin_exits_with_1_and_says_what_is_wrong()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);
        File.WriteAllText(Path.Combine(_tracker["survey"], "plugin.py"), "raise SystemExit('no licence')");
        var (code, output, _) = await TrackerCommand.Run("test", _tracker["survey"]);
        code.Should().Be(1);
        output.Should().Contain("FAILED It greets").And.Contain("no licence").And.MatchRegex(@"\nFAILED [1-9]\d* of \d+ checks\n$");
        (await TrackerCommand.Run("test", _tracker["survey"], "--language", "id")).Output.Should().Contain("pemeriksaan tidak lulus");
    }

    [SkippableFact]
    public async Task A_plugin_of_which_no_draft_came_has_shown_nothing_and_its_log_says_why()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);
        var run = Path.Combine(_tracker["survey"], "recorded/run.json");
        File.WriteAllText(run, File.ReadAllText(run).Replace("\"number\": \"2.", "\"number\": \"8.", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(_tracker["survey"], "recorded/drafts.json"), "[]");

        var (code, output, errors) = await TrackerCommand.Run("test", _tracker["survey"]);

        code.Should().Be(1);
        output.Should().Contain("FAILED A draft came of what is recorded: the recorded fetches lead to no draft").And.EndWith("FAILED the plugin breaks no rule, but it showed nothing\n");
        errors.Should().StartWith("log    warning: line 2: nothing is asked about contoh/2/2.1\n").And.NotContain("more line");
        (await TrackerCommand.Run("test", _tracker["survey"], "--language", "id")).Output.Should().Contain("pengambilan yang terekam tidak menghasilkan rancangan").And.NotContain("A draft came");

        File.Delete(Path.Combine(_tracker["survey"], "recorded/fetches.json"));
        File.WriteAllText(Path.Combine(_tracker["survey"], "plugin.py"), "from tracker_plugin import run\n\n\nclass Idle:\n    def collect(self, host, params):\n        return {}\n\n\nrun(Idle(), 'village-survey', '0.1.0')\n");
        (await TrackerCommand.Run("test", _tracker["survey"])).Output.Should().Contain("no fetch is recorded and no draft came");
    }

    [SkippableFact]
    public async Task What_a_plugin_logs_is_shown_up_to_fifty_lines_and_does_nothing_to_the_terminal()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);
        var program = Path.Combine(_tracker["survey"], "plugin.py");
        File.WriteAllText(program, File.ReadAllText(program).Replace(
            "        fetched = host", "        host.log('\\x1b[2J\\u202e\\nFAILED')\n        for n in range(60): host.log(f'row {n}', 'debug')\n        fetched = host", StringComparison.Ordinal));

        var (code, _, errors) = await TrackerCommand.Run("test", _tracker["survey"]);

        code.Should().Be(0, errors);
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().Be(@"log    info: \u001B[2J\u202E\u000AFAILED");
        lines[49].Should().Be("log    debug: row 48");
        lines[50..].Should().Equal("log    and 12 more lines"); // eleven rows, and the one that the skeleton passes over
    }

    [SkippableTheory]
    [InlineData("en", "note   without the sandbox, as you and with your network: there is no sandbox on this system: bubblewrap is Linux only\nrecorded 1 fetch and 1 draft\n")]
    [InlineData("id", "note   tanpa isolasi, sebagai Anda dan dengan jaringan Anda: sistem ini tidak memiliki isolasi: bubblewrap hanya ada di Linux\nmerekam 1 pengambilan dan 1 rancangan\n")]
    public async Task A_recording_says_how_it_ran_and_what_it_recorded_and_shows_what_was_logged(string language, string said)
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--language", "python", "--folder", _tracker["survey"]);
        var table = "id,plan,commitment,milestone,on,title,finding,shows\n7,contoh,2,2.1,2026-04-01,A new count,351 of 430 villages.,Substantial\n8,contoh,9,9.1,2026-04-01,Other,Other.,Limited\n";
        await using var source = new SomeServer().Serving(("/findings.csv", SomeServer.Ok(table, "Content-Type: text/csv")));
        var origin = $"http://127.0.0.1:{source.Port}";
        var run = Path.Combine(_tracker["survey"], "recorded/run.json");
        File.WriteAllText(run, File.ReadAllText(run).Replace(PythonPlugin.Feed, origin + "/findings.csv", StringComparison.Ordinal));

        var (code, output, errors) = await TrackerCommand.RunWithout(new(NoSandbox.NotLinux), "record", _tracker["survey"], "--feed-server", origin, "--language", language);

        code.Should().Be(0, output);
        (output, errors).Should().Be((said, "log    warning: line 3: nothing is asked about contoh/9/9.1\n"));
        File.WriteAllText(run, File.ReadAllText(run).Replace("\"number\": \"2.", "\"number\": \"8.", StringComparison.Ordinal));
        (await TrackerCommand.Run("record", _tracker["survey"], "--feed-server", origin)).Output
            .Should().EndWith("note   no draft came: 'tracker plugin test' will have nothing to hold against its rules\nrecorded 1 fetch and 0 drafts\n");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("record")]
    public async Task A_program_that_is_not_published_yet_is_missed_before_anything_starts(string verb)
    {
        await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--folder", _tracker["survey"]);

        var (code, output, _) = await TrackerCommand.Run(verb, _tracker["survey"]);

        code.Should().Be(1);
        output.Should().Contain("there is no file `VillageSurvey.dll` before the project is published, run `dotnet publish -o out`, and give the folder `out`").And.NotContain("It greets");
    }

    [Fact]
    public async Task A_new_plugin_in_CSharp_builds_and_passes_its_test_at_once()
    {
        var made = await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--folder", _tracker["survey"]);
        made.Code.Should().Be(0, made.Errors);
        var output = Path.Combine(_tracker["survey"], "out");
        await Publish.Project(_tracker["survey"], output);

        var tested = await TrackerCommand.Run("test", output);
        tested.Code.Should().Be(0, tested.Output);
        tested.Output.Should().Contain("SOUND");

        var run = Path.Combine(output, "recorded/run.json");
        var asked = await File.ReadAllTextAsync(run);
        foreach (var body in ((IEnumerable<object[]>)RecordingTests.NoTables).Select(row => (string)row[0]))
        {
            await using var source = new SomeServer().Serving(("/findings.csv", SomeServer.Ok(body, "Content-Type: text/csv")));
            var origin = $"http://127.0.0.1:{source.Port}";
            await File.WriteAllTextAsync(run, asked.Replace(PythonPlugin.Feed, origin + "/findings.csv", StringComparison.Ordinal));
            (await TrackerCommand.Run("record", output, "--feed-server", origin)).Output
                .Should().Contain("FAILED").And.Contain("-32004").And.Contain("This is no table of findings", body);
        }
    }

    [Theory]
    [InlineData(null, "--language", "id")]
    [InlineData("id_ID.UTF-8")]
    public async Task What_is_to_be_repaired_is_said_in_the_language_asked_for_else_in_that_of_the_terminal(string? lang, params string[] option)
    {
        await TrackerCommand.Run("new", "village-survey", "--partner", "business", "--language", "python", "--folder", _tracker["survey"]);
        var manifest = Path.Combine(_tracker["survey"], "plugin.yaml");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("partners: [business]", "partners: [bussiness]", StringComparison.Ordinal));
        var (code, output, _) = await TrackerCommand.RunWith(lang, ["lint", _tracker["survey"], .. option]);
        code.Should().Be(1);
        output.Should().MatchRegex("""
            ^plugin\.yaml:\d+:\d+: partners: `bussiness` bukan sekawan, mungkin maksud Anda `business`\? tulis satu atau lebih dari: government, public, academia, business
            1 kesalahan
            $
            """);
        (await TrackerCommand.RunWith(lang, "lint", _tracker["survey"], "--language", "en")).Output.Should().EndWith("1 error\n");
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("python")]
    public async Task A_new_plugins_manifest_has_nothing_to_repair(string language)
    {
        await TrackerCommand.Run("new", "village-survey", "--partner", "business", "--language", language, "--folder", _tracker["survey"]);
        var (code, output, _) = await TrackerCommand.Run("lint", _tracker["survey"]);
        code.Should().Be(0, output);
        output.Should().StartWith("village-survey 0.1.0: 0 errors, digest ");
    }

    [Fact]
    public async Task Lint_names_every_error_by_its_line()
    {
        await TrackerCommand.Run("new", "village-survey", "--partner", "business", "--language", "python", "--folder", _tracker["survey"]);
        var manifest = Path.Combine(_tracker["survey"], "plugin.yaml");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("partners: [business]", "partners: [busines]").Replace("licence:", "license:"));
        var (code, output, _) = await TrackerCommand.Run("lint", _tracker["survey"]);
        code.Should().Be(1);
        output.Should().Contain("plugin.yaml:5:").And.Contain("`busines` is no partner").And.Contain("plugin.yaml:7:").And.Contain("`license` is not a key here");
    }

    [SkippableFact]
    public async Task What_lint_shows_of_a_folder_does_nothing_to_the_terminal()
    {
        Skip.If(OperatingSystem.IsWindows(), "no file is called so there");
        await TrackerCommand.Run("new", "village-survey", "--partner", "business", "--language", "python", "--folder", _tracker["survey"]);
        File.WriteAllText(Path.Combine(_tracker["survey"], "a\u001B[2J\nb.py"), "");
        var (code, output, _) = await TrackerCommand.Run("lint", _tracker["survey"]);
        code.Should().Be(1);
        output.Should().StartWith(@"a\u001B[2J\u000Ab.py:1:1: file-name: ").And.EndWith("\n1 error\n");
    }

    [Fact]
    public async Task A_folder_without_a_manifest_exits_with_1()
    {
        var (code, output, _) = await TrackerCommand.Run("test", _tracker.Folder);
        code.Should().Be(1);
        output.Should().Contain("plugin.yaml");
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        File.WriteAllText(_tracker["mine.txt"], "mine");
        var (code, _, errors) = await TrackerCommand.Run("new", "village-survey", "--partner", "academia", "--folder", _tracker.Folder);
        code.Should().Be(2);
        errors.Should().Contain("not empty");
        Directory.EnumerateFileSystemEntries(_tracker.Folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData("new")]
    [InlineData("new", "village-survey")]
    [InlineData("new", "village-survey", "--partner", "press")]
    [InlineData("new", "village-survey", "--partner", "public", "--language", "cobol")]
    [InlineData("new", "../escape", "--partner", "public")]
    [InlineData("new", "Big", "--partner", "public")]
    [InlineData("new", "a--b", "--partner", "public")]
    [InlineData("lint")]
    [InlineData("lint", "/no/such/folder")]
    [InlineData("test")]
    [InlineData("test", "/no/such/folder")]
    [InlineData("record", "/no/such/folder")]
    [InlineData("record", ".", "--feed-server", "http://example.org")]
    [InlineData("tset", ".")]
    public async Task Usage_and_missing_folders_exit_with_2(params string[] args)
    {
        var (code, _, errors) = await TrackerCommand.Run(args);
        code.Should().Be(2);
        errors.Should().NotBeEmpty();
    }
}
