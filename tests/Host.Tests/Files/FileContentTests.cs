using System.Text;
using FluentAssertions;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Http;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Files;

/// <summary>What is taken, what is refused by its content, and what of a photograph is kept.</summary>
public sealed class FileContentTests
{
    [Fact]
    public void What_a_file_is_is_read_from_its_content()
    {
        Type(SomeFile.Jpeg()).Should().Be(FileType.Jpeg);
        Type(SomeFile.Png()).Should().Be(FileType.Png);
        Type(SomeFile.WebP()).Should().Be(FileType.WebP);
        Type(SomeFile.Pdf()).Should().Be(FileType.Pdf);
        Type("desa,anggaran\nBalen,12\n"u8.ToArray()).Should().Be(FileType.Csv);
    }

    [Fact]
    public void A_photograph_with_a_homes_coordinates_keeps_none_of_them()
    {
        foreach (var photograph in new[] { SomeFile.Jpeg(SomeFile.ExifAtHome()), SomeFile.Png(exif: SomeFile.ExifAtHome()), SomeFile.WebP(exif: SomeFile.ExifAtHome()) })
        {
            var file = FileContent.Read(photograph).File!;
            file.Place.Should().Be("-7.1502,111.8817");
            var text = Encoding.Latin1.GetString(file.Bytes.Span);
            text.Should().NotContain("Siti").And.NotContain("xmp").And.NotContain("XMP").And.NotContain("II*\0");
            file.Bytes.Span.IndexOf(SomeFile.ExifAtHome().AsSpan(100, 24)).Should().Be(-1, "the degrees are gone");
            Oriented(text).Should().Be(6, "it stands as it stood");
            FileContent.Read(file.Bytes.ToArray()).File!.Bytes.ToArray().Should().Equal(file.Bytes.ToArray(), "what is clean stays as it is");
            FileContent.Read(file.Bytes.ToArray()).File!.Place.Should().BeNull();
        }
    }

    [Fact]
    public void A_photograph_that_stands_as_it_should_keeps_no_exif_at_all() =>
        Encoding.Latin1.GetString(FileContent.Read(SomeFile.Jpeg(SomeFile.ExifAtHome(orientation: 1))).File!.Bytes.Span).Should().NotContain("Exif").And.Contain("ICC_PROFILE");

    [Fact]
    public void What_stands_behind_a_pictures_end_goes_with_the_rest()
    {
        Kept(SomeFile.Jpeg(behind: "<script>alert(1)</script>")).Should().Equal(Kept(SomeFile.Jpeg()));
        Kept(SomeFile.Png(behind: "PK\u0003\u0004")).Should().Equal(Kept(SomeFile.Png()));
        Kept([.. SomeFile.WebP(), .. "GIF89a"u8]).Should().Equal(Kept(SomeFile.WebP()));
    }

    [Fact]
    public void Every_file_cut_off_anywhere_is_refused_and_never_breaks()
    {
        foreach (var whole in new[] { SomeFile.Jpeg(SomeFile.ExifAtHome()), SomeFile.Png(exif: SomeFile.ExifAtHome()), SomeFile.WebP(exif: SomeFile.ExifAtHome()), SomeFile.Pdf().AsSpan().TrimEnd("\n"u8).ToArray() })
        {
            for (var length = 1; length < whole.Length; length++) FileContent.Read(whole.AsSpan(0, length).ToArray()).File.Should().BeNull("{0} of {1} bytes", length, whole.Length);
        }
    }

