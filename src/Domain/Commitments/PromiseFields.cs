using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Commitments;

/// <summary>What the value of a field of a promise looks like, as the text that an amendment gives.</summary>
internal enum FieldKind
{
    /// <summary>Words, in one language where the path ends with one.</summary>
    Text,

    /// <summary>A name or word of a list.</summary>
    Name,

    /// <summary>A date, year-month-day.</summary>
    Date,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A JSON array of names.</summary>
    Names,

    /// <summary>A JSON array of whole numbers.</summary>
    Numbers,
}

/// <summary>
/// A promise field by field, named as the ledger names its texts: <c>title/id</c>, <c>milestones/1.1/lead</c>. Values are texts:
/// words as they are, facts as their JSON, without quotation marks where that is a string.
/// </summary>
public static class PromiseFields
{
    private static readonly ImmutableDictionary<string, FieldKind> s_whole = Kinds(
        (FieldKind.Text, ["title", "shortTitle", "theme", "brief", "problem", "description", "analysis", "budgetSource", "links", "officer", "source", "officerName"]),
        (FieldKind.Name, ["ogpId", "lead", "field", "carriedForwardFrom"]),
        (FieldKind.Date, ["start", "end"]),
        (FieldKind.Number, ["budget"]),
        (FieldKind.Flag, ["continued"]),
        (FieldKind.Names, ["values", "policyAreas"]),
        (FieldKind.Numbers, ["sdgs"]));

    // due: of a new milestone, or of one that had no date; a date that is there is moved. parent, order, recurs, occurrences: of a
    // new milestone alone.
    private static readonly ImmutableDictionary<string, FieldKind> s_milestone = Kinds(
        (FieldKind.Text, ["title", "output", "dueWords", "unknownBecause", "note"]),
        (FieldKind.Name, ["lead", "field", "parent", "recurs"]),
        (FieldKind.Date, ["start", "due"]),
        (FieldKind.Number, ["weight", "budget", "order"]),
        (FieldKind.Flag, ["unknown"]),
        (FieldKind.Names, ["supporters", "occurrences"]));

    private static readonly ImmutableHashSet<string> s_deliverable = ["title", "output"];
    private static readonly ImmutableHashSet<string> s_commitment = ["title", "brief", "description"];

