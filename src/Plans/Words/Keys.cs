namespace Tracker.Plans.Words;

/// <summary>Every key, heading and column of plan files: the parser, the JSON Schema and the documentation's test use this table.</summary>
internal static class Keys
{
    public static KeyTable Organisation { get; } = new(
        new("partner", "mitra", Required: true, Words: ValueWords.Partner.AllWords),
        new("name", "nama", Shape.Texts, Required: true),
        new("note", "catatan", Shape.Texts));

    public static KeyTable Policy { get; } = new(
        new Key("partners-for-complete", "mitra-untuk-selesai"),
        new("organisations-for-commitment", "organisasi-untuk-komitmen"));

    public static KeyTable Officer { get; } = new(
        new Key("title", "jabatan"),
        new("department", "bagian"),
        new("name", "nama"),
        new("email", "surel"),
        new("phone", "telepon"));

    public static KeyTable Plan { get; } = new(
        new("plan", "rencana", Required: true),
        new("jurisdiction", "yurisdiksi", Required: true),
        new("jurisdiction-name", "nama-yurisdiksi", Shape.Texts, Required: true),
        new("ogp-id", "id-ogp"),
        new("number", "nomor"),
        new("start", "mulai", Required: true),
        new("end", "akhir", Required: true, Also: ["berakhir"]),
        new("end-text", "teks-akhir"),
        new("time-zone", "zona-waktu", Required: true),
        new("languages", "bahasa", Shape.Values, Required: true),
        new("priority-fields", "bidang-prioritas", Shape.Named),
        new("currency", "mata-uang"),
        new("checkpoints", "titik-pantau", Shape.Values),
        new("organisations", "organisasi", Shape.Named, Required: true, Members: Organisation),
        new("forum", "forum"),
        new("reviewers", "verifikator", Shape.Values),
        new("policy", "kebijakan", Shape.Map, Members: Policy),
        new("invented", "rekaan", Words: ValueWords.YesNo.AllWords),
        new("compiled-by", "disusun-oleh", Shape.Texts),
        new("source", "sumber"),
        new("unknown-because", "tidak-diketahui-karena", Shape.Named));

    public static KeyTable Commitment { get; } = new(
        new("number", "nomor", Required: true),
        new("ogp-id", "id-ogp"),
        new("start", "mulai", Required: true),
        new("end", "akhir", Required: true, Also: ["berakhir"]),
        new("lead", "penanggung-jawab", Required: true),
        new("supporters", "pendukung", Shape.Values),
        new("field", "bidang"),
        new("values", "nilai", Shape.Values, Words: ValueWords.OgpValue.AllWords),
        new("policy-areas", "bidang-kebijakan", Shape.Values),
        new("sdgs", "tpb", Shape.Values),
        new("continued", "lanjutan", Words: ValueWords.YesNo.AllWords),
        new("carried-forward-from", "lanjutan-dari"),
        new("budget", "anggaran"),
        new("budget-source", "sumber-anggaran", Shape.Texts),
        new("links", "tautan-program", Shape.Texts),
        new("short-title", "judul-singkat", Shape.Texts),
        new("theme", "tema", Shape.Texts),
        new("officer", "pejabat", Shape.Map, Members: Officer),
        new("source", "sumber"),
        new("unknown-because", "tidak-diketahui-karena", Shape.Named));

    /// <summary>A translation holds texts only.</summary>
    public static KeyTable Translation { get; } = new(
        new Key("short-title", "judul-singkat"),
        new("theme", "tema"),
        new("budget-source", "sumber-anggaran"),
        new("links", "tautan-program"),
        new("officer", "pejabat", Shape.Map, Members: new(new Key("title", "jabatan"), new("department", "bagian"))),
        new("unknown-because", "tidak-diketahui-karena", Shape.Named));

    /// <summary>Headings of the second level in a commitment's file.</summary>
    public static KeyTable Sections { get; } = new(
        new Key("Brief description", "Uraian singkat", Also: ["Brief", "Deskripsi singkat"]),
        new("Problem definition", "Rumusan masalah", Also: ["Problem", "Masalah", "Permasalahan"]),
        new("Commitment description", "Uraian komitmen", Also: ["Description", "Uraian", "Deskripsi komitmen"]),
        new("Analysis", "Analisis"),
        new("Milestones", "Target", Also: ["Tonggak", "Target dan indikator", "Milestones and indicators"]));

