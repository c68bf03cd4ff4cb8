using System.CommandLine;
using FluentAssertions;
using Tracker.Cli;
using Tracker.Plans.Tests.Ogp;
using Tracker.Plans.Tests.Workbooks;
using Tracker.Plans.Workbooks;
using Xunit;

namespace Tracker.Plans.Tests.Cli;

/// <summary><c>tracker import-workbook</c> and <c>tracker import-ogp</c> as a terminal sees them.</summary>
[Collection("console")]
public sealed class ImportCommandLines : IDisposable
{
    private readonly DirectoryInfo _here = Directory.CreateTempSubdirectory("tracker-import-");

    public void Dispose() => _here.Delete(recursive: true);

    [Theory]
    [InlineData("import-workbook", "en", "The file is no XLSX workbook")]
    [InlineData("import-workbook", "id", "Berkas ini bukan buku kerja XLSX")]
    [InlineData("import-ogp", "en", "The file is empty.")]
    [InlineData("import-ogp", "id", "Berkas ini kosong.")]
    public async Task What_cannot_be_read_at_all_is_said_in_the_language_asked_for(string verb, string language, string said)
    {
        var (code, _, errors) = await Run(verb, In("empty", []), "--language", language);
        (code, errors.StartsWith(said, StringComparison.Ordinal)).Should().Be((2, true), errors);
    }

    [Theory]
    [InlineData("import-workbook")]
    [InlineData("import-ogp")]
    public async Task A_folder_a_missing_file_and_a_file_for_a_folder_are_told_apart_with_what_to_do(string verb)
    {
        var sound = verb == "import-ogp" ? In("x.csv", SomeOgpFile.File(SomeOgpFile.Row())) : In("x.xlsx", SomeWorkbook.Workbook(SomeWorkbook.Sound()));
        (await Run(verb, _here.FullName, "--language", "id")).Should().Be((2, "", $"{_here.FullName} adalah folder: berikan berkasnya.\n"));
        (await Run(verb, "no-such", "--language", "id")).Should().Be((2, "", "Tidak ada berkas no-such: periksa jalurnya.\n"));
        (await Run(verb, sound, "--to", sound, "--language", "id")).Should().Be((2, "", $"{sound} adalah berkas, dan tidak ada yang ditulis: sebutkan folder dengan --to.\n"));
        (await Run(verb, sound, "--to", _here.FullName)).Code.Should().BeOneOf([0, 1], "it is written, and what could not be read is listed");
        var (code, _, errors) = await Run(verb, sound, "--to", _here.FullName);
        (code, errors).Should().Be((2, $"{Path.Combine(_here.FullName, verb == "import-ogp" ? "ap-xx03" : "sample")} is there already, and nothing was written: move it away, or name another folder with --to.\n"));
    }

    [Fact]
    public async Task A_template_is_written_into_a_file_that_is_not_there_yet()
    {
        var (code, _, errors) = await Run("import-workbook", _here.FullName, "--template", "--language", "id");
        (code, errors).Should().Be((2, $"{_here.FullName} adalah folder: sebutkan berkas tempat templatnya ditulis, misalnya {Path.Combine(_here.FullName, "rencana.xlsx")}.\n"));
        var file = Path.Combine(_here.FullName, "rencana.xlsx");
        (await Run("import-workbook", file, "--template", "--language", "id")).Should().Be((0, $"ditulis  {file}\n", ""));
        (await Run("import-workbook", file, "--template")).Errors.Should().Be($"{file} is there already, and nothing was written: give another name.\n");
    }

    [Fact]
    public async Task A_plan_that_the_file_does_not_hold_is_said_with_those_that_it_holds() =>
        (await Run("import-ogp", In("x.csv", SomeOgpFile.File(SomeOgpFile.Row())), "--plan", "ap-yy01", "--language", "id"))
            .Should().Be((2, "", "Tidak ada rencana dalam berkas itu yang menjadi 'ap-yy01': yang ada ap-xx03.\n"));

    [Fact]
    public async Task One_is_said_as_one_and_more_as_many()
    {
        var row = SomeOgpFile.Row();
        (await Run("import-ogp", In("sound.csv", SomeOgpFile.File(row)), "--to", In("sound"))).Output.Should().EndWith(": 4 files\n1 plan; 0 cells not read, 1 note\n");
        row[SomeOgpFile.Column("URL")] = "see website";
        (await Run("import-ogp", In("wrong.csv", SomeOgpFile.File(row)), "--to", In("wrong"))).Output.Should().EndWith("1 plan; 1 cell not read, 1 note\n");
        var sheets = SomeWorkbook.Sound();
        (await Run("import-workbook", In("sound.xlsx", SomeWorkbook.Workbook(sheets)), "--to", In("book"))).Output.Should().EndWith(": 3 files, 2 commitments\n");
        sheets[3].Rows[1][3] = "suatu saat";
        (await Run("import-workbook", In("wrong.xlsx", SomeWorkbook.Workbook(sheets)))).Output.Should().EndWith("\n1 cell to correct; nothing was written\n");
    }

    [Fact]
    public async Task A_workbook_that_is_too_large_is_said_so() =>
        (await Run("import-workbook", In("large.xlsx", new byte[PlanWorkbook.MostBytes + 1]), "--language", "id")).Errors.Should().EndWith("large.xlsx lebih besar dari 1 MB.\n");

    private string In(string name) => Path.Combine(_here.FullName, name);

    private string In(string name, byte[] bytes)
    {
        File.WriteAllBytes(In(name), bytes);
        return In(name);
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var root = new RootCommand { ImportWorkbookCommand.Create(null), ImportOgpCommand.Create(null) };
            return (await Invocation.Run(root, args, errors), output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
