using System.Collections.Immutable;
using CsCheck;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Domain.Text;

namespace Tracker.Plans.Tests.Canonical;

/// <summary>A plan of chance: whatever a plan file can say, with marks that mean something in YAML, Markdown, tables and CSV.</summary>
public static class SomePlan
{
    private static readonly PlanId Id = PlanId.Parse("sample");
    private static readonly DateOnly End = new(2028, 12, 31);
    private static readonly string[] Organisations = ["dinas", "kampus", "koperasi", "warga"];

    private static readonly string[] Words =
    [
        "standar", "Data: terbuka", "100 %", "a | b", "#1", "kata # lain", "\"kutip\"", "satu, dua", "{tiga}", "[empat]", "C#", "##", "naïve", "Ünïcode", "數據", "😀",
        "*tebal*", "`kode`", "it's", "x\\y", "a: b", "key:", "- butir", "2026-12-31", "unknown", "yes", "& *", "<b>", "~", "null", "http://contoh.example/?a=1&b=2", "\u00A0", "---", "=1",
    ];

    private static readonly Gen<string> Word = Gen.OneOf(Gen.Char['a', 'z'].Array[1, 8].Select(letters => new string(letters)), OneOf(Words));

    /// <summary>One line, beginning with a letter.</summary>
    public static Gen<string> Line { get; } = Gen.Select(Gen.Char['A', 'Z'], Word.Array[1, 6], (first, words) => $"{first}{string.Join(' ', words)}".Trim());

    /// <summary>A text of several paragraphs.</summary>
    public static Gen<string> Prose { get; } = Gen.Select(Line.Array[1, 3].Array[1, 3], paragraphs => string.Join("\n\n", paragraphs.Select(lines => string.Join('\n', lines))));

    private static readonly Gen<string[]> Languages = OneOf<string[]>(["id"], ["id", "en"], ["en", "fr"], ["fr", "id", "en"]);

    /// <summary>Due dates of recurring leaves are still those that were asked for: reading says which day is the last.</summary>
    public static Gen<PlanInFiles> Any { get; } =
        from languages in Languages
        from title in Texts(Line, languages, every: true)
        from jurisdiction in Texts(Line, languages, every: true)
        from about in Maybe(Texts(Prose, languages, every: false))
        from compiledBy in Maybe(Texts(Line, languages, every: true))
        from because in Texts(Line, languages, every: true)
        from fieldName in Texts(Line, languages, every: true)
        from names in Texts(Line, languages, every: true).Array[4]
        from note in Maybe(Texts(Line, languages, every: true))
        from end in Maybe(Line)
        from startKnown in Gen.Bool
        from checkpoints in OneOf<string[]>([], ["B06", "B12"], ["01-15", "B03"], ["2026-06-30", "2027-06-30"])
        from policy in Gen.Bool
        from number in Gen.Int[0, 9]
        from commitments in Commitment(languages, startKnown ? new DateOnly(2025, 1, 1) : null, policy ? new ProofPolicy(3, 2) : null).Array[1, 3]
        from reports in Report.Array[0, 4]
        from evidence in Evidence.Array[0, 4]
        from reviews in Review.Array[0, 4]
        select Whole(languages, title, jurisdiction, about, compiledBy, because, fieldName, names, note, end, startKnown, checkpoints, policy, number, commitments, reports, evidence) with { Reviews = [.. reviews] };