    /// <summary>Columns of the table of milestones, and items of the lists beneath their headings.</summary>
    public static KeyTable Milestone { get; } = new(
        new Key("#", "No", Also: ["Number", "Nomor", "No."]),
        new("Deliverable", "Hasil", Also: ["Title", "Judul", "Activity", "Kegiatan", "Milestone"]),
        new("Output", "Keluaran", Also: ["Expected output"]),
        new("Start", "Mulai"),
        new("Due", "Batas waktu", Also: ["Tenggat"]),
        new("Due text", "Teks batas waktu", Also: ["Due words"]),
        new("Recurs", "Berulang"),
        new("Lead", "Penanggung jawab"),
        new("Supporters", "Pendukung"),
        new("Weight", "Bobot"),
        new("Budget", "Anggaran"),
        new("Field", "Bidang"),
        new("Unknown because", "Tidak diketahui karena"),
        new("Note", "Catatan"));

    /// <summary>Milestone fields that are texts: what a translation may say.</summary>
    public static IReadOnlySet<string> MilestoneTexts { get; } =
        new HashSet<string>(["#", "Deliverable", "Output", "Due", "Due text", "Unknown because", "Note"], StringComparer.Ordinal);

    public static KeyTable Reports { get; } = new(
        new("commitment", "komitmen", Required: true),
        new("leaf", "target", Required: true),
        new("completion", "tingkat", Required: true),
        new("percent", "persen"),
        new("on", "tanggal", Required: true),
        new("period", "periode"),
        new("about", "tentang"),
        new("org", "organisasi", Required: true),
        new("enteredBy", "dimasukkanOleh", Required: true),
        new("narrative", "uraian", Required: true),
        new("source", "sumber", Required: true));

    public static KeyTable Evidence { get; } = new(
        new("commitment", "komitmen", Required: true),
        new("leaf", "target", Required: true),
        new("title", "judul", Required: true),
        new("summary", "ringkasan", Required: true),
        new("source", "sumber", Required: true),
        new("on", "tanggal", Required: true),
        new("period", "periode"),
        new("about", "tentang"),
        new("stance", "sikap", Required: true),
        new("shows", "menunjukkan", Required: true),
        new("settledBy", "terjawabBila"),
        new("org", "organisasi", Required: true),
        new("enteredBy", "dimasukkanOleh", Required: true));

    /// <summary>The columns of a review that hold a value of a list.</summary>
    public static string[] Codings { get; } =
    [
        "completion", "specificity", "verifiable", "openGovernmentLens", "potentialImpact", "potentialForResults", "didItOpenGovernment", "earlyResults",
        "participation",
    ];

    public static KeyTable Reviews { get; } = new(
        new("commitment", "komitmen", Required: true),
        new("leaf", "target", Required: true),
        new("title", "judul", Required: true),
        new("summary", "ringkasan", Required: true),
        new("source", "sumber", Required: true),
        new("from", "mulai"),
        new("on", "sampai", Required: true, Also: ["tanggal"]),
        new("period", "periode"),
        new("about", "tentang"),
        new("completion", "tingkat", Words: CodingWords.Completion.Names),
        new("specificity", "kekhususan", Words: CodingWords.Specificity.Names),
        new("verifiable", "dapatDiverifikasi", Words: CodingWords.Verifiable.Names),
        new("openGovernmentLens", "lensaPemerintahanTerbuka", Words: CodingWords.OpenGovernmentLens.Names),
        new("potentialImpact", "potensiDampak", Words: CodingWords.PotentialImpact.Names),
        new("potentialForResults", "potensiHasil", Words: CodingWords.PotentialForResults.Names),
        new("didItOpenGovernment", "apakahMembukaPemerintahan", Words: CodingWords.DidItOpenGovernment.Names),
        new("earlyResults", "hasilAwal", Words: CodingWords.EarlyResults.Names),
        new("participation", "partisipasi", Words: CodingWords.Participation.Names),
        new("org", "organisasi", Required: true),
        new("enteredBy", "dimasukkanOleh", Required: true));

    /// <summary>Columns that would state a standing: nobody's proof can be typed into a spreadsheet.</summary>
    public static Vocabulary<bool> Standing { get; } = new((true,
    [
        "accepted", "acceptedBy", "accepted by", "acceptor", "acceptance", "level", "proof", "proven", "standing", "status", "state",
        "verified", "verifiedBy", "verified by", "verification", "reviewer", "reviewedBy", "reviewed by", "review", "approved", "approvedBy",
        "approved by", "independent", "upheld", "settled", "diterima", "diterimaOleh", "diterima oleh", "terbukti", "bukti", "verifikator",
        "diverifikasi", "diverifikasi oleh", "disetujui", "disetujui oleh", "lolos verifikasi", "independen",
    ]));
}
