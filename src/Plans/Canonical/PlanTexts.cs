using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>Writes <c>plan.md</c> and its translations.</summary>
internal sealed class PlanTexts(PlanPublished plan, ImmutableArray<RegisterOrganisation> organisations)
{
    private readonly string own = plan.Languages[0].Value;

    /// <summary>The languages of a text, the plan's own first.</summary>
    public static ImmutableArray<(string Language, string Text)> InOrder(
        ImmutableSortedDictionary<string, PublicText>? texts, ImmutableArray<Language> languages) => texts is null
        ? []
        : [.. languages.Where(language => texts.ContainsKey(language.Value)).Select(language => (language.Value, texts[language.Value].Value))];

    public string Own(Comments comments)
    {
        var facts = new FrontMatter(comments);
        facts.Value("plan", plan.Plan.Value);
        facts.Value("jurisdiction", plan.Jurisdiction.Value);
        facts.Texts("jurisdiction-name", InOrder(plan.JurisdictionName, plan.Languages), own);
        facts.Value("ogp-id", plan.OgpId);
        facts.Value("number", plan.Number?.ToString(CultureInfo.InvariantCulture));
        facts.Value("start", plan.Start is { } start ? DateReader.Iso(start) : ValueWords.Unknown.Names.First());
        facts.Value("end", DateReader.Iso(plan.End));
        facts.Value("end-text", plan.EndWords?.Value);
        facts.Value("time-zone", plan.TimeZone);
        facts.List("languages", plan.Languages.Select(language => language.Value));
        facts.Map("priority-fields", plan.Fields.Select(field => (
            field.Value,
            FrontMatter.TextLines(field.Value, InOrder(plan.FieldNames?.GetValueOrDefault(field.Value), plan.Languages) is { Length: > 0 } names ? names : [(own, field.Value)], own, 2))));
        facts.Value("currency", plan.Currency);
        facts.List("checkpoints", plan.Checkpoints);
        facts.Map("organisations", plan.Organisations.Select(one => (one.Key, Organisation(one.Key, one.Value))));
        facts.Value("forum", plan.Forum?.Value);
        facts.List("reviewers", plan.Reviewers.Select(reviewer => reviewer.Value));
        if (plan.Policy is { } policy)
            facts.Map("policy",
            [
                ("partners-for-complete", [$"partners-for-complete: {policy.PartnersForComplete.ToString(CultureInfo.InvariantCulture)}"]),
                ("organisations-for-commitment", [$"organisations-for-commitment: {policy.OrganisationsForCommitment.ToString(CultureInfo.InvariantCulture)}"]),
            ]);
        facts.Value("invented", plan.Invented == true ? ValueWords.YesNo.Word(true) : null);
        facts.Texts("compiled-by", InOrder(plan.CompiledBy, plan.Languages), own);
        facts.Value("source", plan.Source?.Value);
        if (plan.StartUnknownBecause is { } because)
            facts.Map("unknown-because", [("start", FrontMatter.TextLines("start", InOrder(because, plan.Languages), own, 2))]);

        var text = new StringBuilder();
        facts.Write(text, always: true);
        Body.Heading(text, 1, plan.Title.GetValueOrDefault(own).Value ?? plan.Plan.Value);
        Body.Text(text, plan.About?.GetValueOrDefault(own).Value);
        return text.ToString();
    }

    /// <returns>Null where there is nothing in that language.</returns>
    public string? Translation(Language language, Comments comments)
    {
        if (!plan.Title.TryGetValue(language.Value, out var title)) return null;
        var text = new StringBuilder();
        new FrontMatter(comments).Write(text, always: false);
        Body.Heading(text, 1, title.Value);
        Body.Text(text, plan.About?.GetValueOrDefault(language.Value).Value);
        return text.ToString();
    }

    private ImmutableArray<string> Organisation(string id, Partner partner)
    {
        var known = organisations.FirstOrDefault(one => one.Organisation.Value == id);
        var name = InOrder(known?.Name, plan.Languages) is { Length: > 0 } names ? names : [(own, id)];
        return
        [
            $"{id}:",
            $"  partner: {ValueWords.Partner.Word(partner)}",
            .. FrontMatter.TextLines("name", name, own, 4).Select(line => "  " + line),
            .. InOrder(known?.Note, plan.Languages) is { Length: > 0 } note ? FrontMatter.TextLines("note", note, own, 4).Select(line => "  " + line) : [],
        ];
    }
}
