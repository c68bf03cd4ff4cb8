using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using FluentAssertions;
using Tracker.Domain;
using Tracker.Support;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Plans.Tests.Canonical;

/// <summary>The canonical form: the same text for the same plan, and nothing lost on the way.</summary>
public sealed class CanonicalForm(ITestOutputHelper output)
{
    public static TheoryData<string> Shipped { get; } = new("bojonegoro-2016", "canada-nap6", "contoh", "contoh-lama");

    [Fact]
    public void What_is_read_from_canonical_files_is_written_as_the_same_text() => SomePlan.Any.Sample(
        plan =>
        {
            var first = Read(PlanWriter.Write(plan));
            Said(first).Should().Be(Said(plan), "the files say what the plan says");
            var files = PlanWriter.Write(first);
            var again = Read(files);
            Whole(again).Should().Be(Whole(first));
            PlanWriter.Write(again).Should().Equal(files);
        },
        writeLine: output.WriteLine, iter: 150, threads: 1);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_plan_is_in_canonical_form(string plan)
    {
        var result = PlanFormat.Of(Path.Combine(Required.Root, "commitments", plan));
        result.Findings.Should().BeEmpty();
        result.Files.Where(file => file.Changes).Should().BeEmpty("run: tracker fmt commitments");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_plan_comes_out_of_its_own_model_as_it_is(string plan)
    {
        var folder = Path.Combine(Required.Root, "commitments", plan);
        foreach (var (path, text) in PlanWriter.Write(PlanFolder.Read(folder).Plan!)) // lints clean: another test
            text.Should().Be(File.ReadAllText(Path.Combine(folder, path)), path);
    }

    [Fact]
    public void Formatting_changes_what_is_written_loosely_and_nothing_it_says()
    {
        using var folder = new SomePlanFolder();
        folder
            .Change("01-first.md", "lead: dinas", "penanggung-jawab:   dinas")
            .Change("01-first.md", "supporters: [warga]", "pendukung:\n  - warga")
            .Change("01-first.md", "| 1.1 | Satu | | 2026-12-31 | | |", "| 1.1 | Satu | | akhir 2026 | dinas | 1 |");
        var before = folder.Plan();
        Format(folder);
        Whole(folder.Read().Plan!).Should().Be(Whole(before)); // still a plan
        var first = File.ReadAllText(folder.FileAt("01-first.md"));
        first.Should().Contain("lead: dinas\nsupporters: [warga]\n").And.Contain("- Batas waktu: 2026-12-31\n- Teks batas waktu: akhir 2026\n").And.NotContain("Bobot");
        PlanFormat.Of(folder.Path).Files.Should().OnlyContain(file => !file.Changes, "once is enough");
    }

    [Fact]
    public void Comments_stay_above_the_keys_they_stand_with()
    {
        using var folder = new SomePlanFolder();
        folder
            .Change("01-first.md", "start: 2025-01-01", "# dari surat edaran\nstart: 2025-01-01   # hari kerja")
            .Change("01-first.md", "field: kesehatan", "field: kesehatan\n# selesai")
            .Change("plan.md", "  warga:\n", "  # forum warga\n  warga:\n");
        Format(folder);
        File.ReadAllText(folder.FileAt("01-first.md")).Should().Contain("# dari surat edaran\n# hari kerja\nstart: 2025-01-01\n").And.Contain("field: kesehatan\n# selesai\n---\n");
        File.ReadAllText(folder.FileAt("plan.md")).Should().Contain("  # forum warga\n  warga:\n");
        PlanFormat.Of(folder.Path).Files.Should().OnlyContain(file => !file.Changes);
    }

    [Fact]
    public void What_only_the_file_knows_of_an_officer_stays_in_it()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "field: kesehatan", "field: kesehatan\npejabat: {bagian: \"Bidang A, B\", surel: a@contoh.example, telepon: +62 812 0000 0000}");
        Format(folder);
        File.ReadAllText(folder.FileAt("01-first.md")).Should().Contain("officer:\n  department: Bidang A, B\n  email: a@contoh.example\n  phone: \"+62 812 0000 0000\"\n");
    }

    [Fact]
    public void A_history_row_keeps_its_cells_because_it_is_known_by_them()
    {
        using var folder = new SomePlanFolder();
        folder.With("history/reports.csv", "narasi,commitment,leaf,completion,on,about,org,enteredBy,narrative,source\n".Replace("narasi,", "", StringComparison.Ordinal) + "1,1.1,Sebagian kecil,31-03-2025,\"2025\",dinas,warga,Dikatakan,https://contoh.example/1\n");
        var before = folder.Plan().Reports.Single().Key;
        Format(folder);
        folder.Read().Plan!.Reports.Single().Key.Should().Be(before); // still a plan
        File.ReadAllText(folder.FileAt("history/reports.csv")).Should().Be(
            "commitment,leaf,completion,percent,on,period,about,org,enteredBy,narrative,source\n1,1.1,Sebagian kecil,,31-03-2025,,2025,dinas,warga,Dikatakan,https://contoh.example/1\n");
    }

    [Theory]
    [InlineData("### 1.3 Tiga\n", "### 1.3 Tiga\n\n- Start: 2025-02-01\n", "Start")]
    [InlineData("- Due: 2027-06-30\n", "- Due: unknown\n- Unknown because: tidak ada\n- Recurs: annual\n", "Recurs")]
    [InlineData("- Due: 2027-06-30\n", "- Due: 2027-06-30\n\n[1]: https://contoh.example/\n", "[1]")]
    public void A_plan_that_would_lose_something_is_left_alone(string from, string to, string lost)
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", from, to).Write();
        folder.Read().Plan.Should().NotBeNull("the reader takes it");
        var result = PlanFormat.Of(folder.Path);
        result.Files.Should().BeEmpty();
        result.Findings.Should().ContainSingle().Which.Message.ToString().Should().Contain($"`{lost}`");
    }

    [Fact]
    public void A_fence_that_would_swallow_what_follows_it_is_left_alone()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "## Problem definition\n\nMasalah.\n\n", "").Change("01-first.en.md", "## Problem definition\n\nProblem.\n\n", "")
            .With("01-first.md", folder["01-first.md"] + "\n## Analysis\n\n```\nterbuka\n").Write();
        folder.Read().Plan.Should().NotBeNull("the reader takes it");
        var result = PlanFormat.Of(folder.Path);
        result.Files.Should().BeEmpty();
        result.Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Code == "not-canonical" || finding.Code == "would-be-lost");
    }

    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void A_skeleton_is_sound_canonical_and_marked_as_an_example(string language)
    {
        using var folder = new SomePlanFolder();
        Directory.CreateDirectory(folder.Path);
        foreach (var (name, text) in PlanSkeleton.Write(Domain.Plans.PlanId.Parse("sample"), language, new(2027, 1, 1))) File.WriteAllText(folder.FileAt(name), text);
        var reading = PlanFolder.Read(folder.Path);
        reading.Findings.Should().BeEmpty();
        reading.Plan!.Plan.Content.Invented.Should().BeTrue(); // no finding, so a plan
        reading.Plan.Plan.Content.End.Should().Be(new DateOnly(2028, 12, 31));
        var result = PlanFormat.Of(folder.Path);
        result.Findings.Should().BeEmpty();
        result.Files.Should().HaveCount(2).And.OnlyContain(file => !file.Changes);
    }

    private static void Format(SomePlanFolder folder)
    {
        var result = PlanFormat.Of(folder.Write().Path);
        result.Findings.Should().BeEmpty();
        foreach (var file in result.Files) File.WriteAllText(file.Path, file.Text);
        // What was written is on the disk now, and no longer what the builder knows.
        foreach (var file in result.Files) folder.With(Path.GetRelativePath(folder.Path, file.Path).Replace('\\', '/'), file.Text);
    }

    private static PlanInFiles Read(ImmutableSortedDictionary<string, string> files)
    {
        var reading = PlanFolder.Read("sample", files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal));
        reading.Findings.Where(finding => finding.Severity == Severity.Error).Should().BeEmpty(string.Join("\n~~~\n", files.Select(file => $"{file.Key}\n{file.Value}")));
        return reading.Plan!; // no error, so a plan
    }

    /// <summary>Everything but the digest of the files.</summary>
    private static string Whole(PlanInFiles plan) => JsonSerializer.Serialize(
        plan with { Digest = "", Plan = new(plan.Plan.Content with { Digest = "" }), Organisations = [.. plan.Organisations.OrderBy(one => one.Organisation.Value, StringComparer.Ordinal)] }, DomainJson.Options);

    /// <summary>Everything but what only reading tells: keys of rows, and the occurrences of what recurs.</summary>
    private static string Said(PlanInFiles plan) => Whole(plan with
    {
        Commitments = [.. plan.Commitments.Select(one => new Domain.Commitments.PublishCommitment(one.Content with
        {
            Milestones = one.Content.Milestones.ToImmutableSortedDictionary(
                row => row.Key, row => row.Value with { Occurrences = null, Due = row.Value.Recurs is null ? row.Value.Due : null }, StringComparer.Ordinal),
        }))],
        Reports = [.. plan.Reports.Select(row => row with { Key = "" }).OrderBy(row => row.On).ThenBy(row => row.Narrative, StringComparer.Ordinal)],
        Evidence = [.. plan.Evidence.Select(row => row with { Id = new(row.Id.Commitment, "k") }).OrderBy(row => row.Title, StringComparer.Ordinal)],
        Reviews = [.. plan.Reviews.Select(row => row with { Key = "" }).OrderBy(row => row.Subject.Value, StringComparer.Ordinal).ThenBy(row => row.Title, StringComparer.Ordinal).ThenBy(row => row.Summary, StringComparer.Ordinal)],
    });
}
