using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tracker.Domain;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>The same plan, however its author writes.</summary>
public sealed class TwoLanguages
{
    [Fact]
    public void Windows_line_ends_and_a_bom_change_nothing()
    {
        using var plain = new SomePlanFolder();
        using var windows = new SomePlanFolder();
        foreach (var name in new[] { "plan.md", "plan.en.md", "01-first.md", "01-first.en.md", "history/reports.csv", "history/evidence.csv" })
            windows.With(name, [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(windows[name].Replace("\n", "\r\n", StringComparison.Ordinal))]);
        Content(windows).Should().Be(Content(plain));
    }

    [Fact]
    public void Indonesian_keys_headings_and_words_say_the_same()
    {
        using var english = new SomePlanFolder();
        using var indonesian = new SomePlanFolder();
        foreach (var (from, to) in new[]
        {
            ("plan:", "rencana:"), ("jurisdiction:", "yurisdiksi:"), ("jurisdiction-name:", "nama-yurisdiksi:"), ("start:", "mulai:"), ("end:", "akhir:"),
            ("time-zone:", "zona-waktu:"), ("languages:", "bahasa:"), ("priority-fields:", "bidang-prioritas:"), ("organisations:", "organisasi:"),
            ("partner: government", "mitra: pemerintah"), ("partner: public", "mitra: publik"), ("partner: academia", "mitra: akademisi"),
            ("    name:", "    nama:"), ("reviewers:", "verifikator:"),
        }) indonesian.Change("plan.md", from, to);
        foreach (var (from, to) in new[]
        {
            ("number:", "nomor:"), ("start:", "mulai:"), ("end:", "akhir:"), ("lead:", "penanggung-jawab:"), ("supporters:", "pendukung:"), ("field:", "bidang:"),
            ("Problem definition", "Rumusan masalah"), ("## Milestones", "## Target"),
            ("| # | Deliverable | Start | Due | Lead | Weight |", "| No | Hasil | Mulai | Batas waktu | Penanggung jawab | Bobot |"), ("- Due:", "- Batas waktu:"),
        }) indonesian.Change("01-first.md", from, to);
        indonesian.Change("history/reports.csv", "commitment,leaf,completion,percent,on,period,about,org,enteredBy,narrative,source", "komitmen,target,tingkat,persen,tanggal,periode,tentang,organisasi,dimasukkanOleh,uraian,sumber");
        indonesian.Change("history/reports.csv", "Limited", "Sebagian kecil");
        indonesian.Change("history/evidence.csv", "supports,not stated", "mendukung,tidak disebutkan");

        Content(indonesian).Should().Be(Content(english));
    }

    [Fact]
    public void A_table_and_headings_with_lists_say_the_same()
    {
        using var table = new SomePlanFolder();
        using var headings = new SomePlanFolder();
        headings.Change(
            "01-first.md",
            "| # | Deliverable | Start | Due | Lead | Weight |\n|---|---|---|---|---|---|\n| 1.1 | Satu | | 2026-12-31 | | |\n| 1.2 | Dua | | quarterly | | |\n",
            "### 1.1 Satu\n\n- Due: 2026-12-31\n\n### 1.2 Dua\n\n- **Due**: quarterly\n");
        Content(headings).Should().Be(Content(table));
    }

    [Fact]
    public void Mail_and_telephone_of_an_officer_stay_in_the_file()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "field: kesehatan", "field: kesehatan\nofficer: {title: Kepala Bidang, department: Dinas, name: Nama Pejabat, email: pejabat@contoh.example, phone: \"+62 353 881 454\"}");
        var content = folder.Plan().Commitments[0].Content;
        content.Officer!["id"].Value.Should().Be("Kepala Bidang, Dinas");
        content.OfficerName!.Value.Value.Should().Be("Nama Pejabat");
        JsonSerializer.Serialize(content, DomainJson.Options).Should().NotContain("@").And.NotContain("881");
    }

    [Fact]
    public void Leads_and_fields_come_from_above_and_starts_from_the_plan()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "### 1.3 Tiga\n", "### 1.3 Tiga\n\n- Lead: warga\n- Start: 2026-01-01\n");
        var milestones = folder.Plan().Commitments[0].Content.Milestones;
        milestones["1.1"].Lead!.Value.Value.Should().Be("dinas");
        milestones["1.3.1"].Lead!.Value.Value.Should().Be("warga");
        milestones["1.3.1"].Start.Should().Be(new DateOnly(2025, 1, 1));
        milestones["1.3.1"].Parent!.Value.Value.Should().Be("1.3");
        milestones["1.3.1"].Field.Value.Should().Be("kesehatan");
        milestones["1.3"].Due.Should().BeNull("a parent's dates are computed from its leaves");
    }

    [Fact]
    public void Words_of_a_text_are_kept_as_they_were_written()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "Uraian.", "Uraian **tebal**, [tautan](https://contoh.example) dan `|`.").Change("01-first.md", "Satu", "Satu \\| *dua*");
        var content = folder.Plan().Commitments[0].Content;
        content.Brief!["id"].Value.Should().Be("Uraian **tebal**, [tautan](https://contoh.example) dan `|`.");
        content.Milestones["1.1"].Title["id"].Value.Should().Be("Satu | *dua*");
        content.Milestones["1.1"].Title["en"].Value.Should().Be("One");
    }

    [Fact]
    public void Differences_name_each_field_with_both_values()
    {
        using var before = new SomePlanFolder();
        using var after = new SomePlanFolder();
        var published = before.Plan();
        var changed = after.Change("01-first.md", "2026-12-31 |", "2027-01-31 |").Change("plan.md", "# Rencana", "# Rencana baru").Plan();

        Differences.Between(published.Plan.Content, published.Commitments.Select(one => one.Content), published).Should().BeEmpty();
        Differences.Between(published.Plan.Content, published.Commitments.Select(one => one.Content), changed).Should().Equal(
            new Difference("commitments/1/milestones/1.1/due", "2026-12-31", "2027-01-31"),
            new Difference("plan/title/id", "Rencana", "Rencana baru"));
    }

    private static string Content(SomePlanFolder folder)
    {
        var plan = folder.Plan();
        // The digest is of bytes, the rest of what they mean; keys of rows are of their cells.
        return JsonSerializer.Serialize(
            new
            {
                plan.Organisations,
                Plan = plan.Plan.Content with { Digest = "" },
                Commitments = plan.Commitments.Select(one => one.Content),
                Reports = plan.Reports.Select(row => row.ToCommand(default)),
                Evidence = plan.Evidence.Select(row => row.ToCommand(default)),
            },
            DomainJson.Options);
    }
}
