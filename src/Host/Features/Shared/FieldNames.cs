using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>What the fields of plans and promises are called on pages, and what their facts are, in the reader's language.</summary>
public static class FieldNames
{
    private static readonly FrozenDictionary<string, string> s_words =
        Enum.GetValues<OgpValue>().Select(value => KeyValuePair.Create(Words.Of(value), $"{nameof(OgpValue)}.{value}"))
            .Concat(Enum.GetValues<Recurrence>().Select(value => KeyValuePair.Create(Words.Of(value), $"{nameof(Recurrence)}.{value}")))
            .Concat(Enum.GetValues<Partner>().Select(value => KeyValuePair.Create(Words.Of(value), $"{nameof(Partner)}.{value}")))
            .Concat([new("true", "field-path.true"), new("false", "field-path.false")])
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A field of one promise or plan, with its language or whatever else tells it apart; its path where it has no name.</summary>
    /// <param name="T">The language.</param>
    /// <param name="path"><c>title/id</c>, <c>milestones/1.1/lead</c>; the milestone is not named again.</param>
    public static string Of(Speech T, string path)
    {
        var parts = path.Split('/');
        if (parts is ["milestones", _, _, ..]) parts = parts[2..];
        if (!T.Has("field-names." + parts[0])) return path;
        var name = T["field-names." + parts[0]];
        return parts.Length == 1 ? name : $"{name} ({string.Join(", ", parts[1..].Select(Part))})";

        string Part(string part) => T.Has("languages." + part) ? T["languages." + part] : T.Has("field-names." + part) ? T["field-names." + part] : part;
    }

    /// <summary>A field among all those of a plan and its commitments; what is no path, such as a row of a file, as it is.</summary>
    /// <param name="T">The language.</param>
    /// <param name="path"><c>plan/end</c>, <c>commitments/1/milestones/1.1/due</c>, <c>organisations/warga-pemantau</c>.</param>
    public static string Whole(Speech T, string path) => path.Split('/', 2) switch
    {
        ["plan"] => T["field-path.plan"],
        ["plan", var field] => T.Say("field-path.plan-field", ("field", Of(T, field))),
        ["organisations", var organisation] => T.Say("field-path.organisation", ("organisation", organisation)),
        ["commitments", var beneath] => beneath.Split('/', 2) switch
        {
            [var number, var field] when PromiseFields.MilestoneOf(field) is { } milestone =>
                T.Say("field-path.milestone-field", ("number", number), ("milestone", milestone.Value), ("field", Of(T, field))),
            [var number, var field] => T.Say("field-path.commitment-field", ("number", number), ("field", Of(T, field))),
            _ => T.Say("field-path.commitment", ("number", beneath)),
        },
        _ => path,
    };

    /// <summary>A fact as pages say it: dates, words of value lists, lists without brackets. Words that somebody wrote stay.</summary>
    /// <param name="T">The language.</param>
    /// <param name="path">As in <see cref="Of"/> or <see cref="Whole"/>.</param>
    /// <param name="value">As the ledger or a plan's files have it; null: nothing.</param>
    public static string? Value(Speech T, string path, string? value)
    {
        var field = path.Split('/') switch
        {
            ["plan", .. var own] => own,
            ["commitments", _, .. var own] => own,
            var own => own,
        };
        if (field is [.., "weight" or "budget"] && decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return T.Number(number);
        return value is null || IsText(string.Join('/', field)) ? value : string.Join(", ", List(value).Select(one => s_words.TryGetValue(one, out var key) ? T[key] : T.Word(one)));
    }

    /// <summary>The language of a field's words, where its path ends with one; null: it holds a fact, or words in no language.</summary>
    public static string? LanguageOf(Speech T, string path) => IsText(path) ? T.LanguageOf(path) : null;

    private static bool IsText(string field) => PromiseFields.IsText(field) || PlanFields.IsText(field);

    private static string[] List(string value)
    {
        if (!value.StartsWith('[')) return value.Split(", ");
        try
        {
            return [.. JsonDocument.Parse(value).RootElement.EnumerateArray().Select(one => one.ToString())];
        }
        catch (JsonException) // words that begin like a list
        {
            return [value];
        }
    }
}