    /// <summary>Every field that has a value.</summary>
    public static ImmutableSortedDictionary<string, string> Of(CommitmentPublished promise)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Flatten(Json(promise), "", fields);
        return fields.ToImmutable();
    }

    /// <summary>Whether the plan's files can change a field of a promise: by an amendment, or by moving a date.</summary>
    public static bool MayChange(CommitmentPublished promise, string field) => IsAmendable(field)
        && (!Amendments.IsFixed(promise, field)
            || (field.EndsWith("/due", StringComparison.Ordinal) && MilestoneOf(field) is { } number && promise.Milestones[number.Value] is { Due: not null, Recurs: null }));

    /// <summary>Whether an amendment can change a field at all.</summary>
    public static bool IsAmendable(string? field) => field is not null && TryKind(field, out _);

    /// <summary>Whether a field holds words, which stand on the ledger as a text; else it holds a fact.</summary>
    public static bool IsText(string field) => TryKind(field, out var kind) && kind == FieldKind.Text;

    /// <summary>The milestone that a field is of; null: the commitment's own.</summary>
    public static MilestoneNumber? MilestoneOf(string field) =>
        field.Split('/') is ["milestones", var number, ..] && MilestoneNumber.TryParse(number, out var milestone) ? milestone : null;

    /// <summary>Whether a field holds a number.</summary>
    internal static bool IsNumber(string field) => TryKind(field, out var kind) && kind == FieldKind.Number;

    /// <summary>
    /// Whether changing a field changes what evidence is held against: the deliverable's title and expected output, for the
    /// whole commitment its title and description.
    /// </summary>
    internal static bool IsDeliverable(string field) => field.Split('/') switch
    {
        ["milestones", _, var name, _] => s_deliverable.Contains(name),
        [var name, _] => s_commitment.Contains(name),
        _ => false,
    };

    /// <summary>The milestones whose deliverable an amendment puts otherwise; null among them: the commitment as a whole.</summary>
    public static IEnumerable<MilestoneNumber?> Deliverables(CommitmentAmended amended) => Amendments.Deliverables(amended);

    /// <summary>A value as it is kept; null: none. False where it cannot be one of the field.</summary>
    internal static bool TryRead(string field, string? given, out string? value)
    {
        value = Wording.Clean(given);
        if (!TryKind(field, out var kind)) return false;
        if (value is null && field == "values") value = "[]";
        if (value is null) return field.Split('/')[^1] is not ("field" or "weight"); // every promise and every milestone has these
        return kind == FieldKind.Text || TryNode(kind, value, out _);
    }

    /// <summary>The promise with these fields instead; null where it can no longer be read as one.</summary>
    internal static CommitmentPublished? With(CommitmentPublished promise, IEnumerable<(string Field, string? Value)> changes)
    {
        var json = Json(promise);
        foreach (var (field, value) in changes)
        {
            if (!TryKind(field, out var kind)) return null;
            JsonNode? node = null;
            if (value is not null && kind == FieldKind.Text) node = new JsonObject { [field == "officerName" ? Marked.Personal : Marked.Public] = value };
            else if (value is not null && !TryNode(kind, value, out node)) return null;
            Put(json, field, node);
        }

        try
        {
            return json.Deserialize<CommitmentPublished>(DomainJson.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }

    internal static ImmutableDictionary<string, FieldKind> Kinds(params (FieldKind Kind, string[] Names)[] kinds) => kinds
        .SelectMany(of => of.Names.Select(name => KeyValuePair.Create(name, of.Kind)))
        .ToImmutableDictionary(StringComparer.Ordinal);

    private static JsonObject Json(CommitmentPublished promise) =>
        JsonSerializer.SerializeToNode(promise, DomainJson.Options)!.AsObject(); // a record is never null

    internal static void Flatten(JsonNode? node, string path, ImmutableSortedDictionary<string, string>.Builder fields)
    {
        switch (node)
        {
            case JsonObject text when text.Count == 1 && (text[Marked.Public] ?? text[Marked.Personal]) is { } words:
                fields[path] = words.GetValue<string>();
                break;
            case JsonObject whole:
                foreach (var (name, value) in whole) Flatten(value, path.Length == 0 ? name : $"{path}/{name}", fields);
                break;
            case JsonArray list:
                fields[path] = list.ToJsonString(DomainJson.Options);
                break;
            case JsonValue value:
                fields[path] = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(DomainJson.Options);
                break;
        }
    }

    private static bool TryKind(string field, out FieldKind kind)
    {
        kind = default;
        switch (field.Split('/'))
        {
            case ["source"]:
            case ["officerName"]:
                kind = FieldKind.Text;
                return true;
            case [var name]:
                return s_whole.TryGetValue(name, out kind) && kind != FieldKind.Text;
            case ["supporters", var organisation]:
                kind = FieldKind.Name;
                return Organisations.OrganisationId.TryParse(organisation, out _);
            case [var name, var language]:
                return s_whole.TryGetValue(name, out kind) && kind == FieldKind.Text && name is not ("source" or "officerName") && Language.TryParse(language, out _);
            case ["unknown", var name, var language]:
                kind = FieldKind.Text;
                return s_whole.ContainsKey(name) && Language.TryParse(language, out _);
            case ["milestones", var number, var name]:
                return MilestoneNumber.TryParse(number, out _) && s_milestone.TryGetValue(name, out kind) && kind != FieldKind.Text;
            case ["milestones", var number, var name, var language]:
                return MilestoneNumber.TryParse(number, out _) && s_milestone.TryGetValue(name, out kind) && kind == FieldKind.Text && Language.TryParse(language, out _);
            default:
                return false;
        }
    }

    internal static bool TryNode(FieldKind kind, string value, [NotNullWhen(true)] out JsonNode? node)
    {
        node = kind switch
        {
            FieldKind.Name => JsonValue.Create(value),
            FieldKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? JsonValue.Create(PlanCalendar.Iso(date)) : null,
            FieldKind.Number => decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
            FieldKind.Flag => value is "true" or "false" ? JsonValue.Create(value == "true") : null,
            FieldKind.Names => List(value, JsonValueKind.String),
            FieldKind.Numbers => List(value, JsonValueKind.Number),
            _ => null,
        };
        return node is not null;
    }

    /// <summary>The names in a list; none where it cannot be read.</summary>
    internal static ImmutableArray<string?> Names(string list) =>
        List(list, JsonValueKind.String) is { } names ? [.. names.Select(name => name?.GetValue<string>())] : [];

    private static JsonArray? List(string value, JsonValueKind of)
    {
        try
        {
            return JsonNode.Parse(value, documentOptions: new() { MaxDepth = 2 }) is JsonArray list && list.All(item => item?.GetValueKind() == of) ? list : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }

    /// <summary>Sets a value, or takes it away and what it leaves empty.</summary>
    internal static void Put(JsonObject json, string path, JsonNode? node)
    {
        var parts = path.Split('/');
        var at = json;
        var above = new List<(JsonObject Object, string Name)>();
        foreach (var part in parts[..^1])
        {
            if (at[part] is not JsonObject inner)
            {
                if (node is null) return;
                at[part] = inner = [];
            }

            above.Add((at, part));
            at = inner;
        }

        if (node is not null)
        {
            at[parts[^1]] = node;
            return;
        }

        at.Remove(parts[^1]);
        for (var i = above.Count - 1; i >= 0; i--)
        {
            var (whole, name) = above[i];
            if (name is "milestones" or "supporters" || whole[name] is not JsonObject { Count: 0 }) return;
            whole.Remove(name);
        }
    }
}
