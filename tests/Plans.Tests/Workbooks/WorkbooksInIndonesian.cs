using System.Globalization;
using FluentAssertions;
using Tracker.Plans.Workbooks;
using Xunit;

namespace Tracker.Plans.Tests.Workbooks;

/// <summary>What is found in a workbook is said with the names that its sheets, columns and rows have there, or that the reader knows.</summary>
public sealed class WorkbooksInIndonesian
{
    [Fact]
    public void The_template_in_Indonesian_filled_in_is_a_sound_plan() => PlanWorkbook.Read(SomeWorkbook.Workbook(Sound())).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("Target", 1, 3, null, "Target!D2", "1.2 tidak memiliki batas waktu", "tulis tanggal di sel ini, kata-kata seperti `akhir 2027`, atau `tidak diketahui`")]
    [InlineData("Target", 1, 3, "suatu saat", "Target!D2", "`suatu saat` tidak bisa dibaca sebagai tanggal", "tulis hari terakhir yang dimungkinkan di sel ini, dan kata-kata ini di kolom `Teks batas waktu`")]
    [InlineData("Komitmen", 1, 3, "diinas", "Komitmen!D2", "`diinas` tidak termasuk organisasi rencana ini", "mungkin maksud Anda `dinas`? atau isi satu baris untuknya di lembar `Organisasi`")]
    [InlineData("Komitmen", 1, 3, "tidak diketahui", "Komitmen!D2", "`tidak diketahui` ditulis di sini tanpa alasan", "tulis di kolom `tidak-diketahui-karena`, pada baris yang sama, apa yang tidak disebut sumbernya, misalnya `Rencana tidak menyebutnya.`")]
    [InlineData("Target", 3, 3, "tidak diketahui", "Target!D4", "`tidak diketahui` ditulis di sini tanpa alasan", "tulis di kolom `Tidak diketahui karena`, pada baris yang sama, apa yang tidak disebut sumbernya, misalnya `Rencana tidak menyebutnya.`")]
    [InlineData("Rencana", 3, 1, "tidak diketahui", "Rencana!B4", "`tidak diketahui` ditulis di sini tanpa alasan", "tulis di baris `tidak-diketahui-karena` apa yang tidak disebut sumbernya, misalnya `Rencana tidak menyebutnya.`")]
    [InlineData("Target", 3, 4, "kadang", "Target!E4", "`kadang` bukan irama", "tulis salah satu dari: triwulanan, semesteran, tahunan, berkelanjutan")]
    [InlineData("Organisasi", 1, 1, "xyz", "Organisasi!B2", "`xyz` bukan salah satu dari empat sekawan", "tulis salah satu dari: pemerintah, publik, akademisi, pebisnis")]
    [InlineData("Target", 3, 0, "1", "Komitmen!A3", "komitmen ini tidak memiliki target", "isi satu baris untuk setiap targetnya di lembar `Target`")]
    [InlineData("Organisasi", 0, 2, "qwertyuiop", "Organisasi!C1", "`qwertyuiop` bukan kolom di sini", "tulis salah satu dari: id, mitra, nama, catatan")]
    [InlineData("Rencana", 8, 0, "qwertyuiopasdf", "Rencana!A9", "`qwertyuiopasdf` bukan kunci di sini", "tulis salah satu dari: rencana, yurisdiksi, nama-yurisdiksi, id-ogp, nomor, mulai, akhir")]
    public void It_is_said_in_the_words_of_the_workbook_and_its_reader(string sheet, int row, int column, string? value, string cell, string message, string what)
    {
        var sheets = Sound();
        sheets.Single(one => one.Name == sheet).Rows[row][column] = value;
        var findings = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings;
        var found = findings.Should().ContainSingle(finding => finding.Cell == cell, "{0}", string.Join('\n', findings.Select(finding => finding.In("id")))).Subject;
        found.Message.In("id").Should().Be(message);
        found.WhatToDo.In("id").Should().StartWith(what);
    }

    [Fact]
    public void A_column_is_called_as_its_heading_calls_it_whoever_reads()
    {
        var sheets = Sound();
        sheets[3].Rows[0][5] = "Due words";
        sheets[3].Rows[1][3] = "suatu saat";
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Should().ContainSingle().Which.WhatToDo.In("en").Should().EndWith("into the column `Due words`");
    }

    [Fact]
    public void A_sheet_or_column_that_is_missing_is_named_in_the_language_of_the_others_and_the_template_shows_it()
    {
        var sheets = Sound();
        sheets.RemoveAt(3);
        sheets[2] = sheets[2] with { Rows = [.. sheets[2].Rows.Select(row => row[1..])] };
        sheets.Add(new("Catatan kami", [["apa pun"]]));
        var findings = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings;
        findings.Should().NotContain(finding => finding.Message.ToString() == "the commitment has no milestone", "that follows");
        findings.Single(finding => finding.Cell == "Target").In("id").Should().Be("Target: lembar ini tidak ada, mulailah dari templat: tracker import-workbook --template");
        findings.Single(finding => finding.Cell == "Catatan kami").WhatToDo.In("id").Should().Be("beri lembar nama Rencana, Organisasi, Komitmen, Target, Indikator");
        findings.Single(finding => finding.ByTemplate && finding.Cell != "Target").Should().Match<CellFinding>(finding => finding.Message.In("id") == "kolom `nomor` tidak ada" && finding.WhatToDo.In("id") == "mulailah dari templat");
    }

    [Theory]
    [InlineData("Rencana", 7, 1, "Rencana!B8")]
    [InlineData("Komitmen", 1, 1, "Komitmen!B2")]
    [InlineData("Komitmen", 1, 0, "Komitmen!A2")]
    [InlineData("Komitmen", 1, 6, "Komitmen!G2")]
    [InlineData("Target", 1, 2, "Target!C2")]
    [InlineData("Target", 1, 0, "Target!A2")]
    [InlineData("Organisasi", 1, 2, "Organisasi!C2")]
    public void A_cell_beyond_reading_is_blamed_itself_and_alone(string sheet, int row, int column, string cell)
    {
        var sheets = Sound();
        sheets.Single(one => one.Name == sheet).Rows[row][column] = new string('a', 200_000);
        var findings = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings;
        var found = findings.Should().ContainSingle("{0}", string.Join('\n', findings)).Subject;
        (found.Cell, found.Message.In("id")).Should().Be((cell, $"teks ini sepanjang {200_000.ToString(CultureInfo.InvariantCulture)} bita"));
    }

    [Theory]
    [InlineData("Rencana", 8, 0)]
    [InlineData("Target", 0, 4)]
    public void A_heading_beyond_reading_is_not_repeated_whole(string sheet, int row, int column)
    {
        var sheets = Sound();
        sheets.Single(one => one.Name == sheet).Rows[row][column] = new string('a', 200_000);
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.In("id").Length < 1000);
    }

    private static List<SomeSheet> Sound() =>
    [
        new("Rencana",
        [
            ["rencana", "sample"], ["yurisdiksi", "sample"], ["nama-yurisdiksi", "Kabupaten Contoh"], ["mulai", "2025-01-01"], ["akhir", "2028-12-31"],
            ["zona-waktu", "Asia/Jakarta"], ["bahasa", "id"], ["judul", "Rencana: contoh"], ["tentang", "Tentang."],
        ]),
        new("Organisasi", [["id", "mitra", "nama"], ["dinas", "pemerintah", "Dinas"], ["warga", "publik", "Forum warga"]]),
        new("Komitmen",
        [
            ["nomor", "judul", "akhir", "penanggung-jawab", "mulai", "pendukung", "rumusan-masalah"],
            [1, "Anggaran terbuka", "2028-12-31", "dinas", "2025-01-01", "warga", "Masalah."],
            ["2", "Kabar tetap", "2028-12-31", "dinas", "2025-01-01", null, null],
        ]),
        new("Target",
        [
            ["komitmen", "No", "Hasil", "Batas waktu", "Berulang", "Catatan"],
            ["1", "1.2", "Dua", "akhir 2026", null, null],
            ["1", "1.1", "Satu", "2026-06-30", null, null],
            ["2", "2.1", "Laporan", "2028-12-31", "triwulanan", null],
        ]),
    ];
}
