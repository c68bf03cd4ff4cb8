using Tracker.Plans.Words;

namespace Tracker.Plans.Workbooks;

/// <summary>A sheet of the template.</summary>
/// <param name="Name">Its name in English, by which it is known here.</param>
/// <param name="Indonesian">Its name in Indonesian.</param>
/// <param name="Keys">Its columns; of the plan, its rows.</param>
internal sealed record SheetKeys(string Name, string Indonesian, KeyTable Keys)
{
    /// <summary>As it is called in the reader's language.</summary>
    public ByLanguage Called => new(Name, Indonesian);

    public bool IsCalled(string name) => Spelling.Plain(name) == Spelling.Plain(Name) || IsInIndonesian(name);

    public bool IsInIndonesian(string name) => Spelling.Plain(name) == Spelling.Plain(Indonesian);
}

/// <summary>The sheets of the template: the keys of plan files that fit into one cell, and what stands in a file without a key.</summary>
internal static class WorkbookKeys
{
    public const string Plan = "Plan", Organisations = "Organisations", Commitments = "Commitments", Milestones = "Milestones", Indicators = "Indicators";

    public const string Title = "title", About = "about", Id = "id", Number = "number", Numbered = "#", Deliverable = "Deliverable";

    /// <summary>What a milestone and an indicator stand beneath.</summary>
    public const string Commitment = "commitment", Parent = "milestone";

    /// <summary>The texts of a commitment, with the heading each stands beneath; the first follows the title.</summary>
    public static IReadOnlyList<(string Key, string? Heading)> Texts { get; } =
        [("brief", null), ("problem", "Problem definition"), ("description", "Commitment description"), ("analysis", "Analysis")];

    public static IReadOnlyList<SheetKeys> Sheets { get; } =
    [
        new(Plan, "Rencana", new([.. InOneCell(Keys.Plan), new Key(Title, "judul", Required: true), new Key(About, "tentang")])),
        new(Organisations, "Organisasi", new([new Key(Id, "id", Required: true), .. Keys.Organisation.Keys])),
        new(Commitments, "Komitmen", new(
        [
            new Key(Title, "judul", Required: true), .. InOneCell(Keys.Commitment),
            new Key("brief", "uraian-singkat"), new Key("problem", "rumusan-masalah"), new Key("description", "uraian-komitmen"), new Key("analysis", "analisis"),
        ])),
        new(Milestones, "Target", new([new Key(Commitment, "komitmen", Required: true), .. Keys.Milestone.Keys])),
        new(Indicators, "Indikator", new([new Key(Parent, "target", Required: true), .. Keys.Milestone.Keys])),
    ];

    public static SheetKeys Of(string name) => Sheets.First(sheet => sheet.Name == name);

    /// <summary>Whether a row says too little without it.</summary>
    public static bool Needs(Key key) => key.Required || key.Name is Numbered or Deliverable;

    private static IEnumerable<Key> InOneCell(KeyTable keys) =>
        keys.Keys.Where(key => key.Shape is Shape.Value or Shape.Texts or Shape.Values || key.Name == "unknown-because");
}
