using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Running;

/// <summary>One setting, as its schema says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string, number, integer, boolean; anything else is typed as JSON.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Secret">Whether it is never shown.</param>
/// <param name="Description">What it is, in the author's words.</param>
/// <param name="Choices">The values it may have; empty: any.</param>
/// <param name="Default">What counts where nothing is kept.</param>
/// <param name="Schema">All that its schema says.</param>
public sealed record SettingField(
    string Name, string Type, bool Required, bool Secret, string? Description, ImmutableArray<string> Choices, JsonNode? Default, JsonObject Schema)
{
    public static SettingField Of(string name, JsonObject schema, bool required) => new(
        name, schema["type"]?.ToString() ?? "string", required, IsMarked(schema, "secret") || IsMarked(schema, "writeOnly"),
        schema["description"]?.ToString() ?? schema["title"]?.ToString(),
        [.. (schema["enum"] as JsonArray ?? []).Select(value => value?.ToString()).OfType<string>()], schema["default"], schema);

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint; // nothing between thousands: where the comma is the decimal sign, 12,5 would be 125

    /// <summary>Whether it is a number that may have a fraction, and people write as their language does.</summary>
    public bool IsNumber => Type == "number" && Choices.Length == 0;

    /// <summary>What is kept of what somebody typed on a page in a culture; null: it is a number that could be read in two ways.</summary>
    public string? Kept(string typed, CultureInfo culture) => IsNumber ? TypedNumber.Kept(typed, culture) : typed;

    /// <summary>What is kept, as somebody would type it on a page in a culture.</summary>
    public string Shown(string kept, CultureInfo culture) => IsNumber && Value(kept) is not null ? TypedNumber.Shown(kept, culture) : kept;

    /// <summary>Why a number that could be read in two ways is none.</summary>
    public Refused Unclear(CultureInfo culture) => Refuse(DoorRules.SettingNumber, ("example", TypedNumber.Example(culture)));

    /// <summary>Whether it is a secret by a mark that once was not heeded, such as <c>yes</c>: what was kept then is kept as it was typed.</summary>
    public bool IsMarkedOtherwise => Secret && !Schema.Any(one => one.Key is "secret" or "writeOnly" && one.Value?.ToString() == "true");

    /// <summary>Whether it is a file, whose bytes go to the plugin in base 64.</summary>
    public bool IsFile => Schema["contentEncoding"]?.ToString() == "base64";

    /// <summary>Whether it is a text of more than a line, or a list; never a secret, which is not shown.</summary>
    public bool IsLong => !Secret && (Type is "array" or "object" || (Type == "string" && Bound("maxLength") > 250));

    /// <summary>The name that people see.</summary>
    public string Title => Schema["title"]?.ToString() is { Length: > 0 } title ? title : Name;

    /// <summary>What is wanted, in short.</summary>
    public string Wanted => Choices.Length > 0 ? string.Join(", ", Choices) : Type is "array" or "object" && Description is { } description && description != Title ? $"{Type}: {description.TrimEnd('.')}" : Type;

    /// <summary>Why what was given is of a kind that cannot stand here; null: it can, as far as its kind goes.</summary>
    public Refused? WhyNot(TypedSetting given)
    {
        var listed = Type is "array" or "object" && given.Text is { Length: > 0 } text && Read(text) is { } read && !new TypedSetting(null, read.GetValueKind()).CanBe(Type);
        return Choices.Length == 0 && (listed || !given.CanBe(Type)) ? Refuse(DoorRules.SettingInvalid, ("wanted", Wanted)) : null;
    }

    /// <summary>Why what was typed cannot stand here; null: it can. What bounds it is told, not its type alone.</summary>
    /// <param name="text">As it was typed, trimmed.</param>
    /// <param name="longest">Letters that it has at most, whatever its schema says.</param>
    public Refused? WhyNot(string text, int longest = int.MaxValue)
    {
        if (text.Length == 0) return Required && Default is null ? Refuse(DoorRules.SettingRequired) : null;
        if (text.Length <= longest && Read(text) is not null) return null;
        if (IsNumber && (text.Contains(',') || TypedNumber.Kept(text, CultureInfo.InvariantCulture) is null)) return Unclear(CultureInfo.InvariantCulture);
        if (Choices.Length == 0 && Type is "integer" or "number")
        {
            return (Bound("minimum"), Bound("maximum")) switch
            {
                ({ } least, { } most) => Refuse(DoorRules.SettingBetween, ("wanted", Type), ("least", Text(least)), ("most", Text(most))),
                ({ } least, null) => Refuse(DoorRules.SettingLeast, ("wanted", Type), ("least", Text(least))),
                (null, { } most) => Refuse(DoorRules.SettingMost, ("wanted", Type), ("most", Text(most))),
                _ => Refuse(DoorRules.SettingInvalid, ("wanted", Wanted)),
            };
        }

        if (Choices.Length > 0 || (Type != "string" && text.Length <= longest)) return Refuse(DoorRules.SettingInvalid, ("wanted", Wanted));
        var (shortest, longestFit) = (Bound("minLength") ?? 0, Math.Min(longest, Bound("maxLength") ?? longest));
        return text.Length < shortest && longestFit == int.MaxValue ? Refuse(DoorRules.SettingLeast, ("wanted", Type), ("least", Text(shortest)))
            : text.Length < shortest || text.Length > longestFit ? Refuse(DoorRules.SettingLength, ("least", Text(shortest)), ("most", Text(longestFit)))
            : Refuse(DoorRules.SettingForm, ("pattern", Schema["pattern"]?.ToString() ?? ""));
    }

    /// <summary>The value of what was typed; null: it is none, or not as the schema wants it.</summary>
    public JsonNode? Read(string text) =>
        (Choices.Length > 0 && !Choices.Contains(text)) || (Type == "string" && !Fits(text)) || Value(text) is not { } value
        || (Type is "integer" or "number" && !InRange(decimal.Parse(text, Written, CultureInfo.InvariantCulture)))
        || (Type is "array" or "object" && !PluginFolder.Fits(value, Schema)) ? null : value;

    /// <summary>The value of what was kept, whatever bounds its schema has meanwhile; null: it is none of its type.</summary>
    public JsonNode? Value(string text)
    {
        switch (Type)
        {
            case "string":
                return JsonValue.Create(text);
            case "integer":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null;
            case "number":
                return decimal.TryParse(text, Written, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
            case "boolean":
                return text is "true" or "false" ? JsonValue.Create(text == "true") : null;
            default:
                try
                {
                    return JsonNode.Parse(text, null, new() { MaxDepth = 16 });
                }
                catch (JsonException)
                {
                    return null;
                }
        }
    }

    /// <summary>Whatever is written but a plain <c>false</c> is meant to make it a secret: to err is to hide what could be shown.</summary>
    private static bool IsMarked(JsonObject schema, string mark) => schema.TryGetPropertyValue(mark, out var said) && said?.GetValueKind() != JsonValueKind.False;

    private Refused Refuse(Rule rule, params ReadOnlySpan<(string Name, string Value)> values) => rule.Refuse(null, [("setting", Title), .. values]);

    private static string Text(decimal bound) => bound.ToString(CultureInfo.InvariantCulture);

    private bool InRange(decimal number) => !(number < Bound("minimum")) && !(number > Bound("maximum"));

    // A number that a manifest was read into is no decimal to the library, which converts none; its JSON always is.
    private decimal? Bound(string name) =>
        Schema[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : null;

    private bool Fits(string text)
    {
        if (text.Length < (Bound("minLength") ?? 0) || text.Length > (Bound("maxLength") ?? int.MaxValue)) return false;
        if (Schema["pattern"]?.ToString() is not { } pattern) return true;
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception unusable) when (unusable is ArgumentException or RegexMatchTimeoutException)
        {
            return false; // a pattern from a manifest is as hostile as anything in it
        }
    }
}
