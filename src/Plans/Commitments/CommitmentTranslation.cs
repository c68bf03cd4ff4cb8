using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Commitments;

/// <summary><c>NN-slug.&lt;lang&gt;.md</c>: a commitment's texts in another language, and nothing else.</summary>
internal static class CommitmentTranslation
{
    /// <returns>The commitment with the translation's texts added.</returns>
    public static CommitmentPublished Add(CommitmentPublished content, string language, SourceFile source, PlanFacts plan)
    {
        if (!Translations.Belongs(source, language, plan.Languages)) return content;
        RefuseFacts(source);
        if (TextFile.Read(source, Keys.Translation, Keys.Sections, needsFacts: false) is not { } file) return content;
        var add = new Texts(language);
        var officer = file.Fields.Node("officer") is { } node ? Fields.Read(source, node, Keys.Officer, node.Place) : null;
        Pairing(file, content);
        return content with
        {
            Languages = content.Languages.Add(Language.Parse(language)),
            Title = add.To(content.Title, file.Title?.Text)!, // was there, and stays
            ShortTitle = add.To(content.ShortTitle, file.Fields.Text("short-title")),
            Theme = add.To(content.Theme, file.Fields.Text("theme")),
            BudgetSource = add.To(content.BudgetSource, file.Fields.Text("budget-source")),
            Links = add.To(content.Links, file.Fields.Text("links")),
            Officer = add.To(content.Officer, officer is null ? null : CommitmentFile.OfficerText(officer.Text("title"), officer.Text("department"))),
            Brief = add.To(content.Brief, file.Opening is { Text.Length: > 0 } opening ? source.Checked(opening) : Section(file, "Brief description")),
            Problem = add.To(content.Problem, Section(file, "Problem definition")),
            Description = add.To(content.Description, Section(file, "Commitment description")),
            Analysis = add.To(content.Analysis, Section(file, "Analysis")),
            Unknown = Reasons(content.Unknown, file, add),
            Milestones = Milestones(content.Milestones, file, plan, add),
        };
    }

    private static string? Section(TextFile file, string name) =>
        file.Sections.TryGetValue(name, out var section) && section.Text.Text.Length > 0 ? file.Source.Checked(section.Text) : null;

    /// <summary>A fact in a translation would be a second truth.</summary>
    private static void RefuseFacts(SourceFile source)
    {
        if (MarkdownTree.Read(source) is not { } document || MarkdownTree.FrontMatter(document) is not { } front) return;
        foreach (var (index, line) in front.Yaml.Split('\n').Index())
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] is ' ' or '#' or '-') continue;
            if (!Keys.Translation.TryFind(line[..colon], out _) && Keys.Commitment.TryFind(line[..colon], out var key))
                source.Error(new(index + 1 + front.LineOffset, 1), "translation-fact", $"`{key.Name}` is a fact, and a translation holds texts only", $"let it stand in the file without a language in its name");
        }
    }

    /// <summary>What stands here must stand there.</summary>
    private static void Pairing(TextFile file, CommitmentPublished content)
    {
        var there = new (string Name, object? Text)[]
        {
            ("Problem definition", content.Problem), ("Commitment description", content.Description), ("Analysis", content.Analysis),
        };
        foreach (var (name, text) in there)
        {
            if (text is null && file.Sections.TryGetValue(name, out var section))
                file.Source.Error(section.Heading.Place, "translation-dangling", $"`{section.Heading.Text}` translates nothing", $"write the text in the plan's own language first");
            else if (text is not null && !file.Sections.ContainsKey(name))
                file.Source.Warn(Place.First, "translation-missing", $"`{name}` is not translated", $"add it: until then it is shown in the plan's own language");
        }
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>? Reasons(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>? reasons, TextFile file, Texts add)
    {
        if (reasons is null || file.Fields.Node("unknown-because") is not { } node) return reasons;
        foreach (var name in reasons.Keys.ToList())
        {
            var text = node is YamlScalar all
                ? all
                : (node as YamlMap)?.Entries.FirstOrDefault(entry => Keys.Commitment.TryFind(entry.Key.Text, out var key) && key.Name == name)?.Value as YamlScalar;
            if (text is { Value.Length: > 0 }) reasons = reasons.SetItem(name, add.To(reasons[name], file.Source.Checked(new(text.Value, text.Place)))!); // was there, and stays
        }

        return reasons;
    }

    private static ImmutableSortedDictionary<string, Milestone> Milestones(
        ImmutableSortedDictionary<string, Milestone> milestones, TextFile file, PlanFacts plan, Texts add)
    {
        var rows = file.Sections.TryGetValue("Milestones", out var section) ? MilestoneRows.Read(file.Source, section) : [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!milestones.TryGetValue(row.Number.Text, out var milestone))
            {
                file.Source.Error(row.Number.Place, "translation-dangling", $"`{Fields.Cut(row.Number.Text)}` is not a milestone of the commitment", Spelling.Suggest(row.Number.Text, milestones.Keys, milestones.Keys.Take(5)));
                continue;
            }

            if (!seen.Add(row.Number.Text))
                file.Source.Error(row.Number.Place, "number-twice", $"number {row.Number.Text} stands here twice", $"keep one of them");
            foreach (var (name, fact) in row.Values.Where(value => !Keys.MilestoneTexts.Contains(value.Key)))
                file.Source.Error(fact.Place, "translation-fact", $"`{name}` is a fact, and a translation holds texts only", $"let it stand in the file without a language in its name");
            milestones = milestones.SetItem(row.Number.Text, milestone with
            {
                Title = add.To(milestone.Title, row.Title.Text.Length > 0 ? file.Source.Checked(row.Title) : null)!, // was there, and stays
                Output = add.To(milestone.Output, Checked(file.Source, row["Output"])),
                DueWords = add.To(milestone.DueWords, DueWords(file.Source, row, milestone, plan)),
                UnknownBecause = add.To(milestone.UnknownBecause, Checked(file.Source, row["Unknown because"])),
                Note = add.To(milestone.Note, Checked(file.Source, row["Note"])),
            });
        }

        foreach (var number in milestones.Keys.Except(seen).Order(StringComparer.Ordinal))
            file.Source.Warn(section?.Heading.Place ?? Place.First, "translation-missing", $"milestone {number} is not translated", $"add it: until then it is shown in the plan's own language");
        return milestones;
    }

    private static string? Checked(SourceFile source, Piece? piece) => piece is null ? null : source.Checked(piece);

    /// <summary>Translated words of a due date may not name another day.</summary>
    private static string? DueWords(SourceFile source, MilestoneRow row, Milestone milestone, PlanFacts plan)
    {
        if ((row["Due text"] ?? row["Due"]) is not { } words || ValueWords.IsUnknown(words.Text)) return null;
        var read = DateReader.LooksLikeDate(words.Text) ? DateReader.Read(source, words) : Dates.DueWords.Read(words.Text, new(plan.End, plan.End))?.Last;
        if (read is { } day && milestone.Due is { } due && day != due && milestone.Recurs is null)
            source.Error(words.Place, "translation-differs", $"these words read as {DateReader.Iso(day)}, but it is due {DateReader.Iso(due)}", $"translate the words that stand there");
        return DateReader.LooksLikeDate(words.Text) ? null : source.Checked(words);
    }

    private sealed class Texts(string language)
    {
        public ImmutableSortedDictionary<string, PublicText>? To(ImmutableSortedDictionary<string, PublicText>? texts, string? text) =>
            text is null ? texts : (texts ?? ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal)).SetItem(language, new(text));
    }
}
