using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>Writes a commitment's file and its translations.</summary>
internal sealed class CommitmentTexts(CommitmentPublished commitment, PlanPublished plan)
{
    private static readonly string[] May = ["start", "end", "lead"];
    private readonly string own = plan.Languages[0].Value;

    /// <summary>The languages that have a file of their own.</summary>
    public ImmutableArray<Language> Translations => [.. commitment.Languages.Where(language => language.Value != own)];

    /// <param name="comments">Of the file.</param>
    /// <param name="officer">As the file names them; null: as the tracker knows them.</param>
    public string Own(Comments comments, Officer? officer)
    {
        var facts = new FrontMatter(comments);
        facts.Value("number", commitment.Commitment.Number.Value);
        facts.Value("ogp-id", commitment.OgpId);
        facts.Value("start", Day(commitment.Start));
        facts.Value("end", Day(commitment.End));
        facts.Value("lead", commitment.Lead?.Value ?? Unknown());
        facts.List("supporters", commitment.Supporters.Keys);
        facts.Value("field", commitment.Field == PriorityField.Unassigned ? null : commitment.Field.Value);
        facts.List("values", commitment.Values.Select(ValueWords.OgpValue.Word));
        facts.List("policy-areas", commitment.PolicyAreas);
        facts.List("sdgs", commitment.Sdgs?.Select(goal => goal.ToString(CultureInfo.InvariantCulture)));
        facts.Value("continued", commitment.Continued is { } continued ? ValueWords.YesNo.Word(continued) : null);
        facts.Value("carried-forward-from", commitment.CarriedForwardFrom);
        facts.Value("budget", commitment.Budget is { } budget ? Number(budget) : null);
        facts.Texts("budget-source", Here(commitment.BudgetSource), own);
        facts.Texts("links", Here(commitment.Links), own);
        facts.Texts("short-title", Here(commitment.ShortTitle), own);
        facts.Texts("theme", Here(commitment.Theme), own);
        (officer ?? Officer.Of(commitment.Officer?.GetValueOrDefault(own).Value, commitment.OfficerName?.Value))?.Write(facts);
        facts.Value("source", commitment.Source?.Value);
        if (commitment.Unknown is { } unknown)
            facts.Map("unknown-because", May.Where(unknown.ContainsKey).Select(name => (
                name, FrontMatter.TextLines(name, PlanTexts.InOrder(unknown[name], plan.Languages), own, 2))));

        var text = new StringBuilder();
        facts.Write(text, always: true);
        Write(text, own);
        return text.ToString();
    }

    public string Translation(Language language, Comments comments, Officer? officer)
    {
        var facts = new FrontMatter(comments);
        facts.Value("short-title", In(commitment.ShortTitle, language.Value));
        facts.Value("theme", In(commitment.Theme, language.Value));
        facts.Value("budget-source", In(commitment.BudgetSource, language.Value));
        facts.Value("links", In(commitment.Links, language.Value));
        (officer ?? Officer.Of(In(commitment.Officer, language.Value), null))?.Write(facts);
        var text = new StringBuilder();
        facts.Write(text, always: false);
        Write(text, language.Value);
        return text.ToString();
    }

    private static string? In(ImmutableSortedDictionary<string, PublicText>? texts, string language) =>
        texts is not null && texts.TryGetValue(language, out var text) ? text.Value : null;

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The texts whose language has no file of its own stand here.</summary>
    private ImmutableArray<(string Language, string Text)> Here(ImmutableSortedDictionary<string, PublicText>? texts) =>
        [.. PlanTexts.InOrder(texts, plan.Languages).Where(text => !Translations.Any(language => language.Value == text.Language))];

