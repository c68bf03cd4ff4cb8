using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Tracker.Domain;
using Tracker.Domain.Text;
using Tracker.Domain.Time;
using Tracker.Host.Text;

namespace Tracker.Host.Features.Shared;

/// <summary>What somebody typed into a form, kept as typed, and what is wrong with it, by field.</summary>
public sealed class Typed
{
    private readonly Dictionary<string, StringValues> _values;
    private readonly List<(string Field, Refused Why)> _wrong = [];

    public Typed(IEnumerable<KeyValuePair<string, StringValues>>? values = null) =>
        _values = new(values ?? [], StringComparer.Ordinal);

    public static string Key => "key";

    public static string Seen => "seen";

    /// <summary>What is wrong, in the order in which it was found; an empty field: the whole.</summary>
    public IReadOnlyList<(string Field, Refused Why)> Wrong => _wrong;

    public IEnumerable<KeyValuePair<string, StringValues>> Values => _values;

    public string this[string name]
    {
        get => _values.TryGetValue(name, out var values) ? values.ToString() : "";
        set => _values[name] = value;
    }

    public ImmutableArray<string> All(string name) =>
        _values.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(value => value.Length > 0)] : [];

    public void Set(string name, IEnumerable<string> values) => _values[name] = new([.. values]);

    public void Refuse(string field, Refused why) => _wrong.Add((field, why));

    public void Refuse(string field, string rule, string reason) => Refuse(field, new(rule, RefusalKind.Invalid, reason, field));

    /// <summary>A text; null when it is not given. Line ends are those of the ledger, whatever the browser sends.</summary>
    public string? Text(string name, bool required = false)
    {
        var text = this[name].ReplaceLineEndings("\n").Trim();
        if (text.Length > 0)
        {
            // Told now, for every field at once; the rules would tell only the first.
            if (Wording.Optional(name, text) is { } unfit && unfit.Rule is not ("text-telephone" or "text-email")) Refuse(name, unfit);
            return text;
        }

        if (required) Refuse(name, Rules.TextRequired.Refuse(name));
        return null;
    }

    /// <summary>A text that will be rendered.</summary>
    public string? Prose(string name, bool required = false)
    {
        var text = Text(name, required);
        if (text is not null && !Wrong.Any(wrong => wrong.Field == name) && (Markdown.Refusal(text, name) ?? Wording.Optional(name, text)) is { } why) Refuse(name, why);
        return text;
    }

    /// <summary>A day; null when it is not given, or is none.</summary>
    /// <param name="name">The field.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="today">Where it says when something happened: the last day that it can be.</param>
    public DateOnly? Date(string name, bool required = false, DateOnly? today = null)
    {
        if (Text(name, required) is not { } text) return null;
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd-MM-yyyy", "d-M-yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            // Told now, beside what is missing; the rule would tell it only when nothing is.
            if (today is { } last && PlanCalendar.Happened(date, last, name) is { } why) Refuse(name, why);
            return date;
        }

        Refuse(name, "date-malformed", "Give a date as year-month-day, such as 2026-12-31.");
        return null;
    }

    /// <summary>One of a closed list, in its words on the ledger.</summary>
    public TValue? Choice<TValue>(string name, bool required = false)
        where TValue : struct, Enum
    {
        if (this[name].Length == 0 && !required) return null;
        if (TryChoice<TValue>(this[name], out var value)) return value;
        Refuse(name, Rules.ValueUnknown.Refuse(name));
        return null;
    }

    public ImmutableArray<TValue> Choices<TValue>(string name)
        where TValue : struct, Enum
    {
        var chosen = ImmutableArray.CreateBuilder<TValue>();
        foreach (var text in All(name))
        {
            if (TryChoice<TValue>(text, out var value)) chosen.Add(value);
            else Refuse(name, Rules.ValueUnknown.Refuse(name));
        }

        return chosen.ToImmutable();
    }

    private static bool TryChoice<TValue>(string text, out TValue value)
        where TValue : struct, Enum
    {
        foreach (var known in Enum.GetValues<TValue>())
        {
            if (JsonSerializer.SerializeToElement(known, DomainJson.Options).GetString() != text) continue;
            value = known;
            return true;
        }

        value = default;
        return false;
    }
}
