using System.Text.Encodings.Web;
using FluentAssertions;
using Tracker.Host.Features.Evidence;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>Structured data read as words where somebody knows them, and as it came where nobody does.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData("id", "covered", "1312", "Desa yang ada nilainya", "1.312")]
    [InlineData("en", "covered", "1312", "Villages with a value", "1,312")]
    [InlineData("id", "retracted", "False", "Ditarik kembali", "tidak")]
    [InlineData("en", "retracted", "True", "Retracted", "yes")]
    [InlineData("id", "month", "2026-03", "Bulan", "Maret 2026")]
    [InlineData("id", "published", "2025-08-11", "Terbit", "11 Agustus 2025")]
    [InlineData("id", "village 3522010", "2.5", "Desa 3522010", "2,5")]
    [InlineData("id", "mean q1", "3.5", "Rata-rata q1", "3,5")]
    [InlineData("id", "status", "active", "Status", "berjalan")]
    [InlineData("en", "status", "active", "Status", "active")]
    [InlineData("id", "status", "paused", "Status", "paused")]
    [InlineData("id", "ocid", "2026", "Proses kontrak (OCID)", "2026")]
    [InlineData("id", "somebody's own", "1000", "somebody&#x27;s own", "1000")]
    [InlineData("id", "village ", "x", "village ", "x")]
    [InlineData("en", "link", "https://doi.org/10.5555/x", "Where it can be read", "<a href=\"https://doi.org/10.5555/x\" rel=\"nofollow noopener ugc\">https://doi.org/10.5555/x</a>")]
    [InlineData("en", "link", "<script>", "Where it can be read", "&lt;script&gt;")]
    public void A_figure_has_a_name_and_a_value_in_the_readers_language(string language, string name, string value, string called, string says)
    {
        var speech = Speech.In(language);
        using var written = new StringWriter();
        Figures.Value(speech, name, value).WriteTo(written, HtmlEncoder.Default);

        HtmlEncoder.Default.Encode(Figures.Name(speech, name)).Should().Be(called);
        written.ToString().Should().Be(says);
    }
}