    private void Write(StringBuilder to, string language)
    {
        Body.Heading(to, 1, In(commitment.Title, language) ?? "");
        Body.Text(to, In(commitment.Brief, language));
        Body.Section(to, Heading("Problem definition", language), In(commitment.Problem, language));
        Body.Section(to, Heading("Commitment description", language), In(commitment.Description, language));
        Body.Section(to, Heading("Analysis", language), In(commitment.Analysis, language));
        new MilestoneTexts(to, language).Write(language == own ? Rows() : Translated(language));
    }

    private static string Heading(string name, string language) =>
        Keys.Sections.Keys.First(key => key.Name == name) is var key && language == "id" ? key.Indonesian : key.Name;

    private IEnumerable<KeyValuePair<string, Milestone>> InOrder() =>
        commitment.Milestones.OrderBy(pair => pair.Value.Order).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    private List<MilestoneText> Translated(string language)
    {
        var rows = InOrder().Select(pair => new MilestoneText(
            pair.Key, pair.Value.Parent?.Value, In(pair.Value.Title, language) ?? "",
            Values(
                ("Output", In(pair.Value.Output, language)), ("Due text", In(pair.Value.DueWords, language)),
                ("Unknown because", In(pair.Value.UnknownBecause, language)), ("Note", In(pair.Value.Note, language)))))
            .Where(row => row.Title.Length > 0 || row.Values.Count > 0)
            .ToList();
        // A parent that is not translated has no row to stand beneath.
        return [.. rows.Select(row => rows.Any(other => other.Number == row.Parent) ? row : row with { Parent = null })];
    }

    private List<MilestoneText> Rows() => [.. InOrder().Select(pair => new MilestoneText(pair.Key, pair.Value.Parent?.Value, In(pair.Value.Title, own) ?? "", Facts(pair.Key, pair.Value)))];

    private ImmutableSortedDictionary<string, string> Facts(string number, Milestone row)
    {
        var leaf = commitment.Milestones.Values.All(other => other.Parent?.Value != number);
        var above = row.Parent is { } parent ? commitment.Milestones[parent.Value] : null;
        var lead = above is null ? commitment.Lead : above.Lead;
        var field = above?.Field ?? commitment.Field;
        return Values(
            ("Output", In(row.Output, own)),
            ("Start", !leaf || row.Start == plan.Start ? null : Day(row.Start, own)),
            ("Due", row.Due is { } due && leaf ? DateReader.Iso(due) : row.Unknown == true ? Unknown(own) : null),
            ("Due text", In(row.DueWords, own)),
            ("Recurs", row.Recurs is { } recurs && leaf ? Rhythm(recurs) : null),
            ("Lead", row.Lead == lead ? null : row.Lead?.Value ?? Unknown(own)),
            ("Supporters", row.Supporters is { Length: > 0 } supporters ? string.Join(", ", supporters.Select(one => one.Value)) : null),
            ("Weight", row.Weight == 1 ? null : Number(row.Weight)),
            ("Budget", row.Budget is { } budget ? Number(budget) : null),
            ("Field", row.Field == field ? null : row.Field.Value),
            ("Unknown because", In(row.UnknownBecause, own)),
            ("Note", In(row.Note, own)));
    }

    private static ImmutableSortedDictionary<string, string> Values(params (string Name, string? Text)[] values) =>
        values.Where(value => !string.IsNullOrEmpty(value.Text)).ToImmutableSortedDictionary(value => value.Name, value => value.Text!, StringComparer.Ordinal); // filtered

    private static string Day(DateOnly? day, string language = "en") => day is { } known ? DateReader.Iso(known) : Unknown(language);

    /// <summary>Front matter is written in English; what stands in the text, in the language of the text where it is known.</summary>
    private static string Unknown(string language = "en") => language == "id" ? "tidak diketahui" : ValueWords.Unknown.Names.First();

    private string Rhythm(Recurrence recurs) => own != "id" ? ValueWords.Rhythm.Word(new(recurs)) : recurs switch
    {
        Recurrence.Quarterly => "triwulanan",
        Recurrence.Biannual => "semesteran",
        _ => "tahunan",
    };
}
