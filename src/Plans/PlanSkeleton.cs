using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Plans;

namespace Tracker.Plans;

/// <summary>
/// The files of a new plan: valid, canonical, and explaining themselves in comments that nobody but their author reads. It is
/// marked as invented until its author says otherwise, so that nothing of it can be taken for a promise.
/// </summary>
public static class PlanSkeleton
{
    /// <summary>The languages it can be written in.</summary>
    public static ImmutableArray<string> Languages { get; } = ["id", "en"];

    /// <summary>The files by path within the plan's folder.</summary>
    /// <param name="plan">The plan's id: the folder's name.</param>
    /// <param name="language">One of <see cref="Languages"/>: of the explanations and of the plan's texts.</param>
    /// <param name="first">The plan's first day; it lasts two years.</param>
    public static ImmutableSortedDictionary<string, string> Write(PlanId plan, string language, DateOnly first)
    {
        var last = first.AddYears(2).AddDays(-1);
        var middle = first.AddYears(1).AddDays(-1);
        var (planFile, commitment) = language == "id" ? (PlanInIndonesian, CommitmentInIndonesian) : (PlanInEnglish, CommitmentInEnglish);
        return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("plan.md", Fill(planFile))
            .Add(language == "id" ? "01-komitmen-pertama.md" : "01-first-commitment.md", Fill(commitment));

        string Fill(string text) => text
            .Replace("<plan>", plan.Value, StringComparison.Ordinal)
            .Replace("<years>", $"{first.Year.ToString(CultureInfo.InvariantCulture)}–{last.Year.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            .Replace("<first>", Dates.DateReader.Iso(first), StringComparison.Ordinal)
            .Replace("<middle>", Dates.DateReader.Iso(middle), StringComparison.Ordinal)
            .Replace("<last>", Dates.DateReader.Iso(last), StringComparison.Ordinal);
    }

    private const string PlanInEnglish = """
        ---
        # The facts stand here, one a line; lines like this one are for you and are never published.
        # Check at any time: tracker lint <plan>. Tidy up: tracker fmt <plan>.
        # The plan's id: the same as the folder's name, and part of its address for ever.
        plan: <plan>
        # Who promises, as a name in addresses: small letters, digits, hyphens. One public record for each.
        jurisdiction: <plan>
        jurisdiction-name: Name of the regency or country
        # First and last day. A first day that the source does not state is `unknown`, with `unknown-because`.
        start: <first>
        end: <last>
        time-zone: Asia/Jakarta
        # The first language is the plan's own. Add others, then translate: plan.id.md, 01-first-commitment.id.md.
        languages: [en]
        # Everybody the plan names, each with its partner: government, public, academia or business.
        organisations:
          # Supporters are never independent of what they support.
          citizens-forum:
            partner: public
            name: Name of a citizens' organisation
          lead-office:
            partner: government
            name: Name of the leading office
        # Marked as an example on every page. Delete this line when what stands here is really promised.
        invented: yes
        # Also understood: ogp-id, number, end-text, priority-fields, currency, checkpoints, forum, reviewers, policy, compiled-by, source.
        ---
        # Action plan <years>

        Say what is promised and why, in a few sentences that anybody understands. Markdown may be used.

        """;

    private const string CommitmentInEnglish = """
        ---
        # One file for each commitment; the digits at the start of the file's name give the order.
        number: 1
        start: <first>
        end: <last>
        # An office of plan.md; `unknown` with `unknown-because` where the source names none.
        lead: lead-office
        supporters: [citizens-forum]
        # Also understood: ogp-id, field, values, policy-areas, sdgs, continued, carried-forward-from, budget, budget-source, links,
        # short-title, theme, officer, source.
        ---
        # What is promised, in one line

        A short description of the commitment.

        ## Problem definition

        What problem does it solve, and what causes it?

        ## Commitment description

        What was done so far, what is the solution, and what will be different?

        ## Milestones

        | # | Deliverable | Due | Due text |
        |---|---|---|---|
        | 1.1 | Something that is there when it is done, and that anybody can check | <middle> | |
        | 1.2 | Another deliverable, whose due date the source says in words | <last> | the end of the plan |

        """;

    private const string PlanInIndonesian = """
        ---
        # Fakta ditulis di sini, satu per baris; baris seperti ini hanya untuk Anda dan tidak pernah diumumkan.
        # Periksa kapan saja: tracker lint <plan>. Rapikan: tracker fmt <plan>.
        # Id rencana: sama dengan nama foldernya, dan menjadi bagian alamatnya untuk seterusnya.
        plan: <plan>
        # Siapa yang berjanji, sebagai nama dalam alamat: huruf kecil, angka, tanda hubung. Satu catatan publik untuk masing-masing.
        jurisdiction: <plan>
        jurisdiction-name: Nama kabupaten atau negara
        # Hari pertama dan terakhir. Hari pertama yang tidak disebut sumber ditulis `unknown`, dengan `unknown-because`.
        start: <first>
        end: <last>
        time-zone: Asia/Jakarta
        # Bahasa pertama adalah bahasa rencana ini. Tambahkan yang lain, lalu terjemahkan: plan.en.md, 01-komitmen-pertama.en.md.
        languages: [id]
        # Semua yang disebut rencana, dengan mitranya: government, public, academia, atau business.
        organisations:
          # Pendukung tidak pernah independen dari yang didukungnya.
          forum-warga:
            partner: public
            name: Nama organisasi warga
          instansi-penanggung-jawab:
            partner: government
            name: Nama instansi penanggung jawab
        # Ditandai sebagai contoh di setiap halaman. Hapus baris ini bila yang tertulis di sini sungguh dijanjikan.
        invented: yes
        # Juga dikenal: ogp-id, number, end-text, priority-fields, currency, checkpoints, forum, reviewers, policy, compiled-by, source.
        ---
        # Rencana aksi <years>

        Tulis apa yang dijanjikan dan mengapa, dalam beberapa kalimat yang dapat dipahami siapa pun. Markdown boleh dipakai.

        """;

    private const string CommitmentInIndonesian = """
        ---
        # Satu berkas untuk setiap komitmen; angka di awal nama berkas menentukan urutannya.
        number: 1
        start: <first>
        end: <last>
        # Instansi dari plan.md; `unknown` dengan `unknown-because` bila sumber tidak menyebutnya.
        lead: instansi-penanggung-jawab
        supporters: [forum-warga]
        # Juga dikenal: ogp-id, field, values, policy-areas, sdgs, continued, carried-forward-from, budget, budget-source, links,
        # short-title, theme, officer, source.
        ---
        # Yang dijanjikan, dalam satu baris

        Uraian singkat komitmen ini.

        ## Rumusan masalah

        Masalah apa yang dipecahkan, dan apa penyebabnya?

        ## Uraian komitmen

        Apa yang sudah dilakukan, apa solusinya, dan apa yang akan berbeda?

        ## Target

        | No | Hasil | Batas waktu | Teks batas waktu |
        |---|---|---|---|
        | 1.1 | Sesuatu yang ada bila selesai dan dapat diperiksa siapa pun | <middle> | |
        | 1.2 | Hasil lain, yang batas waktunya disebut sumber dengan kata-kata | <last> | akhir rencana |

        """;
}
