using System.Collections.Immutable;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Running;

/// <summary>Reads a draft member by member, so that whoever wrote the plugin is told which of them is wrong.</summary>
internal static class DraftReading
{
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "key", "plan", "commitment", "milestone", "kind", "title", "summary", "on", "period", "shows", "stance", "settledBy", "sources", "data",
    };

    private static readonly ReceivedDraft s_nothing = new(null, null, null, null, null, null, null, null, null, null, null, null, [], null);

    /// <returns>Null: it was read. Else why not, and as much as could be read: its key, where it has one.</returns>
    public static Refused? Read(JsonElement draft, out ReceivedDraft received)
    {
        received = s_nothing;
        try
        {
            if (draft.ValueKind != JsonValueKind.Object) return OtherKind("draft", "an object", draft);
            var key = draft.TryGetProperty("key", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            received = s_nothing with { Key = key };
            var once = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in draft.EnumerateObject())
            {
                if (!s_members.Contains(member.Name)) return DoorRules.UnknownMember.Refuse(Short(member.Name), ("member", Short(member.Name)));
                if (!once.Add(member.Name)) return DoorRules.MemberTwice.Refuse(member.Name, ("member", member.Name));
            }

            received = new(
                Text(draft, "key"), Text(draft, "plan"), Text(draft, "commitment"), Text(draft, "milestone"), Text(draft, "kind"), Text(draft, "title"),
                Text(draft, "summary"), Text(draft, "on"), Text(draft, "period"), Text(draft, "shows"), Text(draft, "stance"), Text(draft, "settledBy"),
                Sources(draft), Data(draft));
            return null;
        }
        catch (Unread unread)
        {
            return unread.Why;
        }
        catch (InvalidOperationException) // half a surrogate pair in a member's name
        {
            return DoorRules.NotText.Refuse();
        }
    }

    private static string? Text(JsonElement of, string name, string within = "")
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw new Unread(OtherKind(within + name, "a text", value));
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            throw new Unread(DoorRules.NotText.Refuse(within + name));
        }
    }

    private static ImmutableArray<ReceivedSource> Sources(JsonElement draft)
    {
        if (!draft.TryGetProperty("sources", out var sources) || sources.ValueKind == JsonValueKind.Null) return [];
        if (sources.ValueKind != JsonValueKind.Array) throw new Unread(OtherKind("sources", "a list, each an object", sources));
        return [.. sources.EnumerateArray().Take(Contribution.MostSources + 1).Select(Source)];
    }

    private static ReceivedSource Source(JsonElement source, int index)
    {
        var within = $"sources[{index}]";
        if (source.ValueKind != JsonValueKind.Object) throw new Unread(OtherKind(within, "an object", source));
        within += ".";
        return new(Text(source, "sha256", within), Text(source, "address", within), Text(source, "page", within), Text(source, "quotation", within));
    }

    /// <summary>The text that is recorded: without the blanks that say nothing.</summary>
    private static string? Data(JsonElement draft)
    {
        if (!draft.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null) return null;
        if (data.ValueKind != JsonValueKind.Object) throw new Unread(OtherKind("data", "an object", data));
        try
        {
            return JsonSerializer.Serialize(data, DomainJson.Options);
        }
        catch (Exception half) when (half is InvalidOperationException or JsonException) // of a surrogate pair; in a value it comes wrapped
        {
            throw new Unread(DoorRules.NotText.Refuse("data"));
        }
    }

    private static Refused OtherKind(string member, string wanted, JsonElement given) => DoorRules.MemberOfOtherKind.Refuse(
        member, ("member", member), ("wanted", wanted), ("kind", given.ValueKind switch
        {
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            _ => "nothing",
        }));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];

    private sealed class Unread(Refused why) : Exception
    {
        public Refused Why { get; } = why;
    }
}
