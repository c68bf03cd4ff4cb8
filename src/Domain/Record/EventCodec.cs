using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Record;

/// <summary>A text on its way to the ledger. Its name is the field's path: <c>milestones/1.1/title/id</c>.</summary>
public sealed record EventText(string Name, string Value, bool Personal);

/// <summary>An event taken apart for the ledger: its type, its facts as a UTF-8 JSON object, its texts.</summary>
public sealed record EventContent(string Type, ReadOnlyMemory<byte> Facts, ImmutableArray<EventText> Texts);

/// <summary>Between events and what the ledger keeps. Pure: the same event gives the same bytes, and reading gives it back.</summary>
public static class EventCodec
{
    /// <summary>Takes an event and its actor apart into facts and texts.</summary>
    public static EventContent Write(TrackerEvent happened, Actor actor)
    {
        var facts = JsonSerializer.SerializeToNode(happened, happened.GetType(), DomainJson.Options)!.AsObject(); // a record is never null
        var texts = ImmutableArray.CreateBuilder<EventText>();
        TakeTexts(facts, "", texts);
        facts["role"] = Words.Of(actor.Role);
        facts["by"] = actor.By;
        if (actor.Organisation is { } organisation) facts["org"] = organisation.Value;
        if (actor.Partner is { } partner) facts["partner"] = Words.Of(partner);
        return new(
            EventTypes.NameOf[happened.GetType()],
            JsonSerializer.SerializeToUtf8Bytes(facts, DomainJson.Options),
            texts.ToImmutable());
    }

    /// <summary>Puts an event together again. Texts that were held back or erased are absent, hence null.</summary>
    /// <param name="type">The entry's type.</param>
    /// <param name="facts">The entry's facts; the texts are put into them, so they are the caller's no longer.</param>
    /// <param name="texts">Name and value of each text.</param>
    /// <returns>Null for a type that is not an event of the domain (<c>text.redacted</c>, or one written by a later version).</returns>
    /// <exception cref="JsonException">The facts are not those of the type.</exception>
    public static TrackerEvent? Read(string type, JsonObject facts, IEnumerable<KeyValuePair<string, string>> texts)
    {
        if (!EventTypes.ByName.TryGetValue(type, out var shape)) return null;
        foreach (var (name, value) in texts) PutText(facts, name, value);
        return (TrackerEvent)facts.Deserialize(shape, DomainJson.Options)!; // an object never reads as null
    }

    /// <summary>Who wrote an entry, from its header facts.</summary>
    /// <exception cref="JsonException">The facts name no role, or none of the roles, or none of the partners.</exception>
    public static Actor ActorOf(JsonObject facts) => new(
        Value<Role>(facts, "role") ?? throw new JsonException("The facts name no role."),
        facts["by"]?.GetValue<string>() ?? "",
        facts["org"] is { } organisation ? OrganisationId.Parse(organisation.GetValue<string>()) : null,
        Value<Partner>(facts, "partner"));

    private static T? Value<T>(JsonObject facts, string name)
        where T : struct, Enum => facts[name] switch
        {
            null => null,
            JsonValue word when word.TryGetValue(out string? said) && Words.TryParse<T>(said, out var value) => value,
            var other => throw new JsonException($"'{other.ToJsonString()}' is no value of '{name}'."),
        };

    /// <summary>Removes marked texts, and the objects they leave empty.</summary>
    private static bool TakeTexts(JsonObject facts, string path, ImmutableArray<EventText>.Builder texts)
    {
        var took = false;
        foreach (var (name, node) in facts.ToList())
        {
            if (node is not JsonObject inner) continue;
            if (inner.Count == 1 && (inner[Marked.Public] ?? inner[Marked.Personal]) is { } text)
                texts.Add(new(path + name, text.GetValue<string>(), inner.ContainsKey(Marked.Personal)));
            else if (!TakeTexts(inner, $"{path}{name}/", texts) || inner.Count > 0)
                continue;
            facts.Remove(name);
            took = true;
        }

        return took;
    }

    private static void PutText(JsonObject facts, string path, string text)
    {
        var at = facts;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            if (at[part] is not JsonObject inner) at[part] = inner = [];
            at = inner;
        }

        at[parts[^1]] = text;
    }
}
