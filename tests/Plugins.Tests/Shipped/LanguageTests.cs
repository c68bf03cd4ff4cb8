using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>What people read of a shipped plugin's evidence is in the site's language; what names it is not.</summary>
public sealed class LanguageTests
{
    [SkippableTheory]
    [InlineData("Academia/OpenScience", "academia", "Ditarik kembali: Budget boards in villages: an invented article", "Karya yang disebut menunjukkan hal ini telah ditarik kembali, menurut registrinya.")]
    [InlineData("Business/DataFeed", "business", "Desa yang papan anggarannya terlihat: 12 dari 430 desa, Agustus 2026", "Nilai tersedia untuk 12 dari 430 desa, Agustus 2026; terendah 1, median 1, tertinggi 1. Sumber yang disebut: 1 (https://data.example.org/boards/2026-08). 1 baris untuk bulan itu ditolak.")]
    [InlineData("Government/OpenContracting", "government", "Contract data portal, first stage", "Kontrak c-1 dari ocds-contoh-portal-2025-001, seperti diterbitkan pada 20 Desember 2025: berjalan. 2 dari 2 tahapnya tercapai. Nilai 180.000.000 IDR, 90 % dari anggaran target sebesar 200.000.000 IDR.")]
    [InlineData("Public/CitizenReports", "public", "Laporan warga Juli 2026: 3 dari 4 selesai dalam 7 hari", "Dari 4 laporan yang dibuat pada Juli 2026, 4 sudah selesai, 3 di antaranya dalam 7 hari; separuhnya selesai paling lama 3,5 hari. Dibuka kembali setelah dinyatakan selesai: 1. Layanan yang dihitung: Waiting in a health centre. Desa yang disebut: 3. Hanya dihitung dari laporan: tidak ada kata-kata, nama, atau tempat siapa pun di sini.")]
    public async Task What_is_collected_is_written_in_the_sites_language_under_the_same_keys(string place, string partner, string title, string summary)
    {
        var (id, en, other) = (await Collected(place, partner, "id"), await Collected(place, partner, "en"), await Collected(place, partner, "fr"));

        id.Select(draft => Text(draft, "title")).Should().Contain(title);
        id.Select(draft => Text(draft, "summary")).Should().Contain(summary);
        string[] parts = ["key", "plan", "commitment", "milestone", "kind", "on", "shows", "stance", "data"];
        id.Select(Named).Should().Equal(en.Select(Named), "keys, figures and levels have no language");
        id.Select(draft => Text(draft, "summary")).Should().NotIntersectWith(en.Select(draft => Text(draft, "summary")));
        foreach (var (one, two) in id.Zip(en).Where(pair => Text(pair.First, "stance") == "disputes")) Text(one, "settledBy").Should().NotBe(Text(two, "settledBy"));
        other.Select(draft => draft.GetRawText()).Should().Equal(en.Select(draft => draft.GetRawText()), "whatever is neither is English");
        (await Collected(place, partner, "id-ID")).Select(draft => draft.GetRawText()).Should().Equal(id.Select(draft => draft.GetRawText()), "it is the same language, and the same content again");

        string Named(JsonElement draft) => string.Join(' ', parts.Select(part => draft.TryGetProperty(part, out var value) ? value.GetRawText() : ""));
    }

    [SkippableFact]
    public async Task A_survey_is_told_in_the_sites_language_with_its_signs_of_numbers()
    {
        var (id, en) = (await Scored("id"), await Scored("en"));
        Text(id, "title").Should().Be("Survei dengan 2 jawaban bernilai 63 dari 100");
        Text(id, "summary").Should().Be("2 jawaban, 1 pertanyaan bernilai; rata-rata semuanya berada pada 63 dari 100 skalanya. Kepuasan: 3,5. Semuanya ikut dihitung.");
        id.GetProperty("sources")[1].GetProperty("page").GetString().Should().Be("kamus data");
        Text(en, "title").Should().Be("A survey of 2 answers scores 63 of 100");
        Text(en, "summary").Should().Contain("Kepuasan: 3.5. Nothing was left out.");
        Text(id, "key").Should().Be(Text(en, "key"));

        static async Task<JsonElement> Scored(string locale)
        {
            using var run = new SomeRun("Academia/OpenScience") { Locale = locale }
                .With("survey.csv", "q1\n3\n4\n").With("dictionary.csv", "column,label,least,most\nq1,Kepuasan,1,5\n");
            run.Settings.Clear();
            foreach (var (name, value) in new[] { ("survey", "https://feed.example.org/survey.csv"), ("dictionary", "https://feed.example.org/dictionary.csv"), ("surveyOn", "2026-03-31"), ("plan", "contoh"), ("commitment", "1"), ("milestone", "1.1") })
                run.Settings[name] = value;
            await run.Collect("academia");
            return run.Drafts.Should().ContainSingle().Subject;
        }
    }

    private static async Task<List<JsonElement>> Collected(string place, string partner, string locale)
    {
        using var run = new SomeRun(place) { Locale = locale }.WithSamples();
        await run.Collect(partner);
        run.Drafts.Should().NotBeEmpty();
        return [.. run.Drafts];
    }

    private static string? Text(JsonElement draft, string name) => draft.TryGetProperty(name, out var value) ? value.GetString() : null;
}
