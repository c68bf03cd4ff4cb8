using Tracker.Domain.Reviews;

namespace Tracker.Plans.Words;

/// <summary>OGP's value lists of a review, in their exact words and in Indonesian. <c>ND</c>, <c>NR</c> and <c>NA</c> are values of each.</summary>
internal static class CodingWords
{
    public static Vocabulary<CompletionCoding> Completion { get; } = new(
        (CompletionCoding.NoEvidenceAvailable, ["No Evidence Available", "Tidak tersedia bukti"]),
        (CompletionCoding.NotStarted, ["Not Started", "Belum dimulai"]),
        (CompletionCoding.Limited, ["Limited", "Sebagian kecil"]),
        (CompletionCoding.Substantial, ["Substantial", "Sebagian besar"]),
        (CompletionCoding.Complete, ["Complete", "Selesai"]),
        (CompletionCoding.Withdrawn, ["Withdrawn", "Dibatalkan"]),
        (CompletionCoding.Unclear, ["Unclear", "Tidak jelas"]),
        (CompletionCoding.ND, ["ND"]), (CompletionCoding.NR, ["NR"]), (CompletionCoding.NA, ["NA"]));

    public static Vocabulary<Specificity> Specificity { get; } = new(
        (Domain.Reviews.Specificity.None, ["None", "Tidak ada"]),
        (Domain.Reviews.Specificity.Low, ["Low", "Rendah"]),
        (Domain.Reviews.Specificity.Medium, ["Medium", "Sedang"]),
        (Domain.Reviews.Specificity.High, ["High", "Tinggi"]),
        (Domain.Reviews.Specificity.ND, ["ND"]), (Domain.Reviews.Specificity.NR, ["NR"]), (Domain.Reviews.Specificity.NA, ["NA"]));

    public static Vocabulary<Verifiable> Verifiable { get; } = new(
        (Domain.Reviews.Verifiable.Yes, ["Yes", "Ya"]),
        (Domain.Reviews.Verifiable.No, ["No", "Tidak"]),
        (Domain.Reviews.Verifiable.ND, ["ND"]), (Domain.Reviews.Verifiable.NR, ["NR"]), (Domain.Reviews.Verifiable.NA, ["NA"]));

    public static Vocabulary<OpenGovernmentLens> OpenGovernmentLens { get; } = new(
        (Domain.Reviews.OpenGovernmentLens.Yes, ["Yes", "Ya"]),
        (Domain.Reviews.OpenGovernmentLens.No, ["No", "Tidak"]),
        (Domain.Reviews.OpenGovernmentLens.ND, ["ND"]), (Domain.Reviews.OpenGovernmentLens.NR, ["NR"]), (Domain.Reviews.OpenGovernmentLens.NA, ["NA"]));

    public static Vocabulary<PotentialImpact> PotentialImpact { get; } = new(
        (Domain.Reviews.PotentialImpact.None, ["None", "Tidak ada"]),
        (Domain.Reviews.PotentialImpact.Minor, ["Minor", "Kecil"]),
        (Domain.Reviews.PotentialImpact.Moderate, ["Moderate", "Sedang"]),
        (Domain.Reviews.PotentialImpact.Transformative, ["Transformative", "Mengubah secara mendasar"]),
        (Domain.Reviews.PotentialImpact.ND, ["ND"]), (Domain.Reviews.PotentialImpact.NR, ["NR"]), (Domain.Reviews.PotentialImpact.NA, ["NA"]));

    public static Vocabulary<PotentialForResults> PotentialForResults { get; } = new(
        (Domain.Reviews.PotentialForResults.Unclear, ["Unclear", "Tidak jelas"]),
        (Domain.Reviews.PotentialForResults.Modest, ["Modest", "Sedang"]),
        (Domain.Reviews.PotentialForResults.Substantial, ["Substantial", "Besar"]),
        (Domain.Reviews.PotentialForResults.ND, ["ND"]), (Domain.Reviews.PotentialForResults.NR, ["NR"]), (Domain.Reviews.PotentialForResults.NA, ["NA"]));

    public static Vocabulary<DidItOpenGovernment> DidItOpenGovernment { get; } = new(
        (Domain.Reviews.DidItOpenGovernment.Worsens, ["Worsens", "Memburuk"]),
        (Domain.Reviews.DidItOpenGovernment.DidNotChange, ["Did Not Change", "Tidak berubah"]),
        (Domain.Reviews.DidItOpenGovernment.Marginal, ["Marginal", "Sedikit"]),
        (Domain.Reviews.DidItOpenGovernment.Major, ["Major", "Besar"]),
        (Domain.Reviews.DidItOpenGovernment.Outstanding, ["Outstanding", "Luar biasa"]),
        (Domain.Reviews.DidItOpenGovernment.ND, ["ND"]), (Domain.Reviews.DidItOpenGovernment.NR, ["NR"]), (Domain.Reviews.DidItOpenGovernment.NA, ["NA"]));

    public static Vocabulary<EarlyResults> EarlyResults { get; } = new(
        (Domain.Reviews.EarlyResults.NoNotableResults, ["No notable results", "Belum ada hasil berarti"]),
        (Domain.Reviews.EarlyResults.Moderate, ["Moderate", "Sedang"]),
        (Domain.Reviews.EarlyResults.Significant, ["Significant", "Berarti"]),
        (Domain.Reviews.EarlyResults.ND, ["ND"]), (Domain.Reviews.EarlyResults.NR, ["NR"]), (Domain.Reviews.EarlyResults.NA, ["NA"]));

    public static Vocabulary<Participation> Participation { get; } = new(
        (Domain.Reviews.Participation.NoConsultation, ["No Consultation", "Tanpa konsultasi"]),
        (Domain.Reviews.Participation.Inform, ["Inform", "Diberi tahu"]),
        (Domain.Reviews.Participation.Consult, ["Consult", "Dimintai pendapat"]),
        (Domain.Reviews.Participation.Involve, ["Involve", "Dilibatkan"]),
        (Domain.Reviews.Participation.Collaborate, ["Collaborate", "Bekerja sama"]),
        (Domain.Reviews.Participation.Empower, ["Empower", "Diberi wewenang"]),
        (Domain.Reviews.Participation.ND, ["ND"]), (Domain.Reviews.Participation.NR, ["NR"]), (Domain.Reviews.Participation.NA, ["NA"]));
}