    private static PlanInFiles Whole(
        string[] languages, ImmutableSortedDictionary<string, PublicText> title, ImmutableSortedDictionary<string, PublicText> jurisdiction,
        ImmutableSortedDictionary<string, PublicText>? about, ImmutableSortedDictionary<string, PublicText>? compiledBy,
        ImmutableSortedDictionary<string, PublicText> because, ImmutableSortedDictionary<string, PublicText> fieldName,
        ImmutableSortedDictionary<string, PublicText>[] names, ImmutableSortedDictionary<string, PublicText>? note, string? end, bool startKnown,
        string[] checkpoints, bool policy, int number, CommitmentPublished[] commitments, ImportedReport[] reports, ImportedEvidence[] evidence)
    {
        var numbered = commitments.Index().Select(at => at.Item with
        {
            Commitment = new(Id, CommitmentNumber.Parse($"{at.Index + 1}")),
            File = $"{at.Index + 1:00}-janji",
            // Each commitment was made with numbers that begin with 1.
            Milestones = at.Item.Milestones.ToImmutableSortedDictionary(
                row => Renumbered(row.Key, at.Index + 1), row => row.Value with { Parent = row.Value.Parent is { } parent ? MilestoneNumber.Parse(Renumbered(parent.Value, at.Index + 1)) : null }, StringComparer.Ordinal),
        }).ToImmutableArray();
        var plan = new PlanPublished(
            Id, Jurisdiction.Parse("sample"), number == 3 ? "AP_IDN07" : null, number == 0 ? null : number, startKnown ? new(2025, 1, 1) : null, End, "Asia/Jakarta",
            [.. languages.Select(Language.Parse)], [PriorityField.Parse("kesehatan")], number == 1 ? "IDR" : null,
            Organisations.ToImmutableSortedDictionary(one => one, PartnerOf, StringComparer.Ordinal), number > 4 ? OrganisationId.Parse("warga") : null,
            number > 5 ? [OrganisationId.Parse("warga"), OrganisationId.Parse("kampus")] : [], [.. numbered.Select(one => one.Commitment.Number)],
            policy ? new(3, 2) : null, "", number == 2 ? true : null, title, jurisdiction, about, compiledBy, new PublicText("https://contoh.example/rencana"),
            startKnown ? null : because, end is null ? null : new PublicText(end),
            ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal).Add("kesehatan", fieldName),
            checkpoints.Length == 0 ? null : [.. checkpoints]);
        return new(
            Id, plan.Jurisdiction, "",
            [.. Organisations.Zip(names).Select(one => new RegisterOrganisation(OrganisationId.Parse(one.First), PartnerOf(one.First), one.Second, one.First == "warga" ? note : null, plan.Invented == true))],
            new PublishPlan(plan), [.. numbered.Select(one => new PublishCommitment(one))],
            [.. reports.DistinctBy(row => row.Narrative).Select(row => row with { Leaf = numbered[0].Milestones.OrderBy(one => one.Value.Order).First(one => numbered[0].Milestones.Values.All(other => other.Parent?.Value != one.Key)).Key is var leaf ? MilestoneNumber.Parse(leaf) : row.Leaf })],
            [.. evidence.DistinctBy(row => row.Title)]);
    }

    private static string Renumbered(string number, int first) => first.ToString(System.Globalization.CultureInfo.InvariantCulture) + number[1..];

    private static Partner PartnerOf(string organisation) => organisation switch
    {
        "dinas" => Partner.Government,
        "kampus" => Partner.Academia,
        "koperasi" => Partner.Business,
        _ => Partner.Public,
    };

    private static Gen<CommitmentPublished> Commitment(string[] languages, DateOnly? planStart, ProofPolicy? policy) =>
        from translated in Gen.Bool
        let own = translated ? languages : languages[..1]
        from title in Texts(Line, own, every: true)
        from shortTitle in Maybe(Texts(Line, languages, every: true))
        from theme in Maybe(Texts(Line, languages, every: false))
        from brief in Maybe(Texts(Prose, own, every: false))
        from problem in Maybe(Texts(Prose, own, every: false))
        from description in Maybe(Texts(Prose, own, every: false))
        from analysis in Maybe(Texts(Prose, own, every: false))
        from source in Maybe(Texts(Line, languages, every: true))
        from officer in Maybe(Line)
        from officerName in Maybe(Line)
        from unknown in Gen.Int[0, 3]
        from because in Texts(Line, languages, every: true)
        from supporters in Gen.Bool
        from budget in OneOf<decimal?>(null, 0, 1250000000, 0.5m)
        from continued in OneOf<bool?>(null, true, false)
        from tree in Gen.Int[0, 3]
        from rows in Row(own, planStart).Array[5]
        select new CommitmentPublished(
            new(Id, CommitmentNumber.Parse("1")), Jurisdiction.Parse("sample"), planStart, End, supporters ? "BOJ0001" : null,
            unknown > 0 ? null : new(2025, 3, 1), unknown > 1 ? null : End, unknown > 2 ? null : OrganisationId.Parse("dinas"),
            supporters ? ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal).Add("koperasi", Partner.Business).Add("warga", Partner.Public) : ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal),
            supporters ? PriorityField.Parse("kesehatan") : PriorityField.Unassigned, supporters ? [OgpValue.Technology, OgpValue.CivicParticipation] : [],
            continued is null ? null : ["Public Procurement", "Data: terbuka"], continued == true ? [3, 16] : null, continued, continued == true ? "BOJ0009" : null, budget, policy,
            Tree(tree, rows, unknown > 2 ? null : OrganisationId.Parse("dinas"), supporters ? PriorityField.Parse("kesehatan") : PriorityField.Unassigned),
            [.. own.Take(1).Concat(own.Skip(1).Order(StringComparer.Ordinal)).Select(Language.Parse)], title, shortTitle, theme, brief, problem, description, analysis, source, null, new PublicText("https://contoh.example/janji"),
            officer is null ? null : Of(own[0], officer), officerName is null ? null : new PersonalText(officerName),
            unknown == 0 ? null : new[] { "start", "end", "lead" }.Take(unknown).ToImmutableSortedDictionary(name => name, _ => because, StringComparer.Ordinal));

    /// <summary>Flat, with indicators, three deep, and out of order.</summary>
    private static ImmutableSortedDictionary<string, Milestone> Tree(int tree, Milestone[] rows, OrganisationId? lead, PriorityField field)
    {
        var numbers = tree switch
        {
            0 => new[] { "1.1", "1.2" },
            1 => ["1.1", "1.1.1", "1.1.2", "1.2"],
            2 => ["1.1", "1.1.1", "1.1.1.1", "1.1.2", "1.2"],
            _ => ["1.2", "1.1", "1.2.1"],
        };
        var all = ImmutableSortedDictionary.CreateBuilder<string, Milestone>(StringComparer.Ordinal);
        foreach (var (index, number) in numbers.Index())
        {
            var parent = numbers.Contains(number[..number.LastIndexOf('.')]) ? number[..number.LastIndexOf('.')] : null;
            var leaf = !numbers.Any(other => other.StartsWith(number + ".", StringComparison.Ordinal));
            var row = rows[index] with { Order = index, Parent = parent is null ? null : MilestoneNumber.Parse(parent) };
            // A row that says nothing of its own has its parent's, or the commitment's.
            if (row.Note is null) row = row with { Lead = parent is null ? lead : all[parent].Lead, Field = parent is null ? field : all[parent].Field };
            all[number] = leaf ? row : row with { Start = null, Due = null, Unknown = null, Recurs = null, DueWords = null, UnknownBecause = row.Lead is null ? row.UnknownBecause : null };
        }

        return all.ToImmutable();
    }

    private static Gen<Milestone> Row(string[] languages, DateOnly? planStart) =>
        from title in Texts(Line, languages, every: true)
        from output in Maybe(Texts(Gen.OneOf(Line, Prose), languages, every: false))
        from note in Maybe(Texts(Gen.OneOf(Line, Prose), languages, every: false))
        from because in Texts(Line, languages, every: true)
        from kind in Gen.Int[0, 5]
        from day in Gen.Int[0, 700]
        from words in Maybe(OneOf("sesudah gedung baru siap", "once it is ready"))
        from weight in OneOf(1m, 2m, 0.25m)
        from budget in OneOf<decimal?>(null, 10.5m)
        from lead in OneOf<string?>(null, "dinas", "warga")
        from supporters in Gen.Bool
        let due = kind == 5 ? End : new DateOnly(2026, 1, 1).AddDays(day)
        select new Milestone(
            null, 0, kind == 4 || (planStart is null && kind is 2 or 3 or 5) ? new(2025, 6, 1) : planStart, kind is 0 or 1 ? null : due, kind == 0 ? true : null,
            kind switch { 2 => Recurrence.Annual, 3 => Recurrence.Quarterly, 5 => Recurrence.Biannual, _ => null }, null,
            note is null || lead is null ? null : OrganisationId.Parse(lead), note is null ? PriorityField.Unassigned : PriorityField.Parse("kesehatan"), weight, budget,
            supporters ? [OrganisationId.Parse("koperasi"), OrganisationId.Parse("kampus")] : null, title, output,
            kind == 1 ? Of(languages[0], words ?? "sesudah gedung baru siap") : words is null ? null : Of(languages[0], words),
            kind == 0 || note is not null && lead is null ? because : null, note);

    private static Gen<ImportedReport> Report =>
        from narrative in Prose
        from level in Gen.Int[-1, 3]
        from percent in Gen.Int[0, 100]
        from day in Gen.Int[0, 300]
        select new ImportedReport(
            "", new(Id, CommitmentNumber.Parse("1")), OrganisationId.Parse("dinas"), Partner.Government, MilestoneNumber.Parse("1.1"), level < 0 ? null : (Completion)level,
            new DateOnly(2025, 1, 1).AddDays(day), null, "2025", percent == 0 ? null : Percent.Of(percent), OrganisationId.Parse("warga"), narrative, "https://contoh.example/laporan");

    private static Gen<ImportedEvidence> Evidence =>
        from title in Line
        from summary in Prose
        from level in Gen.Int[-1, 3]
        from disputes in Gen.Bool
        select new ImportedEvidence(
            new(new(Id, CommitmentNumber.Parse("1")), "k"), OrganisationId.Parse("kampus"), Partner.Academia, null, title, summary, "https://contoh.example/bukti", new(2025, 6, 30),
            disputes ? Stance.Disputes : Stance.Supports, level < 0 ? null : (Completion)level, null, "Juni 2025", OrganisationId.Parse("warga"), disputes ? "Daftar dibuka" : null);

    private static Gen<ImportedReview> Review =>
        from title in Line
        from summary in Prose
        from completion in OneOf<CompletionCoding?>([null, .. Enum.GetValues<CompletionCoding>().Select(one => (CompletionCoding?)one)])
        from results in OneOf<EarlyResults?>([null, .. Enum.GetValues<EarlyResults>().Select(one => (EarlyResults?)one)])
        from opened in OneOf(Enum.GetValues<DidItOpenGovernment>())
        from whole in Gen.Bool
        from began in Gen.Bool
        select new ImportedReview(
            "", whole ? EvidenceId.OfPlan(Id) : new(Id, CommitmentNumber.Parse("1")), OrganisationId.Parse("kampus"), Partner.Academia, null,
            new(completion, EarlyResults: results, DidItOpenGovernment: opened), title, summary, "https://contoh.example/tinjauan",
            began ? new(2025, 1, 1) : null, new(2025, 6, 30), null, "Januari sampai Juni 2025", OrganisationId.Parse("warga"));

    private static Gen<ImmutableSortedDictionary<string, PublicText>> Texts(Gen<string> text, string[] languages, bool every) => Gen.Select(
        text.Array[languages.Length], Gen.Int[1, languages.Length],
        (texts, many) => languages.Zip(texts).Take(every ? languages.Length : many).ToImmutableSortedDictionary(one => one.First, one => new PublicText(one.Second), StringComparer.Ordinal));

    private static ImmutableSortedDictionary<string, PublicText> Of(string language, string text) =>
        ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add(language, new(text));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Select(Gen.Bool, gen, (there, value) => there ? value : null);
}
