using System.CommandLine;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Cli;
using Xunit;

namespace Tracker.Plans.Tests.Cli;

/// <summary><c>tracker fmt</c> and <c>tracker init</c> as a terminal sees them.</summary>
[Collection("console")]
public sealed class FmtCommandLine
{
    [Fact]
    public async Task Check_exits_with_1_while_a_file_would_change_and_changes_nothing()
    {
        using var folder = new SomePlanFolder();
        folder.Write();
        var before = await File.ReadAllTextAsync(folder.FileAt("01-first.md"));
        var (code, output, _) = await Run("fmt", "--check", folder.Path);
        code.Should().Be(1);
        output.Should().Contain($"would change {folder.FileAt("01-first.md")}");
        (await File.ReadAllTextAsync(folder.FileAt("01-first.md"))).Should().Be(before);

        (await Run("fmt", folder.Path)).Code.Should().Be(0);
        (await Run("fmt", "--check", folder.Path)).Should().Be((0, "1 plan, 7 files: 0 would change\n", ""));
        (await Run("lint", folder.Path)).Output.Should().Be("1 plan: 0 errors, 0 warnings\n");
    }

    [Fact]
    public async Task A_single_file_is_formatted_and_the_others_are_not()
    {
        using var folder = new SomePlanFolder();
        folder.Write();
        (await Run("fmt", folder.FileAt("plan.md"))).Code.Should().Be(0);
        (await File.ReadAllTextAsync(folder.FileAt("01-first.md"))).Should().Be(folder["01-first.md"]);
        (await Run("fmt", "--check", folder.FileAt("plan.md"))).Code.Should().Be(0);
        (await Run("fmt", "--check", folder.FileAt("history/reports.csv"))).Code.Should().Be(0, "it was canonical as it was");
    }

    [Fact]
    public async Task A_plan_with_errors_is_left_alone_and_exits_with_1()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Write();
        var (code, output, _) = await Run("fmt", folder.Path);
        code.Should().Be(1);
        output.Should().Contain("organisation-unknown").And.EndWith("1 plan, 0 files: 0 formatted\n");
    }

    [Fact]
    public async Task Init_writes_a_plan_that_lints_clean_and_never_over_another()
    {
        var root = Directory.CreateTempSubdirectory("tracker-init").FullName;
        try
        {
            (await Run("init", "kabupaten-baru", "--to", root)).Code.Should().Be(0);
            (await Run("lint", Path.Combine(root, "kabupaten-baru"))).Output.Should().Be("1 plan: 0 errors, 0 warnings\n");
            (await File.ReadAllTextAsync(Path.Combine(root, "kabupaten-baru", "plan.md"))).Should().Contain("start: 2027-01-01\n").And.Contain("end: 2028-12-31\n");
            var (code, _, errors) = await Run("init", "kabupaten-baru", "--to", root);
            code.Should().Be(2);
            errors.Should().Contain("is there already");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("init", "Kabupaten Baru")]
    [InlineData("init", "baru", "--language", "xx")]
    [InlineData("fmt", "/no/such/folder")]
    [InlineData("export", "contoh", "--to", ".")]
    [InlineData("export", "contoh", "--to", ".", "--server", "tracker")]
    [InlineData("export", "contoh", "--to", ".", "--server", "http://127.0.0.1:1")]
    public async Task Usage_and_missing_things_exit_with_2(params string[] args)
    {
        var (code, _, errors) = await Run(args);
        code.Should().Be(2);
        errors.Should().NotBeEmpty();
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var clock = new FakeTimeProvider(new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero));
            var root = new RootCommand { LintCommand.Create(null), FmtCommand.Create(null), InitCommand.Create(clock, null), ExportCommand.Create(null) };
            var code = await Invocation.Run(root, args, errors);
            return (code, output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
