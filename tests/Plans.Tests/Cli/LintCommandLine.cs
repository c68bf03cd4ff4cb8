using System.CommandLine;
using System.Text.Json;
using FluentAssertions;
using Tracker.Cli;
using Xunit;

namespace Tracker.Plans.Tests.Cli;

/// <summary><c>tracker lint</c> as a terminal sees it: what it prints and its exit code.</summary>
[Collection("console")]
public sealed class LintCommandLine
{
    [Fact]
    public async Task A_sound_plan_exits_with_0()
    {
        using var folder = new SomePlanFolder();
        var (code, output, _) = await Run("lint", folder.Write().Path);
        code.Should().Be(0);
        output.Should().Be("1 plan: 0 errors, 0 warnings\n");
    }

    [Fact]
    public async Task Errors_exit_with_1_and_say_file_line_column_code_message_and_what_to_do()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Write();
        var (code, output, _) = await Run("lint", folder.Path);
        code.Should().Be(1);
        output.Should().StartWith($"{folder.FileAt("01-first.md")}:5:7: organisation-unknown: `dians` is not among the plan's organisations, did you mean `dinas`?");
    }

    [Fact]
    public async Task Warnings_alone_exit_with_0()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "2028-12-31", "31-12-2028").Write();
        var (code, output, _) = await Run("lint", folder.Path);
        code.Should().Be(0);
        output.Should().Contain(":6:6: date-form: warning: ");
    }

    [Fact]
    public async Task Json_names_every_part()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Write();
        var (code, output, _) = await Run("lint", folder.Path, "--format", "json");
        code.Should().Be(1);
        var finding = JsonDocument.Parse(output).RootElement[0];
        finding.EnumerateObject().Select(member => member.Name).Should().Equal("file", "line", "column", "code", "severity", "message", "whatToDo");
        finding.GetProperty("severity").GetString().Should().Be("error");
        finding.GetProperty("line").GetInt32().Should().Be(5);
    }

    [Theory]
    [InlineData(null, "--language", "id")]
    [InlineData("id_ID.UTF-8")]
    public async Task Findings_are_said_in_the_language_asked_for_else_in_that_of_the_terminal(string? lang, params string[] option)
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Change("plan.md", "2028-12-31", "31-12-2028").Write();
        var (code, output, _) = await RunWith(lang, ["lint", folder.Path, .. option]);
        code.Should().Be(1);
        output.Should().Contain($"{folder.FileAt("01-first.md")}:5:7: organisation-unknown: `dians` tidak termasuk organisasi rencana ini, mungkin maksud Anda `dinas`?");
        output.Should().Contain(":6:6: date-form: peringatan: `31-12-2028` dibaca sebagai 2028-12-31, tulis `end: 2028-12-31`\n");
        output.Should().EndWith("1 rencana: 1 kesalahan, 1 peringatan\n");
    }

    [Theory]
    [InlineData("id_ID.UTF-8", "--language", "en")]
    [InlineData("C.UTF-8")]
    [InlineData("fr_FR")]
    [InlineData("")]
    public async Task Findings_are_said_in_English_otherwise(string lang, params string[] option)
    {
        using var folder = new SomePlanFolder();
        (await RunWith(lang, ["lint", folder.Write().Path, .. option])).Output.Should().Be("1 plan: 0 errors, 0 warnings\n");
    }

    [Fact]
    public async Task Json_keeps_the_codes_and_says_the_words_in_the_language_asked_for()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Write();
        var (_, output, _) = await Run("lint", folder.Path, "--format", "json", "--language", "id");
        var finding = JsonDocument.Parse(output).RootElement[0];
        finding.GetProperty("code").GetString().Should().Be("organisation-unknown");
        finding.GetProperty("severity").GetString().Should().Be("error");
        finding.GetProperty("message").GetString().Should().Be("`dians` tidak termasuk organisasi rencana ini");
    }

    [Fact]
    public async Task A_folder_of_plans_and_a_single_file_can_be_linted()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "lead: dinas", "lead: dians").Change("plan.md", "Asia/Jakarta", "WIB").Write();
        (await Run("lint", Path.GetDirectoryName(folder.Path)!)).Output.Should().Contain("organisation-unknown").And.Contain("time-zone-wrong");
        (await Run("lint", folder.FileAt("plan.md"))).Output.Should().NotContain("organisation-unknown").And.Contain("time-zone-wrong");
        (await Run("lint", folder.FileAt("history/reports.csv"))).Code.Should().Be(0, "this file has no error");
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lint", "/no/such/folder")]
    [InlineData("lint", ".", "--format", "xml")]
    [InlineData("lint", ".", "--language", "xx")]
    [InlineData("lnit", ".")]
    public async Task Usage_and_missing_files_exit_with_2(params string[] args)
    {
        var (code, _, errors) = await Run(args);
        code.Should().Be(2);
        errors.Should().NotBeEmpty();
    }

    private static Task<(int Code, string Output, string Errors)> Run(params string[] args) => RunWith(null, args);

    private static async Task<(int Code, string Output, string Errors)> RunWith(string? lang, string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var code = await Invocation.Run(new RootCommand { LintCommand.Create(lang) }, args, errors);
            return (code, output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
