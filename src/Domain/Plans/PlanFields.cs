using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>
/// A plan's own fields, named as the ledger names its texts: <c>title/id</c>, <c>organisations/warga-pemantau</c>. What a plan is once
/// and for all is not among those that change: its id, jurisdiction, days, zone, languages and reporting days; its rule of proof is
/// made stricter, and its reviewers are entered, in ways of their own.
/// </summary>
public static class PlanFields
{
    /// <summary>Its commitments, as the JSON array of their numbers.</summary>
    public const string Commitments = "commitments";

    private const string Organisations = "organisations";

    private static readonly ImmutableDictionary<string, FieldKind> s_facts = PromiseFields.Kinds(
        (FieldKind.Name, ["ogpId", "currency", "forum"]), (FieldKind.Number, ["number"]), (FieldKind.Names, ["fields", Commitments]));

    private static readonly ImmutableHashSet<string> s_texts = ["title", "jurisdictionName", "about", "compiledBy", "startUnknownBecause"];

    /// <summary>Every field that has a value.</summary>
    public static ImmutableSortedDictionary<string, string> Of(PlanPublished plan)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        PromiseFields.Flatten(Json(plan), "", fields);
        return fields.ToImmutable();
    }

    /// <summary>Whether the plan's files can have a field say this instead.</summary>
    public static bool Applies(string field, string? before, string? after) => Refusal(field, before, after) is null;

    /// <summary>Why a field cannot say this instead; null: it can. Nothing that was promised, and nobody who was named, is taken away.</summary>
    internal static Refused? Refusal(string field, string? before, string? after)
    {
        if (!TryKind(field, out var kind)) return Rules.FieldNotAmendable.Refuse(field, ("field", field.Length <= 80 ? field : field[..80]));
        if (after is not null && kind != FieldKind.Text && !PromiseFields.TryNode(kind, after, out _)) return Rules.FieldValueInvalid.Refuse(field, ("field", field));
        if (field.StartsWith(Organisations + "/", StringComparison.Ordinal) && before is not null) return Rules.FieldNotAmendable.Refuse(field, ("field", field));
        return field == Commitments && !Numbers(after).IsSupersetOf(Numbers(before)) ? Rules.FieldValueInvalid.Refuse(field, ("field", field)) : null;
    }

    /// <summary>Whether a field holds words, which stand on the ledger as a text.</summary>
    public static bool IsText(string field) => TryKind(field, out var kind) && kind == FieldKind.Text;

    /// <summary>The plan as these changes leave it. Total: what cannot be read changes nothing.</summary>
    public static PlanPublished Done(PlanPublished plan, PlanChanged changed) => With(
        plan,
        (changed.Facts ?? ImmutableSortedDictionary<string, AmendedFact>.Empty).Select(one => (one.Key, one.Value.After))
            .Concat((changed.Texts ?? ImmutableSortedDictionary<string, AmendedText>.Empty).Values.Select(one => (one.Field, one.After?.Value)))) ?? plan;

    /// <summary>The plan with these fields instead; null where it can no longer be read as one.</summary>
    internal static PlanPublished? With(PlanPublished plan, IEnumerable<(string Field, string? Value)> changes)
    {
        var json = Json(plan);
        foreach (var (field, value) in changes)
        {
            if (!TryKind(field, out var kind)) return null;
            JsonNode? node = null;
            if (value is not null && kind == FieldKind.Text) node = new JsonObject { [Marked.Public] = value };
            else if (value is not null && !PromiseFields.TryNode(kind, value, out node)) return null;
            PromiseFields.Put(json, field, node);
        }

        try
        {
            return json.Deserialize<PlanPublished>(DomainJson.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }

    private static HashSet<string> Numbers(string? list) => list is not null && PromiseFields.TryNode(FieldKind.Names, list, out var node)
        ? [.. node.AsArray().Select(item => item!.GetValue<string>())] // names are texts
        : [];

    private static JsonObject Json(PlanPublished plan) => JsonSerializer.SerializeToNode(plan, DomainJson.Options)!.AsObject(); // a record is never null

    private static bool TryKind(string field, out FieldKind kind)
    {
        kind = FieldKind.Text;
        switch (field.Split('/'))
        {
            case ["source"] or ["endWords"]:
                return true;
            case [var name]:
                return s_facts.TryGetValue(name, out kind);
            case [Organisations, var organisation]:
                kind = FieldKind.Name;
                return OrganisationId.TryParse(organisation, out _);
            case [var name, var language]:
                return s_texts.Contains(name) && Language.TryParse(language, out _);
            case ["fieldNames", var name, var language]:
                return PriorityField.TryParse(name, out _) && Language.TryParse(language, out _);
            default:
                return false;
        }
    }
}
