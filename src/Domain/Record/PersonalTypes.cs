using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using Tracker.Domain.Text;

namespace Tracker.Domain.Record;

/// <summary>Which texts of which types of entries are personal: read from the events themselves, so that a new one is never forgotten.</summary>
public static class PersonalTypes
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> s_members = EventTypes.ByName
        .Select(type => KeyValuePair.Create(type.Key, Members(type.Value).ToFrozenSet(StringComparer.Ordinal)))
        .Where(type => type.Value.Count > 0)
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether entries of a type can have personal texts.</summary>
    public static bool Has(string type) => s_members.ContainsKey(type);

    /// <summary>Whether a text of such an entry is personal, or stands in a member that holds personal ones.</summary>
    /// <param name="type">The entry's type.</param>
    /// <param name="text">The text's name: a path such as <c>narrative</c> or <c>milestones/1.1/title/id</c>.</param>
    public static bool Has(string type, string text) => s_members.TryGetValue(type, out var members) && members.Contains(text.Split('/')[0]);

    private static IEnumerable<string> Members(Type type) =>
        from member in type.GetProperties()
        where member.Name != "EqualityContract" && member.PropertyType != type && IsPersonal(member.PropertyType)
        select JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static bool IsPersonal(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(PersonalText)) return true;
        if (type.IsAssignableTo(typeof(IEnumerable))) return type.GetGenericArguments().Any(IsPersonal);
        return type.Assembly == typeof(PersonalText).Assembly && type.IsClass && Members(type).Any();
    }
}
