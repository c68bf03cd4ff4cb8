using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Commitments;

/// <summary><c>NN-slug.md</c>: one commitment.</summary>
internal static class CommitmentFile
{
    /// <returns>Null, with findings, where it has no number or cannot be read at all.</returns>
    public static CommitmentPublished? Read(SourceFile source, PlanFacts plan, IEnumerable<(string Language, SourceFile Source)> translations)
    {
        if (TextFile.Read(source, Keys.Commitment, Keys.Sections, needsFacts: true) is not { } file) return null;
        var fields = file.Fields;
        var number = fields.Named<CommitmentNumber>("number", $"a commitment's number");
        var unknown = new UnknownFields(source, fields, plan.Languages, ["start", "end", "lead"]);
        var (start, end) = Dates(source, fields, unknown, plan);
        var lead = unknown.Take("lead") || fields.Piece("lead") is not { } named ? null : source.Organisation(named, plan);
        var field = fields.Piece("field") is { } given ? source.PriorityField(given, plan) ?? PriorityField.Unassigned : PriorityField.Unassigned;
        var inherited = new Inherited(number ?? CommitmentNumber.Parse("0"), end ?? plan.End, lead, field);
        var milestones = Milestones(file, plan, inherited);
        if (number is not { } known) return null;

        var content = new CommitmentPublished(
            new(plan.Id, known), plan.Jurisdiction, plan.Start, plan.End, fields.Text("ogp-id"), start, end, lead,
            Supporters(source, fields, plan), field, Values(source, fields), PolicyAreas(source, fields), Sdgs(source, fields),
            fields.Piece("continued") is { } continued && source.Word(continued, ValueWords.YesNo, $"yes or no", out var yes) ? yes : null,
            fields.Text("carried-forward-from"),
            fields.Piece("budget") is { } budget ? source.Amount(budget, above: -1) : null,
            plan.Policy, milestones, [plan.Languages[0]],
            Pieces.InFirst(file.Title?.Text ?? "", plan.Languages),
            fields.Texts("short-title", plan.Languages),
            fields.Texts("theme", plan.Languages),
            Brief(file, plan),
            SectionText(file, "Problem definition", plan),
            SectionText(file, "Commitment description", plan),
            SectionText(file, "Analysis", plan),
            fields.Texts("budget-source", plan.Languages),
            fields.Texts("links", plan.Languages),
            fields.Piece("source") is { } piece && source.Address(piece) is { } address ? new PublicText(address) : null,
            Officer(source, fields, plan.Languages),
            OfficerName(source, fields),
            unknown.Reasons.Count > 0 ? unknown.Reasons.ToImmutableSortedDictionary(StringComparer.Ordinal) : null,
            Path.GetFileNameWithoutExtension(source.File) is { Length: <= 120 } name ? name : null);
        return translations.Aggregate(content, (so, translation) => CommitmentTranslation.Add(so, translation.Language, translation.Source, plan));
    }

    private static (DateOnly? Start, DateOnly? End) Dates(SourceFile source, Fields fields, UnknownFields unknown, PlanFacts plan)
    {
        var (start, end) = (unknown.Date("start"), unknown.Date("end"));
        if (start is { } first && (first > plan.End || first < plan.Start))
            source.Error(fields.PlaceOf("start"), "start-outside-plan", $"the commitment begins outside the plan", $"correct the date, or the plan's");
        if (end is { } last && (last > plan.End || last < plan.Start))
            source.Error(fields.PlaceOf("end"), "end-outside-plan", $"the commitment ends outside the plan", $"correct the date, or the plan's");
        if (start is { } from && end is { } to && to < from)
            source.Error(fields.PlaceOf("end"), "end-before-start", $"the commitment ends before it starts", $"correct one of the two");
        return (start, end);
    }

    private static ImmutableSortedDictionary<string, Milestone> Milestones(TextFile file, PlanFacts plan, Inherited inherited)
    {
        var rows = file.Sections.TryGetValue("Milestones", out var section) ? MilestoneRows.Read(file.Source, section) : [];
        return new MilestoneReader(file.Source, plan, inherited).Read(rows, section?.Heading.Place ?? file.Source.At(file.Source.Text.Length));
    }

    private static ImmutableSortedDictionary<string, Partner> Supporters(SourceFile source, Fields fields, PlanFacts plan)
    {
        var supporters = ImmutableSortedDictionary.CreateBuilder<string, Partner>(StringComparer.Ordinal);
        foreach (var piece in fields.List("supporters"))
        {
            if (source.Organisation(piece, plan) is { } id) supporters[id.Value] = plan.Organisations[id.Value];
        }

        return supporters.ToImmutable();
    }

    private static ImmutableArray<OgpValue> Values(SourceFile source, Fields fields)
    {
        var values = ImmutableArray.CreateBuilder<OgpValue>();
        foreach (var piece in fields.List("values"))
        {
            if (source.Word(piece, ValueWords.OgpValue, $"a value of open government", out var value) && !values.Contains(value)) values.Add(value);
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<string>? PolicyAreas(SourceFile source, Fields fields) =>
        fields.Has("policy-areas") ? [.. fields.List("policy-areas").Select(source.Checked)] : null;

    private static ImmutableArray<int>? Sdgs(SourceFile source, Fields fields) =>
        fields.Has("sdgs") ? [.. fields.List("sdgs").Select(piece => source.WholeNumber(piece, 1, 17)).OfType<int>().Distinct()] : null;

    private static ImmutableSortedDictionary<string, PublicText>? Brief(TextFile file, PlanFacts plan)
    {
        var section = SectionText(file, "Brief description", plan);
        if (file.Opening is not { Text.Length: > 0 } opening) return section;
        if (section is not null)
            file.Source.Error(opening.Place, "heading-twice", $"there is a text beneath the title and another beneath `Brief description`", $"keep one of them");
        return Pieces.InFirst(file.Source.Checked(opening), plan.Languages);
    }

    private static ImmutableSortedDictionary<string, PublicText>? SectionText(TextFile file, string name, PlanFacts plan) =>
        file.Sections.TryGetValue(name, out var section) && section.Text.Text.Length > 0
            ? Pieces.InFirst(file.Source.Checked(section.Text), plan.Languages)
            : null;

    private static ImmutableSortedDictionary<string, PublicText>? Officer(SourceFile source, Fields fields, ImmutableArray<Language> languages)
    {
        if (fields.Node("officer") is not { } node) return null;
        var officer = Fields.Read(source, node, Keys.Officer, node.Place);
        return OfficerText(officer.Text("title"), officer.Text("department")) is { } text ? Pieces.InFirst(text, languages) : null;
    }

    /// <summary>The office, never the person: title and department.</summary>
    internal static string? OfficerText(string? title, string? department) =>
        string.Join(", ", new[] { title, department }.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static PersonalText? OfficerName(SourceFile source, Fields fields) =>
        fields.Node("officer") is YamlMap map
        && map.Entries.FirstOrDefault(entry => Keys.Officer.TryFind(entry.Key.Text, out var key) && key.Name == "name")?.Value is YamlScalar { Value.Length: > 0 } name
            ? new PersonalText(source.Checked(new(name.Value.Trim(), name.Place)))
            : null;
}