    [Fact]
    public void No_flipped_byte_breaks_the_reader()
    {
        var random = new Random(20260504);
        foreach (var whole in new[] { SomeFile.Jpeg(SomeFile.ExifAtHome()), SomeFile.Png(exif: SomeFile.ExifAtHome()), SomeFile.WebP(exif: SomeFile.ExifAtHome()), SomeFile.Pdf(SomeFile.PackedObjects("1 0 << >>")) })
        {
            for (var round = 0; round < 2_000; round++)
            {
                var broken = (byte[])whole.Clone();
                for (var n = random.Next(1, 5); n > 0; n--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
                var read = () => FileContent.Read(broken);
                read.Should().NotThrow("seed 20260504, round {0}", round);
            }
        }
    }

    [Theory]
    [InlineData(7_072, 7_072)]
    [InlineData(65_000, 65_000)]
    [InlineData(10_000, 5_000)]
    public void Fifty_million_pixels_are_refused_from_the_header_alone(int width, int height)
    {
        Why(SomeFile.Jpeg(width: width, height: height)).Should().Be(DoorRules.FilePixels.Name);
        Why(SomeFile.Png(width, height)).Should().Be(DoorRules.FilePixels.Name);
        if (width < 16_384) Why(SomeFile.WebP(width, height)).Should().Be(DoorRules.FilePixels.Name);
    }

    [Fact]
    public void A_picture_without_a_size_is_damaged()
    {
        Why(SomeFile.Jpeg(width: 0)).Should().Be(DoorRules.FileDamaged.Name);
        Why(SomeFile.Png(width: -1)).Should().Be(DoorRules.FilePixels.Name);
        Why(SomeFile.Png(height: 0)).Should().Be(DoorRules.FileDamaged.Name);
    }

    [Fact]
    public void A_picture_that_moves_is_refused() => Why(SomeFile.WebP(moves: true)).Should().Be(DoorRules.FileMoves.Name);

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("  <html>,<script>alert(1)</script>\na,b")]
    [InlineData("GIF89a,b\u0001\u0001")]
    [InlineData("MZ\0,\0")]
    [InlineData("a,b\0\n1,2")]
    public void What_is_none_of_the_kinds_is_refused_whatever_it_is_called(string file) =>
        Why(Encoding.UTF8.GetBytes(file)).Should().Be(DoorRules.FileTypeUnknown.Name);

    [Fact]
    public void Text_in_another_encoding_is_not_guessed_at() => Why([(byte)'a', (byte)',', 0xE9, (byte)'\n']).Should().Be(DoorRules.FileTypeUnknown.Name);

    [Fact]
    public void Spreadsheets_and_word_processors_files_are_refused_with_their_reason()
    {
        Why(SomeFile.Workbook()).Should().Be(DoorRules.FileOffice.Name);
        Why([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]).Should().Be(DoorRules.FileOffice.Name);
        Why("{\\rtf1 hello}"u8.ToArray()).Should().Be(DoorRules.FileOffice.Name);
    }

    [Fact]
    public void A_pdf_that_is_a_zip_file_too_is_refused()
    {
        Why([.. SomeFile.Pdf(), .. SomeFile.Workbook()]).Should().Be(DoorRules.FileTwofold.Name);
        var zip = SomeFile.Workbook();
        zip[^2] = (byte)SomeFile.Pdf().Length; // its comment is the PDF's end
        Why([.. "%PDF-1.7\n"u8, .. zip, .. SomeFile.Pdf()]).Should().Be(DoorRules.FileTwofold.Name);
        Why(SomeFile.Pdf(behind: "<script>")).Should().Be(DoorRules.FileTwofold.Name);
    }

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")]
    [InlineData("/OpenAction << /S /J#61vaScript >>")]
    [InlineData("<< /S /Launch /F (cmd.exe) >>")]
    [InlineData("<< /Names << /EmbeddedFiles 4 0 R >> >>")]
    [InlineData("<< /XFA 5 0 R >>")]
    public void A_pdf_that_runs_or_carries_something_is_refused(string inside)
    {
        Why(SomeFile.Pdf($"3 0 obj\n{inside}\nendobj\n")).Should().Be(DoorRules.FileRuns.Name);
        Why(SomeFile.Pdf(SomeFile.PackedObjects($"3 0 {inside}"))).Should().Be(DoorRules.FileRuns.Name, "packed just as well");
    }

    [Fact]
    public void A_locked_pdf_is_refused_and_words_in_its_pages_are_not_mistaken()
    {
        Why(SomeFile.Pdf("5 0 obj << /Encrypt 6 0 R >> endobj")).Should().Be(DoorRules.FileLocked.Name);
        Why(SomeFile.Pdf("5 0 obj << /Length 20 >>\nstream\n/JavaScript /Launch \nendstream\nendobj")).Should().BeNull();
    }

