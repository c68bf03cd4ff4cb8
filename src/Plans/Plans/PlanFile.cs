using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Plans;

/// <summary><c>plan.md</c>: the facts its commitments need, and the event without what only they can say.</summary>
/// <param name="Facts">For the other files.</param>
/// <param name="Content">Commitments and digest are still empty.</param>
/// <param name="Organisations">To be registered.</param>
internal sealed record PlanFile(PlanFacts Facts, PlanPublished Content, ImmutableArray<RegisterOrganisation> Organisations)
{
    /// <param name="source">The file.</param>
    /// <param name="folder">The folder's name, which is the plan's id.</param>
    /// <param name="translations">The language and the file of each <c>plan.&lt;lang&gt;.md</c>.</param>
    /// <returns>Null, with findings, where it cannot be read at all.</returns>
    public static PlanFile? Read(SourceFile source, string folder, IEnumerable<(string Language, SourceFile Source)> translations)
    {
        if (TextFile.Read(source, Keys.Plan, null, needsFacts: true) is not { } file) return null;
        var fields = file.Fields;
        var languages = LanguagesOf(source, fields);
        var id = fields.Named<PlanId>("plan", $"a plan's id");
        if (id is { } named && named.Value != folder)
            source.Error(fields.PlaceOf("plan"), "plan-folder", $"the plan is called `{named}`, its folder `{Fields.Cut(folder)}`", $"give both the same name");
        var jurisdiction = fields.Named<Jurisdiction>("jurisdiction", $"a jurisdiction");
        var unknown = new UnknownFields(source, fields, languages, ["start"]);
        var start = unknown.Date("start");
        var end = fields.Date("end");
        if (start is { } first && end is { } until && until < first)
            source.Error(fields.PlaceOf("end"), "end-before-start", $"the plan ends before it starts", $"correct one of the two");
        var register = PlanOrganisations.Read(source, fields, languages, fields.Piece("invented") is { } piece && source.Word(piece, ValueWords.YesNo, $"yes or no", out var rekaan) && rekaan);
        var organisations = register.ToImmutableSortedDictionary(one => one.Organisation.Value, one => one.MemberOf, StringComparer.Ordinal);
        var names = PriorityFields(source, fields, languages);
        if (languages.Length == 0) languages = StandIn(fields, translations);

        // What is wrong here is said; the commitments are read all the same, so that what is wrong in them is said with it.
        var facts = new PlanFacts(
            id ?? PlanId.Parse("plan"), jurisdiction ?? Jurisdiction.Parse("jurisdiction"), start, end ?? PlanFacts.NoEnd, languages, organisations, [.. names.Select(field => field.Field)],
            PlanDetails.Checkpoints(source, fields), PlanDetails.Policy(source, fields));
        var (title, about) = Texts(file, languages, translations);
        var content = new PlanPublished(
            facts.Id, facts.Jurisdiction, fields.Text("ogp-id"), fields.WholeNumber("number", 1, 99), start, facts.End,
            PlanDetails.TimeZone(source, fields), languages, facts.Fields, PlanDetails.Currency(source, fields), organisations,
            fields.Piece("forum") is { } forum ? source.Organisation(forum, facts) : null,
            PlanDetails.Reviewers(source, fields, facts), [], facts.Policy, "",
            register.Any(one => one.Invented) || IsYes(fields, "invented") ? true : null,
            title,
            fields.Texts("jurisdiction-name", languages) ?? Pieces.InFirst("", languages),
            about.Count > 0 ? about : null,
            fields.Texts("compiled-by", languages),
            fields.Piece("source") is { } address && source.Address(address) is { } read ? new PublicText(read) : null,
            unknown.Reasons.GetValueOrDefault("start"),
            fields.Text("end-text") is { } words ? new PublicText(words) : null,
            names.Count > 0 ? names.ToImmutableSortedDictionary(field => field.Field.Value, field => field.Name, StringComparer.Ordinal) : null,
            facts.Checkpoints.Any ? facts.Checkpoints.Words : null);
        return new(facts, content, register);
    }

    /// <summary>Without one that is stated, the languages that the plan's texts are in.</summary>
    private static ImmutableArray<Language> StandIn(Fields fields, IEnumerable<(string Language, SourceFile Source)> translations) =>
    [
        .. ((fields.Node("jurisdiction-name") as YamlMap)?.Entries.Select(entry => entry.Key.Text) ?? []).Concat(translations.Select(one => one.Language)).Append("en")
            .Where(code => Language.TryParse(code, out _)).Distinct(StringComparer.Ordinal).Select(Language.Parse),
    ];

    private static bool IsYes(Fields fields, string key) =>
        fields.Piece(key) is { } piece && ValueWords.YesNo.TryRead(piece.Text, out var yes) && yes;

    private static ImmutableArray<Language> LanguagesOf(SourceFile source, Fields fields)
    {
        var languages = ImmutableArray.CreateBuilder<Language>();
        foreach (var piece in fields.List("languages"))
        {
            if (!Language.TryParse(piece.Text, out var language))
                source.Error(piece.Place, "language-wrong", $"`{Fields.Cut(piece.Text)}` is not a language", $"write its code of two letters, such as id or en");
            else if (!languages.Contains(language))
                languages.Add(language);
        }

        return languages.ToImmutable();
    }

    private static List<(PriorityField Field, ImmutableSortedDictionary<string, PublicText> Name)> PriorityFields(
        SourceFile source, Fields fields, ImmutableArray<Language> languages)
    {
        var read = new List<(PriorityField, ImmutableSortedDictionary<string, PublicText>)>();
        if (fields.Node("priority-fields") is not YamlMap map)
        {
            if (fields.Has("priority-fields"))
                source.Error(fields.PlaceOf("priority-fields"), "value-shape", $"`priority-fields` holds one line for each field", $"write `health: {{id: Kesehatan, en: Health}}` beneath it");
            return read;
        }

        foreach (var entry in map.Entries)
        {
            if (source.Named<PriorityField>(entry.Key, $"a priority field") is not { } field) continue;
            if (read.Any(other => other.Item1 == field))
                source.Error(entry.Key.Place, "key-twice", $"`{field}` stands here twice", $"keep one of them");
            else if (entry.Value is YamlList)
                source.Error(entry.Value.Place, "value-shape", $"`{field}` cannot hold this", $"write its name in each language: `{{id: …, en: …}}`");
            else if (source.Texts(entry.Value, languages) is { } name)
                read.Add((field, name));
        }

        return read;
    }

    private static (ImmutableSortedDictionary<string, PublicText> Title, ImmutableSortedDictionary<string, PublicText> About) Texts(
        TextFile file, ImmutableArray<Language> languages, IEnumerable<(string Language, SourceFile Source)> translations)
    {
        var title = Pieces.InFirst(file.Title?.Text ?? "", languages).ToBuilder();
        var about = ImmutableSortedDictionary.CreateBuilder<string, PublicText>(StringComparer.Ordinal);
        if (file.Opening is { Text.Length: > 0 } opening) about[languages[0].Value] = new(file.Source.Checked(opening));
        foreach (var (language, source) in translations)
        {
            if (!Translations.Belongs(source, language, languages)) continue;
            if (TextFile.Read(source, new(), null, needsFacts: false) is not { } other) continue;
            if (other.Title is { } translated) title[language] = new(translated.Text);
            if (other.Opening is { Text.Length: > 0 } text) about[language] = new(source.Checked(text));
        }

        return (title.ToImmutable(), about.ToImmutable());
    }
}
