using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;

namespace Tracker.Plans.Words;

/// <summary>The value lists, in English and Indonesian.</summary>
internal static class ValueWords
{
    public static Vocabulary<Completion> Completion { get; } = new(
        (Domain.Commitments.Completion.NotStarted, ["Not Started", "Belum dimulai"]),
        (Domain.Commitments.Completion.Limited, ["Limited", "Sebagian kecil"]),
        (Domain.Commitments.Completion.Substantial, ["Substantial", "Sebagian besar"]),
        (Domain.Commitments.Completion.Complete, ["Complete", "Selesai"]));

    /// <summary>Where a source states no level.</summary>
    public static Vocabulary<Completion?> CompletionInHistory { get; } = new(
        (null, ["not stated", "tidak disebutkan"]),
        (Domain.Commitments.Completion.NotStarted, ["Not Started", "Belum dimulai"]),
        (Domain.Commitments.Completion.Limited, ["Limited", "Sebagian kecil"]),
        (Domain.Commitments.Completion.Substantial, ["Substantial", "Sebagian besar"]),
        (Domain.Commitments.Completion.Complete, ["Complete", "Selesai"]));

    public static Vocabulary<Partner> Partner { get; } = new(
        (Domain.Organisations.Partner.Government, ["government", "pemerintah"]),
        (Domain.Organisations.Partner.Public, ["public", "publik"]),
        (Domain.Organisations.Partner.Academia, ["academia", "akademisi"]),
        (Domain.Organisations.Partner.Business, ["business", "pebisnis"]));

    public static Vocabulary<OgpValue> OgpValue { get; } = new(
        (Domain.Commitments.OgpValue.AccessToInformation, ["Access To Information", "Akses Informasi"]),
        (Domain.Commitments.OgpValue.CivicParticipation, ["Civic Participation", "Partisipasi Masyarakat"]),
        (Domain.Commitments.OgpValue.PublicAccountability, ["Public Accountability", "Akuntabilitas Publik"]),
        (Domain.Commitments.OgpValue.Technology, ["Technology", "Teknologi"]));

    public static Vocabulary<Rhythm> Rhythm { get; } = new(
        (new(Recurrence.Quarterly), ["quarterly", "every quarter", "every three months", "setiap triwulan", "tiap triwulan", "per triwulan", "setiap tiga bulan", "triwulanan"]),
        (new(Recurrence.Biannual), ["biannual", "biannually", "twice a year", "semiannual", "semiannually", "every six months", "setiap semester", "tiap semester", "per semester", "dua kali setahun", "setiap enam bulan", "semesteran"]),
        (new(Recurrence.Annual), ["annual", "annually", "yearly", "every year", "each year", "once a year", "setiap tahun", "tiap tahun", "sekali setahun", "tahunan"]),
        (new(Recurrence.Biannual, Ongoing: true), ["ongoing", "continuous", "continuously", "terus menerus", "berkesinambungan", "sepanjang rencana", "berkelanjutan"]));

    public static Vocabulary<Stance> Stance { get; } = new(
        (Domain.Evidence.Stance.Supports, ["supports", "mendukung"]),
        (Domain.Evidence.Stance.Disputes, ["disputes", "menyanggah"]));

    public static Vocabulary<DisputeOutcome> DisputeOutcome { get; } = new(
        (Domain.Evidence.DisputeOutcome.Settled, ["settled", "terjawab"]),
        (Domain.Evidence.DisputeOutcome.Upheld, ["upheld", "dikabulkan"]));

    public static Vocabulary<ChallengeOutcome> ChallengeOutcome { get; } = new(
        (Domain.Organisations.ChallengeOutcome.Stands, ["stands", "tetap berlaku"]),
        (Domain.Organisations.ChallengeOutcome.Refuted, ["refuted", "tidak benar"]));

    public static Vocabulary<AppealOutcome> AppealOutcome { get; } = new(
        (Domain.Evidence.AppealOutcome.Stands, ["stands", "tetap berlaku"]),
        (Domain.Evidence.AppealOutcome.Overturned, ["overturned", "dibatalkan"]));

    public static Vocabulary<Ground> Ground { get; } = new(
        (Domain.Evidence.Ground.Personal, ["personal", "pribadi"]),
        (Domain.Evidence.Ground.Unlawful, ["unlawful", "melanggar hukum"]),
        (Domain.Evidence.Ground.Unrelated, ["unrelated", "tidak terkait"]));

    public static Vocabulary<HidingOutcome> HidingOutcome { get; } = new(
        (Domain.Hidings.HidingOutcome.Stands, ["stands", "tetap disembunyikan"]),
        (Domain.Hidings.HidingOutcome.Lifted, ["lifted", "ditampilkan"]));

    public static Vocabulary<Challenge> Challenge { get; } = new(
        (Domain.Commitments.Challenge.ChangeOfFunding, ["Change of funding", "Perubahan pendanaan"]),
        (Domain.Commitments.Challenge.LackOfResources, ["Lack of resources", "Kekurangan sumber daya"]),
        (Domain.Commitments.Challenge.ShiftInPriorities, ["Shift in priorities", "Perubahan prioritas"]),
        (Domain.Commitments.Challenge.DelayInApprovals, ["Delay in approvals", "Persetujuan terlambat"]),
        (Domain.Commitments.Challenge.DependentOnOtherActivities, ["Dependent on other activities", "Bergantung pada kegiatan lain"]),
        (Domain.Commitments.Challenge.Other, ["Other", "Lainnya"]));

    public static Vocabulary<bool> YesNo { get; } = new(
        (true, ["yes", "true", "ya"]),
        (false, ["no", "false", "tidak"]));

    public static Vocabulary<bool> Unknown { get; } = new((true, ["unknown", "tidak diketahui"]));

    public static bool IsUnknown(string text) => Unknown.TryRead(text, out _);
}

/// <summary>How often something recurs; ongoing is read as biannual, or as the plan's own checkpoints.</summary>
internal readonly record struct Rhythm(Recurrence Recurs, bool Ongoing = false);