    [Fact]
    public void A_pdfs_lists_of_objects_unpack_to_a_limit() =>
        Why(SomeFile.Pdf(SomeFile.PackedObjects(new string(' ', 40_000_000)))).Should().Be(DoorRules.FileDamaged.Name);

    [Theory]
    [InlineData("desa\nBalen\n", "csv-columns")]
    [InlineData("a,b\n1\n", "csv-uneven")]
    [InlineData("a,b\n1,2,3\n", "csv-uneven")]
    [InlineData("a,b\n\"1,2\n", "csv-quotes")]
    [InlineData("a,b\n\"1\"2,3\n", "csv-quotes")]
    [InlineData("a;b\r\n1;2\r\n", null)]
    [InlineData("\uFEFFa\tb\n1\t2", null)]
    [InlineData("a,b\n\"x\ny\",\"say \"\"so\"\"\"\n\n1,2\n", null)]
    public void A_table_has_columns_rows_of_one_length_and_closed_quotes(string table, string? why) =>
        Why(Encoding.UTF8.GetBytes(table)).Should().Be(why);

    [Fact]
    public void No_cell_starts_a_formula_and_numbers_stay()
    {
        var table = "desa,jumlah\n=1+1,-5\n\"=cmd|' /C calc'!A0\",+3.5\n@x,-x\n'x,\"-1,5\"\n\uFF1Dx,\"say \"\"=\"\"\"\n";
        Encoding.UTF8.GetString(Kept(Encoding.UTF8.GetBytes(table))).Should().Be(
            "desa,jumlah\n'=1+1,-5\n\"'=cmd|' /C calc'!A0\",+3.5\n'@x,'-x\n''x,\"-1,5\"\n'\uFF1Dx,\"say \"\"=\"\"\"\n");
    }

    [Fact]
    public void Twenty_megabytes_of_anything_are_looked_at_within_a_second_and_64_megabytes()
    {
        const int Most = (int)FileRules.MostBytes;
        var bytes = new byte[Most];
        new Random(7).NextBytes(bytes);
        var cells = new byte[Most];
        for (var i = 0; i < Most; i++) cells[i] = (byte)(i % 2 == 0 ? '-' : i % 8 == 7 ? '\n' : ',');
        var quotes = new byte[Most];
        Array.Fill(quotes, (byte)'"');
        foreach (var file in (byte[][])
        [
            [.. SomeFile.Jpeg().AsSpan(0, 100).ToArray(), .. bytes.AsSpan(100)],
            [.. SomeFile.Png().AsSpan(0, 33).ToArray(), .. bytes.AsSpan(33)],
            [.. SomeFile.Jpeg()[..^2], .. Enumerable.Repeat((byte[])[0xFF, 0x00], (int)(FileRules.MostBytes / 2) - 500).SelectMany(one => one), 0xFF, 0xD9],
            [.. SomeFile.Jpeg()[..^2], .. Enumerable.Repeat((byte[])[0xFF, 0xFE, 0, 2], (int)(FileRules.MostBytes / 4) - 500).SelectMany(one => one), 0xFF, 0xD9],
            SomeFile.Png(picture: bytes.AsSpan(500).ToArray()),
            [.. "%PDF-1.7\n"u8, .. bytes.AsSpan(200), .. "\nstartxref\n0\n%%EOF"u8],
            [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat("1 0 obj<</Type/ObjStm>>stream\nendstream\n"u8.ToArray(), 400_000).SelectMany(one => one), .. "\nstartxref\n0\n%%EOF"u8],
            cells,
            quotes,
        ])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            FileContent.Read(file);
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(44 << 20, "with the file itself that is 64 MB");
            Processor.Least(() => FileContent.Read(file)).Should().BeLessThan(TimeSpan.FromSeconds(1));
        }
    }

    private static int Oriented(string text)
    {
        var at = text.IndexOf("MM\0*", StringComparison.Ordinal);
        return at < 0 ? 1 : text[at + 19];
    }

    private static FileType? Type(byte[] file) => FileContent.Read(file).File?.Type;

    private static byte[] Kept(byte[] file) => FileContent.Read(file).File!.Bytes.ToArray();

    private static string? Why(byte[] file) => FileContent.Read(file).Why?.Rule;
}
