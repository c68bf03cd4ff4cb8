using Tracker.Domain.Commitments;
using Tracker.Host.Projections.History;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>A field that an entry put otherwise, in the reader's words: what pages tell of it.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Was">What it said.</param>
/// <param name="Now">What it says.</param>
/// <param name="Language">The language of its words; null: the page's, or it is not known.</param>
public sealed record ChangedField(string Label, ChangedField.Said Was, ChangedField.Said Now, string? Language = null)
{
    /// <summary>What a field says at one time.</summary>
    /// <param name="Text">In the reader's words, a text as it was written; null: nothing.</param>
    /// <param name="Shown">False where what it says is not shown here: the entry does not have it, or it is held, hidden or erased.</param>
    public readonly record struct Said(string? Text, bool Shown = true);

    /// <summary>What an entry changed: an amendment by its milestones; a corrected report or repaired evidence only what differs. Empty for every other.</summary>
    public static IReadOnlyList<ChangedField> Of(Speech T, HistoryEntry entry) => entry switch
    {
        { Amended.Length: > 0 } => [.. entry.Amended.GroupBy(field => PromiseFields.MilestoneOf(field.Field)).SelectMany(of => of).Select(field => Of(T, field, FieldNames.Whole(T, PathOf(entry, field))))],
        { Before: { } before, Type: "evidence.revised" } => [.. Repaired(T, before, entry).Where(Differs)],
        { Before: { } before } => [.. Corrected(T, before, entry).Where(Differs)],
        _ => [],
    };

    /// <summary>A field that was amended.</summary>
    /// <param name="T">The language.</param>
    /// <param name="field">Which.</param>
    /// <param name="label">What it is called.</param>
    public static ChangedField Of(Speech T, AmendedField field, string label) => new(
        label,
        new(FieldNames.Value(T, field.Field, field.Before), field.Shown.Before),
        new(FieldNames.Value(T, field.Field, field.After), field.Shown.After),
        FieldNames.LanguageOf(T, field.Field));

    private static string PathOf(HistoryEntry entry, AmendedField field) => entry switch
    {
        { Commitment: { } commitment } => $"commitments/{commitment.Number}/{field.Field}",
        _ when field.Field.StartsWith("organisations/", StringComparison.Ordinal) => field.Field,
        _ => $"plan/{field.Field}",
    };

    private static bool Differs(ChangedField field) => field.Was != field.Now;

    private static IEnumerable<ChangedField> Corrected(Speech T, HistoryEntry before, HistoryEntry now) =>
    [
        Fact(T["says"], Level(T, before), Level(T, now)),
        Fact(T["report-progress.percent"], Percent(T, before), Percent(T, now)),
        Fact(T["history.happened"], Day(T, before.On), Day(T, now.On)),
        Fact(T["evidence.period"], Day(T, before.Period), Day(T, now.Period)),
        Fact(T.Field("narrative"), before.Text("narrative")?.Text, now.Text("narrative")?.Text),
        Fact(T["challenges"], Challenges(T, before), Challenges(T, now)),
        Fact(T.Field("nextStep"), before.Text("nextStep")?.Text, now.Text("nextStep")?.Text),
        Fact(T["report-progress.nextDate"], Day(T, before.NextDate), Day(T, now.NextDate)),
    ];

    private static IEnumerable<ChangedField> Repaired(Speech T, HistoryEntry before, HistoryEntry now)
    {
        string[] first = ["title", "summary", "source"];
        var texts = first.Concat(before.Texts.Concat(now.Texts).Select(text => text.Name).Except(first).Order(StringComparer.Ordinal));
        return
        [
            Fact(T["evidence.shows"], Level(T, before), Level(T, now)),
            Fact(T["evidence.on"], Day(T, before.On), Day(T, now.On)),
            Fact(T["evidence.period"], Day(T, before.Period), Day(T, now.Period)),
            .. texts.Select(name => new ChangedField(T.Field(name), OfPiece(before, name), OfPiece(now, name), T.LanguageOf(name))),
        ];
    }

    // Every piece has a title: one that shows none is held, hidden or erased.
    private static Said OfPiece(HistoryEntry entry, string name) => entry.Text(name) is { } text ? new(text.Text) : new(null, entry.Text("title") is not null);

    private static ChangedField Fact(string label, string? was, string? now) => new(label, new(was), new(now));

    private static string? Level(Speech T, HistoryEntry entry) => entry.Completion is { } level ? T.Of(level) : null;

    private static string? Percent(Speech T, HistoryEntry entry) => entry.Percent is { } percent ? T.Say("percent", ("percent", percent.Value)) : null;

    private static string? Day(Speech T, DateOnly? day) => day is { } known ? T.Date(known) : null;

    private static string? Challenges(Speech T, HistoryEntry entry) => entry.Challenges.Length == 0
        ? null
        : string.Join(", ", entry.Challenges.Select(challenge => T.Of(challenge)).Append(entry.Text("challengesOther")?.Text).OfType<string>());
}
